"""Elections without candidates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.interface.cog import open_desks
from cogs.election.leading import ElectionLeadDesk
from cogs.election.naming import ElectionDesk
from cogs.election.room import ElectionRoomDesk
from cogs.election.step import ElectionScreen

if TYPE_CHECKING:
    from bot.client import Gommette


async def setup(bot: Gommette) -> None:
    bot.screens["election"] = ElectionScreen()
    await open_desks(bot, ElectionDesk, ElectionLeadDesk, ElectionRoomDesk)
