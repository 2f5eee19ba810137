"""What the tables keep of a session: each column says why it stays, or is gone in time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.store import Database, rows
from bot.store.rows.base import Aggregate
from tests.builders import NOW
from tests.introspection import leaves_of
from tests.store.filled import fill, standing

# Decisions, results, and what the session was. No column here holds or leads to a person, but for
# the owner of an action and who will act for a milestone, as the room wrote them.
STAYS_FOR_EVER = {
    # Rooms and threads that are ours leave once everyone is back and they are deleted: only of
    # those that Discord still refuses to let go of a number, a moment and a reason stay so long.
    "gatherings": "channel_id home_id refusal refused_at server_id",
    "group_places": "after_id asked_at card_message_id channel_id idle_at number refusal"
    " status_step_id",
    "actions": "changed_at due first_step owner theme what",
    # A series, and actions of the sessions before as they stay there, in the same words.
    "imported_sessions": "digest followed imported_at series",
    "imported_votes": "merged",
    # Which event of Discord a date became.
    "date_events": "event_id",
    "milestones": "dimension enablers number obstacles statement theme who year",
    # The links of a server, and which summaries went through them.
    "network_links": "active_at channel_id expires_at last_at made_at name question_id request_id"
    " server_id webhook_id",
    "network_shares": "message_id shared_at",
    # Where it was and when, to be found again; the words of it leave (tests/services/memory).
    "remembered": "channel_id ended_at parent_id recipe server_id title",
    "series": "server_id title",
    "sessions": "channel_id continues created_at ended_at ends_by in_room kept_days language"
    " lobby_message_id planned_for position post_id recipe released_at review_message_id"
    " review_revision review_since scenario server_id started_at title took_part",
    "sorting_rounds": "merged seed since told",
    "sortings": "revision",
    "steps": "card_message_id closes_at column_asked first_minutes kind left_at left_out"
    " left_seconds options_stamp plan position running_since since_message_id spent_seconds told"
    " voted_before warned_message_id was_at",
    # How many had the floor in a step, and how many turns there were: never who.
    "step_floors": "people turns",
    "steps_ahead": "closed_at closes_at opened_at people",
    "themes": "folded name",
    # How many spoke or passed, of nobody in particular, and how a round stood.
    # What facilitators changed of a vote, in their words: what was decided on, like its options.
    "vote_mendings": "after at ballots before kind number",
    "turn_rounds": "allowed each_seconds gone lasted passed people skipped spoke started turn",
    "timers": "attempts due_at failure kind payload server_id",
}
# What a masked session keeps after its end, until its raw data reaches its age.
STAYS_AT_THE_END = {
    # What people wrote, without its author; `submission` names one delivery, never its sender.
    "action_changes": "changed_at due number owner owner_id",
    "actions": "owner_id submission",
    "comments": "hidden text",
    "consent_answers": "lifted reason weight",
    # Of a kind that nobody knows: those that stay are tested by themselves.
    "corrections": "field nth text what which",
    "consent_remarks": "answer text",
    # How small groups came to be: no member of them, nor a group so small that it would name one.
    "group_rounds": "home_id most seconds",
    "small_groups": "merged name number",
    "consent_versions": "message_id number text",
    # Who was named, and why: it was shown to the room.
    "election_names": "name",
    "election_nominations": "hidden reason voice",
    "election_proposals": "reason",
    "group_places": "name",
    "imported_sessions": "hidden",
    "imported_votes": "totals",
    "notes": "submission text",
    "parked": "submission text",
    "postits": "column_name dimension files hidden kind number text year",
    "position_told": "text",
    "rate_remarks": "text",
    "reactions": "people",
    "refused_pairs": "high low",
    "theme_changes": "after before kind name",
    "turn_words": "text",
    "vote_options": "cost dimension ends label number place rank source_id starts theme year",
    # A vote takes off the voters itself when it is counted, or discards all when it is given up.
    "ballot_drafts": "content voter",
    "mending_drafts": "change",
    "cast_ballots": "cast_at content reasons voter voter_name weight",
    "sealed_boxes": "content key room_ballots room_people",
    "counted_ballots": "content voter_id voter_name weight",
    # As those of ballots: in a secret vote nobody stands there.
    "resistance_messages": "message_id",
    "resistance_reasons": "hidden number text voter_id voter_name",
    "keys": "key",
    # Who was there and who voted, kept apart from what was said.
    "electors": "user_id",
    "facilitators": "user_id",
    "participants": "user_id contributed",
    "remembered": "stamp",  # it grows as its raw data leaves
    "sessions": "created_by raw_deleted_at voice_channel_id",
    "turnout": "user_id",
    "former_voters": "user_id",
    "ballot_reminders": "user_id",
    "private_reminders": "sent_at server_id user_id",
    "voting_facilitators": "user_id",
    # Letters that were given up may name a person.
    "outbox": "after_message attempts channel_id created_at failure kind refusal refused_at"
    " server_id unfinished",
}


def told(*lists: Mapping[str, str]) -> set[str]:
    return {
        f"{t}.{c}" for listed in lists for t, columns in listed.items() for c in columns.split()
    }


def advice(found: set[str], allowed: set[str], method: str, listed: str) -> str:
    """Return what to write for the columns that outlive what they should not."""
    return "\n".join(
        f"{name} still stands: override `{method}` in the rows of table “{name.split('.')[0]}”"
        f" (bot/store/rows), or say in {listed} of tests/store/test_forgetting.py why it stays"
        for name in sorted(found - allowed)
    )


@contextmanager
def made() -> Iterator[None]:
    """Name the file that makes a table, where rows speak of one that is not there."""
    try:
        yield
    except sqlite3.OperationalError as error:
        pytest.fail(f"{error}: make it in the next file of bot/store/migrations")


async def unlink(database: Database, *, masked: bool) -> None:
    with made():
        async with database.write() as tx:
            await tx.unlink(1, masked=masked)


async def forget(database: Database) -> None:
    with made():
        async with database.write() as tx:
            await tx.sessions.delete_raw(1, NOW)


async def test_every_family_of_rows_is_in_the_transaction(database: Database) -> None:
    async with database.read() as tx:
        present = {type(family) for family in tx.aggregates}
    for family in leaves_of(Aggregate, "bot.store"):
        assert family in present, (
            f"{family.__name__} of {family.__module__} is in no transaction: neither use cases nor"
            " the end of a session reach it; add it to Transaction in bot/store/transaction.py"
        )


async def test_what_outlives_a_session_and_its_raw_data_is_said(database: Database) -> None:
    with closing(sqlite3.connect(database.path)) as connection:
        ours, theirs = fill(connection, 1), fill(connection, 2)
        assert standing(connection, ours) == set(ours.marks)
        await unlink(database, masked=True)
        ended = standing(connection, ours)
        kept = told(STAYS_FOR_EVER, STAYS_AT_THE_END)
        assert ended <= kept, advice(ended, kept, "unlink", "STAYS_AT_THE_END")
        assert kept - ended == set(), "listed, though nothing of it stays after the end"
        await forget(database)
        forgotten = standing(connection, ours)
        kept = told(STAYS_FOR_EVER)
        assert forgotten <= kept, advice(forgotten, kept, "forget", "STAYS_FOR_EVER")
        assert kept - forgotten == set(), "listed, though nothing of it stays for ever"
        assert standing(connection, theirs) == set(theirs.marks), "another session was touched"


async def test_of_a_signed_session_the_authors_stay_until_its_raw_data_leaves(
    database: Database,
) -> None:
    with closing(sqlite3.connect(database.path)) as connection:
        ours = fill(connection, 1)
        await unlink(database, masked=False)
        signed = standing(connection, ours)
        assert {"postits.author", "comments.author", "consent_answers.author_name"} <= signed
        await forget(database)
        assert standing(connection, ours) == told(STAYS_FOR_EVER)


def test_every_module_of_rows_has_a_family() -> None:
    folder = Path(rows.__file__).parent
    having = {family.__module__.rpartition(".")[2] for family in leaves_of(Aggregate, "bot.store")}
    # The plan of a session is part of the family of sessions.
    assert {file.stem for file in folder.glob("*.py")} - having == {"__init__", "base", "plans"}
