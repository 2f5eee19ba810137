"""The room in which most of these tests play."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.discord.acting import Room, room


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Room]:
    """An empty room with the shipped recipes."""
    async with room(tmp_path / "gommette.db") as found:
        yield found
