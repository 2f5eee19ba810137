"""Who is in the voice channel in which a meeting is held."""

from __future__ import annotations

import discord

from bot.interface.naming.presence import voice_of
from bot.services.hands.raising import Here
from bot.workshop.hands.queue import Present


def here(interaction: discord.Interaction) -> Here:
    """Return what says who is there, given those who lead: in the session's own voice channel,
    else in the one in which one of them is."""
    server, channel_id = interaction.guild, interaction.channel_id

    def present(leading: frozenset[int]) -> Present:
        for person in sorted(leading):
            channel = voice_of(server, channel_id or 0, person)
            if channel is not None:
                return frozenset(channel.voice_states)
        return None

    return present
