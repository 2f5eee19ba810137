"""Post-its: writing, changing and withdrawing them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.interface.cog import open_desks
from cogs.postits.bringing import BringingDesk
from cogs.postits.columns import ColumnsDesk
from cogs.postits.mine import MineDesk
from cogs.postits.pictures import PicturesDesk
from cogs.postits.step import CollectDesk, CollectScreen
from cogs.postits.typed import TypedDesk

if TYPE_CHECKING:
    from bot.client import Gommette


async def setup(bot: Gommette) -> None:
    bot.screens["collect"] = CollectScreen(typed=bot.settings.typed_postits)
    await open_desks(bot, CollectDesk, TypedDesk, MineDesk, ColumnsDesk, PicturesDesk, BringingDesk)
