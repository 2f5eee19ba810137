"""The copy of each day: when it is made, how long it is kept, and what is never touched."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.hosting.daily import DailyCopies, calm_day
from bot.hosting.shelf import Shelf
from bot.store import Database
from bot.store.copying import GivenUp, copy_to
from tests.builders import recipe, vote
from tests.store.seeing import full_disk, scalar
from tests.store.test_rows import create
from tests.store.test_scenarios import SOUND, kept

NOON = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 29)


class Clock:
    """A clock that stands where it is put."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Not made yet."""
    return tmp_path / "copies"


@pytest.fixture
def there(folder: Path) -> Path:
    folder.mkdir()
    return folder


@pytest.fixture
def clock() -> Clock:
    return Clock()


async def turn(copies: DailyCopies) -> float:
    """Have one look done, as the worker does again and again."""
    pause = await copies._turn()
    assert pause > 0
    return pause


def daily(database: Database, folder: Path, clock: Clock, kept: int = 7) -> DailyCopies:
    return DailyCopies(database.path, folder, kept, "Europe/Paris", clock)


def names(folder: Path) -> list[str]:
    return sorted(place.name for place in folder.iterdir())


@pytest.mark.parametrize(
    ("hour", "day"), [(2, 28), (3, 29), (12, 29), (23, 29)]
)  # 3:00 UTC is 4:00 in Paris in November
def test_the_calm_hour_is_of_the_operators_zone(hour: int, day: int) -> None:
    assert calm_day(NOON.replace(hour=hour), "Europe/Paris") == date(2026, 11, day)
    assert calm_day(NOON, "Pacific/Auckland") == TODAY  # 1:00 on the 30th
    assert calm_day(NOON.replace(hour=16), "Pacific/Auckland") == TODAY + timedelta(days=1)


async def test_a_copy_a_day_is_kept_for_its_days(
    database: Database, folder: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    digest = await kept(database, SOUND)
    copies = daily(database, folder, clock, kept=3)
    assert await copies.last() == (None, False)
    with caplog.at_level(logging.INFO):
        for _ in range(5):
            await turn(copies)
            await turn(copies)  # once a day, however often it looks
            clock.now += timedelta(days=1)
    assert names(folder) == [f"{database.path.stem}.2026-12-0{n}" for n in (1, 2, 3)]
    told = [record.getMessage() for record in caplog.records]
    assert len(told) == 5
    assert told[-1].endswith("; 1 older copies were deleted")
    copy = folder / f"{database.path.stem}.2026-12-03"
    assert names(copy) == [".daily", "gommette.db", "gommette.media"]
    assert (copy / "gommette.media" / digest).read_bytes() == SOUND
    assert {place.stat().st_mode & 0o077 for place in (folder, copy, *copy.rglob("*"))} == {0}
    newest, failed = await copies.last()
    assert newest is not None
    assert (newest.astimezone(UTC).isoformat(), failed) == ("2026-12-03T03:00:00+00:00", False)


async def test_the_key_of_an_open_vote_is_in_no_copy(
    database: Database, folder: Path, clock: Clock
) -> None:
    async with database.write() as tx:
        session = await create(tx, recipe(vote()))
        await tx.sessions.make_key("vote", session.id, bytes(32))
    await turn(daily(database, folder, clock))
    copy = Shelf(folder, database.path).name(TODAY) / database.path.name
    assert scalar(copy, "SELECT count(*) FROM keys") == 0
    assert scalar(copy, "SELECT count(*) FROM sessions") == 0


async def test_what_it_did_not_make_is_never_deleted(
    database: Database, there: Path, clock: Clock
) -> None:
    stem = database.path.stem
    by_hand, other, file = (
        there / f"{stem}.2020-01-01",
        there / "photos.2020-01-01",
        there / f"{stem}.2020-01-02",
    )
    copy_to(database.path, by_hand, NOON)
    other.mkdir()
    file.write_text("something")
    copies = daily(database, there, clock, kept=1)
    await turn(copies)
    clock.now += timedelta(days=9)
    await turn(copies)
    today = f"{stem}.2026-12-08"
    assert names(there) == sorted([by_hand.name, other.name, file.name, today])


async def test_what_a_kill_left_goes_and_was_never_taken_for_a_copy(
    database: Database, there: Path, clock: Clock
) -> None:
    shelf = Shelf(there, database.path)
    copy_to(database.path, shelf.name(date(2026, 11, 28)), NOON, daily=True)
    half = there / f"{shelf.name(TODAY).name}.a1b2c3.unfinished"
    half.mkdir()
    (half / "gommette.db").write_bytes(b"half")
    shelf.name(date(2026, 11, 28)).rename(there / f"{database.path.stem}.2026-11-28.deleting")
    assert shelf.copies() == {}
    await turn(daily(database, there, clock))
    assert names(there) == [shelf.name(TODAY).name]


async def test_two_databases_of_one_name_do_not_share_a_folder(
    database: Database, folder: Path, clock: Clock, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await turn(daily(database, folder, clock))
    elsewhere = tmp_path / "other" / database.path.name
    other = await Database.open(elsewhere)
    try:
        copies = daily(other, folder, clock)
        await turn(copies)
        assert (await copies.last()) == (None, True)
    finally:
        await other.close()
    (told,) = [r.getMessage() for r in caplog.records if r.levelno == logging.WARNING]
    assert f"is of {database.path}: give each Gommette a BACKUPS of its own." in told


async def test_a_failure_is_told_once_and_tried_again(
    database: Database, there: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    copies = daily(database, there, clock)
    with full_disk(5000):
        await turn(copies)
        await turn(copies)
    assert names(there) == [], "no half copy is left"
    assert (await copies.last()) == (None, True)
    (told,) = [r.getMessage() for r in caplog.records if r.levelno == logging.WARNING]
    assert told.startswith(f"the copy of the day is not made: {there}/")
    assert "cannot be written (" in told
    assert told.endswith("It is tried again every hour.")
    await turn(copies)
    newest, failed = await copies.last()
    assert (newest is not None, failed) == (True, False)


async def test_a_folder_that_is_nowhere_is_a_sentence(
    database: Database, tmp_path: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    copies = daily(database, tmp_path / "no" / "where", clock)
    await turn(copies)
    (told,) = [r.getMessage() for r in caplog.records if r.levelno == logging.WARNING]
    assert "/no/where" in told
    assert "does not exist: create it." in told


def test_a_copy_that_is_given_up_leaves_nothing(tmp_path: Path) -> None:
    path, target = tmp_path / "gommette.db", tmp_path / "copy"
    with closing(sqlite3.connect(path)) as made:
        made.executescript("CREATE TABLE keys (purpose, ref); CREATE TABLE media (digest);")
        made.execute("CREATE TABLE meta (key, value)")
        made.execute("CREATE TABLE t AS WITH RECURSIVE n(v) AS (SELECT 1 UNION ALL SELECT v + 1"
                     " FROM n LIMIT 100000) SELECT v FROM n")  # fmt: skip
        made.execute("PRAGMA user_version = 1")
        made.commit()
    with pytest.raises(GivenUp):
        copy_to(path, target, NOON, given_up=lambda: True)
    assert names(tmp_path) == ["gommette.db"]
