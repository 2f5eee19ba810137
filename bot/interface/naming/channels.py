"""Whose eyes look at what sessions left: a person, with the channels that they see."""

from __future__ import annotations

from dataclasses import replace

import discord

from bot.interface.naming.people import actor_of
from bot.interface.naming.seen import seen_among
from bot.services.actions.seeing import Reader
from bot.services.context import Context
from bot.services.memory.reading import spots
from bot.workshop.errors import Refusal


async def reader_of(ctx: Context, interaction: discord.Interaction) -> Reader:
    """Return who acts, with the channels of sessions that they see; raise Refusal outside a
    server."""
    server, user = interaction.guild, interaction.user
    if server is None or not isinstance(user, discord.Member):
        raise Refusal("button.unknown")
    seen = await seen_among(interaction, await spots(ctx, server.id))
    # Where they act, they are.
    here = frozenset({interaction.channel_id} if interaction.channel_id is not None else ())
    return Reader(server.id, actor_of(user), replace(seen, channels=seen.channels | here))
