"""`/action`, and the buttons of actions after their session."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.commands import choices, command, group
from bot.interface.naming.channels import reader_of
from bot.interface.naming.people import language_of, person_name
from bot.interface.pressing.chosen import chosen_member
from bot.interface.pressing.giving_back import give_back
from bot.interface.pressing.replies import answering, replace, sentence, whisper
from bot.interface.pressing.router import Press, custom_id, number, on
from bot.interface.showing.layout import OPTION, PAGE, QUIET, button, layout
from bot.interface.words.follow import day_of
from bot.services.actions import following
from bot.services.actions.following import Change, Todo
from bot.workshop.actions.due import TwoDays
from bot.workshop.actions.following import Said, Which
from bot.workshop.errors import Refusal
from bot.workshop.text import escape, shorten
from cogs.actions.listing import (
    SAID,
    WHICH,
    either,
    full_day,
    one_page,
    page_of,
    when_form,
    who_form,
)
from cogs.follow.page import step_page

if TYPE_CHECKING:
    from bot.client import Gommette  # noqa: F401 - in the alias below

Interaction = discord.Interaction["Gommette"]

_DATE_LIMIT = 40
_NAME_LIMIT = 80


class Following(Desk):
    """The `/action` commands, and the pages of actions."""

    action = group("command.action")

    @command(action, "command.action.list", which=choices("command.action.which", Which))
    async def listed(self, interaction: Interaction, which: str | None = None) -> None:
        async with answering(interaction) as t:
            reader, wanted = (
                await reader_of(self.ctx, interaction),
                Which(which) if which else Which.ALL,
            )
            found = await following.listing(self.ctx, reader, wanted, self.bot.clock())
            await whisper(interaction, page_of(found, wanted, 0, None, t))

    @command(action, "command.action.done")
    async def done(self, interaction: Interaction, action: str) -> None:
        async with answering(interaction) as t:
            changed = await following.settle(
                self.ctx,
                await reader_of(self.ctx, interaction),
                _chosen(action),
                Said.DONE,
                self.bot.clock(),
                None,
            )
            await whisper(interaction, _changed(changed, "done", Which.ALL, None, None, t))

    @command(action, "command.action.postpone")
    async def postpone(
        self,
        interaction: Interaction,
        action: str,
        date: app_commands.Range[str, 1, _DATE_LIMIT],
    ) -> None:
        async with answering(interaction) as t:
            chosen = _chosen(action)
            try:
                changed = await following.postpone(
                    self.ctx,
                    await reader_of(self.ctx, interaction),
                    chosen,
                    date,
                    self.bot.clock(),
                    None,
                )
            except TwoDays as refusal:
                told = t(refusal.key, **refusal.params)
                ways = either(chosen, refusal.days, Which.ALL, None, None, t)
                await whisper(interaction, layout(told, ways, colour=QUIET))
                return
            await whisper(interaction, _changed(changed, "postponed", Which.ALL, None, None, t))

    @command(action, "command.action.assign")
    async def assign(
        self,
        interaction: Interaction,
        action: str,
        member: discord.Member | None = None,
        name: app_commands.Range[str, 1, _NAME_LIMIT] | None = None,
    ) -> None:
        async with answering(interaction) as t:
            changed = await following.assign(
                self.ctx,
                await reader_of(self.ctx, interaction),
                _chosen(action),
                person_name(member) if member is not None else name or "",
                member.id if member is not None else None,
                self.bot.clock(),
                None,
            )
            await whisper(interaction, _changed(changed, "assigned", Which.ALL, None, None, t))

    @done.autocomplete("action")
    async def _to_do(
        self, interaction: Interaction, written: str
    ) -> list[app_commands.Choice[str]]:
        return await self._open(interaction, written)

    @postpone.autocomplete("action")
    async def _to_postpone(
        self, interaction: Interaction, written: str
    ) -> list[app_commands.Choice[str]]:
        return await self._open(interaction, written)

    @assign.autocomplete("action")
    async def _to_assign(
        self, interaction: Interaction, written: str
    ) -> list[app_commands.Choice[str]]:
        return await self._open(interaction, written)

    async def _open(self, interaction: Interaction, written: str) -> list[app_commands.Choice[str]]:
        """Return the open actions of which someone may say what becomes, by what is written."""
        t, wanted = language_of(interaction), written.casefold()
        reader = await reader_of(self.ctx, interaction)
        found = await following.listing(self.ctx, reader, Which.ALL, self.bot.clock())
        named = [(todo, f"{todo.action.owner} · {todo.action.what}") for todo in found.found]
        return [
            app_commands.Choice(name=_label(todo, name, t), value=str(todo.action.id))
            for todo, name in named
            if todo.may and wanted in name.casefold()
        ][:PAGE]

    @on("todo.list", "which", "page", "of", "step")
    async def _list(
        self, press: Press, which: int, page: int, of: int | None, step: int | None
    ) -> None:
        await self._show(press, which, page, of, step)

    @on("todo.pick", "which", "of", "step")
    async def _pick(self, press: Press, which: int, of: int | None, step: int | None) -> None:
        await self._one(press, press.number(), which, of, step)

    async def _one(
        self, press: Press, todo: int, which: int, of: int | None, step: int | None
    ) -> None:
        reader, now = await reader_of(self.ctx, press.interaction), self.bot.clock()
        found = await following.look(self.ctx, reader, todo, step, now)
        await replace(press.interaction, one_page(found, _which(which), of, step, press.t))

    @on("todo.said", "todo", "said", "which", "of", "step")
    async def _said(
        self, press: Press, todo: int, said: int, which: int, of: int | None, step: int | None
    ) -> None:
        if said not in range(len(SAID)):
            raise Refusal("button.unknown")
        reader, what = await reader_of(self.ctx, press.interaction), SAID[said]
        changed = await following.settle(self.ctx, reader, todo, what, self.bot.clock(), step)
        told = _changed(changed, what, _which(which), of, step, press.t)
        await replace(press.interaction, told)

    @on("todo.when", "todo", "which", "of", "step")
    async def _when(
        self, press: Press, todo: int, which: int, of: int | None, step: int | None
    ) -> None:
        await self._ask_when(press, todo, which, of, step)

    @on("todo.day", "todo", "day", "which", "of", "step")
    async def _day(
        self, press: Press, todo: int, day: int, which: int, of: int | None, step: int | None
    ) -> None:
        """One of two days that were perhaps meant."""
        await self._ask_when(press, todo, which, of, step, day=day)

    async def _ask_when(
        self,
        press: Press,
        todo: int,
        which: int,
        of: int | None,
        step: int | None,
        day: int | None = None,
    ) -> None:
        now = self.bot.clock()
        await following.to_change(
            self.ctx, await reader_of(self.ctx, press.interaction), todo, step, now
        )
        act = custom_id("todo.dated", todo=todo, which=which, of=of, step=step)
        due = {"due": full_day(day, press.t)} if day is not None else {}
        await press.open(when_form(act, press.t, now.year + 1, due.get("due")), **due)

    @on("todo.dated", "todo", "which", "of", "step")
    async def _dated(
        self, press: Press, todo: int, which: int, of: int | None, step: int | None
    ) -> None:
        reader, due, now = (
            await reader_of(self.ctx, press.interaction),
            press.text("due"),
            self.bot.clock(),
        )
        try:
            changed = await following.postpone(self.ctx, reader, todo, due, now, step)
        except TwoDays as refusal:
            ways = either(todo, refusal.days, _which(which), of, step, press.t)
            await give_back(press, refusal, ways)
            return
        except Refusal as refusal:
            fix = custom_id("todo.when", todo=todo, which=which, of=of, step=step)
            await give_back(press, refusal, [button(press.t("button.fix"), fix, emoji="✏️")])
            return
        told = _changed(changed, "postponed", _which(which), of, step, press.t)
        await replace(press.interaction, told)

    @on("todo.who", "todo", "which", "of", "step")
    async def _who(
        self, press: Press, todo: int, which: int, of: int | None, step: int | None
    ) -> None:
        reader = await reader_of(self.ctx, press.interaction)
        await following.to_change(self.ctx, reader, todo, step, self.bot.clock())
        act = custom_id("todo.given", todo=todo, which=which, of=of, step=step)
        await press.open(who_form(act, press.t))

    @on("todo.given", "todo", "which", "of", "step")
    async def _given(
        self, press: Press, todo: int, which: int, of: int | None, step: int | None
    ) -> None:
        reader, chosen = await reader_of(self.ctx, press.interaction), chosen_member(press)
        owner_id, owner = chosen if chosen is not None else (None, press.text("owner"))
        try:
            changed = await following.assign(
                self.ctx, reader, todo, owner, owner_id, self.bot.clock(), step
            )
        except Refusal as refusal:
            fix = custom_id("todo.who", todo=todo, which=which, of=of, step=step)
            await give_back(press, refusal, [button(press.t("button.fix"), fix, emoji="✏️")])
            return
        told = _changed(changed, "assigned", _which(which), of, step, press.t)
        await replace(press.interaction, told)

    @on("todo.undo", "todo", "number", "which", "of", "step")
    async def _undo(
        self, press: Press, todo: int, number: int, which: int, of: int | None, step: int | None
    ) -> None:
        reader, now = await reader_of(self.ctx, press.interaction), self.bot.clock()
        found = await following.undo(self.ctx, reader, todo, number, now, step)
        head = "↩️ " + press.t("todo.undone")
        view = one_page(found, _which(which), of, step, press.t, head)
        await replace(press.interaction, view)

    @on("todo.remind", "on")
    async def _remind(self, press: Press, on: bool) -> None:
        reader = await reader_of(self.ctx, press.interaction)
        await following.set_reminded(
            self.ctx, reader.server_id, reader.actor.user_id, on=on, now=self.bot.clock()
        )
        head = ("🔔 " if on else "🔕 ") + press.t("todo.remind_on" if on else "todo.remind_off")
        await self._show(press, WHICH.index(Which.MINE), 0, None, None, head)

    @on("todo.stop", "server")
    async def _stop(self, press: Press, server: int) -> None:
        """From the reminder itself, where no server is at hand."""
        now, user = self.bot.clock(), press.actor.user_id
        await following.set_reminded(self.ctx, server, user, on=False, now=now)
        await whisper(press.interaction, sentence("🔕 " + press.t("todo.remind_off")))

    async def _show(
        self,
        press: Press,
        which: int,
        page: int,
        of: int | None,
        step: int | None,
        head: str = "",
    ) -> None:
        reader, now = await reader_of(self.ctx, press.interaction), self.bot.clock()
        if step is not None:
            every = await following.of_step(self.ctx, reader, step, now)
            await replace(press.interaction, step_page(every, step, page, press.t, head))
            return
        found = await following.listing(self.ctx, reader, _which(which), now, of)
        await replace(press.interaction, page_of(found, _which(which), page, of, press.t, head))


def _chosen(written: str) -> int:
    """Return the action that was chosen among those offered; raise Refusal for another text."""
    try:
        return number(written)
    except Refusal:
        raise Refusal("todo.choose") from None


def _which(rank: int) -> Which:
    if rank not in range(len(WHICH)):
        raise Refusal("button.unknown")
    return WHICH[rank]


def _changed(
    changed: Change, how: str, which: Which, of: int | None, step: int | None, t: Catalogue
) -> discord.ui.LayoutView:
    """Return the page of an action that was just changed: what is now, and how it is undone."""
    action = changed.todo.action
    if how == "postponed" and changed.reopened:
        how = "reopened"
    told = t(
        f"todo.changed.{how}",
        what=escape(shorten(action.what, 120)),
        owner=escape(action.owner),
        day=day_of(action, t),
    )
    return one_page(changed.todo, which, of, step, t, f"✅ {told}", changed.number)


def _label(todo: Todo, name: str, t: Catalogue) -> str:
    """Return an action as it is offered: its day stays where the name is cut."""
    day = f" · {day_of(todo.action, t)}"
    return shorten(name, OPTION - len(day)) + day
