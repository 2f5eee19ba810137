"""Hands: raised on the card, answered from the panel and from a page of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.interface.cog import open_desks
from cogs.hands.leading import HandsLeadDesk
from cogs.hands.raising import HandsDesk

if TYPE_CHECKING:
    from bot.client import Gommette


async def setup(bot: Gommette) -> None:
    await open_desks(bot, HandsDesk, HandsLeadDesk)
