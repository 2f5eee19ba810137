"""The themes one by one: rename, merge, split, remove, undo and redo; suggestions; publishing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.cards import shorten_lines
from bot.interface.cog import Desk
from bot.interface.layout import PAGE, Button, button, form, layout, select, text_field
from bot.interface.replies import replace
from bot.interface.router import Press, custom_id, on
from bot.interface.words.themes import theme_lines
from bot.services.themes import sorting, suggesting
from bot.services.themes.sorting import Board, Sorted
from bot.services.themes.suggesting import Suggestion
from bot.store.rows.themes import About
from bot.workshop.errors import Refusal
from bot.workshop.text import escape, shorten
from bot.workshop.themes.sorting import NAME_LIMIT, Theme
from cogs.themes.step import LIST, theme_options, told, travels, turn_of, what
from cogs.themes.table import table

_LINES = 2200
_SHOWN = 12
_TEXT = 600
# What answers a suggestion: accepted, refused.
_VERBS = {
    About.POSTITS: ("theme.join", "theme.part"),
    About.THEMES: ("theme.unite", "theme.keep"),
}
# A suggestion answered too late: the next one is shown with the reason.
_PASSED = ("theme.changed", "postit.gone", "theme.gone")


class ThemesDesk(Desk):
    """Arguments: step, theme, and the revision seen where something changes."""

    @on("theme.list", 2)
    async def _list(self, press: Press) -> None:
        step_id, page = press.args
        now = await sorting.board(self.ctx, step_id, press.actor)
        await replace(press.interaction, _listed(now, press.t, page=page))

    @on("theme.pick", 1)
    async def _pick(self, press: Press) -> None:
        now = await sorting.board(self.ctx, press.args[0], press.actor)
        wanted, turned = turn_of(press.number())
        if turned is not None:
            await replace(press.interaction, _listed(now, press.t, page=turned))
        else:
            await replace(press.interaction, _one(now, now.sorting.theme(wanted), press.t))

    @on("theme.rename", 3)
    async def _rename(self, press: Press) -> None:
        step_id, theme_id, _ = press.args
        now = await sorting.board(self.ctx, step_id, press.actor)
        t, theme = press.t, now.sorting.theme(theme_id)
        await press.interaction.response.send_modal(
            form(
                t("form.rename"),
                custom_id("theme.renamed", *press.args),
                text_field("name", t("field.theme"), limit=NAME_LIMIT, default=theme.name),
            )
        )

    @on("theme.renamed", 3)
    async def _renamed(self, press: Press) -> None:
        step_id, theme_id, seen = press.args
        name = press.text("name")
        await self._changed(
            press,
            lambda: sorting.rename(self.ctx, step_id, press.actor, theme_id, name, seen),
            theme_id,
        )

    @on("theme.merging", 3)
    async def _merging(self, press: Press) -> None:
        step_id, theme_id, page = press.args
        now = await sorting.board(self.ctx, step_id, press.actor)
        await replace(press.interaction, _merger(now, now.sorting.theme(theme_id), page, press.t))

    @on("theme.merge", 3)
    async def _merge(self, press: Press) -> None:
        step_id, theme_id, seen = press.args
        others = []
        for index in range(len(press.values)):
            wanted, turned = turn_of(press.number(index))
            if turned is not None:
                now = await sorting.board(self.ctx, step_id, press.actor)
                theme = now.sorting.theme(theme_id)
                await replace(press.interaction, _merger(now, theme, turned, press.t))
                return
            others.append(wanted)
        await self._changed(
            press,
            lambda: sorting.merge(self.ctx, step_id, press.actor, theme_id, others, seen),
            theme_id,
        )

    @on("theme.split", 2)
    async def _split(self, press: Press) -> None:
        """Show the post-its of the theme: those chosen leave for a new one."""
        step_id, theme_id = press.args
        now = await sorting.let_go(self.ctx, step_id, press.actor)
        if now.hand.word:
            now = await sorting.look_for(self.ctx, step_id, press.actor, "")
        theme = now.sorting.theme(theme_id)
        how = press.t("theme.how_to_split", name=escape(theme.name))
        await replace(press.interaction, table(now, theme_id, 0, press.t, how))

    @on("theme.remove", 3)
    async def _remove(self, press: Press) -> None:
        step_id, theme_id, seen = press.args
        await self._changed(
            press, lambda: sorting.remove(self.ctx, step_id, press.actor, theme_id, seen)
        )

    @on("theme.undo", 3)
    async def _undo(self, press: Press) -> None:
        await self._travel(press, back=True)

    @on("theme.redo", 3)
    async def _redo(self, press: Press) -> None:
        await self._travel(press, back=False)

    @on("theme.like", 1)
    async def _like(self, press: Press) -> None:
        await self._suggest(press)

    @on("theme.join", 4)
    async def _join(self, press: Press) -> None:
        await self._accept(press, About.POSTITS)

    @on("theme.unite", 4)
    async def _unite(self, press: Press) -> None:
        await self._accept(press, About.THEMES)

    @on("theme.part", 3)
    async def _part(self, press: Press) -> None:
        await self._refuse(press, About.POSTITS)

    @on("theme.keep", 3)
    async def _keep(self, press: Press) -> None:
        await self._refuse(press, About.THEMES)

    @on("theme.publish", 2)
    async def _publish(self, press: Press) -> None:
        step_id, seen = press.args
        try:
            now = await sorting.publish(self.ctx, step_id, press.actor, seen, self.bot.clock())
            head = "✅ " + press.t("theme.published")
        except Refusal as refusal:
            if refusal.key != "theme.changed":
                raise
            now, head = await sorting.board(self.ctx, step_id, press.actor), press.t(refusal.key)
        await replace(press.interaction, _listed(now, press.t, head))

    async def _accept(self, press: Press, about: About) -> None:
        step_id, first, second, seen = press.args
        try:
            done = await suggesting.accept(
                self.ctx, step_id, press.actor, about, first, second, seen
            )
        except Refusal as refusal:
            if refusal.key not in _PASSED:
                raise
            await self._suggest(press, press.t(refusal.key))
        else:
            await self._suggest(press, told(done.made, press.t))

    async def _refuse(self, press: Press, about: About) -> None:
        step_id, first, second = press.args
        try:
            await suggesting.refuse(self.ctx, step_id, press.actor, about, first, second)
        except Refusal as refusal:
            if refusal.key not in _PASSED:
                raise
            await self._suggest(press, press.t(refusal.key))
        else:
            await self._suggest(press, press.t("theme.refused"))

    async def _suggest(self, press: Press, head: str = "") -> None:
        now, found = await suggesting.suggestion(self.ctx, press.args[0], press.actor)
        await replace(press.interaction, _suggested(now, found, press.t, head))

    async def _travel(self, press: Press, *, back: bool) -> None:
        step_id, lane, seen = press.args
        go = sorting.undo if back else sorting.redo
        try:
            now = await go(self.ctx, step_id, press.actor, seen)
        except Refusal as refusal:
            if refusal.key != "theme.changed":
                raise
            now, head = await sorting.board(self.ctx, step_id, press.actor), press.t(refusal.key)
        else:
            made = now.redo if back else now.undo
            assert made is not None
            key = "theme.undone" if back else "theme.redone"
            head = "✅ " + press.t(key, what=what(made, press.t, escape))
        view = _listed(now, press.t, head) if lane == LIST else table(now, lane, 0, press.t, head)
        await replace(press.interaction, view)

    async def _changed(
        self, press: Press, act: Callable[[], Awaitable[Sorted]], theme_id: int | None = None
    ) -> None:
        """Act, then show the theme if it is still there, else the list."""
        try:
            done = await act()
        except Refusal as refusal:
            if refusal.key != "theme.changed":
                raise
            now = await sorting.board(self.ctx, press.args[0], press.actor)
            head = press.t(refusal.key)
        else:
            now, head = done.board, told(done.made, press.t)
        theme = next((theme for theme in now.sorting.themes if theme.id == theme_id), None)
        view = _one(now, theme, press.t, head) if theme else _listed(now, press.t, head)
        await replace(press.interaction, view)


def _listed(now: Board, t: Catalogue, head: str = "", page: int = 0) -> ui.LayoutView:
    step_id, found = now.step.id, now.sorting
    menu = None
    if found.themes:
        options = theme_options(found, page, t)
        menu = [select(custom_id("theme.pick", step_id), t("theme.pick"), options)]
    return layout(
        head,
        f"### 🗂️ {t.n('count.themes', len(found.themes))}",
        shorten_lines(theme_lines(found, t), _LINES) if found.places else t("wall.empty"),
        menu,
        [
            button(
                t("button.new_theme"),
                custom_id("theme.new", step_id, 0, 0, now.revision),
                emoji="✏️",
            ),
            *travels(now, LIST, t),
        ],
        [
            button(t("button.sort"), custom_id("theme.sort", step_id, 0, 0), emoji="🗂️"),
            button(t("button.alike"), custom_id("theme.like", step_id), emoji="💡"),
            button(
                t("button.publish"), custom_id("theme.publish", step_id, now.revision), emoji="📣"
            ),
            button(t("button.panel"), custom_id("lead.panel", now.session.id)),
        ],
    )


def _one(now: Board, theme: Theme, t: Catalogue, head: str = "") -> ui.LayoutView:
    step_id, found = now.step.id, now.sorting
    held = [p for p in now.postits if found.places.get(p.id) == theme.id]
    lines = [f"`{p.number}` {escape(shorten(p.text, 100))}" for p in held[:_SHOWN]]
    if len(held) > _SHOWN:
        lines.append(t.n("list.more", len(held) - _SHOWN))
    acts: list[Button] = [
        button(t("button.rename"), custom_id("theme.rename", step_id, theme.id, now.revision)),
    ]
    if len(found.themes) > 1:
        acts.append(button(t("button.merge"), custom_id("theme.merging", step_id, theme.id, 0)))
    if len(held) > 1:
        acts.append(button(t("button.split"), custom_id("theme.split", step_id, theme.id)))
    acts.append(
        button(
            t("button.remove_theme"),
            custom_id("theme.remove", step_id, theme.id, now.revision),
            style=discord.ButtonStyle.danger,
        )
    )
    return layout(
        head,
        f"### {escape(theme.name)} · {t.n('count.postits', len(held))}",
        "\n".join(lines),
        acts,
        [
            *travels(now, LIST, t),
            button(t("button.all_themes"), custom_id("theme.list", step_id, 0)),
        ],
    )


def _merger(now: Board, theme: Theme, page: int, t: Catalogue) -> ui.LayoutView:
    options = theme_options(now.sorting, page, t, without=theme.id)
    back = [button(t("button.all_themes"), custom_id("theme.list", now.step.id, 0))]
    if not options:
        return layout(t("theme.none_yet"), back)
    return layout(
        t("theme.merge_into", name=escape(theme.name)),
        [
            select(
                custom_id("theme.merge", now.step.id, theme.id, now.revision),
                t("theme.merge_one"),
                options,
                most=PAGE,
            )
        ],
        back,
    )


def _suggested(now: Board, found: Suggestion | None, t: Catalogue, head: str = "") -> ui.LayoutView:
    step_id = now.step.id
    stop = button(t("button.stop"), custom_id("theme.list", step_id, 0))
    if found is None:
        return layout(head, t("theme.no_suggestion"), [*travels(now, LIST, t), stop])
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
    accept, refuse = _VERBS[found.about]
    pair = (step_id, found.first, found.second)
    return layout(
        head,
        f"💡 **{t(key)}**",
        "\n>\n".join(lines),
        "-# " + t.n("theme.suggestions_left", found.others) if found.others else "",
        [
            button(
                t("button.accept"),
                custom_id(accept, *pair, now.revision),
                style=discord.ButtonStyle.success,
            ),
            button(t("button.refuse"), custom_id(refuse, *pair)),
            stop,
        ],
        [*travels(now, LIST, t)],
    )
