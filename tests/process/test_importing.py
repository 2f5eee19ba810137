"""Sessions brought in by the command, with no bot on the database, beside one, or killed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.run import Exit
from tests.exported import as_json
from tests.host.server import FakeDiscord
from tests.process.conftest import Start
from tests.process.running import TOKEN
from tests.reports.test_data import full
from tests.transfer.generated import promised

TO = ("--server", "71", "--channel", "72")


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    file = tmp_path / "seance.json"
    file.write_text(as_json(promised(full())))
    return file


def held(path: Path) -> int:
    with closing(sqlite3.connect(path)) as database:
        ((count,),) = database.execute("SELECT count(*) FROM sessions").fetchall()
    return int(count)


async def test_into_an_empty_database_once(
    start: Start, exported: Path, database_path: Path
) -> None:
    done = await (await start("import", str(exported), *TO)).end()
    assert (done.code, done.stderr) == (Exit.OK, "")
    assert done.stdout == f"{exported}: is here, as session 1: it can be found from now on.\n"
    again = await (await start("import", str(exported), *TO)).end()
    assert (again.code, held(database_path)) == (Exit.OK, 1)
    assert again.stdout == f"{exported}: is here already, as session 1: nothing changed.\n"


async def test_beside_a_bot_that_runs(
    start: Start, fake_discord: FakeDiscord, exported: Path, database_path: Path, tmp_path: Path
) -> None:
    bot = await start(fake_discord=fake_discord.address, discord_token=TOKEN)
    await fake_discord.saw("IDENTIFY")
    other = tmp_path / "autre.json"
    other.write_text('{"kanban": []}')
    done = await (await start("import", str(exported), str(other), *TO)).end()
    assert done.code == Exit.FAULT
    assert done.stdout.startswith(f"{exported}: is here, as session 1")
    assert done.sentences == [f"{other}: is not a session exported by Gommette."]
    assert (await bot.stop()).code == Exit.OK
    assert held(database_path) == 1
    box = database_path.with_suffix(".imports")
    assert (list(box.iterdir()), box.stat().st_mode & 0o777) == ([], 0o700)


async def test_what_a_killed_command_left_is_one_session(
    start: Start, fake_discord: FakeDiscord, exported: Path, database_path: Path
) -> None:
    bot = await start(fake_discord=fake_discord.address, discord_token=TOKEN)
    await fake_discord.saw("IDENTIFY")
    await (await start("import", str(exported), *TO)).kill()
    await bot.kill()
    done = await (await start("import", str(exported), *TO)).end()
    assert (done.code, held(database_path)) == (Exit.OK, 1)
    again = await start(fake_discord=fake_discord.address, discord_token=TOKEN)
    await again.until("ready on")
    assert (await again.stop()).code == Exit.OK
    assert held(database_path) == 1


@pytest.mark.parametrize(
    ("content", "because"),
    [
        (b"", "is no JSON, or was cut short."),
        (b"\xff\xfe{", "is no JSON, or was cut short."),
        (b'{"format": "gommette/session/7"}', "was exported by a newer Gommette"),
    ],
)
async def test_a_file_that_is_none_is_said_in_a_sentence(
    start: Start, tmp_path: Path, content: bytes, because: str
) -> None:
    file = tmp_path / "x.json"
    file.write_bytes(content)
    ended = await (await start("import", str(file), *TO)).end()
    (sentence,) = ended.sentences
    assert (ended.code, ended.stdout) == (Exit.FAULT, "")
    assert sentence.startswith(f"{file}: {because}")


async def test_a_file_that_is_not_there(start: Start, tmp_path: Path) -> None:
    ended = await (await start("import", str(tmp_path / "none.json"), *TO)).end()
    assert ended.code == Exit.FAULT
    assert "cannot be read (No such file or directory)." in ended.stderr
