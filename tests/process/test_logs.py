"""A whole session by the log that another program reads."""

from __future__ import annotations

import json

from bot.run import Exit
from tests.host.server import FakeDiscord
from tests.process.conftest import Start
from tests.process.running import TOKEN


async def test_a_session_leaves_objects_alone_and_none_of_its_words(
    start: Start, fake_discord: FakeDiscord
) -> None:
    channel = fake_discord.world.add_channel(fake_discord.world.add_guild())
    lead = fake_discord.person(channel, "Maëlle", manages=True)
    program = await start(
        fake_discord=fake_discord.address,
        discord_token=TOKEN,
        log_format="json",
        log_level="DEBUG",
    )
    await program.until("ready on 1 servers")
    panel = await lead.command("session new", recipe="brainstorm")
    await lead.press(panel, "lead.start")
    step = await fake_discord.newest(channel, "postit.add")
    await lead.fill(await lead.press(step, "postit.add"), ideas="Un verger partagé")
    ended = await program.stop()
    told = [json.loads(line) for line in ended.stderr.splitlines()]
    assert ended.code == Exit.OK
    assert all({"time", "level", "logger", "message"} <= set(one) for one in told)
    assert "stopping" in [one["message"] for one in told]
    assert "verger" not in ended.stderr
    assert "Maëlle" not in ended.stderr
    assert TOKEN not in ended.stderr
