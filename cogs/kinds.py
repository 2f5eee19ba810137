"""The screens of the step kinds, one module each, and the cogs that answer their buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.interface.cog import Desk
from bot.interface.screen import StepScreen
from cogs.actions.step import ActionsDesk, ActionsScreen
from cogs.consent.answering import ConsentDesk
from cogs.consent.step import ConsentScreen
from cogs.consent.table import ConsentTableDesk
from cogs.notes.step import DiscussDesk, DiscussScreen
from cogs.postits.mine import MineDesk
from cogs.postits.step import CollectDesk, CollectScreen
from cogs.postits.typed import TypedDesk
from cogs.roadmap.attaching import AttachingDesk
from cogs.roadmap.before import BeforeDesk
from cogs.roadmap.milestones import MilestonesDesk
from cogs.roadmap.step import RoadmapDesk, RoadmapScreen
from cogs.story.step import StoryDesk, StoryScreen
from cogs.themes.editing import ThemesDesk
from cogs.themes.step import GroupScreen
from cogs.themes.table import SortingDesk
from cogs.vote.box import BoxDesk
from cogs.vote.leading import VoteLeadDesk
from cogs.vote.marking import MarkDesk
from cogs.vote.room import RoomDesk
from cogs.vote.step import VoteScreen
from cogs.wall.react import ReactDesk
from cogs.wall.step import RevealDesk, RevealScreen

if TYPE_CHECKING:
    from bot.client import Gommette

SCREENS: dict[str, StepScreen] = {
    "story": StoryScreen(),
    "collect": CollectScreen(),
    "reveal": RevealScreen(),
    "group": GroupScreen(),
    "vote": VoteScreen(),
    "consent": ConsentScreen(),
    "discuss": DiscussScreen(),
    "roadmap": RoadmapScreen(),
    "actions": ActionsScreen(),
}

DESKS: tuple[type[Desk], ...] = (
    StoryDesk,
    CollectDesk,
    TypedDesk,
    MineDesk,
    RevealDesk,
    ReactDesk,
    SortingDesk,
    ThemesDesk,
    MarkDesk,
    BoxDesk,
    RoomDesk,
    VoteLeadDesk,
    ConsentDesk,
    ConsentTableDesk,
    DiscussDesk,
    RoadmapDesk,
    MilestonesDesk,
    BeforeDesk,
    AttachingDesk,
    ActionsDesk,
)


async def setup(bot: Gommette) -> None:
    bot.screens.update(SCREENS)
    bot.screens["collect"] = CollectScreen(typed=bot.settings.typed_postits)
    for desk in DESKS:
        await bot.add_cog(desk(bot))
