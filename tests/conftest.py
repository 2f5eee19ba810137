"""Where files of tests stand, fixtures for a real database, and how hard Hypothesis tries."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, settings

from bot.services.context import Context
from bot.store import Database
from bot.store.rows import base
from tests import plans

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

# Each statement once in a process: the test that ran it first answers for it.
_explained: set[str] = set()


@pytest.fixture(scope="session")
def schema() -> Iterator[sqlite3.Connection]:
    """An empty database, in which statements are explained."""
    with closing(plans.schema()) as connection:
        yield connection


@pytest.fixture(autouse=True)
def _indexed(schema: sqlite3.Connection) -> Iterator[None]:
    """Fail a test that has a statement read a table that grows from one end to the other."""
    yield
    fresh = base.ran - _explained
    _explained.update(fresh)
    slow = [(sql, tables) for sql in sorted(fresh) if (tables := plans.scanned(schema, sql))]
    if slow:
        pytest.fail("\n".join(f"reads all of {', '.join(t)}: {sql}" for sql, t in slow))


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
