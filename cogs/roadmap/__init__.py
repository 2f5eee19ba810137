"""The roadmap: placing milestones and tying them together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.interface.cog import open_desks
from cogs.roadmap.attaching import AttachingDesk
from cogs.roadmap.before import BeforeDesk
from cogs.roadmap.milestones import MilestonesDesk
from cogs.roadmap.picture import RoadmapPictureDesk
from cogs.roadmap.step import RoadmapDesk, RoadmapScreen

if TYPE_CHECKING:
    from bot.client import Gommette


async def setup(bot: Gommette) -> None:
    bot.screens["roadmap"] = RoadmapScreen()
    await open_desks(
        bot, RoadmapDesk, MilestonesDesk, BeforeDesk, AttachingDesk, RoadmapPictureDesk
    )
