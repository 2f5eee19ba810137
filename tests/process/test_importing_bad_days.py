"""Imports on bad days: every one ends with a sentence, and none holds up the others."""

from __future__ import annotations

from pathlib import Path

from bot.run import Exit
from tests.exported import as_json
from tests.host.server import FakeDiscord
from tests.process.conftest import Start
from tests.process.running import TOKEN
from tests.process.test_importing import TO, held
from tests.reports.test_data import full
from tests.transfer.generated import promised


async def test_a_full_disk_is_a_sentence_and_the_same_file_comes_once_there_is_room(
    start: Start, fake_discord: FakeDiscord, database_path: Path, tmp_path: Path
) -> None:
    file = tmp_path / "seance.json"
    file.write_text(as_json(promised(full())))
    bot = await start(fake_discord=fake_discord.address, discord_token=TOKEN)
    await bot.until("live sessions")
    with bot.full_disk(4096):
        done = await (await start("import", str(file), *TO)).end()
    assert done.code == Exit.FAULT
    assert done.sentences == [
        f"{file}: was not brought in: the disk of the database takes nothing. Make room on it, and"
        " try again."
    ]
    again = await (await start("import", str(file), *TO)).end()
    assert (again.code, again.stderr) == (Exit.OK, "")
    assert (await bot.stop()).code == Exit.OK
    assert held(database_path) == 1


async def test_where_the_folder_takes_nothing_it_is_said(
    start: Start, fake_discord: FakeDiscord, database_path: Path, tmp_path: Path
) -> None:
    file = tmp_path / "seance.json"
    file.write_text(as_json(promised(full())))
    bot = await start(fake_discord=fake_discord.address, discord_token=TOKEN)
    await bot.until("live sessions")
    box = database_path.with_suffix(".imports")
    box.write_text("in the way")
    done = await (await start("import", str(file), *TO)).end()
    assert done.code == Exit.FAULT
    assert done.sentences == [
        f"{file}: could not be handed to the Gommette that runs ({box}: File exists)."
        " Nothing was brought in."
    ]
    assert (await bot.stop()).code == Exit.OK
