"""Recipes: the catalogue by purpose, and writing one's own in Discord, without touching a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.interface.cog import open_desks
from cogs.recipes.commands import Recipes
from cogs.recipes.forms import RecipeForms
from cogs.recipes.listing import Listing

if TYPE_CHECKING:
    from bot.client import Gommette


async def setup(bot: Gommette) -> None:
    await open_desks(bot, Recipes, RecipeForms, Listing)
