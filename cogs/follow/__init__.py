"""What became of the actions of a series, and sessions that follow each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.interface.cog import open_desks
from cogs.follow.step import FollowScreen
from cogs.follow.taking import TakingDesk

if TYPE_CHECKING:
    from bot.client import Gommette


async def setup(bot: Gommette) -> None:
    bot.screens["follow"] = FollowScreen()
    await open_desks(bot, TakingDesk)
