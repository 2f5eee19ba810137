"""The other commands: check, invite, demo, and what is not a command."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from bot import __version__
from bot.run import Exit
from bot.store.timers import TimerKind
from tests.builders import NOW
from tests.host.server import FakeDiscord
from tests.process.conftest import Start
from tests.process.running import APPLICATION, SECRET, TOKEN
from tests.store.seeing import opened
from tests.store.test_rows import create

# https://discord.com/developers/docs/topics/permissions
ADD_REACTIONS, VIEW_CHANNEL, SEND_MESSAGES = 1 << 6, 1 << 10, 1 << 11
ATTACH_FILES, READ_MESSAGE_HISTORY = 1 << 15, 1 << 16


async def test_check_finds_everything(
    start: Start, fake_discord: FakeDiscord, database_path: Path
) -> None:
    program = await start("check", fake_discord=fake_discord.address, discord_token=TOKEN)
    ended = await program.end()
    *found, last = ended.stdout.splitlines()
    assert (ended.code, ended.stderr, last) == (Exit.OK, "", "Everything is there.")
    assert all(line.startswith("✓ ") for line in found), ended.stdout
    for thing in (
        "Python 3.",
        "SQLite 3.",
        "recipes",
        f"database {database_path}",
        "MB free",
        "DISCORD_TOKEN of the application “Gommette”",
        "Message Content intent",
    ):
        assert thing in ended.stdout
    assert fake_discord.identified == []


async def test_check_says_that_the_intent_is_missing(start: Start) -> None:
    async with FakeDiscord(APPLICATION, TOKEN, message_content=False) as discord:
        program = await start("check", fake_discord=discord.address, discord_token=TOKEN)
        ended = await program.end()
        without = await start(
            "check", fake_discord=discord.address, discord_token=TOKEN, typed_postits="off"
        )
        assert (await without.end()).code == Exit.OK
    assert ended.code == Exit.FAULT
    _, missing, remedy, last = ended.stdout.rsplit("\n", 4)[-5:-1]
    assert missing == "✗ Message Content intent"
    assert remedy.startswith("  → Switch it on in the developer portal")
    assert "TYPED_POSTITS=off" in remedy
    assert last == "1 to mend."


async def test_check_tells_everything_that_is_missing_at_once(
    start: Start, fake_discord: FakeDiscord, tmp_path: Path
) -> None:
    path = tmp_path / "gommette.db"
    path.mkdir()
    program = await start(
        "check", fake_discord=fake_discord.address, discord_token=f"MTIz.wrong.{SECRET}"
    )
    ended = await program.end()
    assert (ended.code, ended.stderr) == (Exit.FAULT, "")
    missing = [line for line in ended.stdout.splitlines() if line.startswith("✗")]
    assert missing == [f"✗ database {path}", "✗ DISCORD_TOKEN"]
    assert ended.stdout.endswith("2 to mend.\n")


async def test_check_beside_a_bot_that_runs(start: Start, fake_discord: FakeDiscord) -> None:
    running = await start(fake_discord=fake_discord.address, discord_token=TOKEN)
    await fake_discord.saw("IDENTIFY")
    program = await start("check", fake_discord=fake_discord.address, discord_token=TOKEN)
    ended = await program.end()
    assert (ended.code, ended.stderr) == (Exit.FAULT, "")
    assert "  → Another Gommette is already running on " in ended.stdout
    assert (await running.stop()).code == Exit.OK


async def test_check_names_what_could_not_be_done(start: Start, database_path: Path) -> None:
    async with opened(database_path) as database, database.write() as tx:
        session = await create(tx)
        await tx.timers.set(TimerKind.FORGET, session.id, NOW)
        await tx.timers.give_up(1, "KeyError")
    ended = await (await start("check")).end()
    assert (ended.code, ended.stderr) == (Exit.FAULT, "")
    assert f"✗ timer 1 (forget of session {session.id}): KeyError\n  → " in ended.stdout


async def test_check_without_a_token(start: Start) -> None:
    ended = await (await start("check")).end()
    assert (ended.code, ended.stderr) == (Exit.FAULT, "")
    assert "✗ DISCORD_TOKEN\n  → Copy .env.example to .env" in ended.stdout


@pytest.mark.parametrize(
    ("arguments", "settings"),
    [
        ((), {"discord_token": TOKEN}),
        (("--application", str(APPLICATION)), {}),
        (("--application", str(APPLICATION)), {"discord_token": f"MTIz.other.{SECRET}"}),
    ],
)
async def test_invite_prints_an_address_that_asks_for_five_permissions(
    start: Start, arguments: tuple[str, ...], settings: dict[str, str]
) -> None:
    ended = await (await start("invite", *arguments, **settings)).end()
    assert (ended.code, ended.stderr) == (Exit.OK, "")
    address = urlsplit(ended.stdout.strip())
    assert (address.scheme, address.netloc, address.path) == (
        "https",
        "discord.com",
        "/oauth2/authorize",
    )
    wanted = ADD_REACTIONS + VIEW_CHANNEL + SEND_MESSAGES + ATTACH_FILES + READ_MESSAGE_HISTORY
    assert parse_qs(address.query) == {
        "client_id": [str(APPLICATION)],
        "scope": ["bot applications.commands"],
        "permissions": [str(wanted)],
    }


async def test_invite_asks_for_what_small_groups_need_where_it_is_told_to(start: Start) -> None:
    plain = await (await start("invite", discord_token=TOKEN)).end()
    ended = await (await start("invite", "--groups", discord_token=TOKEN)).end()
    assert (ended.code, ended.stderr) == (Exit.OK, "")
    asked, before = (
        int(parse_qs(urlsplit(told.stdout.strip()).query)["permissions"][0])
        for told in (ended, plain)
    )
    assert asked & before == before
    # https://discord.com/developers/docs/topics/permissions
    assert asked - before == sum(
        1 << bit
        for bit in (
            4,  # Manage Channels
            20,  # Connect
            24,  # Move Members
            34,  # Manage Threads
            35,  # Create Public Threads
            36,  # Create Private Threads
            38,  # Send Messages in Threads
            48,  # Set Voice Channel Status
        )
    )


async def test_invite_without_a_token(start: Start) -> None:
    ended = await (await start("invite")).end()
    assert (ended.code, ended.stdout) == (Exit.SETTINGS, "")
    assert ended.sentences[0].startswith("DISCORD_TOKEN is missing: ")


@pytest.mark.parametrize("token", [SECRET, f"été.{SECRET}", f"....{SECRET}"])
async def test_invite_with_something_else_than_a_token(start: Start, token: str) -> None:
    ended = await (await start("invite", discord_token=token)).end()
    (sentence,) = ended.sentences
    assert (ended.code, ended.stdout) == (Exit.TOKEN, "")
    assert sentence.startswith("DISCORD_TOKEN does not hold the application's identifier: ")


async def test_help_names_every_command(start: Start) -> None:
    ended = await (await start("--help")).end()
    assert (ended.code, ended.stderr) == (Exit.OK, "")
    assert ended.stdout.startswith("usage: python -m bot ")
    listed = {line.split()[0] for line in ended.stdout.splitlines() if line.startswith("    ")}
    assert {"run", "check", "invite", "demo"} <= listed


async def test_the_plays_of_the_demo_are_listed(start: Start) -> None:
    ended = await (await start("demo", "--play", "list", "--lang", "en")).end()
    assert (ended.code, ended.stderr) == (Exit.OK, "")
    names = [line.split()[0] for line in ended.stdout.splitlines()]
    assert (names[0], names[-1]) == ("workshop", "all")


async def test_a_play_that_does_not_exist_is_refused_with_the_list(start: Start) -> None:
    ended = await (await start("demo", "--play", "dance")).end()
    assert (ended.code, ended.stdout) == (Exit.SETTINGS, "")
    first, *rows = ended.stderr.splitlines()
    assert first == "No play is called “dance”:"
    assert {"workshop", "consent", "all"} <= {row.split()[0] for row in rows}


async def test_version(start: Start) -> None:
    ended = await (await start("--version")).end()
    assert (ended.code, ended.stdout) == (Exit.OK, f"Gommette {__version__}\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("dance",), "argument command: invalid choice: 'dance'"),
        (("demo", "--people", "1"), "argument --people: expected a number from 2 to 500"),
        (("demo", "--people", "some"), "argument --people: expected a number from 2 to 500"),
        (("demo", "--lang", "de"), "argument --lang: invalid "),
    ],
)
async def test_what_is_not_a_command(
    start: Start, arguments: tuple[str, ...], sentence: str
) -> None:
    ended = await (await start(*arguments)).end()
    assert (ended.code, ended.stdout) == (2, "")
    usage, *_, last = ended.stderr.splitlines()
    assert usage.startswith("usage: python -m bot")
    assert f"error: {sentence}" in last


def test_whoever_stops_reading_gets_no_traceback() -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "bot", "demo", "--play", "list"],
        stdout=write, stderr=subprocess.PIPE, check=False, timeout=300,
    )  # fmt: skip
    os.close(write)
    assert (done.returncode, done.stderr) == (141, b"")
