"""Who had the floor, and for how long, while a session lives."""

from __future__ import annotations

import pytest

from bot.store import Database
from bot.store.rows.speaking.floor import Spoken
from tests.store.test_rows import create


async def test_the_floor_is_counted_by_turns(database: Database) -> None:
    async with database.write() as tx:
        session = await create(tx)
        await tx.floor.spoke(session.id, 7, 90)
        await tx.floor.spoke(session.id, 7, 30)
        await tx.floor.spoke(session.id, 8, -5)  # a clock that was set back
        assert await tx.floor.times(session.id) == {7: Spoken(2, 120), 8: Spoken(1, 0)}
        assert await tx.floor.times(session.id + 1) == {}


@pytest.mark.parametrize("masked", [False, True])
async def test_nothing_of_it_outlives_the_session(database: Database, masked: bool) -> None:
    async with database.write() as tx:
        session = await create(tx)
        await tx.floor.spoke(session.id, 7, 90)
        await tx.unlink(session.id, masked=masked)
        assert await tx.floor.times(session.id) == {}
