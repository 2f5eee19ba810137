"""Actions: proposing and removing them, and what becomes of them afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.interface.cog import open_desks
from cogs.actions.following import Following
from cogs.actions.step import ActionsDesk, ActionsScreen

if TYPE_CHECKING:
    from bot.client import Gommette


async def setup(bot: Gommette) -> None:
    bot.screens["actions"] = ActionsScreen()
    await open_desks(bot, ActionsDesk, Following)
