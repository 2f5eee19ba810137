"""The event by which Discord announces a planned session, where the bot may make one: whatever
Discord answers, the session stays planned."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from typing import Literal

import discord

from bot.interface.naming.presence import PATIENCE
from bot.interface.sending.events import FAILURES, barred, make
from bot.services.before import planning
from bot.services.context import Context
from bot.workshop.before.planned import Planned

log = logging.getLogger(__name__)

# What is said of it: it is there, the right lacks, its channel is not for everyone, Discord failed.
Event = Literal["made", "right", "closed", "failed"]

_LONGEST = timedelta(days=1)


async def announce(ctx: Context, server: discord.Guild | None, planned: Planned) -> Event:
    """Have Discord announce a planned session; return what came of it.

    An event is seen by the whole server: none is made of a channel that is not open to all.
    """
    channel = server.get_channel_or_thread(planned.channel_id) if server is not None else None
    if server is None or channel is None:
        return "failed"
    if (bar := barred(server, channel)) is not None:
        return bar
    ends = planned.due_at + min(_LONGEST, timedelta(minutes=max(1, planned.recipe.minutes)))
    try:
        async with asyncio.timeout(PATIENCE):
            event = await make(server, channel, planned.title, planned.due_at, ends)
    except (*FAILURES, TimeoutError) as error:
        log.warning("planned session %s has no event: %s", planned.id, type(error).__name__)
        return "failed"
    await planning.announced(ctx, planned, event.id)
    return "made"


async def call_off(server: discord.Guild | None, planned: Planned) -> bool:
    """Take the event of a planned session away; return False where it may still stand."""
    if planned.event_id is None:
        return True
    if server is None:
        return False
    try:
        async with asyncio.timeout(PATIENCE):
            event = await server.fetch_scheduled_event(planned.event_id, with_counts=False)
            await event.delete()
    except discord.NotFound:
        return True
    except (*FAILURES, TimeoutError) as error:
        log.warning("the event of a planned session stays: %s", type(error).__name__)
        return False
    return True
