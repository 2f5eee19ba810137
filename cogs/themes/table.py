"""The private table where facilitators sort: choose post-its, say where they go.

What a facilitator chose is a row (`bot.services.themes.sorting`): it lasts from page to page and
over a restart. Custom ids carry the step, the filter (a theme, 0 for the unsorted, −1 for all), the
page, and the revision of the sorting that the person saw.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.layout import (
    PAGE,
    Button,
    Select,
    button,
    form,
    layout,
    option,
    select,
    text_field,
)
from bot.interface.replies import replace
from bot.interface.router import Press, custom_id, on
from bot.services.themes import sorting
from bot.services.themes.sorting import WORD_LIMIT, Board, Sorted
from bot.workshop.errors import Refusal
from bot.workshop.postits.postit import PostIt
from bot.workshop.text import escape, shorten
from bot.workshop.themes.likeness import plain
from bot.workshop.themes.sorting import NAME_LIMIT
from cogs.themes.step import UNSORTED, theme_options, told, travels, turn_of

ALL = -1
# The choice of a new theme, among those where post-its go.
_NEW = -1
_HELD = 8


class SortingDesk(Desk):
    """The table. Arguments: step, filter, page, and the revision seen where something changes."""

    @on("theme.sort", 3)
    async def _sort(self, press: Press) -> None:
        step_id, lane, page = press.args
        now = await sorting.board(self.ctx, step_id, press.actor)
        await replace(press.interaction, table(now, lane, page, press.t))

    @on("theme.filter", 2)
    async def _filter(self, press: Press) -> None:
        step_id, lane = press.args
        now = await sorting.board(self.ctx, step_id, press.actor)
        wanted, turned = turn_of(press.number())
        if turned is None:
            lane = wanted
        await replace(press.interaction, table(now, lane, 0, press.t, lanes_page=turned or 0))

    @on("theme.hold", 3)
    async def _hold(self, press: Press) -> None:
        step_id, lane, page = press.args
        chosen = [press.number(index) for index in range(len(press.values))]
        now = await sorting.board(self.ctx, step_id, press.actor)
        shown = [p.id for p in _shown(now, lane, page)[0]]
        now = await sorting.hold(self.ctx, step_id, press.actor, shown, chosen)
        await replace(press.interaction, table(now, lane, page, press.t))

    @on("theme.let_go", 3)
    async def _let_go(self, press: Press) -> None:
        step_id, lane, page = press.args
        now = await sorting.let_go(self.ctx, step_id, press.actor)
        await replace(press.interaction, table(now, lane, page, press.t))

    @on("theme.to", 4)
    async def _to(self, press: Press) -> None:
        step_id, lane, page, seen = press.args
        wanted, turned = turn_of(press.number())
        if turned is not None:
            now = await sorting.board(self.ctx, step_id, press.actor)
            await replace(press.interaction, table(now, lane, page, press.t, themes_page=turned))
        elif wanted == _NEW:
            await self._ask_name(press)
        else:
            to = wanted or None
            await self._changed(
                press, lambda: sorting.move(self.ctx, step_id, press.actor, to, seen)
            )

    @on("theme.new", 4)
    async def _ask_name(self, press: Press) -> None:
        now = await sorting.board(self.ctx, press.args[0], press.actor)
        t = press.t
        count = len(now.held)
        await press.interaction.response.send_modal(
            form(
                t("form.theme"),
                custom_id("theme.named", *press.args),
                text_field(
                    "name",
                    t("field.theme"),
                    description=t.n("field.theme.held", count) if count else None,
                    limit=NAME_LIMIT,
                ),
            )
        )

    @on("theme.named", 4)
    async def _named(self, press: Press) -> None:
        step_id, *_, seen = press.args
        name = press.text("name")
        await self._changed(
            press, lambda: sorting.create(self.ctx, step_id, press.actor, name, seen)
        )

    @on("theme.find", 2)
    async def _find(self, press: Press) -> None:
        step_id, lane = press.args
        now = await sorting.board(self.ctx, step_id, press.actor)
        t = press.t
        await press.interaction.response.send_modal(
            form(
                t("form.search"),
                custom_id("theme.found", step_id, lane),
                text_field(
                    "word",
                    t("field.word"),
                    description=t("field.word.hint"),
                    required=False,
                    limit=WORD_LIMIT,
                    default=now.hand.word or None,
                ),
            )
        )

    @on("theme.found", 2)
    async def _found(self, press: Press) -> None:
        await self._look_for(press, press.text("word"))

    @on("theme.unfind", 2)
    async def _unfind(self, press: Press) -> None:
        await self._look_for(press, "")

    async def _look_for(self, press: Press, word: str) -> None:
        step_id, lane = press.args
        now = await sorting.look_for(self.ctx, step_id, press.actor, word)
        await replace(press.interaction, table(now, lane, 0, press.t))

    async def _changed(self, press: Press, act: Callable[[], Awaitable[Sorted]]) -> None:
        step_id, lane, page, _ = press.args
        try:
            done = await act()
        except Refusal as refusal:
            # Pressed twice, or the sorting moved on: say so and show it as it is now.
            if refusal.key != "theme.changed":
                raise
            now, head = await sorting.board(self.ctx, step_id, press.actor), press.t(refusal.key)
        else:
            now, head = done.board, told(done.made, press.t)
        await replace(press.interaction, table(now, lane, page, press.t, head))


def table(
    now: Board,
    lane: int,
    page: int,
    t: Catalogue,
    head: str = "",
    *,
    themes_page: int = 0,
    lanes_page: int = 0,
) -> ui.LayoutView:
    """Return the table: what to choose, what is in hand, and where it can go."""
    step_id = now.step.id
    if lane > 0 and all(theme.id != lane for theme in now.sorting.themes):
        lane = UNSORTED
    shown, page, last = _shown(now, lane, page)
    rows: list[list[Button | Select]] = []
    if shown:
        rows.append([_chooser(now, shown, lane, page, last, t)])
    if now.postits:
        rows.append([_filter(now, lane, lanes_page, t)])
    if now.held:
        rows.append([_mover(now, lane, page, themes_page, t)])
    tools: list[Button | Select] = []
    if last:
        tools += [
            button("◀", custom_id("theme.sort", step_id, lane, page - 1), disabled=page == 0),
            button("▶", custom_id("theme.sort", step_id, lane, page + 1), disabled=page == last),
        ]
    tools.append(button(t("button.search"), custom_id("theme.find", step_id, lane), emoji="🔎"))
    if now.hand.word:
        tools.append(button(t("button.search_end"), custom_id("theme.unfind", step_id, lane)))
    if now.held:
        tools.append(button(t("button.let_go"), custom_id("theme.let_go", step_id, lane, page)))
    acts: list[Button | Select] = [
        button(
            t("button.new_theme"),
            custom_id("theme.new", step_id, lane, page, now.revision),
            emoji="✏️",
        ),
        *travels(now, lane, t),
        button(t("button.themes"), custom_id("theme.list", step_id, 0)),
        button(t("button.panel"), custom_id("lead.panel", now.session.id)),
    ]
    left, total = len(now.sorting.unsorted), len(now.postits)
    title = t.n("theme.left", left, total=total) if left else t("theme.all_sorted")
    if not now.postits:
        title = t("wall.empty")
    found = t("theme.found", word=escape(now.hand.word)) if now.hand.word else ""
    nothing = t("theme.nothing_here") if now.postits and not shown else ""
    return layout(
        head,
        f"### 🗂️ {title}",
        "\n".join(filter(None, [found, nothing])),
        _held_text(now, t),
        *rows,
        tools,
        acts,
    )


def _shown(now: Board, lane: int, page: int) -> tuple[list[PostIt], int, int]:
    """Return the post-its of a page, the page itself, and the number of the last."""
    word = plain(now.hand.word)
    places = now.sorting.places
    within = [
        p
        for p in now.postits
        if (lane == ALL or (places.get(p.id) or UNSORTED) == lane)
        and (not word or word in plain(p.text) or word.lstrip("#") == str(p.number))
    ]
    last = max(0, (len(within) - 1) // PAGE)
    page = min(max(0, page), last)
    return within[page * PAGE : (page + 1) * PAGE], page, last


def _chooser(
    now: Board, shown: Sequence[PostIt], lane: int, page: int, last: int, t: Catalogue
) -> Select:
    names = {theme.id: theme.name for theme in now.sorting.themes}
    options = []
    for p in shown:
        place = now.sorting.places.get(p.id)
        options.append(
            option(
                f"{p.number} · {p.marked}",
                str(p.id),
                description=names[place] if place is not None and lane == ALL else None,
                default=p.id in now.hand.postits,
            )
        )
    label = t("theme.choose_page", page=page + 1, pages=last + 1) if last else t("theme.choose")
    return select(
        custom_id("theme.hold", now.step.id, lane, page), label, options, least=0, most=PAGE
    )


def _filter(now: Board, lane: int, lanes_page: int, t: Catalogue) -> Select:
    first = [
        option(
            f"{t('theme.filter_unsorted')} · {len(now.sorting.unsorted)}",
            str(UNSORTED),
            default=lane == UNSORTED,
        ),
        option(f"{t('theme.filter_all')} · {len(now.postits)}", str(ALL), default=lane == ALL),
    ]
    options = theme_options(now.sorting, lanes_page, t, first, chosen=lane)
    return select(custom_id("theme.filter", now.step.id, lane), t("theme.filter"), options)


def _mover(now: Board, lane: int, page: int, themes_page: int, t: Catalogue) -> Select:
    first = [option(f"✏️ {t('theme.move_new')}", str(_NEW))]
    if any(now.sorting.places.get(p.id) is not None for p in now.held):
        first.append(option(t("theme.move_out"), str(UNSORTED)))
    return select(
        custom_id("theme.to", now.step.id, lane, page, now.revision),
        t.n("theme.move_to", len(now.held)),
        theme_options(now.sorting, themes_page, t, first),
    )


def _held_text(now: Board, t: Catalogue) -> str:
    held = now.held
    if not held:
        return t("theme.how") if now.postits else ""
    lines = [f"`{p.number}` {escape(shorten(p.text, 120))}" for p in held[:_HELD]]
    if len(held) > _HELD:
        lines.append(t.n("list.more", len(held) - _HELD))
    return "\n".join([f"✋ **{t.n('theme.in_hand', len(held))}**", *lines])
