"""Fixtures for tests that use a real database file, and how hard Hypothesis tries."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, settings

from bot.services.context import Context
from bot.store import Database

# A shared machine is slow now and then: no deadline by example; the whole run is short instead.
settings.register_profile(
    "gommette",
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("gommette")


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """An empty database in a file of its own."""
    opened = await Database.open(tmp_path / "gommette.db")
    yield opened
    await opened.close()


@pytest.fixture
def ctx(database: Database) -> Context:
    """What every use case needs, with a chance that repeats itself."""
    return Context(database, Random(1))
