"""The base of every cog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord.ext import commands

from bot.interface.pressing.router import Press
from bot.services.context import Context, after_time

if TYPE_CHECKING:
    from bot.client import Gommette


class Desk(commands.Cog):
    """A cog whose methods marked with `pressing.router.on` answer components and forms."""

    def __init__(self, bot: Gommette) -> None:
        self.bot = bot

    @property
    def ctx(self) -> Context:
        return self.bot.ctx

    async def late(self, press: Press, step_id: int) -> str:
        """Return what is said of what a form just had kept; empty while its step is open."""
        late = await after_time(self.ctx, step_id)
        return "⏱️ " + press.t("late.kept") if late else ""

    async def cog_load(self) -> None:
        self.bot.router.add(self)


async def open_desks(bot: Gommette, *desks: type[Desk]) -> None:
    """Add the cogs of a capability: what its buttons and commands lead to."""
    for desk in desks:
        await bot.add_cog(desk(bot))
