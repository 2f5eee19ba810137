"""A speaking round: everyone in turn, each as long as the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.interface.cog import open_desks
from cogs.turns.leading import TurnsLeadDesk
from cogs.turns.presence import TurnsPresence
from cogs.turns.step import TurnsScreen
from cogs.turns.taking import TurnsDesk

if TYPE_CHECKING:
    from bot.client import Gommette


async def setup(bot: Gommette) -> None:
    bot.screens["turns"] = TurnsScreen()
    await open_desks(bot, TurnsDesk, TurnsLeadDesk, TurnsPresence)
