"""Sorting together as those who lead see it: start, stop, how far it is, undo the whole of it."""

from __future__ import annotations

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.giving_back import told_again
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, number, on
from bot.interface.showing.cards import shorten_lines
from bot.interface.showing.layout import Button, button, layout
from bot.interface.words.themes import theme_lines
from bot.interface.words.together import progress_lines
from bot.services.themes import names, naming, sorting, together
from bot.services.themes.together import Told
from bot.workshop.errors import Outdated, Refusal
from bot.workshop.themes.together import FEWEST_THEMES, MOST_THEMES
from cogs.themes.editing import listed
from cogs.themes.several import names_form, offered, told_all
from cogs.themes.step import travels

_LINES = 2400


class RoundDesk(Desk):
    @on("together.view", "step")
    async def _view(self, press: Press, step: int) -> None:
        await self._show(press, step)

    @on("together.start", "step")
    async def _start(self, press: Press, step: int) -> None:
        """Have the room sort; where there are too few themes to choose among, ask for them first,
        in a form that starts it too."""
        now = await sorting.board(self.ctx, step, press.actor)
        if len(now.sorting.themes) < FEWEST_THEMES:
            t = press.t
            sent = custom_id("together.named", step=step, seen=now.revision)
            room = await names.offered(self.ctx, step, press.actor)
            hint = t("field.themes.start", least=FEWEST_THEMES, most=MOST_THEMES)
            await press.open(names_form(t, sent, hint, offered(room.proposals, t)))
            return
        await together.start(self.ctx, step, press.actor)
        await self._show(press, step, press.t("together.told_started"))

    @on("together.named", "step", "seen")
    async def _named(self, press: Press, step: int, seen: int) -> None:
        t = press.t
        try:
            written = await self._written(press, step)
            named = await naming.name_all(
                self.ctx, step, press.actor, written, seen, most=MOST_THEMES
            )
        except Outdated as refusal:
            now = await sorting.board(self.ctx, step, press.actor)
            await replace(press.interaction, listed(now, t, told_again(press, refusal)))
            return
        head = told_all(named, t)
        try:
            await together.start(self.ctx, step, press.actor)
        except Refusal as refusal:  # the themes are kept all the same
            told = t(refusal.key, **refusal.params)
            await replace(press.interaction, listed(named.board, t, f"{head}\n{told}"))
        else:
            await self._show(press, step, f"{head}\n{t('together.told_started')}")

    async def _written(self, press: Press, step: int) -> str:
        """Return the names chosen among those of the room, then those written, one a line."""
        chosen = press.fields.get("chosen", [])
        wanted = {number(one) for one in chosen} if isinstance(chosen, list) else set()
        room = await names.offered(self.ctx, step, press.actor) if wanted else None
        known = [one.name for one in room.proposals if one.id in wanted] if room else []
        return "\n".join((*known, press.text("names")))

    @on("together.stop", "step")
    async def _stop(self, press: Press, step: int) -> None:
        await together.stop(self.ctx, step, press.actor)
        await self._show(press, step, press.t("together.told_stopped"))

    @on("together.undo", "step")
    async def _undo(self, press: Press, step: int) -> None:
        """Ask first."""
        found = await together.progress(self.ctx, step, press.actor)
        filed = found.progress.filed if found.progress is not None else 0
        yes = custom_id("together.undo_yes", step=step)
        t, danger = press.t, discord.ButtonStyle.danger
        await replace(
            press.interaction,
            layout(
                t.n("together.ask_undo", filed),
                [button(t("button.together_undo_yes"), yes, style=danger), back(step, t)],
            ),
        )

    @on("together.undo_yes", "step")
    async def _undo_yes(self, press: Press, step: int) -> None:
        await together.set_round_aside(self.ctx, step, press.actor)
        await self._show(press, step, press.t("together.told_undone"))

    @on("together.redo", "step")
    async def _redo(self, press: Press, step: int) -> None:
        await together.take_round_back(self.ctx, step, press.actor)
        await self._show(press, step, press.t("together.told_redone"))

    @on("together.afresh", "step")
    async def _afresh(self, press: Press, step: int) -> None:
        """Ask first: the answers that were undone cannot come back."""
        await sorting.board(self.ctx, step, press.actor)
        yes = custom_id("together.afresh_yes", step=step)
        t, danger = press.t, discord.ButtonStyle.danger
        act = button(t("button.together_afresh_yes"), yes, style=danger)
        await replace(press.interaction, layout(t("together.ask_afresh"), [act, back(step, t)]))

    @on("together.afresh_yes", "step")
    async def _afresh_yes(self, press: Press, step: int) -> None:
        await together.start_afresh(self.ctx, step, press.actor)
        await self._show(press, step, press.t("together.told_afresh"))

    async def _show(self, press: Press, step_id: int, head: str = "") -> None:
        found = await together.progress(self.ctx, step_id, press.actor)
        await replace(press.interaction, overview(found, press.t, head))


