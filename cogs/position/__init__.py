"""A claim and a line on which people stand and move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.interface.cog import open_desks
from cogs.position.leading import PositionLeadDesk
from cogs.position.room import PositionRoomDesk
from cogs.position.standing import PositionDesk
from cogs.position.step import PositionScreen

if TYPE_CHECKING:
    from bot.client import Gommette


async def setup(bot: Gommette) -> None:
    bot.screens["position"] = PositionScreen()
    await open_desks(bot, PositionDesk, PositionLeadDesk, PositionRoomDesk)
