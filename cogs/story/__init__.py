"""Preparing a backcasting scenario in Discord, without touching a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.story.commands import Backcasting
from cogs.story.forms import BackcastForms

if TYPE_CHECKING:
    from bot.client import Gommette


async def setup(bot: Gommette) -> None:
    await bot.add_cog(Backcasting(bot))
    await bot.add_cog(BackcastForms(bot))