def overview(found: Told, t: Catalogue, head: str = "") -> ui.LayoutView:
    """Return how far the room is, with what those who lead can do about it."""
    step_id, now = found.board.step.id, found.round
    themes = button(t("button.themes"), custom_id("theme.list", step=step_id, page=0))
    panel = button(t("button.panel"), custom_id("lead.panel", session=found.board.session.id))
    if now is None or found.progress is None:
        told = theme_lines(found.board.sorting, t) if found.board.sorting.themes else ""
        return layout(
            head,
            f"### 🗂️ {t('button.sort_together')}",
            t("together.how_to_start"),
            shorten_lines(told, _LINES),
            [_start(step_id, t), *travels(found.board, None, t), themes, panel],
        )
    if now.is_aside:
        afresh = custom_id("together.afresh", step=step_id)
        again = button(t("button.together_afresh"), afresh, emoji="🗂️")
        state, acts = t("together.is_aside"), [_redo(step_id, t), again]
    elif len(found.board.sorting.themes) < FEWEST_THEMES:
        named = custom_id("together.start", step=step_id)
        add = button(t("button.name_themes"), named, style=discord.ButtonStyle.success)
        state, acts = t("together.lacks_themes"), [add]
        head = "\n".join(filter(None, (head, t("together.few_left", least=FEWEST_THEMES))))
    elif now.is_open:
        state, acts = t("together.is_open"), [_stop(step_id, t)]
    else:
        state, acts = t("together.is_stopped"), [_start(step_id, t, again=True)]
    talk = custom_id("together.talk", step=step_id, page=0)
    people = custom_id("together.people", step=step_id, page=0)
    if not now.is_aside:
        # Once it is stopped nobody looks at the others any more: they are listed too.
        count = found.progress.to_discuss + (0 if now.is_open else found.progress.waiting)
        label = t("button.together_talk", n=count)
        acts.append(button(label, talk, emoji="💬", disabled=not count))
    acts.append(button(t("button.refresh"), custom_id("together.view", step=step_id), emoji="🔄"))
    others = [button(t("button.together_people"), people, emoji="👥")]
    if not now.is_aside and found.progress.filed:
        undo = custom_id("together.undo", step=step_id)
        others.append(button(t("button.together_undo"), undo, emoji="↩️"))
    told = "" if now.is_aside else progress_lines(found.progress, found.board.sorting, t)
    return layout(
        head,
        f"### 🗂️ {t('button.sort_together')} · {state}",
        shorten_lines(told, _LINES),
        "-# " + t("together.aside_then" if now.is_aside else "together.stop_keeps"),
        acts,
        [*others, themes, panel],
    )


def back(step_id: int, t: Catalogue) -> Button:
    """Return the button that leads back to how far the room is."""
    return button(t("button.together_back"), custom_id("together.view", step=step_id))


def _start(step_id: int, t: Catalogue, *, again: bool = False) -> Button:
    label = t("button.together_resume") if again else t("button.sort_together")
    start = custom_id("together.start", step=step_id)
    return button(label, start, emoji="▶️", style=discord.ButtonStyle.success)


def _stop(step_id: int, t: Catalogue) -> Button:
    return button(t("button.together_stop"), custom_id("together.stop", step=step_id), emoji="⏹️")


def _redo(step_id: int, t: Catalogue) -> Button:
    redo = custom_id("together.redo", step=step_id)
    return button(t("button.together_redo"), redo, style=discord.ButtonStyle.success)
