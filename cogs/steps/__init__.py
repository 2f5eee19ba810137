"""The screens of the step kinds, one module each, and the cogs that answer their buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.interface.cog import Desk
from bot.interface.screen import StepScreen
from cogs.steps.actions import ActionsDesk, ActionsScreen
from cogs.steps.attaching import AttachingDesk
from cogs.steps.ballots.box import BoxDesk
from cogs.steps.ballots.lead import VoteLeadDesk
from cogs.steps.ballots.marking import MarkDesk
from cogs.steps.ballots.room import RoomDesk
from cogs.steps.before import BeforeDesk
from cogs.steps.collect import CollectDesk, CollectScreen
from cogs.steps.consent import ConsentScreen
from cogs.steps.consent_table import ConsentTableDesk
from cogs.steps.consenting import ConsentDesk
from cogs.steps.discuss import DiscussDesk, DiscussScreen
from cogs.steps.group import GroupScreen
from cogs.steps.milestones import MilestonesDesk
from cogs.steps.mine import MineDesk
from cogs.steps.react import ReactDesk
from cogs.steps.reveal import RevealDesk, RevealScreen
from cogs.steps.roadmap import RoadmapDesk, RoadmapScreen
from cogs.steps.story import StoryDesk, StoryScreen
from cogs.steps.table import SortingDesk
from cogs.steps.themes import ThemesDesk
from cogs.steps.typed import TypedDesk
from cogs.steps.vote import VoteScreen

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
