"""The room in which most of these tests play."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

import tests.discord.routes  # noqa: F401 - whatever runs alone has them too
from tests.discord.acting import Room, room
from tests.discord.played import Played, backcasting, brainstorm, play, weather


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Room]:
    """An empty room; `tests.discord.recipes` are there beside the shipped ones.

    The simulator is left in the context in which it was entered, and pytest runs the two halves
    of a fixture in two contexts: a task holds the room open.
    """
    ready: asyncio.Future[Room] = asyncio.get_running_loop().create_future()
    over = asyncio.Event()

    async def hold() -> None:
        async with room(tmp_path / "gommette.db") as found:
            ready.set_result(found)
            await over.wait()

    held = asyncio.create_task(hold())
    await asyncio.wait((held, ready), return_when=asyncio.FIRST_COMPLETED)
    if held.done():
        held.result()
    yield ready.result()
    over.set()
    await held


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def backcast(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """The reference workshop, played once."""
    return await play(tmp_path_factory.mktemp("backcasting") / "gommette.db", backcasting)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def stormed(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """A brainstorm in English, played once."""
    return await play(tmp_path_factory.mktemp("brainstorm") / "gommette.db", brainstorm)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def sky(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """A masked check-in, played once."""
    return await play(tmp_path_factory.mktemp("meteo") / "gommette.db", weather)
