"""Each kind of timer has its act; one of a kind unknown here waits for a program that has it."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing

import pytest

from bot.services.context import Context
from bot.services.deadlines import ACTS, SERVER_ACTS
from bot.store.timers import TimerKind
from tests.builders import discuss, new_session, recipe
from tests.services.room import Room


@pytest.mark.parametrize("kind", TimerKind)
def test_a_kind_of_timer_has_its_act(kind: TimerKind) -> None:
    assert kind in ACTS or kind in SERVER_ACTS, (
        f"nothing is done when a timer “{kind}” is due: write its act beside the use cases of its"
        " capability (bot/services/<capability>) and add it to ACTS (of a server: SERVER_ACTS)"
        " in bot/services/deadlines.py"
    )


async def test_a_timer_of_an_unknown_kind_stays_and_holds_nobody_back(
    ctx: Context, caplog: pytest.LogCaptureFixture
) -> None:
    room = await Room.open(ctx, new_session(recipe(discuss(minutes=10))))
    await room.start()
    step = await room.step()
    with closing(sqlite3.connect(ctx.database.path)) as connection:
        connection.execute(
            "INSERT INTO timers (kind, session_id, step_id, due_at) VALUES (?, ?, ?, ?)",
            ("of_tomorrow", room.session_id, step.id, "2030-01-01T00:00:00.000+00:00"),
        )
        connection.commit()
    room.wait(minutes=10)
    with room.says("time_up 0"), caplog.at_level(logging.CRITICAL):
        await room.ring()
    assert [timer.kind for timer in await room.timers()] == ["of_tomorrow"]
