"""Notes of a discussion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.interface.cog import open_desks
from cogs.notes.step import DiscussDesk, DiscussScreen

if TYPE_CHECKING:
    from bot.client import Gommette


async def setup(bot: Gommette) -> None:
    bot.screens["discuss"] = DiscussScreen()
    await open_desks(bot, DiscussDesk)
