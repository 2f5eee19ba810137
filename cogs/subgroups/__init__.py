"""Small groups: forming them, what each does in its place, and bringing everyone back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.interface.cog import open_desks
from cogs.subgroups.joining import JoiningDesk
from cogs.subgroups.leading import GroupsLeadDesk
from cogs.subgroups.moving import MovingDesk
from cogs.subgroups.step import SubgroupsScreen
from cogs.subgroups.working import WorkingDesk

if TYPE_CHECKING:
    from bot.client import Gommette


async def setup(bot: Gommette) -> None:
    bot.screens["subgroups"] = SubgroupsScreen(bot.get_guild)
    await open_desks(bot, JoiningDesk, WorkingDesk, GroupsLeadDesk, MovingDesk)
