"""What stops the bot from running is said in a sentence, with the exit code that goes with it."""

from __future__ import annotations

import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.run import Exit
from bot.store import Database
from bot.store.sqlite.opening import schema_versions
from tests.host.server import FakeDiscord
from tests.process.conftest import Start
from tests.process.running import APPLICATION, SECRET, TOKEN, Ended


@pytest.fixture
def closed_port() -> str:
    """An address where nothing listens."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{unused.getsockname()[1]}"


def says(ended: Ended, code: Exit, beginning: str) -> None:
    """Check that the program ended with `code` and one sentence that starts so."""
    (sentence,) = ended.sentences
    assert ended.code == code, ended.stderr
    assert sentence.startswith(beginning)
    assert sentence.endswith((".", ")."))
    assert ended.stdout == ""


async def test_without_a_token(start: Start, tmp_path: Path) -> None:
    ended = await (await start()).end()
    says(ended, Exit.SETTINGS, "DISCORD_TOKEN is missing: copy .env.example to .env")
    assert not (tmp_path / "gommette.db").exists()


async def test_with_a_token_that_discord_refuses(start: Start, fake_discord: FakeDiscord) -> None:
    wrong = f"MTIz.wrong.{SECRET}"
    ended = await (await start(fake_discord=fake_discord.address, discord_token=wrong)).end()
    says(ended, Exit.TOKEN, "Discord refuses DISCORD_TOKEN: copy it again")
    assert ended.logged == []


@pytest.mark.parametrize("wrong", [f"Bot {TOKEN}", f"{TOKEN}\n{SECRET}", f"{SECRET}\x1b"])
async def test_with_more_than_a_token(start: Start, wrong: str) -> None:
    ended = await (await start(discord_token=wrong)).end()
    says(ended, Exit.SETTINGS, "DISCORD_TOKEN: should be one word")


async def test_with_settings_that_are_wrong_in_several_ways(start: Start) -> None:
    program = await start(
        discord_token=TOKEN, shard_count="many", typed_postits="perhaps", log_level="LOUD"
    )
    ended = await program.end()
    assert ended.code == Exit.SETTINGS
    assert [line.split(":")[0] for line in ended.sentences] == [
        "SHARD_COUNT",
        "TYPED_POSTITS",
        "LOG_LEVEL",
    ]


async def test_without_the_message_content_intent(start: Start) -> None:
    async with FakeDiscord(APPLICATION, TOKEN, message_content=False) as discord:
        ended = await (await start(fake_discord=discord.address, discord_token=TOKEN)).end()
    says(ended, Exit.INTENT, "Discord refuses the Message Content intent: switch it on")
    assert "TYPED_POSTITS=off" in ended.sentences[0]


async def test_with_a_token_reset_meanwhile(start: Start) -> None:
    async with FakeDiscord(APPLICATION, TOKEN, closes=4004) as discord:
        ended = await (await start(fake_discord=discord.address, discord_token=TOKEN)).end()
    says(ended, Exit.TOKEN, "Discord refuses DISCORD_TOKEN")


async def test_with_too_few_shards(start: Start) -> None:
    async with FakeDiscord(APPLICATION, TOKEN, closes=4011) as discord:
        program = await start(fake_discord=discord.address, discord_token=TOKEN, shard_count=1)
        ended = await program.end()
    says(ended, Exit.SETTINGS, "Discord refuses the shards asked for: raise SHARD_COUNT")


async def test_without_a_network(start: Start, closed_port: str) -> None:
    ended = await (await start(fake_discord=closed_port, discord_token=TOKEN)).end()
    says(ended, Exit.NETWORK, "Discord cannot be reached (ClientConnectorError)")


async def test_with_discord_out_of_order(start: Start) -> None:
    async with FakeDiscord(APPLICATION, TOKEN, broken="GET /gateway/bot") as discord:
        ended = await (await start(fake_discord=discord.address, discord_token=TOKEN)).end()
    says(ended, Exit.NETWORK, "Discord cannot be reached (GatewayNotFound)")


async def test_with_a_folder_in_the_place_of_the_database(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "folder"
    path.mkdir()
    ended = await (await start(discord_token=TOKEN, database=path)).end()
    says(ended, Exit.DATABASE, f"The database {path} cannot be used: ")


async def test_with_a_file_in_the_place_of_the_folder(start: Start, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    path = tmp_path / "file" / "gommette.db"
    ended = await (await start(discord_token=TOKEN, database=path)).end()
    says(ended, Exit.DATABASE, f"The database {path} cannot be written: ")


async def test_with_the_database_of_a_newer_gommette(start: Start, database_path: Path) -> None:
    await (await Database.open(database_path)).close()
    newer = schema_versions()[-1][0] + 1
    with closing(sqlite3.connect(database_path)) as connection:
        connection.execute(f"PRAGMA user_version = {newer}")
    ended = await (await start(discord_token=TOKEN)).end()
    says(ended, Exit.DATABASE, f"The database {database_path} has schema {newer}, but this")


async def test_with_the_database_of_a_bot_that_runs(
    start: Start, fake_discord: FakeDiscord, database_path: Path
) -> None:
    first = await start(fake_discord=fake_discord.address, discord_token=TOKEN)
    await fake_discord.saw("IDENTIFY")
    second = await (await start(fake_discord=fake_discord.address, discord_token=TOKEN)).end()
    says(second, Exit.DATABASE, f"Another Gommette is already running on {database_path}.")
    assert len(fake_discord.identified) == 1
    assert (await first.stop()).code == Exit.OK
