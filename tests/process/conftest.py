from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from tests.host.server import FakeDiscord
from tests.process.running import APPLICATION, TOKEN, Program

Start = Callable[..., Awaitable[Program]]


@pytest.fixture
def database_path(tmp_path: Path) -> Path:
    return tmp_path / "gommette.db"


@pytest.fixture
async def start(database_path: Path) -> AsyncIterator[Start]:
    """Starts the program on a database of its own; what still runs afterwards is killed."""
    started: list[Program] = []

    async def starter(
        *arguments: str,
        fake_discord: str = "",
        deadly: str = "",
        clock: Path | None = None,
        **settings: object,
    ) -> Program:
        settings.setdefault("database", database_path)
        program = await Program.start(arguments, settings, fake_discord, deadly=deadly, clock=clock)
        started.append(program)
        return program

    yield starter
    for program in started:
        await program.kill()


@pytest.fixture
async def fake_discord() -> AsyncIterator[FakeDiscord]:
    """A Discord that grants everything to the bot of `TOKEN`."""
    async with FakeDiscord(APPLICATION, TOKEN) as server:
        yield server
