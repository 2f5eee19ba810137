"""The buttons, menus and forms of the plan.

Each carries what its person read; the use case looks again, and where something else would be
done, nothing is, and the plan is shown as it is.
"""

from __future__ import annotations

from collections.abc import Awaitable

from bot.interface.cog import Desk
from bot.interface.pressing.giving_back import told_again
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, number, on
from bot.services.sessions import plan as bending
from bot.services.sessions.plan import Seen
from bot.services.settings.settings import server_settings
from bot.workshop.errors import Outdated, Refusal
from bot.workshop.sessions.session import StepRun
from cogs.sessions.leading import show
from cogs.sessions.plan import forms
from cogs.sessions.plan.inserting import END, NOW, insert_page
from cogs.sessions.plan.pages import plan_page, step_page


class Planning(Desk):
    @on("plan.list", "session", "page")
    async def _list(self, press: Press, session: int, page: int) -> None:
        await replace(press.interaction, plan_page(await self._seen(press, session), press.t, page))

    @on("plan.pick", "session", chosen="step")
    async def _pick(self, press: Press, session: int) -> None:
        await self._show_step(press, session, press.number())

    @on("plan.swap", "session", "step", "upper", "lower")
    async def _swap(self, press: Press, session: int, step: int, upper: int, lower: int) -> None:
        work = bending.swap(self.ctx, session, press.actor, upper, lower)
        await self._bend(press, session, step, work, "moved")

    @on("plan.next", "session", "step", "follows")
    async def _next(self, press: Press, session: int, step: int, follows: int | None) -> None:
        now = self.bot.clock()
        work = bending.come_next(self.ctx, session, press.actor, step, follows, now)
        await self._bend(press, session, step, work, "moved" if follows is None else "next")

    @on("plan.take_out", "session", "step")
    async def _take_out(self, press: Press, session: int, step: int) -> None:
        now = self.bot.clock()
        work = bending.take_out(self.ctx, session, press.actor, step, now)
        await self._bend(press, session, step, work, "taken_out")

    @on("plan.put_back", "session", "step", "before")
    async def _put_back(self, press: Press, session: int, step: int, before: int | None) -> None:
        now = self.bot.clock()
        work = bending.put_back(self.ctx, session, press.actor, step, before, now)
        await self._bend(press, session, step, work, "put_back")

    @on("plan.repeat", "session", "step", "before")
    async def _repeat(self, press: Press, session: int, step: int, before: int | None) -> None:
        work = bending.repeat(self.ctx, session, press.actor, step, before)
        await self._bend(press, session, None, work, "repeated")

    @on("plan.change", "session", "step")
    async def _change(self, press: Press, session: int, step: int) -> None:
        seen = await self._seen(press, session)
        await press.open(forms.change_form(seen, _found(seen, step), press.t))

    @on("plan.changed", "session", "step", "read")
    async def _changed(self, press: Press, session: int, step: int, read: int) -> None:
        seen = await self._seen(press, session)
        changed = forms.read_change(press, seen, _found(seen, step))
        work = bending.change(self.ctx, session, press.actor, step, read, changed)
        await self._bend(press, session, step, work, "changed")

    @on("plan.insert", "session", "before", "now")
    async def _insert(
        self, press: Press, session: int, before: int | None, now: int | None
    ) -> None:
        seen = await self._seen(press, session)
        await replace(press.interaction, insert_page(seen, before, now, press.t))

    @on("plan.where", "session")
    async def _where(self, press: Press, session: int) -> None:
        seen = await self._seen(press, session)
        here = seen.plan.here
        before = None if press.chosen in (NOW, END) else number(press.chosen)
        now = here.id if press.chosen == NOW and here is not None else None
        await replace(press.interaction, insert_page(seen, before, now, press.t))

    @on("plan.kind", "session", "before", "now")
    async def _kind(self, press: Press, session: int, before: int | None, now: int | None) -> None:
        seen = await self._seen(press, session)
        if press.chosen not in forms.kinds_for(seen.plan.session):
            raise Refusal("button.unknown")
        await press.open(forms.new_form(seen, press.chosen, before, now, press.t))

    @on("plan.add", "session", "kind", "before", "now")
    async def _add(
        self, press: Press, session: int, kind: int, before: int | None, now: int | None
    ) -> None:
        """Put in the step that a form describes: at once where it said so."""
        seen = await self._seen(press, session)
        settings = await server_settings(self.ctx, seen.plan.session.server_id)
        made = forms.read_new(press, kind, seen, ballots=settings.usual_ballots)
        if now is None:
            work = bending.insert(self.ctx, session, press.actor, made, before)
            await self._bend(press, session, None, work, "inserted")
            return
        try:
            moment = self.bot.clock()
            await bending.insert_now(self.ctx, session, press.actor, made, now, moment)
        except Outdated as refusal:
            seen = await self._seen(press, session)
            await replace(
                press.interaction, plan_page(seen, press.t, head=told_again(press, refusal))
            )
        else:
            await show(self.bot, press, session, press.t("plan.done.opened"))

    async def _bend(
        self, press: Press, session: int, step: int | None, work: Awaitable[object], done: str
    ) -> None:
        """Do `work`, then show the step that it was about, or the plan; the plan as it is where
        nothing was done."""
        try:
            await work
        except Outdated as refusal:
            seen = await self._seen(press, session)
            head = told_again(press, refusal)
            await replace(press.interaction, plan_page(seen, press.t, head=head))
            return
        head = "✅ " + press.t(f"plan.done.{done}")
        if step is None:
            seen = await self._seen(press, session)
            await replace(press.interaction, plan_page(seen, press.t, head=head))
        else:
            await self._show_step(press, session, step, head)

    async def _show_step(self, press: Press, session: int, step: int, head: str = "") -> None:
        seen = await self._seen(press, session)
        await replace(press.interaction, step_page(seen, _found(seen, step), press.t, head))

    async def _seen(self, press: Press, session: int) -> Seen:
        return await bending.plan_of(self.ctx, session, press.actor)


def _found(seen: Seen, step_id: int) -> StepRun:
    step = seen.plan.find(step_id)
    if step is None:  # of another session of the channel
        raise Refusal("button.unknown")
    return step
