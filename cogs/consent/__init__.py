"""Decisions by consent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.interface.cog import open_desks
from cogs.consent.answering import ConsentDesk
from cogs.consent.room import ConsentRoomDesk
from cogs.consent.step import ConsentScreen
from cogs.consent.table import ConsentTableDesk

if TYPE_CHECKING:
    from bot.client import Gommette


async def setup(bot: Gommette) -> None:
    bot.screens["consent"] = ConsentScreen()
    await open_desks(bot, ConsentDesk, ConsentTableDesk, ConsentRoomDesk)
