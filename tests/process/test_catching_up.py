"""What people type while the program is down, or while its connection is lost for good."""

from __future__ import annotations

import signal

import pytest

from tests.host.people import Person, text_of
from tests.host.server import FakeDiscord
from tests.host.trouble import How, Trouble
from tests.host.world import Channel
from tests.process.conftest import Start
from tests.process.running import TOKEN
from tests.process.test_sessions import channel, lead, started

__all__ = ["channel", "lead"]


@pytest.mark.parametrize("killed", [False, True], ids=["connection", "program"])
async def test_what_was_not_told_is_read_again(
    start: Start, fake_discord: FakeDiscord, channel: Channel, lead: Person, killed: bool
) -> None:
    program = await start(fake_discord=fake_discord.address, discord_token=TOKEN)
    await program.until("ready on 1 servers")
    bo = fake_discord.person(channel, "Bo")
    await started(lead, "keep-drop-try")
    step = await fake_discord.newest(channel, "postit.mine")
    listed, gone = bo.say("+ le café\n+ le jardin"), bo.say("- trop vite dit")
    await fake_discord.becomes(lambda: bool(listed["reactions"] and gone["reactions"]))
    if killed:
        await program.stop(signal.SIGKILL)
    fake_discord.gateway.forget()
    bo.retype(listed, "+ le jardin")
    bo.unsay(gone)
    new = bo.say("? une sieste")
    # The first answer is lost on the way: it is asked for again.
    failed = fake_discord.trouble.add(
        Trouble(f"GET /channels/{channel.id}/messages", How.RESET, times=1)
    )
    if killed:
        program = await start(fake_discord=fake_discord.address, discord_token=TOKEN)
    else:
        await fake_discord.gateway.drop()
    await fake_discord.becomes(lambda: bool(new["reactions"]))
    await fake_discord.becomes(lambda: "👋" in text_of(channel.last))
    assert failed.met == 1
    options = str((await bo.press(step, "postit.mine")).content)
    assert "le jardin" in options
    assert "une sieste" in options
    assert "le café" not in options
    assert "trop vite dit" not in options
