"""A day on which whoever leads opens and closes votes while each kind of request goes wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from random import Random

from tests.chaos import faults
from tests.chaos.hall import Hall, hall
from tests.chaos.report import Report, Size, errors_in
from tests.chaos.session import Session, said_twice
from tests.host.people import Unanswered
from tests.host.trouble import Trouble

# Two ideas of a form that is too long: what comes back takes two messages.
_TOO_LONG = "a" * 3900
# What comes in the lane of a channel, where each refusal holds up the others.
_IN_LANE = ("send", "look", "follow")

# What waits for an answer that never comes is tried again after a minute.
_WAITED = 90.0


async def led(folder: Path, rng: Random, size: Size) -> Report:
    """Play votes, one for each way in which requests go wrong, and end the session."""
    async with hall(folder) as made:
        channel = made.channel()
        await made.start()
        session = Session(made, channel, rng, size.people)
        await session.open()
        await session.crowd(size.times, session.write)
        struck = {f"{how} {name}": 0 for name in (*_IN_LANE, "alone") for how in faults.HOWS}
        hows = rng.sample([*faults.HOWS], min(len(faults.HOWS), size.faults))
        for rank, how in enumerate(hows):
            await _vote(made, session, how, struck, hows if not rank else ())
        document = await session.end()
        report = Report(sessions=1, struck=struck, became=session.ledger.compare(document))
        report.said_twice = said_twice(channel)
        await made.stop()
        report.errors = errors_in(made.ended)
        return report


async def _vote(
    made: Hall, session: Session, how: str, struck: dict[str, int], reminded: Sequence[str]
) -> None:
    """Open a vote and close it while requests go wrong in one way; where people are reminded of
    it, the letters to each meet `reminded`."""
    trouble = made.discord.trouble
    armed = {f"{how} {name}": trouble.add(faults.trouble(name, how, 1)) for name in _IN_LANE}
    # A channel is looked through, for what may stand in it already, once something was not said.
    trouble.add(faults.trouble("send", "500", 5))  # the library tries a letter five times
    with suppress(Unanswered, AssertionError):
        await session.overflow(_TOO_LONG)
    await session.vote("dots")
    alone: dict[str, Trouble] = {}
    if reminded:
        alone = {f"{h} alone": trouble.add(faults.trouble("alone", h, 1)) for h in reminded}
        await session.remind()
    armed |= alone
    with suppress(TimeoutError):
        async with asyncio.timeout(_WAITED):
            await made.discord.becomes(lambda: all(one.met for one in armed.values()))
    trouble.over()
    await session.close_vote()
    for name, one in armed.items():
        struck[name] += one.met
