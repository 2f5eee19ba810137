"""The private page on which someone says what became of the actions that a step shows."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.pressing.router import custom_id
from bot.interface.showing.layout import button, layout, option, select
from bot.interface.words.follow import followed_line
from bot.services.actions.following import Shown
from bot.workshop.follow.series import Followed

PER_PAGE = 10


def step_page(
    shown: Sequence[Shown], step: int, page: int, t: Catalogue, head: str = ""
) -> ui.LayoutView:
    """Return a page of the actions of a step, with those of which the person may say something."""
    last = max(0, (len(shown) - 1) // PER_PAGE)
    page = min(max(0, page), last)
    here = shown[page * PER_PAGE : (page + 1) * PER_PAGE]
    lines = [followed_line(one.followed, t) for one in here]
    mine = [one.followed for one in here if one.may]
    turns = []
    if last:
        turns = [
            button("◀", _at(step, page - 1), disabled=page == 0),
            button("▶", _at(step, page + 1), disabled=page == last),
        ]
    menu = []
    if mine:
        act = custom_id("todo.pick", which=0, of=None, step=step)
        options = [_option(one, t) for one in mine]
        menu = [select(act, t("todo.choose_one"), options)]
    told = "\n".join(lines) or t("follow.none")
    note = "" if mine or not shown else t("follow.who_says")
    return layout(head, f"### {t('follow.title')}", told, menu, note, turns)


def _option(one: Followed, t: Catalogue) -> discord.SelectOption:
    said = t(f"todo.said.{one.said}") if one.said is not None else t("follow.nothing_said")
    label = f"{one.action.owner} · {one.action.what}"
    return option(label, str(one.action.id), description=said)


def _at(step: int, page: int) -> str:
    return custom_id("todo.list", which=0, page=page, of=None, step=step)
