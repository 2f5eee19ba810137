"""What `check` says of the files that the bot keeps, also beside the bot that runs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.checkup import Finding, findings
from bot.config import Settings
from bot.store import Database
from tests.builders import recipe, vote
from tests.store.seeing import scrubbed
from tests.store.test_rows import create
from tests.store.test_scenarios import SOUND, kept

ERASURES, MEDIA, ALONE = "erasures pending", "missing or damaged", "for its own account alone"


async def found(path: Path) -> dict[str, Finding]:
    told = [finding async for finding in findings(Settings(database=path))]
    return {
        about: finding
        for about in (ERASURES, MEDIA, ALONE)
        for finding in told
        if about in finding.what
    }


async def test_all_is_well_with_what_the_bot_writes(database: Database) -> None:
    await kept(database, SOUND)
    told = await found(database.path)
    assert len(told) == 3
    assert all(finding.found for finding in told.values())


async def test_what_waits_to_be_erased_is_said(database: Database) -> None:
    async with database.write() as tx:
        session = await create(tx, recipe(vote()))
        await tx.sessions.destroy_key("vote", session.id)
    told = (await found(database.path))[ERASURES]
    assert (told.found, told.what) == (False, "1 erasures pending")
    await scrubbed(database)
    assert (await found(database.path))[ERASURES].found


async def test_a_recording_that_is_damaged_is_named(database: Database) -> None:
    file = database.media.folder.path / await kept(database, SOUND)
    os.truncate(file, 100)
    told = (await found(database.path))[MEDIA]
    assert not told.found
    assert told.remedy.endswith(str(file))


@pytest.mark.parametrize("name", ["gommette.db", "gommette.db-wal", "gommette.media"])
async def test_what_others_can_read_is_named(database: Database, name: str) -> None:
    await kept(database, SOUND)
    file = database.path.with_name(name)
    file.chmod(0o755)
    told = (await found(database.path))[ALONE]
    assert not told.found
    assert told.remedy.endswith(f"chmod go-rwx {file}")
