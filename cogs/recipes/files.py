"""Recipes as files, on their way in and out."""

from __future__ import annotations

import io

import discord

from bot.i18n import Catalogue
from bot.interface.naming.attached import read_attached
from bot.interface.showing.layout import QUIET, layout
from bot.interface.words.recipes import fault_lines
from bot.workshop.errors import DataError, Refusal
from bot.workshop.recipes.prepared import Prepared
from bot.workshop.recipes.recipe_file import FILE_LIMIT, write_recipe
from bot.workshop.sessions.recipe import Recipe
from bot.workshop.text import escape, shorten
from cogs.recipes.bench import back


async def read_file(attachment: discord.Attachment) -> bytes:
    """Return the content of a recipe's file, its size checked before it is read."""
    if attachment.size > FILE_LIMIT:
        raise Refusal("recipe.too_large", limit=FILE_LIMIT // 1024)
    return await read_attached(attachment)


def refused_file(name: str, error: DataError, t: Catalogue) -> discord.ui.LayoutView:
    """Return what is wrong with an imported file: nothing of it was kept."""
    return layout(
        t.n("import.wrong", len(error.faults), name=escape(shorten(name, 80))),
        fault_lines(error.faults, t),
        t("import.again"),
        colour=QUIET,
    )


def export(
    prepared: Prepared, whole: Recipe, t: Catalogue
) -> tuple[discord.ui.LayoutView, list[discord.File]]:
    """Return the message that gives a recipe as a file."""
    file = discord.File(io.BytesIO(write_recipe(whole).encode()), f"{prepared.slug}.toml")
    return layout(t("recipe.exported"), file, [back(prepared, t)]), [file]
