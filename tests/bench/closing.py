"""How long others wait while a secret vote closes: the program as it runs, over real sockets."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Coroutine
from contextlib import suppress
from pathlib import Path

from bot.services.context import Context
from bot.services.story import scenarios
from bot.services.story.scenarios import Upload
from bot.store import Database
from bot.workshop.errors import Refusal
from bot.workshop.story.sketch import Sketch
from tests.bench.figures import Figure, middle
from tests.bench.large import roomy
from tests.builders import NOUR, NOW, scenario
from tests.host.people import Answer, Person, Unanswered
from tests.host.server import FakeDiscord
from tests.host.world import Channel, Payload
from tests.process.running import APPLICATION, TOKEN, Program

LIMIT = 100.0  # milliseconds
SIZES = (0, 64, 512)  # MB of recordings
_RECORDING = 8 * 2**20
_VOTERS = 30
_EVERY = 0.02  # seconds between two presses of those who wait
# How long they go on once the vote is closed: what is erased is erased meanwhile.
_AFTERWARDS = 8.0
_GIVEN_UP = 3000.0  # milliseconds, for who is not answered


async def closing(sizes: tuple[int, ...] = SIZES, rounds: int = 1) -> list[Figure]:
    """Return the longest wait beside the close of a vote, for each size of recordings in MB; the
    floor is the longest wait in as much time with nothing closed."""
    figures = []
    for size in sizes:
        waits, idle = [], []
        for _ in range(rounds):
            waited, alone, kept = await _close(size)
            waits.append(waited)
            idle.append(alone)
        name = f"longest wait while a vote closes, {size} MB of recordings"
        if kept < size:
            name += f" ({kept} MB were let in)"
        figures.append(middle(name, "ms", waits, idle, limit=LIMIT))
    return figures


async def _close(size: int) -> tuple[float, float, int]:
    with roomy() as folder:
        path = folder / "bench.db"
        kept = await record(path, size)
        async with FakeDiscord(APPLICATION, TOKEN, heartbeat=40.0) as discord:
            guild = discord.world.add_guild()
            hall, elsewhere = (discord.world.add_channel(guild, name) for name in ("a", "b"))
            settings = {"database": path, "discord_token": TOKEN}
            program = await Program.start((), settings, discord.address)
            try:
                await program.until("ready on 1 servers")
                lead = discord.person(hall, "Maëlle", manages=True)
                panel = await _vote(discord, lead)
                other, card = await _elsewhere(discord, elsewhere)
                alone = await _longest(other, card, asyncio.sleep(_AFTERWARDS / 2))
                waited = await _longest(other, card, _closed(lead, panel))
            finally:
                await program.kill()
    return waited, alone, kept


async def record(path: Path, size: int) -> int:
    """Keep recordings of `size` MB in a new database, as people do; return how many MB were let
    in."""
    database = await Database.open(path)
    ctx = Context(database)
    kept = 0
    try:
        with suppress(Refusal):  # a bound of the process
            while kept < size:
                upload = Upload("recit.ogg", b"OggS" + os.urandom(_RECORDING - 4))
                server, sketch = 10**17 + kept, Sketch.of(scenario())
                await scenarios.prepare(ctx, server, NOUR, sketch, (), f"{kept}", NOW, upload)
                kept += _RECORDING // 2**20
    finally:
        await database.close()
    return kept


async def _vote(discord: FakeDiscord, lead: Person) -> Answer:
    options = " ; ".join(f"La proposition {n}" for n in range(1, 11))
    panel = await lead.command(
        "vote open", question="Par quoi commencer ?", method="dots", options=options
    )
    card = await discord.newest(lead.channel, "ballot.open")
    for number in range(_VOTERS):
        person = discord.person(lead.channel, f"personne {number}")
        ballot = await person.press(card, "ballot.open")
        marked = await person.choose(ballot, "ballot.put", "1", "4")
        await person.press(marked, "ballot.cast")
    return panel


async def _elsewhere(discord: FakeDiscord, channel: Channel) -> tuple[Person, Payload]:
    """Return someone in a session that goes on elsewhere, and its card."""
    lead = discord.person(channel, "Idir", manages=True)
    await lead.press(await lead.command("session new", recipe="brainstorm"), "lead.start")
    return lead, await discord.newest(channel, "postit.add")


async def _closed(lead: Person, panel: Answer) -> None:
    """Close the vote, and let what follows be done."""
    question = await lead.press(panel, "vote.close")
    with suppress(Unanswered):
        await lead.press(question, "vote.close_yes")
    await asyncio.sleep(_AFTERWARDS)


async def _longest(person: Person, card: Payload, work: Coroutine[None, None, None]) -> float:
    """Return the longest wait of someone who writes post-its during `work`, in milliseconds."""
    longest, number = 0.0, 0
    going_on = asyncio.create_task(work)
    while not going_on.done():
        number += 1
        try:
            form = await person.press(card, "postit.add")
            # The same idea again: what one may write is bounded, what is asked of the bot is not.
            kept = await person.fill(form, ideas=f"Une idée, la {number % 20}e")
            longest = max(longest, 1000 * form.after, 1000 * kept.after)
        except Unanswered:
            longest = _GIVEN_UP
        await asyncio.sleep(_EVERY)
    await going_on
    return longest
