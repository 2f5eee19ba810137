"""What the room did not settle: to be talked about, then placed with one choice each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.giving_back import told_again
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, number, on
from bot.interface.showing.layout import (
    PAGE,
    RADIOS,
    Block,
    Button,
    Select,
    button,
    form,
    layout,
    option,
    select,
    text_field,
    ticks_field,
)
from bot.services.themes import likening, sorting, together
from bot.services.themes.sorting import Board
from bot.services.themes.together import Disputed, Talk
from bot.services.themes.unsettled import unsettled
from bot.workshop.errors import Outdated
from bot.workshop.postits.postit import PostIt
from bot.workshop.text import escape, shorten
from bot.workshop.themes.sorting import NAME_LIMIT, ChangeKind
from bot.workshop.themes.together import Answer, Word
from cogs.themes.rounds import back
from cogs.themes.step import ask_undo, told, what

# A message holds 40 components: a post-it and its menu are three of them.
_ON_A_PAGE = 6
# Characters of a post-it; fewer where the page would not hold its texts.
_TEXT, _SHORT = 300, 100
_NAME = 40
_ROOM = 3500
_NEW, _APART = "new", "apart"
# What is undone from here: what was done from here, or could have been.
_PLACING = (ChangeKind.MOVE, ChangeKind.CREATE, ChangeKind.APART)
# Of those most alike to what a new theme is made of, how many are ticked beforehand: only what
# the room agrees to see in no theme.
_TICKED = 4


class TalkDesk(Desk):
    @on("together.talk", "step", "page")
    async def _talk(self, press: Press, step: int, page: int) -> None:
        await self._show(press, step, page)

    @on("together.place", "step", "postit", "page")
    async def _place(self, press: Press, step: int, postit: int, page: int) -> None:
        if press.chosen == _NEW:
            await self._ask(press, step, postit, page)
            return
        try:
            if press.chosen == _APART:
                done = await together.leave_apart(self.ctx, step, press.actor, [postit])
            else:
                to = press.number()
                done = await together.place(self.ctx, step, press.actor, [postit], to, free=True)
        except Outdated as refusal:
            await self._show(press, step, page, press.t(refusal.key, **refusal.params))
        else:
            await self._show(press, step, page, told(done.made, press.t))

    @on("together.home", "step", "postit", "page")
    async def _home(self, press: Press, step: int, postit: int, page: int) -> None:
        chosen = press.fields.get("alike", [])
        others = [number(one) for one in chosen] if isinstance(chosen, list) else []
        name = press.text("name")
        try:
            done = await together.make_theme(self.ctx, step, press.actor, name, [postit, *others])
        except Outdated as refusal:
            await self._show(press, step, page, told_again(press, refusal))
        else:
            await self._show(press, step, page, told(done.made, press.t))

    @on("together.take_back", "step", "seen", "page", "sure")
    async def _take_back(
        self, press: Press, step: int, seen: int, page: int, sure: bool = False
    ) -> None:
        """Undo the latest change of those who lead, then show the list again."""
        before = await sorting.board(self.ctx, step, press.actor)
        if before.undo_takes_out and not sure and seen == before.revision:
            yes = custom_id("together.take_back", step=step, seen=seen, page=page, sure=True)
            no = custom_id("together.talk", step=step, page=page)
            await replace(press.interaction, ask_undo(before, yes, no, press.t))
            return
        try:
            await sorting.undo(self.ctx, step, press.actor, seen)
        except Outdated as refusal:
            head = told_again(press, refusal)
        else:
            assert before.undo is not None
            head = "✅ " + press.t("theme.undone", what=what(before.undo, press.t, escape))
        await self._show(press, step, page, head)

    async def _ask(self, press: Press, step: int, postit: int, page: int) -> None:
        """Ask for the name of a new theme, and for what joins it."""
        now = await together.talk(self.ctx, step, press.actor)
        t, board, wanted = press.t, now.board, now.board.postit(postit)
        homeless = {one.postit.id for one in now.homeless}
        near = await self._near(board, postit)
        ticked = [p.id for p in near if p.id in homeless][:_TICKED]
        name = await likening.proposed_name(board.postits, [postit, *ticked], board.sorting)
        fields: list[ui.Label[Any]] = [
            text_field("name", t("field.theme"), limit=NAME_LIMIT, default=name)
        ]
        if near:
            choices = [
                option(f"{p.number} · {p.marked}", str(p.id), default=p.id in ticked)
                for p in near[:RADIOS]
            ]
            hint = t("together.home_hint")
            fields.append(ticks_field("alike", t("together.home_alike"), choices, description=hint))
        sent = custom_id("together.home", step=step, postit=postit, page=page)
        await press.open(form(t("together.home_form", number=wanted.number), sent, *fields))

    async def _near(self, board: Board, postit_id: int) -> list[PostIt]:
        """Return the post-its that stand in no theme, those most alike to one first."""
        found = await likening.nearest(
            self.ctx, board.session.id, board.postits, postit_id, len(board.postits)
        )
        known = {p.id: p for p in board.postits}
        return [known[one] for one in found if board.sorting.places.get(one) is None]

    async def _show(self, press: Press, step_id: int, page: int, head: str = "") -> None:
        found = await together.talk(self.ctx, step_id, press.actor)
        left = await unsettled(self.ctx, found)
        await replace(press.interaction, to_talk_about(found, left, page, press.t, head))


def to_talk_about(
    found: Talk, left: Sequence[Disputed], page: int, t: Catalogue, head: str = ""
) -> ui.LayoutView:
    """Return a page of post-its to talk about, each with the menu that places it: those on which
    people differ, those that fit no theme, then what is `left`."""
    step_id, every = found.board.step.id, [*found.contested, *found.homeless, *left]
    last = max(0, (len(every) - 1) // _ON_A_PAGE)
    page = min(max(0, page), last)
    shown = every[page * _ON_A_PAGE : (page + 1) * _ON_A_PAGE]
    names = {theme.id: theme.name for theme in found.board.sorting.themes}
    lines = [_line(one, names, _TEXT, t) for one in shown]
    if sum(map(len, lines)) > _ROOM:
        lines = [_line(one, names, _SHORT, t) for one in shown]
    blocks: list[Block] = []
    for line, one in zip(lines, shown, strict=True):
        blocks += [line, [_menu(found, one, names, page, t)]]
    turns: list[Button] = []
    if last:
        for sign, to in (("◀", page - 1), ("▶", page + 1)):
            where = custom_id("together.talk", step=step_id, page=to)
            turns.append(button(sign, where, disabled=not 0 <= to <= last))
    undo, seen = found.board.undo, found.board.revision
    if undo is not None and undo.kind in _PLACING:
        where = custom_id("together.take_back", step=step_id, seen=seen, page=page, sure=False)
        turns.append(button(t("button.undo", what=what(undo, t)), where, emoji="↩️"))
    return layout(
        head,
        f"### {t('together.talk')} · {len(every)}" if every else f"### {t('together.talk')}",
        t("together.talk_how" if every else "together.talk_none"),
        *blocks,
        [*turns, back(step_id, t)],
    )


def _line(one: Disputed, names: Mapping[int, str], most: int, t: Catalogue) -> str:
    """Return a post-it in at most so many characters, and the themes that were said of it."""
    said = " · ".join(_said(answer, names, t) for answer in one.said)
    line = f"`{one.postit.number}` {escape(shorten(one.postit.marked, most))}"
    return f"{line}\n-# {said}" if said else line


def _said(answer: Answer, names: Mapping[int, str], t: Catalogue) -> str:
    if isinstance(answer, Word):
        return t("together.none")
    return escape(shorten(names[answer], _NAME))


def _menu(found: Talk, one: Disputed, names: Mapping[int, str], page: int, t: Catalogue) -> Select:
    """Return the menu that places a post-it, the themes that were said of it first."""
    order = sorted(names, key=lambda theme: theme not in one.said)
    choices = [option(names[theme], str(theme)) for theme in order[: PAGE - 2]]
    choices.append(option(f"✏️ {t('together.talk_new')}", _NEW))
    choices.append(option(t("together.talk_apart"), _APART))
    step, postit = found.board.step.id, one.postit
    place = custom_id("together.place", step=step, postit=postit.id, page=page)
    return select(place, t("together.talk_place", number=postit.number), choices)
