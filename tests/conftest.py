"""Where files of tests stand, fixtures for a real database, and how hard Hypothesis tries."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, settings

from bot.services.context import Context
from bot.store import Database

# A file system in memory: each test has a database, whose commits need not wait for a disk.
MEMORY = Path("/dev/shm")
ROOM = 1024**3  # what all workers may use at once, and much more; containers often have 64 MiB


def pytest_configure() -> None:
    """Keep temporary files in memory where it can be done, unless TMPDIR says where."""
    if "TMPDIR" in os.environ or not os.access(MEMORY, os.W_OK | os.X_OK):
        return
    if shutil.disk_usage(MEMORY).free < ROOM:
        return
    os.environ["TMPDIR"] = str(MEMORY)  # for workers and for programs that tests start
    tempfile.tempdir = None  # looked up already, when pytest started


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
