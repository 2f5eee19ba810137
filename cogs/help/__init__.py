"""Help: what to do now, and the guides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.interface.cog import open_desks
from cogs.help.commands import Help
from cogs.help.reading import Guides

if TYPE_CHECKING:
    from bot.client import Gommette


async def setup(bot: Gommette) -> None:
    await open_desks(bot, Help, Guides)
