"""The screens of the step kinds, one module each, and the cogs that answer their buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.interface.cog import Desk
from bot.interface.screen import StepScreen
from cogs.steps.actions import ActionsDesk, ActionsScreen
from cogs.steps.collect import CollectDesk, CollectScreen
from cogs.steps.discuss import DiscussDesk, DiscussScreen
from cogs.steps.group import GroupScreen
from cogs.steps.mine import MineDesk
from cogs.steps.react import ReactDesk
from cogs.steps.reveal import RevealDesk, RevealScreen
from cogs.steps.roadmap import RoadmapDesk, RoadmapScreen
from cogs.steps.story import StoryScreen
from cogs.steps.table import SortingDesk
from cogs.steps.themes import ThemesDesk
from cogs.steps.typed import TypedDesk
from cogs.steps.vote import VoteDesk, VoteScreen

if TYPE_CHECKING:
    from bot.client import Gommette

SCREENS: dict[str, StepScreen] = {
    "story": StoryScreen(),
    "collect": CollectScreen(),
    "reveal": RevealScreen(),
    "group": GroupScreen(),
    "vote": VoteScreen(),
    "discuss": DiscussScreen(),
    "roadmap": RoadmapScreen(),
    "actions": ActionsScreen(),
}

DESKS: tuple[type[Desk], ...] = (
    CollectDesk,
    TypedDesk,
    MineDesk,
    RevealDesk,
    ReactDesk,
    SortingDesk,
    ThemesDesk,
    VoteDesk,
    DiscussDesk,
    RoadmapDesk,
    ActionsDesk,
)


async def setup(bot: Gommette) -> None:
    bot.screens.update(SCREENS)
    bot.screens["collect"] = CollectScreen(typed=bot.settings.typed_postits)
    for desk in DESKS:
        await bot.add_cog(desk(bot))
