"""The register of `PRIVACY.md`: each column of the database that can identify a person, with its
purpose and its end."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tests.sentences import ROOT


class End(StrEnum):
    """Until when something is kept, at the latest; in any case until the server leaves."""

    STEP = "step"
    CLOSE = "close"  # of a vote
    SESSION = "session"
    MASKED = "masked"  # the end of a masked session
    RAW = "raw"  # the age of raw data, or erased before
    ASKED = "asked"  # as long as its person asks for it
    LOOKED = "looked"
    OPENED = "opened"
    DRAFT = "draft"  # once it is opened, or a day after
    SERVER = "server"


@dataclass(frozen=True, slots=True)
class Line:
    """What a line of the register says of its columns."""

    what: str
    purpose: str
    ends: frozenset[End]


FILES = {"en": ROOT / "PRIVACY.md", "fr": ROOT / "PRIVACY.fr.md"}
_SAID = {
    "en": {
        "when the step is left": End.STEP,
        "when the vote is counted": End.CLOSE,
        "when the session ends": End.SESSION,
        "when it ends": End.MASKED,
        "with raw data": End.RAW,
        "as long as they ask for reminders": End.ASKED,
        "at their next search": End.LOOKED,
        "once it is open": End.OPENED,
        "when opened, a day after at the latest": End.DRAFT,
        "when the bot leaves the server": End.SERVER,
    },
    "fr": {
        "quand on quitte l'étape": End.STEP,
        "au dépouillement": End.CLOSE,
        "à la fin de la séance": End.SESSION,
        "à sa fin": End.MASKED,
        "avec les données brutes": End.RAW,
        "tant que la personne veut des rappels": End.ASKED,
        "à la recherche suivante": End.LOOKED,
        "une fois ouverte": End.OPENED,
        "à l'ouverture, un jour après au plus tard": End.DRAFT,
        "quand le bot quitte le serveur": End.SERVER,
    },
}
_COLUMN = re.compile(r"`(\w+\.\w+)`")

# The columns that hold no person, and nothing that people wrote: numbers of rows, channels and
# messages of the bot, states, counts, dates. A new column is either there or in the register.
NEUTRAL: Mapping[str, str] = {
    "action_changes": "action_id number state changed_at due",
    "action_reminders": "server_id",
    "actions": "id session_id milestone_id hidden due state changed_at",
    "ahead_reminders": "step_id session_id",
    "answered_points": "session_id",
    "ballot_drafts": "step_id",
    "ballot_reminders": "step_id",
    "cast_ballots": "id step_id weight in_room",
    "sealed_boxes": "step_id key room_ballots room_people shut",
    "comments": "id postit_id hidden",
    "consent_answers": "id step_id version lifted weight in_room",
    "consent_facilitators": "step_id takes_part",
    "consent_remarks": "id step_id version kind",
    "consent_versions": "step_id number message_id",
    "consents": "step_id stage left_stage left_at",
    "elections": "step_id stage",
    "election_names": "id step_id withdrawn",
    "election_nominations": "id step_id voice name_id round in_room hidden told",
    "election_people": "step_id takes_part heard",
    "election_proposals": "consent_step_id step_id name_id",
    "corrections": "id session_id what which nth field",
    "counted_ballots": "step_id id weight in_room",
    "drafted_votes": "id server_id channel_id decision drafted_at",
    "drafts": "step_id",
    "electors": "step_id",
    "erasures": "id what",
    "facilitators": "session_id",
    "floor_seats": "session_id place step_id since seconds kind rank",
    "floor_times": "session_id",
    "followed": "step_id action_id said",
    "former_voters": "step_id",
    "gatherings": "session_id server_id channel_id home_id refusal refused_at",
    "group_calls": "step_id there",
    "group_guests": "place_id",
    "group_kept": "group_id postit_id",
    "group_members": "group_id host away place",
    "group_moves": "session_id step_id number state",
    "group_notices": "id step_id",
    "group_places": "id session_id number kind asked_at after_id channel_id refusal step_id"
    " card_message_id status_step_id idle_at",
    "group_rounds": "step_id home_id doors most back seconds ready",
    "group_stays": "session_id",
    "handfuls": "step_id dealt_at",
    "hands": "session_id open next_rank turn",
    "imported_sessions": "session_id digest imported_at hidden",
    "imported_votes": "step_id totals merged",
    "keys": "purpose ref",
    "media": "digest size",
    "message_lines": "rank session_id postit_id refused",
    "mending_drafts": "id step_id",
    "meta": "key value",
    "milestone_links": "before_id after_id",
    "milestone_sources": "milestone_id postit_id",
    "milestones": "id session_id year postit_id number",
    "network_choices": "session_id shared",
    "network_links": "id side server_id channel_id webhook_id name state made_at expires_at"
    " request_id question_id active_at last_at",
    "network_shares": "id link_id session_id message_id shared_at",
    "network_tokens": "link_id token",
    "notes": "id session_id step_id",
    "outbox": "id session_id server_id channel_id kind created_at attempts failure"
    " after_message refused_at refusal told unfinished",
    "parked": "id session_id",
    "participants": "session_id contributed",
    "picture_messages": "picture_id",
    "planned_sessions": "id server_id channel_id language signing due_at event_id told continues",
    "position_in_room": "step_id place began people",
    "position_moments": "step_id second spread",
    "position_told": "step_id id began place",
    "positions": "step_id moves",
    "postit_files": "step_id",
    "postit_groups": "postit_id group_id told",
    "postit_meanings": "postit_id",
    "postits": "id session_id step_id source number hidden alone late",
    "postits_brought": "postit_id step_id batch",
    "private_messages": "session_id",
    "private_reminders": "id server_id sent_at session_id",
    "private_writers": "step_id session_id since",
    "proposed_names": "id step_id",
    "raised_hands": "session_id kind rank absent",
    "rate_in_room": "step_id mark people",
    "rate_marks": "step_id",
    "rate_remarks": "step_id id",
    "reactions": "postit_id emoji people",
    "ready": "step_id people",
    "ready_reminders": "step_id times at",
    "resistance_messages": "step_id message_id",
    "resistance_reasons": "id step_id number earlier in_room hidden",
    "recipes": "id server_id language revision stamps updated_at",
    "refused_pairs": "session_id about low high",
    "remembered": "session_id server_id channel_id ended_at parent_id private was_open stamp due",
    "remembered_words": "session_id",
    "scenarios": "id server_id language revision stamps updated_at",
    "searches": "id server_id made_at",
    "series": "id server_id",
    "servers": "server_id language facilitator_role_id coordinators_channel_id timezone"
    " coordinators_role_id documents review participants_read monthly signing secret"
    " sealed kept_days",
    "servers_left": "server_id left_at",
    "session_pictures": "id session_id number numbered shown_in",
    "sessions": "id server_id channel_id language signing state position paused created_at"
    " started_at ended_at lobby_message_id took_part raw_deleted_at in_room quick"
    " ends_by sound planned_for voice_channel_id released_at review_since"
    " review_message_id review_revision post_id series_id continues kept_days",
    "set_aside": "session_id talk",
    "small_groups": "id step_id number hosted merged done helps",
    "sorters_aside": "step_id",
    "sorting_answers": "step_id postit_id theme_id",
    "sorting_by_hand": "postit_id step_id before apart",
    "sorting_hands": "session_id",
    "sorting_rounds": "id step_id open aside since seed merged told",
    "sortings": "session_id revision",
    "step_floors": "step_id people turns",
    "step_speakers": "step_id",
    "steps": "id session_id position kind state closes_at left_seconds running_since"
    " spent_seconds card_message_id told reminded options_stamp unread left_out"
    " left_at voted_before since_message_id column_asked was_at first_minutes ahead"
    " warned_message_id",
    "steps_ahead": "step_id session_id opened_at closes_at closed_at people",
    "taken_up": "session_id kind made",
    "theme_changes": "id session_id kind undone",
    "theme_postits": "postit_id theme_id",
    "themes": "id session_id",
    "timers": "id kind session_id server_id step_id due_at payload attempts failure",
    "told_of_talk": "session_id",
    "turn_rounds": "step_id turn each_seconds started allowed over lasted voice_id words_read"
    " people spoke passed skipped gone",
    "turn_seats": "step_id place stands voice away pings volunteer backs people",
    "turn_words": "id step_id",
    "turnout": "step_id",
    "untold": "what ref session_id",
    "date_events": "step_id event_id",
    "vote_mendings": "id step_id kind at ballots number asks",
    "vote_options": "step_id number source_id removed gone rank starts ends all_day passed cost",
    "voting_facilitators": "session_id",
    "wall_messages": "message_id session_id page first last theme lane",
    "wanted_names": "name_id",
}


def register(language: str = "en") -> dict[str, Line]:
    """Return the lines of the register by column (“table.column”)."""
    found: dict[str, Line] = {}
    for row in FILES[language].read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        if len(cells) != 4 or not (columns := _COLUMN.findall(cells[1])):
            continue
        said = re.findall(r"\*\*(.+?)\*\*", cells[3])
        line = Line(cells[0], cells[2], frozenset(_SAID[language][one] for one in said))
        for column in columns:
            assert column not in found, f"{column} stands twice in {FILES[language].name}"
            found[column] = line
    return found


def neutral() -> set[str]:
    return {f"{table}.{column}" for table, told in NEUTRAL.items() for column in told.split()}
