"""Many ends of timeboxes within a few seconds, beside a loop that sleeps and commits a row for
each; and the memory that the sessions take."""

from __future__ import annotations

import asyncio
import gc
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

import aiosqlite

from bot.services.context import Context
from bot.services.sessions import opening, steering
from bot.services.sessions.moving import set_clock
from bot.store import Database, Topic
from bot.timers import Timers
from tests.bench.figures import Figure, middle
from tests.bench.floor import prepared
from tests.builders import CHANNEL, NOUR, SERVER, discuss, new_session, recipe

_SESSIONS = 1000
_WITHIN = 10.0  # seconds
_SOON = 1.0  # before the first, for all to be ready


@dataclass(frozen=True, slots=True)
class Kept:
    """How late each end was kept, in milliseconds, and the megabytes held before the sessions were
    opened and after."""

    late: list[float]
    before: float = 0
    after: float = 0


async def deadlines(
    rounds: int, sessions: int = _SESSIONS, within: float = _WITHIN
) -> list[Figure]:
    """Return the lateness of the ends of `sessions` within so many seconds, and what they weigh."""
    ours: list[Kept] = []
    floors: list[Kept] = []
    for _ in range(min(rounds, 3)):
        floors.append(await _bare(sessions, within))
        ours.append(await _kept(sessions, within))
    told = f"{sessions:,} ends of timeboxes within {within:g} s"

    def late(of: Callable[[list[float]], float], name: str, limit: float | None = None) -> Figure:
        kept, bare = ([of(one.late) for one in many] for many in (ours, floors))
        return middle(f"{told}: {name} lateness", "ms", kept, bare, limit=limit)

    # Of the first round: what a later one takes was there already.
    first = ours[0]
    each = 1024 * (first.after - first.before) / sessions
    return [
        late(max, "worst", 1000),
        late(median, "median"),
        middle(
            f"memory with {sessions:,} running sessions, and before",
            "MB",
            [first.after],
            [first.before],
        ),
        middle("of each of them", "KB", [each], [0]),
    ]


async def _kept(sessions: int, within: float) -> Kept:
    with tempfile.TemporaryDirectory() as folder:
        database = await Database.open(Path(folder) / "gommette.db")
        try:
            ctx = Context(database)
            before = _held()
            for rank in range(sessions):
                made_of = recipe(discuss(minutes=30), discuss())
                new = new_session(made_of, channel_id=CHANNEL + rank)
                new = replace(new, server_id=SERVER + rank)
                created = await opening.create(ctx, new, NOUR, _now())
                await steering.start(ctx, created.id, NOUR, _now())
            after = _held()
            return Kept(await _lateness(ctx, sessions, within), before, after)
        finally:
            await database.close()


async def _lateness(ctx: Context, sessions: int, within: float) -> list[float]:
    """Have the step of each session end at a moment of its own, and return how late it was told."""
    async with ctx.database.write() as tx:
        running = await tx.sessions.live()
        moments = _moments(sessions, within)
        for session, ends in zip(running, moments, strict=True):
            step = await tx.sessions.step_at(session.id, 0)
            assert step is not None
            step = replace(step, closes_at=ends)
            await tx.sessions.save_step(step)
            await set_clock(tx, step, _now())
    due = dict(zip((session.id for session in running), moments, strict=True))
    told: dict[int, datetime] = {}
    all_told = asyncio.Event()

    def committed(session_id: int) -> None:
        told.setdefault(session_id, _now())
        if len(told) == sessions:
            all_told.set()

    ctx.listen(committed, Topic.SESSION)
    timers = Timers(ctx, _now)
    await timers.start()
    await all_told.wait()
    await timers.close()
    return [_milliseconds(told[one] - ends) for one, ends in due.items()]


async def _bare(sessions: int, within: float) -> Kept:
    """Return what a loop does that sleeps until each moment, and commits one row."""
    with tempfile.TemporaryDirectory() as folder:
        async with aiosqlite.connect(Path(folder) / "floor.db", isolation_level=None) as database:
            await prepared(database)
            late = []
            for rank, ends in enumerate(_moments(sessions, within)):
                await asyncio.sleep(max(0.0, (ends - _now()).total_seconds()))
                await database.execute("BEGIN IMMEDIATE")
                await database.execute("INSERT INTO kept VALUES (?, 0, '')", (rank,))
                await database.execute("COMMIT")
                late.append(_milliseconds(_now() - ends))
            return Kept(late)


def _moments(sessions: int, within: float) -> Sequence[datetime]:
    begin = _now() + timedelta(seconds=_SOON)
    return [begin + timedelta(seconds=within * rank / sessions) for rank in range(sessions)]


def _now() -> datetime:
    return datetime.now(UTC)


def _milliseconds(length: timedelta) -> float:
    return 1000 * length.total_seconds()


def _held() -> float:
    """Return the megabytes of memory that the process holds."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
