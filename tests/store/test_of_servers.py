"""Letters and timers of a server, which are about none of its sessions."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.store import Database
from bot.store.outbox import Letter, Saying
from bot.store.timers import TimerKind
from bot.store.transaction import Transaction
from tests.builders import CHANNEL, NOW
from tests.store.older import older
from tests.store.test_rows import create

COORDINATION = CHANNEL + 1


async def next_letter(tx: Transaction, channel_id: int) -> Letter:
    letter = await tx.outbox.attempt(channel_id, None)
    assert letter is not None
    return letter


async def test_a_letter_of_a_server_is_about_no_session(database: Database) -> None:
    async with database.write() as tx:
        session = await create(tx)
        await tx.outbox.add_of_server(Saying.SUMMARY, 7, COORDINATION, NOW)
        letter = await next_letter(tx, COORDINATION)
        assert (letter.server, letter.about) == (7, None)
        with pytest.raises(LookupError):
            _ = letter.session_id
        await tx.outbox.give_up(letter.id, "403 50013", NOW)
        assert not await tx.outbox.unsaid(session.id)
        assert await tx.outbox.unsaid_in(7) == []


async def test_letters_and_timers_of_before_servers_had_any_are_kept_with_their_numbers(
    tmp_path: Path,
) -> None:
    path = tmp_path / "gommette.db"
    older(
        path,
        43,
        (
            "INSERT INTO sessions (id, server_id, channel_id, title, language, signing, recipe,"
            " state, created_by, created_at) VALUES (1, 7, 8, 't', 'fr', 'signed', '{}', 'ended',"
            " 9, '2030-01-01T00:00:00.000+00:00')",
        ),
        (
            "INSERT INTO outbox (id, session_id, channel_id, kind, created_at, refusal, told)"
            " VALUES (41, 1, 8, 'summary', '2030-01-01T00:00:00.000+00:00', '403', 1)",
        ),
        (
            "INSERT INTO outbox (id, session_id, channel_id, kind, created_at)"
            " VALUES (99, 1, 8, '', '')",
        ),
        ("DELETE FROM outbox WHERE id = 99",),
        (
            "INSERT INTO timers (id, kind, session_id, due_at, attempts)"
            " VALUES (5, 'forget', 1, '2030-04-01T00:00:00.000+00:00', 2)",
        ),
    )
    database = await Database.open(path)
    try:
        async with database.write() as tx:
            letter = await next_letter(tx, 8)
            assert (letter.id, letter.session_id, letter.refusal, letter.told) == (
                41,
                1,
                "403",
                True,
            )
            await tx.outbox.add_of_server(Saying.SUMMARY, 7, 55, NOW)
            assert (await next_letter(tx, 55)).id > 99  # messages carry these numbers
            timer = await tx.timers.take_due(NOW + timedelta(days=99999))
            assert timer is not None
            assert (timer.id, timer.session_id, timer.attempts) == (5, 1, 2)
    finally:
        await database.close()


async def test_a_timer_of_a_server_happens_at_one_time_only(database: Database) -> None:
    async with database.write() as tx:
        await tx.timers.set_of_server(TimerKind.FORGET, 7, NOW)
        await tx.timers.set_of_server(TimerKind.FORGET, 7, NOW + timedelta(days=1))
        (timer,) = await tx.timers.of_server(7)
        assert (timer.server, timer.about, timer.due_at) == (7, None, NOW + timedelta(days=1))
        with pytest.raises(LookupError):
            _ = timer.session_id
        await tx.timers.cancel_of_server(7, TimerKind.FORGET)
        assert await tx.timers.of_server(7) == []
