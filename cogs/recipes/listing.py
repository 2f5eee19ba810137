"""`/recipe list`: the recipes by purpose, the steps of one, and a session opened with it."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.commands import command
from bot.interface.naming.attached import server_of
from bot.interface.pressing.replies import answering, replace, whisper
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import PAGE, Button, button, layout, option, select
from bot.interface.showing.pages import in_pages
from bot.interface.words.library import (
    aim_name,
    by_aim,
    entry,
    facts,
    length_and_people,
    step_entry,
)
from bot.services.recipes import recipes
from bot.workshop.errors import Refusal
from bot.workshop.sessions.recipe import Aim, Recipe
from bot.workshop.text import escape
from bot.workshop.themes.likeness import plain
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


@dataclass(frozen=True)
class Listed:
    """A recipe of the list: `shipped` stands for one of the program, `saved` is the row of one that
    the server wrote; the other is None."""

    recipe: Recipe
    shipped: int | None = None
    saved: int | None = None

    @property
    def chosen(self) -> str:
        """What stands for it in a menu."""
        return f"{self.shipped or ''}:{self.saved or ''}"


class Listing(Desk):
    """What it shows is of the program's own recipes, and of those that the server saved: it is the
    same for everyone there."""

    # Commands are called on the desk that has their group.
    @command(Recipes.recipe, "command.recipe.list")
    async def list(self: Recipes, interaction: Interaction) -> None:
        async with answering(interaction) as t:
            await whisper(interaction, listed(await _every(self, interaction, t), None, 0, t))

    @on("recipes.list", "aim", "page")
    async def _list(self, press: Press, aim: int | None, page: int) -> None:
        await self._show(press, _aim(aim), page)

    @on("recipes.aim")
    async def _filter(self, press: Press) -> None:
        await self._show(press, None if press.chosen == _EVERY else _named(press.chosen), 0)

    @on("recipes.one", "aim", "page")
    async def _one(self, press: Press, aim: int | None, page: int) -> None:
        every = await _every(self, press.interaction, press.t)
        one = next((one for one in every if one.chosen == press.chosen), None)
        if one is None:
            raise Refusal("session.unknown_recipe")
        await replace(press.interaction, _read(one, 0, press.t, aim, page))

    @on("recipes.read", "shipped", "page", "aim", "saved")
    async def _turn(
        self,
        press: Press,
        shipped: int | None,
        page: int,
        aim: int | None,
        saved: int | None = None,
    ) -> None:
        one = await self._found(press, shipped, saved)
        await replace(press.interaction, _read(one, page, press.t, aim, 0))

    @on("recipes.open", "shipped", "saved")
    async def _open(self, press: Press, shipped: int | None, saved: int | None = None) -> None:
        one = await self._found(press, shipped, saved)
        wish = Wish(one.recipe, one.saved, "")
        await begin(self.bot, press.interaction, wish, None, press.t)

    async def _show(self, press: Press, aim: Aim | None, page: int) -> None:
        every = await _every(self, press.interaction, press.t)
        await replace(press.interaction, listed(every, aim, page, press.t))

    async def _found(self, press: Press, shipped: int | None, saved: int | None) -> Listed:
        """Return the recipe that a button stands for; raise Refusal when there is none any more."""
        for one in await _every(self, press.interaction, press.t):
            if (one.shipped, one.saved) == (shipped, saved):
                return one
        raise Refusal("session.unknown_recipe" if saved is None else "recipe.gone")


async def _every(desk: Desk, interaction: discord.Interaction, t: Catalogue) -> Sequence[Listed]:
    """Return the recipes in the order of the list: those of the server, then the program's."""
    own = [
        Listed(recipe, saved=prepared.id)
        for prepared, recipe in await recipes.offered(desk.ctx, server_of(interaction))
    ]
    own.sort(key=lambda one: plain(one.recipe.title[t.language]))
    shipped = by_aim(desk.bot.library.recipes)
    return [*own, *(Listed(recipe, shipped=_number(name)) for name, recipe in shipped)]


def listed(every: Sequence[Listed], aim: Aim | None, page: int, t: Catalogue) -> ui.LayoutView:
    """Return a page of the catalogue, of one purpose where `aim` is given."""
    shown = [one for one in every if aim is None or one.recipe.aim is aim]
    pages = in_pages([entry(one.recipe, t) for one in shown], _LIST, PAGE)
    page = min(max(0, page), len(pages) - 1)
    before = sum(map(len, pages[:page]))
    here = shown[before : before + len(pages[page])]
    lines: list[str] = []
    group = ""
    for text, one in zip(pages[page], here, strict=True):
        own = one.saved is not None
        name = t("recipes.of_server") if own else aim_name(one.recipe.aim, t)
        if name != group:
            lines.append(f"### {name}")
        group = name
        lines.append(text)
    purpose = _rank(aim)
    turns = _turns(len(pages), page, lambda to: custom_id("recipes.list", aim=purpose, page=to))
    choices = [
        option(
            one.recipe.title[t.language], one.chosen, description=length_and_people(one.recipe, t)
        )
        for one in here
    ]
    where = custom_id("recipes.one", aim=purpose, page=page)
    return layout(
        f"## 📚 {t('recipes.title')}",
        "\n".join(lines) or t("recipes.none"),
        [select(custom_id("recipes.aim"), t("recipes.choose_aim"), _aims(every, aim, t))],
        [select(where, t("recipes.choose"), choices)] if choices else None,
        turns,
    )


def _aims(every: Sequence[Listed], chosen: Aim | None, t: Catalogue) -> list[discord.SelectOption]:
    """Return the purposes for which there is a recipe."""
    there = {one.recipe.aim for one in every}
    return [
        option(t("recipes.every_aim"), _EVERY, default=chosen is None),
        *(
            option(aim_name(aim, t), aim.value, default=aim is chosen)
            for aim in Aim
            if aim in there
        ),
    ]


def _read(one: Listed, page: int, t: Catalogue, aim: int | None, at: int) -> ui.LayoutView:
    """Return a recipe with its steps, page by page, and the button that opens a session with it.

    The way back leads to page `at` of the list, of the purpose `aim`; from a page that was turned,
    to its first.
    """
    recipe = one.recipe
    steps = [step_entry(step, rank, t) for rank, step in enumerate(recipe.steps, start=1)]
    pages = in_pages(steps, _STEPS)
    page = min(max(0, page), len(pages) - 1)
    head = [f"## {escape(recipe.title[t.language])}", escape(recipe.purpose[t.language])]
    if recipe.when is not None:
        head.append(f"*{escape(recipe.when[t.language])}*")
    head.append(f"-# {facts(recipe, t)}")
    turns = _turns(
        len(pages),
        page,
        lambda to: custom_id(
            "recipes.read", shipped=one.shipped, page=to, aim=aim, saved=one.saved
        ),
    )
    return layout(
        "\n".join(head),
        "\n".join(pages[page]),
        t("recipes.opens_signed" if _has_postits(recipe) else "recipes.opens_here"),
        [
            button(
                t("button.open_session"),
                custom_id("recipes.open", shipped=one.shipped, saved=one.saved),
                emoji="▶️",
                style=discord.ButtonStyle.success,
            ),
            *turns,
            button(t("button.recipes"), custom_id("recipes.list", aim=aim, page=at)),
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
