"""Servers that the bot leaves, or finds again."""

from __future__ import annotations

import discord

from bot.interface.cog import Desk
from bot.interface.leaving import was_left
from bot.services.keeping import leaving


class ServersLeft(Desk):
    """Notes which servers were left, whoever was listening when they were."""

    @Desk.listener("on_guild_remove")
    async def _removed(self, server: discord.Guild) -> None:
        """The bot was removed; a server that is down for a while is told in another way."""
        if await was_left(self.bot, server.id):
            await leaving.left(self.ctx, server.id, self.bot.clock())

    @Desk.listener("on_guild_join")
    async def _joined(self, server: discord.Guild) -> None:
        await leaving.came_back(self.ctx, server.id)

    @Desk.listener("on_ready")
    async def _ready(self) -> None:
        """Find what was left, or found again, while nobody listened."""
        for server_id in await leaving.noted(self.ctx):
            if self.bot.get_guild(server_id) is not None:
                await leaving.came_back(self.ctx, server_id)
        for server_id in await leaving.known(self.ctx):
            if await was_left(self.bot, server_id):
                await leaving.left(self.ctx, server_id, self.bot.clock())
