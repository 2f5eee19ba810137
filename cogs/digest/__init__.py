"""What was decided, done and left over a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.interface.cog import open_desks
from cogs.digest.commands import Digests

if TYPE_CHECKING:
    from bot.client import Gommette


async def setup(bot: Gommette) -> None:
    await open_desks(bot, Digests)
