"""What a database of a million post-its costs: a post-it written into it, and a start upon it."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.services.context import Context
from bot.store import Database
from bot.workshop.sessions.permissions import Actor
from tests.bench.figures import Figure, middle, percentile
from tests.bench.growth import lived, multiply
from tests.builders import CHANNEL, collect, new_session, recipe
from tests.host.server import FakeDiscord
from tests.process.running import APPLICATION, TOKEN, Program
from tests.services.room import Room

_WRITTEN = 200
# Something near a gigabyte, with room to spare.
_NEEDED = 3 * 2**30


async def million(sessions: int, postits: int, rounds: int) -> list[Figure]:
    """Return the figures of a database of `sessions`, with `postits` in all."""
    with roomy() as folder:
        large = folder / "large.db"
        await lived(large, max(1, postits // sessions))
        await asyncio.to_thread(multiply, large, sessions)
        written, alone = [], []
        for rank in range(rounds):
            alone.append(await _write(folder / f"empty-{rank}.db", rank))
            written.append(await _write(large, rank))
        started, bare = [], []
        for rank in range(rounds):
            bare.append(await _ready(folder / f"bare-{rank}.db"))
            started.append(await _ready(large))
    return [
        middle(
            f"a post-it written among {postits:,}, and into an empty database", "ms",
            written, alone, limit=1.2, limited="ratio",
        ),
        middle(
            f"start to ready with {sessions:,} sessions and {postits:,} post-its, and none",
            "s", started, bare, limit=2.0,
        ),
    ]  # fmt: skip


async def _write(path: Path, rank: int) -> float:
    """Return the milliseconds that a post-it takes, from the form to the committed row."""
    database = await Database.open(path)
    try:
        made = new_session(recipe(collect(per_person=100)), channel_id=CHANNEL + 10**9 + rank)
        room = await Room.open(Context(database), made)
        await room.start()
        spent = []
        for number in range(_WRITTEN):
            started = time.perf_counter()
            await room.write(Actor(10**17 + number % 20, "personne"), f"Une idée, la {number}e")
            spent.append(1000 * (time.perf_counter() - started))
        return percentile(spent, 50)
    finally:
        await database.close()


async def _ready(path: Path) -> float:
    """Return the seconds from the start of the program to its word that it is ready."""
    async with FakeDiscord(APPLICATION, TOKEN) as discord:
        discord.world.add_channel(discord.world.add_guild())
        started = time.perf_counter()
        settings = {"database": path, "discord_token": TOKEN}
        program = await Program.start((), settings, discord.address)
        try:
            await program.until("ready on 1 servers")
            return time.perf_counter() - started
        finally:
            await program.stop()


@contextmanager
def roomy() -> Iterator[Path]:
    """A folder in memory where there is room, else on the disk."""
    memory = Path("/dev/shm")
    free = shutil.disk_usage(memory).free if memory.is_dir() else 0
    with tempfile.TemporaryDirectory(dir=memory if free > _NEEDED else None) as folder:
        yield Path(folder)
