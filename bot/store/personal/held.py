"""Where a person stands in the tables: every column that leads to them, and what becomes of it.

A new table that holds a person has its line here: what they ask of their data, and what they have
deleted, then finds it. `tests/store/test_personal.py` names the columns that are missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.workshop.privacy.known import What


class By(StrEnum):
    """What stands for the person in a column."""

    PERSON = "person"  # their number
    WRITER = "writer"  # what signs post-its: their number, or a keyed hash where masked
    # A hash under the key of a step.
    VOTE = "vote"
    FOR_ROOM = "for_room"  # the same, of a ballot prepared for people in the room
    SORTING = "sorting"
    RATE = "rate"
    POSITION = "position"


# The keys of steps, by their purpose.
STEP_KEYS = {
    By.VOTE: "vote",
    By.FOR_ROOM: "vote",
    By.SORTING: "sorting",
    By.RATE: "rate",
    By.POSITION: "position",
}


class Fate(StrEnum):
    """What becomes of a row when its person has their data deleted."""

    LEAVES = "leaves"
    UNNAMED = "unnamed"  # it stays, and names nobody: a decision, or a result
    WORDS = "words"  # as they choose: it leaves, or stays and names nobody
    # What is still to come, which its person is told to cancel first; and what those who lead
    # decided of them, which asking would otherwise undo, until it leaves by itself.
    STAYS = "stays"


# Whose rows these are: those of one session, ?1.
SESSION = "session_id = ?1"
STEPS = "step_id IN (SELECT id FROM steps WHERE session_id = ?1)"
POSTITS = "postit_id IN (SELECT id FROM postits WHERE session_id = ?1)"
GROUPS = f"group_id IN (SELECT id FROM small_groups WHERE {STEPS})"
PLACES = "place_id IN (SELECT id FROM group_places WHERE session_id = ?1)"
SEALED = "step_id IN (SELECT step_id FROM sealed_boxes)"
CHANGES = "action_id IN (SELECT id FROM actions WHERE session_id = ?1)"
# Those of one step, ?1.
STEP = "step_id = ?1"
NAMES = "name_id IN (SELECT id FROM proposed_names WHERE step_id = ?1)"

# What takes the place of words and names that a row cannot be without.
NOBODY = "—"
_SIGNED: Mapping[str, str | int | None] = {"author": None, "author_name": None}
_SENT = {**_SIGNED, "submission": None}


@dataclass(frozen=True, slots=True)
class Held:
    """Rows of `table` whose `column` leads to a person, among those of a session or of a step
    (`where`). Unnamed, they take the values of `blank`; `wiped` are their words, which leave too
    where they are to be removed from a row that stays. `current` leave while nothing is decided
    in their open step: they could be given once more."""

    table: str
    column: str
    what: What
    where: str = SESSION
    by: By = By.PERSON
    fate: Fate = Fate.LEAVES
    blank: Mapping[str, str | int | None] = field(default_factory=dict)
    wiped: str = ""
    current: bool = False


def _written(
    table: str,
    what: What,
    where: str,
    blank: Mapping[str, str | int | None],
    fate: Fate = Fate.WORDS,
    **more: str | bool,
) -> Held:
    wiped, current = str(more.get("wiped", "")), bool(more.get("current"))
    return Held(table, "author", what, where, By.WRITER, fate, blank, wiped, current)


HELD: tuple[Held, ...] = (
    # What they wrote. Post-its come last but one: what hangs on them is found by them.
    _written("comments", What.COMMENTS, POSTITS, _SENT),
    _written("reactions", What.REACTIONS, POSTITS, {}, Fate.LEAVES),
    _written("consents", What.CONSENT, STEPS, _SIGNED, Fate.UNNAMED),
    _written("consent_remarks", What.CONSENT, STEPS, _SENT),
    _written("consent_answers", What.CONSENT, STEPS, _SIGNED, wiped="reason", current=True),
    _written("consent_facilitators", What.CONSENT, STEPS, {}, Fate.LEAVES),
    _written("election_nominations", What.ELECTION, STEPS, _SIGNED, wiped="reason", current=True),
    Held(
        "election_names",
        "person_id",
        What.ELECTION,
        STEPS,
        fate=Fate.UNNAMED,
        blank={"person_id": None, "name": NOBODY},
    ),
    _written("election_people", What.ELECTION, STEPS, {}, Fate.LEAVES),
    _written("turn_words", What.WORDS, STEPS, _SIGNED),
    _written("drafts", What.DRAFTS, STEPS, {}, Fate.LEAVES),
    _written("postits", What.POSTITS, SESSION, {**_SENT, "message_id": None}),
    _written(
        "milestones", What.PLACED, SESSION, {"author": None, "submission": None}, Fate.UNNAMED
    ),
    _written("actions", What.PLACED, SESSION, {"author": None, "submission": None}, Fate.UNNAMED),
    # What they chose.
    Held("cast_ballots", "voter", What.BALLOTS, STEP, By.VOTE),
    Held("ballot_drafts", "voter", What.BALLOTS, STEP, By.VOTE),
    Held("ballot_drafts", "voter", What.BALLOTS, STEP, By.FOR_ROOM),
    Held(
        "counted_ballots",
        "voter_id",
        What.BALLOTS,
        STEPS,
        fate=Fate.UNNAMED,
        blank={"voter_id": None, "voter_name": None},
    ),
    Held(
        "resistance_reasons",
        "voter_id",
        What.REASONS,
        STEPS,
        fate=Fate.WORDS,
        blank={"voter_id": None, "voter_name": None},
    ),
    # Who has voted in a sealed vote stays until it is counted: nobody votes twice.
    Held("turnout", "user_id", What.SEALED, f"{STEPS} AND {SEALED}", fate=Fate.STAYS),
    Held("turnout", "user_id", What.VOTED, f"{STEPS} AND NOT {SEALED}"),
    Held("former_voters", "user_id", What.VOTED, STEPS),
    Held("electors", "user_id", What.VOTED, STEPS),
    Held("voting_facilitators", "user_id", What.VOTED),
    Held("rate_marks", "rater", What.MARKS, STEP, By.RATE),
    Held("positions", "person", What.LINE, STEP, By.POSITION),
    Held(
        "position_told",
        "person_id",
        What.LINE,
        STEPS,
        fate=Fate.WORDS,
        blank={"person_id": None, "name": None},
    ),
    Held("sorting_answers", "sorter", What.SORTING, STEP, By.SORTING),
    Held("sorters_aside", "sorter", What.SORTING, STEP, By.SORTING, Fate.STAYS),
    Held("handfuls", "sorter", What.SORTING, STEP, By.SORTING),
    Held("wanted_names", "person", What.SORTING, NAMES, By.SORTING),
    Held("proposed_names", "person", What.SORTING, STEP, By.SORTING),
    Held("sorting_hands", "user_id", What.SORTING),
    # Where they were.
    Held("participants", "user_id", What.PRESENCE),
    Held("ready", "user_id", What.PRESENCE, STEPS),
    Held("group_members", "user_id", What.GROUPS, GROUPS),
    Held("group_guests", "user_id", What.GROUPS, PLACES),
    Held("group_moves", "user_id", What.GROUPS),
    Held("group_stays", "user_id", What.GROUPS),
    Held("group_calls", "user_id", What.GROUPS, STEPS),
    Held("small_groups", "scribe", What.GROUPS, STEPS, fate=Fate.UNNAMED, blank={"scribe": None}),
    Held("turn_seats", "user_id", What.SPEAKING, STEPS),
    Held(
        "turn_rounds",
        "last_id",
        What.SPEAKING,
        STEPS,
        fate=Fate.UNNAMED,
        blank={"last_id": None},
    ),
    Held("raised_hands", "user_id", What.SPEAKING),
    Held("floor_seats", "user_id", What.SPEAKING),
    Held("answered_points", "user_id", What.SPEAKING),
    Held("step_speakers", "user_id", What.SPEAKING, STEPS),
    Held("floor_times", "user_id", What.SPEAKING),
    # What they lead, and what they asked for.
    Held("facilitators", "user_id", What.LEADING),
    Held(
        "sessions",
        "created_by",
        What.LEADING,
        "id = ?1",
        fate=Fate.UNNAMED,
        blank={"created_by": 0},
    ),
    Held("told_of_talk", "user_id", What.LEADING),
    Held("postit_files", "user_id", What.DRAFTS, STEPS),
    Held("ballot_reminders", "user_id", What.REMINDERS, STEPS),
    Held("private_reminders", "user_id", What.REMINDERS),
    Held("ahead_reminders", "user_id", What.REMINDERS),
    Held("private_writers", "user_id", What.REMINDERS),
    # What they took upon themselves: the action stays, without its owner.
    Held(
        "action_changes",
        "owner_id",
        What.ACTIONS,
        CHANGES,
        fate=Fate.UNNAMED,
        blank={"owner_id": None, "owner": NOBODY},
    ),
    Held(
        "actions",
        "owner_id",
        What.ACTIONS,
        fate=Fate.UNNAMED,
        blank={"owner_id": None, "owner": NOBODY},
    ),
)

# Rows of a server: of none in particular where ?2 is NULL. The person is ?1.
_SERVER = "(?2 IS NULL OR server_id = ?2)"
OF_SERVER: tuple[Held, ...] = (
    Held("searches", "user_id", What.SEARCHES, _SERVER),
    Held("drafted_votes", "user_id", What.DRAFTS, _SERVER),
    Held("action_reminders", "user_id", What.REMINDERS, _SERVER),
    Held(
        "scenarios",
        "created_by",
        What.PREPARED,
        _SERVER,
        fate=Fate.UNNAMED,
        blank={"created_by": 0, "submission": None},
    ),
    Held(
        "recipes",
        "created_by",
        What.PREPARED,
        _SERVER,
        fate=Fate.UNNAMED,
        blank={"created_by": 0, "submission": None},
    ),
    Held("planned_sessions", "planned_by", What.PREPARED, _SERVER, fate=Fate.STAYS),
)

# What tells of a person without a column that leads to them: the value is in JSON, or it stands
# beside a row that does.
BESIDE = {
    "outbox.payload": "letters to one person, or that name one",
    "comments.author_name": "beside its author",
    "consents.author_name": "beside its author",
    "consent_remarks.author_name": "beside its author",
    "consent_answers.author_name": "beside its author",
    "election_nominations.author_name": "beside its author",
    "election_names.name": "beside its person, or typed",
    "turn_words.author_name": "beside its author",
    "postits.author_name": "beside its author",
    "counted_ballots.voter_name": "beside its voter",
    "resistance_reasons.voter_name": "beside its voter",
    "cast_ballots.voter_name": "beside its voter",
    "position_told.name": "beside its person",
    "positions.name": "beside its person",
    "raised_hands.name": "beside its person",
    "floor_seats.name": "beside its person",
    "actions.owner": "beside its owner",
    "action_changes.owner": "beside its owner",
}
