"""`/recipe list`: the recipes by purpose, the steps of one, and a session opened with it."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.commands import command
from bot.interface.pressing.replies import answering, replace, whisper
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import Button, button, layout, option, select
from bot.interface.showing.pages import in_pages
from bot.interface.words.library import (
    aim_name,
    by_aim,
    entry,
    facts,
    length_and_people,
    step_entry,
)
from bot.workshop.errors import Refusal
from bot.workshop.sessions.recipe import Aim, Recipe
from bot.workshop.sessions.session import Signing
from bot.workshop.text import escape
from cogs.recipes.commands import Recipes
from cogs.sessions.beginning import begin
from cogs.sessions.fiction import Wish

if TYPE_CHECKING:
    from bot.client import Gommette  # noqa: F401 - in the alias below

Interaction = discord.Interaction["Gommette"]

# Of the 4,000 characters of a message: the headings of the list, and the head of a recipe, which
# may be two sentences of 500, need the rest.
_LIST = 2800
_STEPS = 2400
_EVERY = "all"  # the choice of the menu of purposes that filters nothing


class Listing(Desk):
    """What it shows is of the program's own recipes: it is the same for everyone."""

    # Commands are called on the desk that has their group.
    @command(Recipes.recipe, "command.recipe.list")
    async def list(self: Recipes, interaction: Interaction) -> None:
        async with answering(interaction) as t:
            await whisper(interaction, listed(self.bot.library.recipes, None, 0, t))

    @on("recipes.list", "aim", "page")
    async def _list(self, press: Press, aim: int | None, page: int) -> None:
        await replace(press.interaction, listed(self._recipes, _aim(aim), page, press.t))

    @on("recipes.aim")
    async def _filter(self, press: Press) -> None:
        aim = None if press.chosen == _EVERY else _named(press.chosen)
        await replace(press.interaction, listed(self._recipes, aim, 0, press.t))

    @on("recipes.one", "aim", "page")
    async def _one(self, press: Press, aim: int | None, page: int) -> None:
        if press.chosen not in self._recipes:
            raise Refusal("session.unknown_recipe")
        back = custom_id("recipes.list", aim=aim, page=page)
        view = _read(press.chosen, self._recipes[press.chosen], 0, back, press.t, aim, page)
        await replace(press.interaction, view)

    @on("recipes.read", "shipped", "page", "aim", "at")
    async def _turn(self, press: Press, shipped: int, page: int, aim: int | None, at: int) -> None:
        name, recipe = self._shipped(shipped)
        back = custom_id("recipes.list", aim=aim, page=at)
        await replace(press.interaction, _read(name, recipe, page, back, press.t, aim, at))

    @on("recipes.open", "shipped")
    async def _open(self, press: Press, shipped: int) -> None:
        _, recipe = self._shipped(shipped)
        wish = Wish(recipe, None, "", None, Signing.SIGNED)
        await begin(self.bot, press.interaction, wish, None, press.t)

    @property
    def _recipes(self) -> Mapping[str, Recipe]:
        return self.bot.library.recipes

    def _shipped(self, number: int) -> tuple[str, Recipe]:
        """Return the recipe that a button stands for; raise Refusal when there is none any more."""
        for name, recipe in self._recipes.items():
            if _number(name) == number:
                return name, recipe
        raise Refusal("session.unknown_recipe")


def listed(
    recipes: Mapping[str, Recipe], aim: Aim | None, page: int, t: Catalogue
) -> ui.LayoutView:
    """Return a page of the catalogue, of one purpose where `aim` is given."""
    every = by_aim(recipes)
    shown = [named for named in every if aim is None or named[1].aim is aim]
    pages = in_pages([entry(recipe, t) for _, recipe in shown], _LIST)
    page = min(max(0, page), len(pages) - 1)
    before = sum(map(len, pages[:page]))
    here = shown[before : before + len(pages[page])]
    lines: list[str] = []
    for rank, (text, (_, recipe)) in enumerate(zip(pages[page], here, strict=True)):
        if not rank or recipe.aim is not here[rank - 1][1].aim:
            lines.append(f"### {aim_name(recipe.aim, t)}")
        lines.append(text)
    purpose = _rank(aim)
    turns = _turns(len(pages), page, lambda to: custom_id("recipes.list", aim=purpose, page=to))
    return layout(
        f"## 📚 {t('recipes.title')}",
        "\n".join(lines),
        [select(custom_id("recipes.aim"), t("recipes.choose_aim"), _aims(every, aim, t))],
        [
            select(
                custom_id("recipes.one", aim=purpose, page=page),
                t("recipes.choose"),
                [
                    option(r.title[t.language], name, description=length_and_people(r, t))
                    for name, r in here
                ],
            )
        ],
        turns,
    )


def _aims(
    every: list[tuple[str, Recipe]], chosen: Aim | None, t: Catalogue
) -> list[discord.SelectOption]:
    """Return the purposes for which there is a recipe."""
    there = {recipe.aim for _, recipe in every}
    return [
        option(t("recipes.every_aim"), _EVERY, default=chosen is None),
        *(
            option(aim_name(aim, t), aim.value, default=aim is chosen)
            for aim in Aim
            if aim in there
        ),
    ]


def _read(
    name: str, recipe: Recipe, page: int, back: str, t: Catalogue, aim: int | None, at: int
) -> ui.LayoutView:
    """Return a recipe with its steps, page by page, and the button that opens a session with it."""
    steps = [step_entry(step, rank, t) for rank, step in enumerate(recipe.steps, start=1)]
    pages = in_pages(steps, _STEPS)
    page = min(max(0, page), len(pages) - 1)
    number = _number(name)
    head = [f"## {escape(recipe.title[t.language])}", escape(recipe.purpose[t.language])]
    if recipe.when is not None:
        head.append(f"*{escape(recipe.when[t.language])}*")
    head.append(f"-# {facts(recipe, t)}")
    turns = _turns(
        len(pages),
        page,
        lambda to: custom_id("recipes.read", shipped=number, page=to, aim=aim, at=at),
    )
    return layout(
        "\n".join(head),
        "\n".join(pages[page]),
        t("recipes.opens_signed" if _has_postits(recipe) else "recipes.opens_here"),
        [
            button(
                t("button.open_session"),
                custom_id("recipes.open", shipped=number),
                emoji="▶️",
                style=discord.ButtonStyle.success,
            ),
            *turns,
            button(t("button.recipes"), back),
        ],
    )


def _has_postits(recipe: Recipe) -> bool:
    return any(step.kind == "collect" for step in recipe.steps)


def _turns(pages: int, page: int, at: Callable[[int], str]) -> list[Button]:
    if pages == 1:
        return []
    return [
        button("◀", at(page - 1), disabled=page == 0),
        button("▶", at(page + 1), disabled=page == pages - 1),
    ]


def _number(name: str) -> int:
    """Return what stands for a recipe of the program in a button: it stays when others come."""
    return zlib.crc32(name.encode())


def _rank(aim: Aim | None) -> int | None:
    return [*Aim].index(aim) if aim is not None else None


def _aim(rank: int | None) -> Aim | None:
    if rank is None:
        return None
    aims: list[Aim] = [*Aim]
    if rank not in range(len(aims)):
        raise Refusal("button.unknown")
    return aims[rank]


def _named(word: str) -> Aim:
    if word not in set(Aim):
        raise Refusal("button.unknown")
    return Aim(word)
