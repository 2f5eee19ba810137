"""The story: preparing a scenario in Discord, without touching a file, and telling it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.interface.cog import open_desks
from cogs.story.commands import Backcasting
from cogs.story.forms import BackcastForms
from cogs.story.step import StoryDesk, StoryScreen

if TYPE_CHECKING:
    from bot.client import Gommette


async def setup(bot: Gommette) -> None:
    bot.screens["story"] = StoryScreen()
    await open_desks(bot, Backcasting, BackcastForms, StoryDesk)
