"""Marks from 1 to 5, revealed together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.interface.cog import open_desks
from cogs.rate.giving import RateDesk
from cogs.rate.leading import RateLeadDesk
from cogs.rate.room import RateRoomDesk
from cogs.rate.step import RateScreen

if TYPE_CHECKING:
    from bot.client import Gommette


async def setup(bot: Gommette) -> None:
    bot.screens["rate"] = RateScreen()
    await open_desks(bot, RateDesk, RateLeadDesk, RateRoomDesk)
