"""The wall: reading it, reacting to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.interface.cog import open_desks
from cogs.wall.parts import PartsDesk
from cogs.wall.react import ReactDesk
from cogs.wall.step import RevealDesk, RevealScreen

if TYPE_CHECKING:
    from bot.client import Gommette


async def setup(bot: Gommette) -> None:
    bot.screens["reveal"] = RevealScreen()
    await open_desks(bot, RevealDesk, PartsDesk, ReactDesk)
