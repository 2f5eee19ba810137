"""The card of one group, in its room or its thread: its task, its people, its post-its."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.naming.people import language_of_room
from bot.interface.pressing.router import custom_id
from bot.interface.showing.layout import (
    PAGE,
    QUIET,
    TEXT_LIMIT,
    Button,
    Select,
    button,
    layout,
    option,
    select,
)
from bot.interface.showing.when import time_line
from bot.interface.words.subgroups.card import mentions, task
from bot.reports.subgroups.naming import group_name
from bot.services.subgroups.view import GroupSeen
from bot.workshop.postits.postit import PostIt
from bot.workshop.subgroups.step import Scribe, Subgroups
from bot.workshop.text import escape, shorten

_OWN = 1900
_TAKEN = 900
_LEAST = 200
_MARGIN = 60
# All are named where they are let into a thread by it: more than any group has had.
_PEOPLE = 40
_NAME = 80
# How wide a post-it may be as more of them share the card.
_WIDTHS = (500, 160, 80, 40)
# So many menus of 25 leave room for the rest of the card.
_MENUS = 4


def group_card(seen: GroupSeen, now: datetime, letter: int | None = None) -> ui.LayoutView:
    """Return the card of a group; once its step was left, what it had become, without buttons."""
    t = language_of_room(seen.session)
    session, step, group, plan = seen.session, seen.step, seen.group, seen.plan
    head = (
        f"-# {escape(session.title)} · {escape(plan.title[session.language])}\n"
        f"## {escape(shorten(group_name(group, t), _NAME))}"
    )
    if not step.is_open or seen.back:
        over = t("subgroups.card.over")
        return layout(head, over, own_lines(seen, t, _OWN), colour=QUIET, letter=letter)
    texts = [
        head,
        task(plan, session),
        time_line(session, step, t, now),
        _people(seen, t),
        _kept(seen, plan, t),
        "-# " + t("subgroups.card.goes_away"),
    ]
    room = TEXT_LIMIT - _MARGIN - sum(map(len, texts))
    return layout(
        *texts[:4],
        own_lines(seen, t, max(_LEAST, min(_OWN, room))),
        texts[4],
        *([menu] for menu in _menus(seen, plan, t)),
        *buttons(seen, t),
        texts[5],
        letter=letter,
    )


def own_lines(seen: GroupSeen, t: Catalogue, room: int) -> str:
    """Return the post-its that a group wrote, numbered, in `room` characters; what does not fit is
    counted. Where they would name who wrote them, only how many there are."""
    few = f"\n{t('collect.masked_few')}" if seen.few and seen.step.is_open else ""
    if seen.unseen:
        return f"**🗒️ {t.n('count.postits', seen.wrote)}**\n{t('subgroups.card.masked')}{few}"
    if not seen.own:
        return t("subgroups.card.none") + few if seen.step.is_open else ""
    title = f"**🗒️ {t.n('subgroups.card.own', len(seen.own))}**"
    return f"{title}\n{numbered([postit.text for postit in seen.own], room, t)}"


def numbered(texts: Sequence[str], room: int, t: Catalogue) -> str:
    """Return texts with their numbers in `room` characters: shorter where they are many, then
    counted."""
    lines: list[str] = []
    for width in _WIDTHS:
        lines = [f"{n}. {escape(shorten(text, width))}" for n, text in enumerate(texts, start=1)]
        if sum(len(line) + 1 for line in lines) <= room:
            return "\n".join(lines)
    kept: list[str] = []
    size = len(t.n("list.more", len(lines))) + 1
    for line in lines:
        size += len(line) + 1
        if size > room:
            break
        kept.append(line)
    return "\n".join([*kept, t.n("list.more", len(lines) - len(kept))])


def buttons(seen: GroupSeen, t: Catalogue) -> list[list[Button]]:
    """Return what a group can do: write and say where it is; then who writes, who stays."""
    step, group, n = seen.step.id, seen.group, seen.group.number
    write = custom_id("subgroup.add", step=step, group=n)
    fix = custom_id("subgroup.fix", step=step, group=n)
    asks = custom_id("subgroup.help", step=step, group=n, asks=not group.helps)
    ends = custom_id("subgroup.done", step=step, group=n, done=not group.done)
    helps = "button.subgroup_help_no" if group.helps else "button.subgroup_help"
    done = "button.subgroup_done_no" if group.done else "button.subgroup_done"
    style = discord.ButtonStyle.primary
    rows = [
        [
            button(t("button.add"), write, emoji="🗒️", style=style),
            button(t("button.subgroup_fix"), fix, emoji="📝"),
            button(t(helps), asks, emoji="🖐️"),
            button(t(done), ends, emoji="↩️" if group.done else "✅"),
        ]
    ]
    roles = []
    if seen.plan.scribe is Scribe.ONE:
        pen = custom_id("subgroup.pen", step=step, group=n, over=False)
        roles.append(button(t("button.subgroup_pen"), pen, emoji="✍️"))
        if group.scribe is not None:
            down = custom_id("subgroup.pen_down", step=step, group=n)
            roles.append(button(t("button.subgroup_pen_down"), down))
    if seen.rotates:
        offers = custom_id("subgroup.host", step=step, group=n, stays=True)
        roles.append(button(t("button.subgroup_host"), offers, emoji="☕"))
        if group.hosts:
            leaves = custom_id("subgroup.host", step=step, group=n, stays=False)
            roles.append(button(t("button.subgroup_host_no"), leaves))
    return [*rows, roles] if roles else rows


def pages_of(taken: Sequence[PostIt]) -> list[Sequence[PostIt]]:
    """Return what a group took over, as the menus of its card hold it."""
    return [taken[at : at + PAGE] for at in range(0, min(len(taken), _MENUS * PAGE), PAGE)]


def _people(seen: GroupSeen, t: Catalogue) -> str:
    group = seen.group
    lines = ["👥 " + (mentions(group.present, t, _PEOPLE) or t("subgroups.nobody"))]
    if group.hosts:
        who = mentions(sorted(group.hosts), t, _PEOPLE)
        lines.append("☕ " + t("subgroups.card.host", who=who))
    elif seen.rotates and group.lead is not None:
        lines.append("☕ " + t("subgroups.card.host_usual", who=f"<@{group.lead}>"))
    if group.scribe is not None:
        lines.append("✍️ " + t("subgroups.card.scribe", who=f"<@{group.scribe}>"))
    elif seen.plan.scribe is Scribe.ONE:
        lines.append("✍️ " + t("subgroups.card.scribe_none"))
    if group.helps:
        lines.append("🖐️ " + t("subgroups.card.helps"))
    if group.done:
        lines.append("✅ " + t("subgroups.card.done"))
    return "\n".join(lines)


def _kept(seen: GroupSeen, plan: Subgroups, t: Catalogue) -> str:
    """Return what a group took over: how many of its best it has chosen, of how many asked."""
    if not seen.taken:
        if not seen.hidden_taken:
            return ""
        return f"**📥 {t.n('subgroups.card.taken_hidden', seen.hidden_taken)}**"
    came = t.n("subgroups.card.taken", len(seen.taken))
    if plan.best is None:
        texts = [postit.text for postit in seen.taken]
        return f"**📥 {came}**\n{numbered(texts, _TAKEN, t)}"
    kept = len(seen.group.kept)
    beyond = len(seen.taken) - _MENUS * PAGE
    lines = [
        f"**📥 {came}**",
        t.n("subgroups.card.best", plan.best),
        f"⭐ **{t('subgroups.card.kept', kept=kept, best=plan.best)}**",
    ]
    if beyond > 0:
        lines.append("-# " + t.n("subgroups.card.beyond", beyond))
    return "\n".join(lines)


def _menus(seen: GroupSeen, plan: Subgroups, t: Catalogue) -> list[Select]:
    if plan.best is None:
        return []
    menus = []
    for page, shown in enumerate(pages_of(seen.taken)):
        choices = [
            option(postit.text, str(postit.id), default=postit.id in seen.group.kept)
            for postit in shown
        ]
        at = custom_id("subgroup.keep", step=seen.step.id, group=seen.group.number, page=page)
        hint = t.n("subgroups.card.choose", plan.best)
        menus.append(select(at, hint, choices, least=0, most=plan.best))
    return menus
