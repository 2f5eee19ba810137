"""People in the room without Discord: their number, and what is written down for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.interface.cog import open_desks
from cogs.in_room.page import InRoomDesk
from cogs.in_room.ready import RoomReadyDesk

if TYPE_CHECKING:
    from bot.client import Gommette


async def setup(bot: Gommette) -> None:
    await open_desks(bot, InRoomDesk, RoomReadyDesk)
