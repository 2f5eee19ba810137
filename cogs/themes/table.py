"""The private table where facilitators sort: choose post-its, say where they go.

What a facilitator chose is a row (`bot.services.themes.sorting`): it lasts from page to page and
over a restart.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.giving_back import told_again
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import (
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
from bot.services.context import Context
from bot.services.themes import likening, sorting
from bot.services.themes.sorting import WORD_LIMIT, Board, Sorted
from bot.workshop.errors import Outdated
from bot.workshop.postits.postit import PostIt
from bot.workshop.text import escape, shorten
from bot.workshop.themes.likeness import plain
from bot.workshop.themes.sorting import NAME_LIMIT
from cogs.themes.step import EVERY, UNSORTED, Filter, theme_options, told, travels, turn_of

# Chosen in a menu of themes, which have numbers: what is in no theme, everything, a new theme.
_UNSORTED = "unsorted"
_EVERY = "all"
_NEW = "new"
_HELD = 8
# How many themes leave their order for the head of the menu: the right one is there in half to
# nine tenths of the cases. The others stay where people know them.
_LIKELIEST = 3


class SortingDesk(Desk):
    """The table. A custom id carries what is shown (`Filter`) and, where something changes, the
    revision that was seen."""

    @on("theme.sort", "step", "theme", "page", "every")
    async def _sort(
        self, press: Press, step: int, theme: int | None, page: int, every: bool = False
    ) -> None:
        now = await sorting.board(self.ctx, step, press.actor)
        await replace(
            press.interaction, await table(self.ctx, now, Filter(theme, every), page, press.t)
        )

    @on("theme.filter", "step", "theme", "every")
    async def _filter(
        self, press: Press, step: int, theme: int | None, every: bool = False
    ) -> None:
        now = await sorting.board(self.ctx, step, press.actor)
        filters_page = turn_of(press.chosen)
        if filters_page is not None:
            wanted = Filter(theme, every)
        elif press.chosen == _EVERY:
            wanted = EVERY
        else:
            wanted = Filter(press.number_unless(_UNSORTED))
        view = await table(self.ctx, now, wanted, 0, press.t, filters_page=filters_page or 0)
        await replace(press.interaction, view)

    @on("theme.hold", "step", "theme", "page", "every")
    async def _hold(
        self, press: Press, step: int, theme: int | None, page: int, every: bool = False
    ) -> None:
        chosen, wanted = press.numbers(), Filter(theme, every)
        now = await sorting.board(self.ctx, step, press.actor)
        shown = [p.id for p in _shown(now, wanted, page)[0]]
        now = await sorting.hold(self.ctx, step, press.actor, shown, chosen)
        await replace(press.interaction, await table(self.ctx, now, wanted, page, press.t))

    @on("theme.let_go", "step", "theme", "page", "every")
    async def _let_go(
        self, press: Press, step: int, theme: int | None, page: int, every: bool = False
    ) -> None:
        now = await sorting.let_go(self.ctx, step, press.actor)
        await replace(
            press.interaction, await table(self.ctx, now, Filter(theme, every), page, press.t)
        )

    @on("theme.to", "step", "theme", "page", "seen", "every")
    async def _to(
        self, press: Press, step: int, theme: int | None, page: int, seen: int, every: bool = False
    ) -> None:
        shown = Filter(theme, every)
        if (turned := turn_of(press.chosen)) is not None:
            now = await sorting.board(self.ctx, step, press.actor)
            await replace(
                press.interaction,
                await table(self.ctx, now, shown, page, press.t, themes_page=turned),
            )
        elif press.chosen == _NEW:
            await self._ask_name(press, step, theme, page, seen, every)
        else:
            to = press.number_unless(_UNSORTED)
            await self._changed(
                press,
                step,
                shown,
                page,
                lambda: sorting.move(self.ctx, step, press.actor, to, seen),
            )

    @on("theme.new", "step", "theme", "page", "seen", "every")
    async def _ask_name(
        self, press: Press, step: int, theme: int | None, page: int, seen: int, every: bool = False
    ) -> None:
        now = await sorting.board(self.ctx, step, press.actor)
        t, held = press.t, [p.id for p in now.held]
        name = await likening.proposed_name(now.postits, held, now.sorting)
        if name is not None:
            then = t("field.theme.proposed", n=len(held))
        else:
            then = t.n("field.theme.held", len(held)) if held else ""
        await press.open(
            form(
                t("form.theme"),
                custom_id("theme.named", step=step, theme=theme, page=page, seen=seen, every=every),
                text_field(
                    "name",
                    t("field.theme"),
                    description=then or None,
                    limit=NAME_LIMIT,
                    default=name,
                ),
            )
        )

    @on("theme.named", "step", "theme", "page", "seen", "every")
    async def _named(
        self, press: Press, step: int, theme: int | None, page: int, seen: int, every: bool = False
    ) -> None:
        name = press.text("name")
        await self._changed(
            press,
            step,
            Filter(theme, every),
            page,
            lambda: sorting.create(self.ctx, step, press.actor, name, seen),
        )

    @on("theme.find", "step", "theme", "every")
    async def _find(self, press: Press, step: int, theme: int | None, every: bool = False) -> None:
        now = await sorting.board(self.ctx, step, press.actor)
        t = press.t
        await press.open(
            form(
                t("form.search"),
                custom_id("theme.found", step=step, theme=theme, every=every),
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

    @on("theme.found", "step", "theme", "every")
    async def _found(self, press: Press, step: int, theme: int | None, every: bool = False) -> None:
        await self._look_for(press, step, Filter(theme, every), press.text("word"))

    @on("theme.unfind", "step", "theme", "every")
    async def _unfind(
        self, press: Press, step: int, theme: int | None, every: bool = False
    ) -> None:
        await self._look_for(press, step, Filter(theme, every), "")

    async def _look_for(self, press: Press, step_id: int, shown: Filter, word: str) -> None:
        now = await sorting.look_for(self.ctx, step_id, press.actor, word)
        await replace(press.interaction, await table(self.ctx, now, shown, 0, press.t))

    async def _changed(
        self,
        press: Press,
        step_id: int,
        shown: Filter,
        page: int,
        act: Callable[[], Awaitable[Sorted]],
    ) -> None:
        try:
            done = await act()
        except Outdated as refusal:
            # Pressed twice, or the sorting moved on: say so and show it as it is now.
            now = await sorting.board(self.ctx, step_id, press.actor)
            head = told_again(press, refusal)
        else:
            now, head = done.board, told(done.made, press.t)
        await replace(press.interaction, await table(self.ctx, now, shown, page, press.t, head))


async def table(
    ctx: Context,
    now: Board,
    wanted: Filter,
    page: int,
    t: Catalogue,
    head: str = "",
    *,
    themes_page: int = 0,
    filters_page: int = 0,
) -> ui.LayoutView:
    """Return the table: what to choose, what is in hand, and where it can go."""
    likely = await likening.likeliest_together(
        ctx, now.session.id, now.postits, now.sorting, [p.id for p in now.held]
    )
    step_id = now.step.id
    if wanted.theme is not None and all(one.id != wanted.theme for one in now.sorting.themes):
        wanted = UNSORTED
    theme, every = wanted.theme, wanted.every
    shown, page, last = _shown(now, wanted, page)
    rows: list[list[Button | Select]] = []
    if shown:
        rows.append([_chooser(now, shown, wanted, page, last, t)])
    if now.postits:
        rows.append([_filter(now, wanted, filters_page, t)])
    if now.held:
        rows.append([_mover(now, likely, wanted, page, themes_page, t)])
        rows.append(_in_hand(now, wanted, page, t))
    tools: list[Button | Select] = []
    if last:
        tools += [
            button(
                "◀",
                custom_id("theme.sort", step=step_id, theme=theme, page=page - 1, every=every),
                disabled=page == 0,
            ),
            button(
                "▶",
                custom_id("theme.sort", step=step_id, theme=theme, page=page + 1, every=every),
                disabled=page == last,
            ),
        ]
    tools.append(
        button(
            t("button.search"),
            custom_id("theme.find", step=step_id, theme=theme, every=every),
            emoji="🔎",
        )
    )
    if now.hand.word:
        tools.append(
            button(
                t("button.search_end"),
                custom_id("theme.unfind", step=step_id, theme=theme, every=every),
            )
        )
    acts: list[Button | Select] = [
        button(
            t("button.new_theme"),
            custom_id(
                "theme.new", step=step_id, theme=theme, page=page, seen=now.revision, every=every
            ),
            emoji="✏️",
        ),
        *travels(now, wanted, t),
        button(t("button.themes"), custom_id("theme.list", step=step_id, page=0)),
        button(t("button.panel"), custom_id("lead.panel", session=now.session.id)),
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
        held_text(now, t),
        *rows,
        tools,
        acts,
    )


def _shown(now: Board, wanted: Filter, page: int) -> tuple[list[PostIt], int, int]:
    """Return the post-its of a page, the page itself, and the number of the last."""
    word = plain(now.hand.word)
    places = now.sorting.places
    within = [
        p
        for p in now.postits
        if wanted.shows(places.get(p.id))
        and (not word or word in plain(p.text) or word.lstrip("#") == str(p.number))
    ]
    last = max(0, (len(within) - 1) // PAGE)
    page = min(max(0, page), last)
    return within[page * PAGE : (page + 1) * PAGE], page, last


def _chooser(
    now: Board, shown: Sequence[PostIt], wanted: Filter, page: int, last: int, t: Catalogue
) -> Select:
    names = {theme.id: theme.name for theme in now.sorting.themes}
    options = []
    for p in shown:
        place = now.sorting.places.get(p.id)
        options.append(
            option(
                f"{p.number} · {p.marked}",
                str(p.id),
                description=names[place] if place is not None and wanted.every else None,
                default=p.id in now.hand.postits,
            )
        )
    label = t("theme.choose_page", page=page + 1, pages=last + 1) if last else t("theme.choose")
    return select(
        custom_id(
            "theme.hold", step=now.step.id, theme=wanted.theme, page=page, every=wanted.every
        ),
        label,
        options,
        least=0,
        most=PAGE,
    )


def _filter(now: Board, wanted: Filter, filters_page: int, t: Catalogue) -> Select:
    first = [
        option(
            f"{t('theme.filter_unsorted')} · {len(now.sorting.unsorted)}",
            _UNSORTED,
            default=wanted == UNSORTED,
        ),
        option(f"{t('theme.filter_all')} · {len(now.postits)}", _EVERY, default=wanted.every),
    ]
    options = theme_options(now.sorting, filters_page, t, first, chosen=wanted.theme)
    return select(
        custom_id("theme.filter", step=now.step.id, theme=wanted.theme, every=wanted.every),
        t("theme.filter"),
        options,
    )


def _in_hand(now: Board, wanted: Filter, page: int, t: Catalogue) -> list[Button | Select]:
    step, theme, every = now.step.id, wanted.theme, wanted.every
    near = custom_id("theme.near", step=step, theme=theme, page=page, every=every)
    put_down = custom_id("theme.let_go", step=step, theme=theme, page=page, every=every)
    return [
        button(t.n("button.near", len(now.held)), near, emoji="🧲"),
        button(t("button.let_go"), put_down),
    ]


def _mover(
    now: Board, likely: Sequence[int], wanted: Filter, page: int, themes_page: int, t: Catalogue
) -> Select:
    first = [option(f"✏️ {t('theme.move_new')}", _NEW)]
    if any(now.sorting.places.get(p.id) is not None for p in now.held):
        first.append(option(t("theme.move_out"), _UNSORTED))
    return select(
        custom_id(
            "theme.to",
            step=now.step.id,
            theme=wanted.theme,
            page=page,
            seen=now.revision,
            every=wanted.every,
        ),
        t.n("theme.move_to", len(now.held)),
        theme_options(now.sorting.headed(likely[:_LIKELIEST]), themes_page, t, first),
    )


def held_text(now: Board, t: Catalogue) -> str:
    """Return what is in hand, or what to do while nothing is."""
    held = now.held
    if not held:
        return t("theme.how") if now.postits else ""
    lines = [f"`{p.number}` {escape(shorten(p.text, 120))}" for p in held[:_HELD]]
    if len(held) > _HELD:
        lines.append(t.n("list.more", len(held) - _HELD))
    return "\n".join([f"✋ **{t.n('theme.in_hand', len(held))}**", *lines])
