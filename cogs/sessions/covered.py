"""What is posted where a session is live covers its card: counted, never read."""

from __future__ import annotations

import discord

from bot.interface.cog import Desk


class Covered(Desk):
    @Desk.listener("on_message")
    async def _said(self, message: discord.Message) -> None:
        if message.channel.id in self.bot.live and not message.flags.ephemeral:
            self.bot.covered.saw(message.channel.id, message.id)

    @Desk.listener("on_raw_message_delete")
    async def _deleted(self, event: discord.RawMessageDeleteEvent) -> None:
        self.bot.covered.gone(event.channel_id, {event.message_id})

    @Desk.listener("on_raw_bulk_message_delete")
    async def _cleared(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        self.bot.covered.gone(event.channel_id, event.message_ids)
