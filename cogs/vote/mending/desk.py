"""What is changed of a vote while people vote: each change is shown before it is done."""

from __future__ import annotations

import discord

from bot.interface.cog import Desk
from bot.interface.naming.presence import size_of
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, on
from bot.services.vote.mending.doing import Moved, mend
from bot.services.vote.mending.looking import Done, Preview, mendable, preview, propose
from bot.workshop.errors import Refusal
from bot.workshop.vote.mending.change import Change, Mend
from cogs.vote.electors import roles_of
from cogs.vote.mending.drawn import KINDS, asked, one_option, page_of_vote, previewed


class MendDesk(Desk):
    @on("vote.mend", "step", "page")
    async def _mend(self, press: Press, step: int, page: int = 0) -> None:
        await self._page(press, step, page)

    @on("vote.mend_option", "step")
    async def _option(self, press: Press, step: int) -> None:
        now = await mendable(self.ctx, step, press.actor, self.bot.clock())
        await replace(press.interaction, one_option(now, press.number(), press.t))

    @on("vote.mend_form", "step", "what", "number")
    async def _form(self, press: Press, step: int, what: int, number: int | None = None) -> None:
        now = await mendable(self.ctx, step, press.actor, self.bot.clock())
        await press.open(asked(now, _kind(what), number, press.t))

    @on("vote.mend_written", "step", "what", "number")
    async def _written(self, press: Press, step: int, what: int, number: int | None = None) -> None:
        kind, written = _kind(what), press.text("words")
        if kind in (Mend.VOTERS, Mend.PEOPLE, Mend.END):
            figure = written.strip()
            number = int(figure) if figure.isdecimal() and len(figure) < 8 else None
        await self._show(press, step, Change(kind=kind, number=number, text=written))

    @on("vote.mend_take", "step", "number")
    async def _take(self, press: Press, step: int, number: int) -> None:
        await self._show(press, step, Change(kind=Mend.TAKEN_OUT, number=number))

    @on("vote.mend_closes", "step")
    async def _closes(self, press: Press, step: int) -> None:
        await mendable(self.ctx, step, press.actor, self.bot.clock())
        await self._show(press, step, Change(kind=Mend.CLOSES, text=press.chosen))

    @on("vote.mend_role", "step")
    async def _role(self, press: Press, step: int) -> None:
        now = await mendable(self.ctx, step, press.actor, self.bot.clock())
        chosen = press.number()
        roles = {role.id: role for role in roles_of(press.interaction.guild)}
        if chosen not in roles:
            raise Refusal("vote.role_gone_too")
        size = None
        if now.open.plan.electors.size is not None:
            size = await _together(roles, {*now.open.plan.electors.places, chosen})
        await self._show(press, step, Change(kind=Mend.ROLE, number=chosen, size=size))

    @on("vote.mend_yes", "step", "draft", "seen")
    async def _yes(self, press: Press, step: int, draft: int, seen: int) -> None:
        now, t = self.bot.clock(), press.t
        try:
            done = await mend(self.ctx, step, press.actor, draft, seen, now)
        except Moved as refusal:
            shown = await preview(self.ctx, step, press.actor, draft, now)
            await replace(press.interaction, previewed(shown, t, "⚠️ " + t(refusal.key)))
        except Done as refusal:
            await self._page(press, step, 0, t(refusal.key))
        else:
            key = "mend.done" if done.open.voted else "mend.done_before"
            await self._page(press, step, 0, "✅ " + t(key))

    async def _show(self, press: Press, step: int, change: Change) -> None:
        now = self.bot.clock()
        shown: Preview = await propose(self.ctx, step, press.actor, change, now)
        await replace(press.interaction, previewed(shown, press.t))

    async def _page(self, press: Press, step: int, page: int, head: str = "") -> None:
        now = await mendable(self.ctx, step, press.actor, self.bot.clock())
        roles = roles_of(press.interaction.guild)
        await replace(press.interaction, page_of_vote(now, roles, page, press.t, head))


def _kind(what: int) -> Mend:
    if not 0 <= what < len(KINDS):
        raise Refusal("button.unknown")
    return KINDS[what]


async def _together(roles: dict[int, discord.Role], wanted: set[int]) -> int | None:
    """Return how many people have any of some roles, where Discord tells; people who have two of
    them count twice unless it does: whoever leads can then say how many they are."""
    sizes = [await size_of(roles[one]) for one in wanted if one in roles]
    known = [size for size in sizes if size is not None]
    return sum(known) if len(known) == len(sizes) and known else None
