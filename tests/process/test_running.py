"""A bot that runs: it connects, and stops cleanly when it is asked to, wherever it is."""

from __future__ import annotations

import asyncio
import re
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.i18n import catalogue
from bot.run import Exit
from bot.store import Database
from bot.workshop.language import Language
from tests.builders import NOW
from tests.host.gateway import MESSAGE_CONTENT
from tests.host.server import FakeDiscord
from tests.process.conftest import Start
from tests.process.running import APPLICATION, TOKEN, Ended, left_over
from tests.store.seeing import opened
from tests.store.test_rows import create

_NAME = re.compile(r"command\..+\.name")
SYNC = f"PUT /applications/{APPLICATION}/commands"


async def ended_cleanly(ended: Ended, database_path: Path) -> None:
    assert (ended.code, ended.stdout, ended.sentences) == (Exit.OK, "", [])
    assert not [line for line in ended.logged if "ERROR" in line or "WARNING" in line]
    assert left_over(database_path) == []
    await (await Database.open(database_path)).close()  # nothing holds it any more


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
async def test_a_bot_that_is_connected_stops_when_asked(
    start: Start, fake_discord: FakeDiscord, database_path: Path, how: signal.Signals
) -> None:
    program = await start("run", fake_discord=fake_discord.address, discord_token=TOKEN)
    health = "0 live sessions, 0 letters waiting, 0 timers late, 0 erasures pending"
    await program.until(health)
    ended = await program.stop(how)
    await ended_cleanly(ended, database_path)
    assert [line.split(": ", 1)[1] for line in ended.logged] == [
        "commands sent to Discord",
        "ready on 0 servers",
        health,
        "stopping",
    ]


@pytest.mark.parametrize("moment", ["GET /users/@me", SYNC, "GET /gateway/bot", "IDENTIFY"])
async def test_a_bot_that_is_still_connecting_stops_when_asked(
    start: Start, database_path: Path, moment: str
) -> None:
    async with FakeDiscord(APPLICATION, TOKEN, silent=moment) as discord:
        program = await start(fake_discord=discord.address, discord_token=TOKEN)
        await discord.saw(moment)
        ended = await program.stop()
    await ended_cleanly(ended, database_path)


async def test_without_typed_postits_the_intent_is_not_asked_for(start: Start) -> None:
    async with FakeDiscord(APPLICATION, TOKEN, message_content=False) as discord:
        program = await start(
            fake_discord=discord.address, discord_token=TOKEN, typed_postits="off"
        )
        await program.until("ready on 0 servers")
        assert (await program.stop()).code == Exit.OK
        (identified,) = discord.identified
        assert not identified["intents"] & MESSAGE_CONTENT


async def test_commands_are_sent_again_only_when_they_changed(
    start: Start, fake_discord: FakeDiscord
) -> None:
    for run in (1, 2):
        program = await start(fake_discord=fake_discord.address, discord_token=TOKEN)
        await fake_discord.saw("IDENTIFY", times=run)
        await program.stop()
    assert fake_discord.requests.count("GET /users/@me") == 2
    assert fake_discord.requests.count(SYNC) == 1


async def test_every_command_is_there_at_the_first_start(
    start: Start, fake_discord: FakeDiscord
) -> None:
    """A process of its own: in one where another bot has run, all modules were already read."""
    program = await start(fake_discord=fake_discord.address, discord_token=TOKEN)
    await fake_discord.saw("IDENTIFY")
    await program.stop()
    sent = {command["name"]: {*_names(command)} for command in fake_discord.rest.commands}
    t = catalogue(Language.ENGLISH)
    named = [key.split(".") for key in t.sentences if _NAME.fullmatch(key)]
    for key in named:
        root = t(f"command.{key[1]}.name")
        assert t(".".join(key)) in sent[root], f"/{root} has no {'.'.join(key[2:-1])}"


def _names(command: dict[str, Any]) -> Iterator[str]:
    """Yield the name of a command, and of all that stands under it."""
    yield command["name"]
    for option in command.get("options", ()):
        yield from _names(option)


async def test_a_process_runs_the_shards_that_it_is_given(
    start: Start, fake_discord: FakeDiscord
) -> None:
    program = await start(
        fake_discord=fake_discord.address, discord_token=TOKEN, shard_count=3, shard_ids="1"
    )
    await fake_discord.saw("IDENTIFY")
    await program.stop()
    assert [identified["shard"] for identified in fake_discord.identified] == [[1, 3]]


async def test_a_copy_that_outlives_what_was_erased_is_told_at_each_start(
    start: Start, fake_discord: FakeDiscord, database_path: Path
) -> None:
    async with opened(database_path) as database, database.write() as tx:
        await create(tx)
    copy = database_path.with_name("gommette.db.before-0099")
    await asyncio.to_thread(shutil.copyfile, database_path, copy)
    async with opened(database_path) as database, database.write() as tx:
        await tx.sessions.delete_raw(1, NOW)
    program = await start(fake_discord=fake_discord.address, discord_token=TOKEN)
    await program.until("ready on 0 servers")
    told = [line for line in (await program.stop()).logged if "WARNING" in line]
    assert [line.split(": ", 1)[1] for line in told] == [
        f"{copy} holds what was erased since: delete it once all is well"
    ]


async def test_at_the_finest_level_the_log_holds_only_our_own_lines(
    start: Start, fake_discord: FakeDiscord
) -> None:
    """Libraries log, at that level, the rows that are written: what people wrote."""
    program = await start(fake_discord=fake_discord.address, discord_token=TOKEN, log_level="DEBUG")
    await fake_discord.saw("IDENTIFY")
    ended = await program.stop()
    loggers = {line.split()[3].rstrip(":").split(".")[0] for line in ended.logged}
    assert loggers <= {"bot", "cogs"}
    assert "INSERT" not in ended.stderr
