"""The health endpoint of a program that runs."""

from __future__ import annotations

import asyncio
import socket

import pytest

from bot.run import Exit
from tests.host.server import FakeDiscord
from tests.hosting.asking import free_port, health
from tests.process.conftest import Start
from tests.process.running import TOKEN


async def test_a_bot_that_is_well_says_so_in_numbers_alone(
    start: Start, fake_discord: FakeDiscord
) -> None:
    channel = fake_discord.world.add_channel(fake_discord.world.add_guild())
    lead = fake_discord.person(channel, "Maëlle", manages=True)
    port = free_port()
    program = await start(fake_discord=fake_discord.address, discord_token=TOKEN, health_port=port)
    await program.until("ready on 1 servers")
    await lead.command("session new", recipe="brainstorm")
    status, told = await health(port)
    while status != 200 or not told["sessions"]:  # a look serves for a second
        await asyncio.sleep(0.1)
        status, told = await health(port)
    (beat,) = told.pop("heartbeats")
    assert 0 <= beat < 90
    assert told.pop("version")
    assert told.pop("letters") <= 1
    assert told.pop("oldest_letter") < 300
    assert told == {
        "well": True, "wrong": [], "sessions": 1, "late_timers": 0, "lateness": 0.0, "erasures": 0,
    }  # fmt: skip
    _, connected = await asyncio.open_connection("127.0.0.1", port)
    connected.write(b"GET")
    assert (await program.stop()).code == Exit.OK, "whoever is still connected holds up no end"
    connected.close()
    with pytest.raises(ConnectionRefusedError):
        await health(port)


async def test_a_port_that_is_taken_is_a_sentence(start: Start, fake_discord: FakeDiscord) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        program = await start(
            fake_discord=fake_discord.address, discord_token=TOKEN, health_port=port
        )
        ended = await program.end()
    assert ended.code == Exit.SETTINGS
    (sentence,) = ended.sentences
    assert sentence == (
        f"HEALTH_PORT: 127.0.0.1:{port} cannot be listened on (Address already in use): give each"
        " process a port of its own."
    )
