"""The themes one by one: rename, merge, split, remove, undo and redo; suggestions; publishing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.giving_back import told_again
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, number, on
from bot.interface.showing.cards import shorten_lines
from bot.interface.showing.layout import PAGE, Button, button, form, layout, select, text_field
from bot.interface.words.themes import theme_lines
from bot.services.themes import sorting, suggesting
from bot.services.themes.sorting import Board, Sorted
from bot.services.themes.suggesting import Suggestion
from bot.workshop.errors import Gone, Outdated
from bot.workshop.text import escape, shorten
from bot.workshop.themes.likeness import About
from bot.workshop.themes.sorting import NAME_LIMIT, Theme
from cogs.themes.step import Filter, ask_undo, theme_options, told, travels, turn_of, what
from cogs.themes.table import table

_LINES = 2200
_SHOWN = 12
_TEXT = 600
# A suggestion answered too late: the next one is shown with the reason.
_PASSED = (Outdated, Gone)


class ThemesDesk(Desk):
    """Where something changes, a custom id carries the revision that was seen."""

    @on("theme.list", "step", "page")
    async def _list(self, press: Press, step: int, page: int) -> None:
        now = await sorting.board(self.ctx, step, press.actor)
        await replace(press.interaction, listed(now, press.t, page=page))

    @on("theme.pick", "step")
    async def _pick(self, press: Press, step: int) -> None:
        now = await sorting.board(self.ctx, step, press.actor)
        if (turned := turn_of(press.chosen)) is not None:
            await replace(press.interaction, listed(now, press.t, page=turned))
        else:
            await replace(press.interaction, _one(now, now.sorting.theme(press.number()), press.t))

    @on("theme.rename", "step", "theme", "seen")
    async def _rename(self, press: Press, step: int, theme: int, seen: int) -> None:
        now = await sorting.board(self.ctx, step, press.actor)
        t, name = press.t, now.sorting.theme(theme).name
        await press.open(
            form(
                t("form.rename"),
                custom_id("theme.renamed", step=step, theme=theme, seen=seen),
                text_field("name", t("field.theme"), limit=NAME_LIMIT, default=name),
            )
        )

    @on("theme.renamed", "step", "theme", "seen")
    async def _renamed(self, press: Press, step: int, theme: int, seen: int) -> None:
        name = press.text("name")
        await self._changed(
            press,
            step,
            lambda: sorting.rename(self.ctx, step, press.actor, theme, name, seen),
            theme,
        )

    @on("theme.merging", "step", "theme", "page")
    async def _merging(self, press: Press, step: int, theme: int, page: int) -> None:
        now = await sorting.board(self.ctx, step, press.actor)
        await replace(press.interaction, _merger(now, now.sorting.theme(theme), page, press.t))

    @on("theme.merge", "step", "theme", "seen")
    async def _merge(self, press: Press, step: int, theme: int, seen: int) -> None:
        others = []
        for chosen in press.values:
            if (turned := turn_of(chosen)) is not None:
                now = await sorting.board(self.ctx, step, press.actor)
                into = now.sorting.theme(theme)
                await replace(press.interaction, _merger(now, into, turned, press.t))
                return
            others.append(number(chosen))
        await self._changed(
            press,
            step,
            lambda: sorting.merge(self.ctx, step, press.actor, theme, others, seen),
            theme,
        )

    @on("theme.split", "step", "theme")
    async def _split(self, press: Press, step: int, theme: int) -> None:
        """Show the post-its of the theme: those chosen leave for a new one."""
        now = await sorting.let_go(self.ctx, step, press.actor)
        if now.hand.word:
            now = await sorting.look_for(self.ctx, step, press.actor, "")
        how = press.t("theme.how_to_split", name=escape(now.sorting.theme(theme).name))
        view = await table(self.ctx, now, Filter(theme), 0, press.t, how)
        await replace(press.interaction, view)

    @on("theme.remove", "step", "theme", "seen")
    async def _remove(self, press: Press, step: int, theme: int, seen: int) -> None:
        await self._changed(
            press, step, lambda: sorting.remove(self.ctx, step, press.actor, theme, seen)
        )

    @on("theme.undo", "step", "theme", "seen", "every", "listed", "sure")
    async def _undo(
        self,
        press: Press,
        step: int,
        theme: int | None,
        seen: int,
        every: bool = False,
        listed: bool = False,
        sure: bool = False,
    ) -> None:
        now = await sorting.board(self.ctx, step, press.actor)
        if now.undo_takes_out and not sure and seen == now.revision:
            yes = custom_id(
                "theme.undo",
                step=step,
                theme=theme,
                seen=seen,
                every=every,
                listed=listed,
                sure=True,
            )
            no = custom_id("theme.list", step=step, page=0)
            await replace(press.interaction, ask_undo(now, yes, no, press.t))
            return
        await self._travel(press, step, seen, None if listed else Filter(theme, every), back=True)

    @on("theme.redo", "step", "theme", "seen", "every", "listed")
    async def _redo(
        self,
        press: Press,
        step: int,
        theme: int | None,
        seen: int,
        every: bool = False,
        listed: bool = False,
    ) -> None:
        await self._travel(press, step, seen, None if listed else Filter(theme, every), back=False)

    @on("theme.like", "step")
    async def _like(self, press: Press, step: int) -> None:
        await self._suggest(press, step)

    @on("theme.join", "step", "first", "second", "seen")
    async def _join(self, press: Press, step: int, first: int, second: int, seen: int) -> None:
        await self._accept(press, step, About.POSTITS, first, second, seen)

    @on("theme.unite", "step", "first", "second", "seen")
    async def _unite(self, press: Press, step: int, first: int, second: int, seen: int) -> None:
        await self._accept(press, step, About.THEMES, first, second, seen)

    @on("theme.part", "step", "first", "second")
    async def _part(self, press: Press, step: int, first: int, second: int) -> None:
        await self._refuse(press, step, About.POSTITS, first, second)

    @on("theme.keep", "step", "first", "second")
    async def _keep(self, press: Press, step: int, first: int, second: int) -> None:
        await self._refuse(press, step, About.THEMES, first, second)

    @on("theme.publish", "step", "seen", "theme")
    async def _publish(self, press: Press, step: int, seen: int, theme: int | None = None) -> None:
        """Post the wall by theme, or one theme alone."""
        try:
            now = await sorting.publish(self.ctx, step, press.actor, seen, self.bot.clock(), theme)
            head = "✅ " + press.t("theme.published" if theme is None else "wall.part_published")
        except Outdated as refusal:
            now, head = await sorting.board(self.ctx, step, press.actor), press.t(refusal.key)
        shown = next((one for one in now.sorting.themes if one.id == theme), None)
        view = _one(now, shown, press.t, head) if shown else listed(now, press.t, head)
        await replace(press.interaction, view)

    async def _accept(
        self, press: Press, step_id: int, about: About, first: int, second: int, seen: int
    ) -> None:
        try:
            done = await suggesting.accept(
                self.ctx, step_id, press.actor, about, first, second, seen
            )
        except _PASSED as refusal:
            await self._suggest(press, step_id, press.t(refusal.key))
        else:
            await self._suggest(press, step_id, told(done.made, press.t))

    async def _refuse(
        self, press: Press, step_id: int, about: About, first: int, second: int
    ) -> None:
        try:
            await suggesting.refuse(self.ctx, step_id, press.actor, about, first, second)
        except _PASSED as refusal:
            await self._suggest(press, step_id, press.t(refusal.key))
        else:
            await self._suggest(press, step_id, press.t("theme.refused"))

    async def _suggest(self, press: Press, step_id: int, head: str = "") -> None:
        now, found = await suggesting.suggestion(self.ctx, step_id, press.actor)
        await replace(press.interaction, _suggested(now, found, press.t, head))

    async def _travel(
        self, press: Press, step_id: int, seen: int, shown: Filter | None, *, back: bool
    ) -> None:
        """Undo or redo, then show the table again, or the list of themes."""
        go = sorting.undo if back else sorting.redo
        try:
            now = await go(self.ctx, step_id, press.actor, seen)
        except Outdated as refusal:
            now, head = await sorting.board(self.ctx, step_id, press.actor), press.t(refusal.key)
        else:
            made = now.redo if back else now.undo
            assert made is not None
            key = "theme.undone" if back else "theme.redone"
            head = "✅ " + press.t(key, what=what(made, press.t, escape))
        if shown:
            view = await table(self.ctx, now, shown, 0, press.t, head)
        else:
            view = listed(now, press.t, head)
        await replace(press.interaction, view)

    async def _changed(
        self,
        press: Press,
        step_id: int,
        act: Callable[[], Awaitable[Sorted]],
        theme_id: int | None = None,
    ) -> None:
        """Act, then show the theme if it is still there, else the list."""
        try:
            done = await act()
        except Outdated as refusal:
            now = await sorting.board(self.ctx, step_id, press.actor)
            head = told_again(press, refusal)
        else:
            now, head = done.board, told(done.made, press.t)
        theme = next((theme for theme in now.sorting.themes if theme.id == theme_id), None)
        view = _one(now, theme, press.t, head) if theme else listed(now, press.t, head)
        await replace(press.interaction, view)


def listed(now: Board, t: Catalogue, head: str = "", page: int = 0) -> ui.LayoutView:
    """Return the list of themes, from which each is opened; `head` comes first."""
    step_id, found = now.step.id, now.sorting
    menu = None
    if found.themes:
        options = theme_options(found, page, t)
        menu = [select(custom_id("theme.pick", step=step_id), t("theme.pick"), options)]
    return layout(
        head,
        f"### 🗂️ {t.n('count.themes', len(found.themes))}",
        shorten_lines(theme_lines(found, t), _LINES) if found.places else t("wall.empty"),
        menu,
        [
            button(
                t("button.new_theme"),
                custom_id(
                    "theme.new", step=step_id, theme=None, page=0, seen=now.revision, every=False
                ),
                emoji="✏️",
            ),
            button(t("button.name_themes"), custom_id("theme.several", step=step_id)),
            *travels(now, None, t),
        ],
        [
            button(
                t("button.sort"),
                custom_id("theme.sort", step=step_id, theme=None, page=0, every=False),
                emoji="🗂️",
            ),
            button(t("button.sort_together"), custom_id("together.view", step=step_id)),
            button(t("button.alike"), custom_id("theme.like", step=step_id), emoji="💡"),
            button(
                t("button.publish"),
                custom_id("theme.publish", step=step_id, seen=now.revision, theme=None),
                emoji="📣",
            ),
            button(t("button.panel"), custom_id("lead.panel", session=now.session.id)),
        ],
    )


def _one(now: Board, theme: Theme, t: Catalogue, head: str = "") -> ui.LayoutView:
    step_id, found = now.step.id, now.sorting
    held = [p for p in now.postits if found.places.get(p.id) == theme.id]
    lines = [f"`{p.number}` {escape(shorten(p.text, 100))}" for p in held[:_SHOWN]]
    if len(held) > _SHOWN:
        lines.append(t.n("list.more", len(held) - _SHOWN))
    acts: list[Button] = [
        button(
            t("button.rename"),
            custom_id("theme.rename", step=step_id, theme=theme.id, seen=now.revision),
        ),
    ]
    if len(found.themes) > 1:
        acts.append(
            button(
                t("button.merge"), custom_id("theme.merging", step=step_id, theme=theme.id, page=0)
            )
        )
    if len(held) > 1:
        acts.append(
            button(t("button.split"), custom_id("theme.split", step=step_id, theme=theme.id))
        )
    if held:
        publish = custom_id("theme.publish", step=step_id, seen=now.revision, theme=theme.id)
        acts.append(button(t("button.publish_part"), publish, emoji="📣"))
    acts.append(
        button(
            t("button.remove_theme"),
            custom_id("theme.remove", step=step_id, theme=theme.id, seen=now.revision),
            style=discord.ButtonStyle.danger,
        )
    )
    return layout(
        head,
        f"### {escape(theme.name)} · {t.n('count.postits', len(held))}",
        "\n".join(lines),
        acts,
        [
            *travels(now, None, t),
            button(t("button.all_themes"), custom_id("theme.list", step=step_id, page=0)),
        ],
    )


def _merger(now: Board, theme: Theme, page: int, t: Catalogue) -> ui.LayoutView:
    options = theme_options(now.sorting, page, t, without=theme.id)
    back = [button(t("button.all_themes"), custom_id("theme.list", step=now.step.id, page=0))]
    if not options:
        return layout(t("theme.none_yet"), back)
    return layout(
        t("theme.merge_into", name=escape(theme.name)),
        [
            select(
                custom_id("theme.merge", step=now.step.id, theme=theme.id, seen=now.revision),
                t("theme.merge_one"),
                options,
                most=PAGE,
            )
        ],
        back,
    )


def _suggested(now: Board, found: Suggestion | None, t: Catalogue, head: str = "") -> ui.LayoutView:
    step_id = now.step.id
    stop = button(t("button.stop"), custom_id("theme.list", step=step_id, page=0))
    if found is None:
        return layout(head, t("theme.no_suggestion"), [*travels(now, None, t), stop])
    names = {theme.id: theme.name for theme in now.sorting.themes}
    lines = []
    for one in (found.first, found.second):
        if found.about is About.THEMES:
            lines.append(f"> **{escape(names[one])}** · {now.sorting.sizes[one]}")
        else:
            postit, place = now.postit(one), now.sorting.places.get(one)
            where = f" — *{escape(names[place])}*" if place is not None else ""
            lines.append(f"> `{postit.number}` {escape(shorten(postit.text, _TEXT))}{where}")
    key = "theme.suggest_themes" if found.about is About.THEMES else "theme.suggest_postits"
    accept, refuse = _answers(now, found)
    return layout(
        head,
        f"💡 **{t(key)}**",
        "\n>\n".join(lines),
        "-# " + t.n("theme.suggestions_left", found.others) if found.others else "",
        [
            button(
                t("button.accept"),
                accept,
                style=discord.ButtonStyle.success,
            ),
            button(t("button.refuse"), refuse),
            stop,
        ],
        [*travels(now, None, t)],
    )


def _answers(now: Board, found: Suggestion) -> tuple[str, str]:
    """Return the custom ids that accept a suggestion, and refuse it."""
    step, first, second, seen = now.step.id, found.first, found.second, now.revision
    if found.about is About.THEMES:
        return (
            custom_id("theme.unite", step=step, first=first, second=second, seen=seen),
            custom_id("theme.keep", step=step, first=first, second=second),
        )
    return (
        custom_id("theme.join", step=step, first=first, second=second, seen=seen),
        custom_id("theme.part", step=step, first=first, second=second),
    )
