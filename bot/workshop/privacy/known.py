"""What is kept of one person: how much of each, until when, what stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.workshop.privacy.hindrance import Hindrance
from bot.workshop.sessions.session import Session, SessionState


class What(StrEnum):
    """What is kept of a person, as they are told of it, in that order."""

    POSTITS = "postits"
    COMMENTS = "comments"
    REACTIONS = "reactions"
    CONSENT = "consent"  # questions, reactions, answers and proposals of a round of consent
    ELECTION = "election"  # whom they named for a role, that they were named
    WORDS = "words"  # of a speaking round
    PLACED = "placed"  # milestones and actions that they proposed
    BALLOTS = "ballots"
    REASONS = "reasons"  # why they resist, in signed votes; others are of nobody
    SEALED = "sealed"  # that they voted, where their ballot is linked to nobody already
    VOTED = "voted"  # that they could, did, or were reminded to
    MARKS = "marks"
    LINE = "line"
    SORTING = "sorting"
    GROUPS = "groups"
    SPEAKING = "speaking"
    PRESENCE = "presence"
    LEADING = "leading"
    ACTIONS = "actions"  # that are theirs to do
    REMINDERS = "reminders"
    DRAFTS = "drafts"
    SEARCHES = "searches"
    PREPARED = "prepared"  # scenarios, recipes and sessions planned
    LETTERS = "letters"  # what is about to be said to them, or of them


# What asking does not delete.
_ASIDE, _PLANNED = "sorters_aside", "planned_sessions"
_STAYS = (_ASIDE, _PLANNED)
# What the room sees of what someone wrote.
_SEEN = (
    What.POSTITS,
    What.COMMENTS,
    What.CONSENT,
    What.ELECTION,
    What.WORDS,
    What.REASONS,
)


@dataclass(frozen=True, slots=True)
class Found:
    """One row that is a person's, or one that says their words (`copy`), without what is of
    others in it."""

    table: str
    what: What
    row: Mapping[str, object]
    copy: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """What a session holds of a person. `theirs` are their own messages, `shown` those of the
    program that are known to stand in its channel."""

    session_id: int
    found: tuple[Found, ...]
    theirs: tuple[int, ...]
    shown: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class InSession:
    """What a session keeps of a person, and why it cannot be deleted just now, if so."""

    session: Session
    about: About
    hindrance: Hindrance | None = None

    @property
    def found(self) -> tuple[Found, ...]:
        return self.about.found


@dataclass(frozen=True, slots=True)
class Known:
    """What a server keeps of a person, or every server (`server_id` None)."""

    person: int
    server_id: int | None
    sessions: tuple[InSession, ...]
    elsewhere: tuple[Found, ...]

    @property
    def anything(self) -> bool:
        return bool(self.sessions or self.elsewhere)

    @property
    def counts(self) -> dict[What, int]:
        """How much of each is kept, copies aside, in the order in which it is told."""
        return counted([*(found for one in self.sessions for found in one.found), *self.elsewhere])

    @property
    def hindered(self) -> tuple[InSession, ...]:
        return tuple(one for one in self.sessions if one.hindrance is not None)

    @property
    def deletable(self) -> dict[What, int]:
        """The same of what can be deleted now: neither what is hindered, nor what stays."""
        free = (one for one in self.sessions if one.hindrance is None)
        found = (*(found for one in free for found in one.found), *self.elsewhere)
        return counted(one for one in found if one.table not in _STAYS)

    @property
    def aside(self) -> bool:
        """Whether their answers are set aside while a room sorts: who leads decides of it."""
        return any(found.table == _ASIDE for one in self.sessions for found in one.found)

    @property
    def planned(self) -> int:
        """How many sessions they planned, which stay until they are cancelled or opened."""
        return sum(one.table == _PLANNED for one in self.elsewhere)

    @property
    def masked(self) -> tuple[InSession, ...]:
        """The masked sessions that go on and hold words of theirs which can be deleted now: the
        room sees what leaves."""
        return tuple(
            one
            for one in self.sessions
            if one.hindrance is None
            and one.session.masked
            and one.session.state is not SessionState.ENDED
            and any(found.what in _SEEN and not found.copy for found in one.found)
        )

    @property
    def until(self) -> tuple[datetime, datetime] | None:
        """The first and the last day on which something of it leaves; None before any end."""
        ends = [one.session.raw_until for one in self.sessions if one.session.raw_until]
        return (min(ends), max(ends)) if ends else None

    @property
    def in_votes(self) -> int:
        """How many of their post-its were put to a vote or became a milestone: their words stay
        there."""
        return sum(
            one.copy and one.table in ("vote_options", "milestones")
            for each in self.sessions
            for one in each.found
        )


def counted(found: Iterable[Found]) -> dict[What, int]:
    """Return how much there is of each, copies aside."""
    numbers = Counter(one.what for one in found if not one.copy)
    return {what: numbers[what] for what in What if numbers[what]}
