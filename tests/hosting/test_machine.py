"""What `check` says of the machine: fonts, the database as a whole, the daily copies."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.config import Settings
from bot.hosting.shelf import Shelf
from bot.operating import machine
from bot.store import Database
from bot.store.copying import copy_to
from bot.store.sqlite.opening import newest_schema

NOON = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)


def test_the_fonts_are_there() -> None:
    found = machine.fonts()
    assert found.found
    assert int(found.what.split()[0]) >= 3


def test_a_font_that_is_missing_or_damaged_is_named(tmp_path: Path) -> None:
    for name in ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"):
        (tmp_path / name).write_bytes(b"\x00\x01\x00\x00 and so on")
    (tmp_path / "NotoSansLao.ttf").write_bytes(b"version https://git-lfs")
    found = machine.fonts(tmp_path)
    assert not found.found
    assert "NotoSansLao.ttf, NotoColorEmoji.ttf" in found.remedy


async def test_the_database_is_read_whole_beside_the_bot(database: Database) -> None:
    (found,) = machine.whole(database.path)
    assert (found.found, f"schema {newest_schema()}, " in found.what) == (True, True)
    assert machine.whole(database.path.with_name("none.db")) == []
    await database.close()
    whole = database.path.read_bytes()
    database.path.write_bytes(whole[:8192] + b"\xff" * 8192 + whole[16384:])
    (found,) = machine.whole(database.path)
    assert not found.found
    assert "python -m bot restore FOLDER" in found.remedy


@pytest.fixture
def settings(database: Database, tmp_path: Path) -> Settings:
    return Settings(database=database.path, backups=tmp_path / "copies", backups_kept=3)


def test_without_daily_copies_nothing_is_said(database: Database) -> None:
    assert machine.copies(Settings(database=database.path), NOON) == []


def test_the_first_daily_copy_is_awaited(settings: Settings) -> None:
    (found,) = machine.copies(settings, NOON)
    assert found.found
    assert "the first as soon as the bot runs" in found.what


def test_a_folder_that_is_nowhere_is_said(settings: Settings, tmp_path: Path) -> None:
    lost = settings.model_copy(update={"backups": tmp_path / "no" / "where"})
    (found,) = machine.copies(lost, NOON)
    assert not found.found
    assert found.remedy.startswith("It cannot be written: create ")


@pytest.mark.parametrize(
    ("days", "right"),
    [([27, 28, 29], [True]), ([26, 27, 28], [True]), ([27], [False]), ([25, 29], [True, False])],
)
def test_the_days_of_the_copies(
    settings: Settings, database: Database, days: list[int], right: list[bool]
) -> None:
    assert settings.backups is not None
    settings.backups.mkdir(mode=0o700)
    for day in days:
        target = Shelf(settings.backups, database.path).name(date(2026, 11, day))
        copy_to(database.path, target, NOON, daily=True)
    found = machine.copies(settings, NOON)
    assert [one.found for one in found] == right
    assert found[0].what.endswith(f"the latest of 2026-11-{days[-1]}")
    settings.backups.chmod(0o755)
    assert machine.copies(settings, NOON)[-1].remedy == f"chmod go-rwx {settings.backups}"
