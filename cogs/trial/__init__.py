"""The trial: a meeting of two minutes, alone, in which the bot plays the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.interface.cog import open_desks
from cogs.trial.desk import TrialDesk

if TYPE_CHECKING:
    from bot.client import Gommette


async def setup(bot: Gommette) -> None:
    await open_desks(bot, TrialDesk)
