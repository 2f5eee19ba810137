"""Raw data that whoever led erases, and all that is of a server that was left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.interface.cog import open_desks
from cogs.keeping.erasing import Erasing
from cogs.keeping.leaving import ServersLeft

if TYPE_CHECKING:
    from bot.client import Gommette


async def setup(bot: Gommette) -> None:
    await open_desks(bot, Erasing, ServersLeft)
