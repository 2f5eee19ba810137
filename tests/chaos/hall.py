"""The program under trouble, the Discord it speaks to, and the machine beneath both."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.host.server import FakeDiscord
from tests.host.world import Channel
from tests.process.running import APPLICATION, TOKEN, Program


@dataclass
class Hall:
    """One program on a database of its own. `shards` are its settings where it has some."""

    discord: FakeDiscord
    folder: Path
    settings: Mapping[str, object] = field(default_factory=dict)
    program: Program | None = None
    kills: int = 0
    ended: list[str] = field(default_factory=list)  # the log of the programs before this one

    @property
    def database(self) -> Path:
        return self.folder / "gommette.db"

    @property
    def clock(self) -> Path:
        """How wrong the clock of the machine is for the program, in seconds, written here."""
        return self.folder / "clock"

    async def start(self) -> None:
        """Start the program, and wait until it is ready."""
        self.program = await Program.start(
            (),
            {"discord_token": TOKEN, "database": self.database, **self.settings},
            self.discord.address,
            clock=self.clock,
        )
        await self.program.until("ready on")

    async def kill(self) -> None:
        """Pull the plug."""
        assert self.program is not None
        self.ended.append((await self.program.stop(signal.SIGKILL)).stderr)
        self.kills += 1
        self.program = None

    async def stop(self) -> int:
        """Ask the program to stop; return its exit code."""
        assert self.program is not None
        ended = await self.program.stop()
        self.ended.append(ended.stderr)
        self.program = None
        return ended.code

    def set_clock(self, seconds: float) -> None:
        """Set the clock of the machine ahead, or back, by so much."""
        self.clock.write_text(str(seconds), encoding="ascii")

    @contextmanager
    def full_disk(self) -> Iterator[None]:
        """No file of the program can grow beyond what its largest has now."""
        assert self.program is not None
        largest = max(f.stat().st_size for f in self.folder.iterdir() if f.is_file())
        with self.program.full_disk(largest):
            yield

    def channel(self, name: str = "atelier") -> Channel:
        """Return a channel of a new server."""
        world = self.discord.world
        return world.add_channel(world.add_guild(), name)


@asynccontextmanager
async def hall(folder: Path, **settings: object) -> AsyncIterator[Hall]:
    """A Discord, and a program that speaks to it once it is started."""
    async with (
        FakeDiscord(APPLICATION, TOKEN) as discord,
        _ended(discord, folder, settings) as made,
    ):
        yield made


@asynccontextmanager
async def beside(other: Hall, folder: Path, **settings: object) -> AsyncIterator[Hall]:
    """One more program on the Discord of another."""
    async with _ended(other.discord, folder, settings) as made:
        yield made


@asynccontextmanager
async def _ended(
    discord: FakeDiscord, folder: Path, settings: Mapping[str, object]
) -> AsyncIterator[Hall]:
    """A hall whose program does not outlive it."""
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    made = Hall(discord, folder, settings)
    try:
        yield made
    finally:
        if made.program is not None:
            await made.program.kill()
