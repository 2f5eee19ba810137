"""A room that sorts a wall together: two hundred people take a handful and answer it, at once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import aiosqlite

from bot.services.context import Context
from bot.services.themes import sorting, together
from bot.store import Database
from bot.workshop.sessions.permissions import Actor
from bot.workshop.themes.together import HANDFUL
from tests.bench.figures import Figure, middle
from tests.bench.floor import PRAGMAS
from tests.bench.large import roomy
from tests.builders import NOUR, NOW, collect, group, new_session, recipe, reveal
from tests.services.room import Room

_THEMES = 8
_ERRORS = 0.2
_HANDFULS = 3
_WRITERS = 50
# A form opens within three seconds, or never.
_SLOWEST = 3000.0


@dataclass
class Gust:
    """What a room did: milliseconds from each press to its answer, and of processor for each
    handful; which share was filed."""

    taken: list[float] = field(default_factory=list)
    kept: list[float] = field(default_factory=list)
    each: float = 0.0
    filed: float = 0.0


async def room_sorts(rounds: int, people: int = 200, postits: int = 1000) -> list[Figure]:
    """Return what handfuls cost, beside a bare database that inserts as many rows."""
    ours, floors = [], []
    for _ in range(min(rounds, 3)):
        with roomy() as folder:
            floors.append(await _bare(folder / "floor.db", people))
        with roomy() as folder:
            ours.append(await _sorted(folder / "gommette.db", people, postits))
    told = f"{people:,} people sort {postits:,} post-its at once"

    def figure(what: str, unit: str, of: Callable[[Gust], float], limit: float | None) -> Figure:
        return middle(f"{told}: {what}", unit, [*map(of, ours)], [*map(of, floors)], limit=limit)

    return [
        figure("slowest handful taken", "ms", lambda one: max(one.taken), _SLOWEST),
        figure("slowest handful kept", "ms", lambda one: max(one.kept), _SLOWEST),
        figure("processor of each", "ms", lambda one: one.each, None),
        figure("filed", "%", lambda one: 100 * one.filed, None),
    ]


async def _sorted(path: Path, people: int, postits: int) -> Gust:
    rng = Random(1)
    database = await Database.open(path)
    try:
        ctx = Context(database, rng)
        steps = (collect(per_person=100), reveal(), group())
        room = await Room.open(ctx, new_session(recipe(*steps)))
        await room.start()
        for number in range(postits):
            writer = Actor(10**17 + number % _WRITERS, f"personne {number % _WRITERS}")
            await room.write(writer, f"Une idée parmi beaucoup d'autres, la {number}e")
        await room.next()
        await room.next()
        step = (await room.step()).id
        for number in range(_THEMES):
            now = await sorting.board(ctx, step, NOUR)
            await sorting.create(ctx, step, NOUR, f"Thème {number}", now.revision)
        await together.start(ctx, step, NOUR)
        gust = Gust()

        async def take_and_answer(who: Actor) -> None:
            started = time.perf_counter()
            hand = await together.take(ctx, step, who, NOW)
            gust.taken.append(1000 * (time.perf_counter() - started))
            themes = [theme.id for theme in hand.themes]
            given = {
                one.postit.id: themes[one.postit.id % _THEMES]
                if rng.random() > _ERRORS
                else rng.choice(themes)
                for one in hand.postits
            }
            started = time.perf_counter()
            await together.answers(ctx, step, who, given, NOW)
            gust.kept.append(1000 * (time.perf_counter() - started))

        gust.each = await _gusts(people, take_and_answer)
        found = (await together.progress(ctx, step, NOUR)).progress
        assert found is not None
        gust.filed = found.filed / found.pile
        return gust
    finally:
        await database.close()


async def _bare(path: Path, people: int) -> Gust:
    """The same presses on a bare database: one row for what is taken, one for each answer."""
    gust, lock = Gust(), asyncio.Lock()
    async with aiosqlite.connect(path, isolation_level=None) as database:
        for pragma in PRAGMAS:
            await database.execute(f"PRAGMA {pragma}")
        await database.execute(
            "CREATE TABLE kept (author INTEGER, what INTEGER, PRIMARY KEY (author, what)) STRICT"
        )
        drawn = iter(range(10**9))

        async def keep(who: Actor, number: int, waits: list[float]) -> None:
            started = time.perf_counter()
            async with lock:
                await database.execute("BEGIN IMMEDIATE")
                for _ in range(number):
                    row = (who.user_id, next(drawn))
                    await database.execute("INSERT INTO kept VALUES (?, ?)", row)
                await database.execute("COMMIT")
            waits.append(1000 * (time.perf_counter() - started))

        async def take_and_answer(who: Actor) -> None:
            await keep(who, 1, gust.taken)
            await keep(who, HANDFUL, gust.kept)

        gust.each = await _gusts(people, take_and_answer)
        gust.filed = 1.0
    return gust


async def _gusts(people: int, act: Callable[[Actor], Awaitable[None]]) -> float:
    """Have everyone act at once, a few times; return the milliseconds of processor for each."""
    room = [Actor(10**17 + n, f"personne {n}") for n in range(people)]
    before = time.process_time()
    for _ in range(_HANDFULS):
        await asyncio.gather(*map(act, room))
    return 1000 * (time.process_time() - before) / (people * _HANDFULS)
