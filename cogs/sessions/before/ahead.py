"""Opening a step before the meeting, changing its deadline, closing it; being reminded of it."""

from __future__ import annotations

from bot.interface.cog import Desk
from bot.interface.pressing.giving_back import give_back
from bot.interface.pressing.replies import sentence, whisper
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import button, form, text_field
from bot.interface.showing.when import day_and_clock
from bot.services.before import closing, opening, reminding
from bot.workshop.errors import Outdated, Refusal
from cogs.sessions.leading import show

_WRITTEN = 60  # characters of a day and a time


class AheadDesk(Desk):
    @on("before.pick", "session", chosen="step")
    async def _pick(self, press: Press, session: int) -> None:
        await self._open_form(press, press.number())

    @on("before.ask", "step")
    async def _ask(self, press: Press, step: int) -> None:
        await self._open_form(press, step)

    async def _open_form(self, press: Press, step_id: int) -> None:
        """Ask until when a step is open; the form opens it, or changes its deadline."""
        t = press.t
        session, step = await opening.to_open(self.ctx, step_id, press.actor)
        until = text_field(
            "until",
            t("field.until"),
            description=t("field.until.about"),
            placeholder=t("field.until.placeholder"),
            limit=_WRITTEN,
        )
        title = step.plan.title[session.language]
        await press.open(form(title, custom_id("before.until", step=step_id), until))

    @on("before.until", "step")
    async def _until(self, press: Press, step: int) -> None:
        t = press.t
        try:
            session = await opening.open_until(
                self.ctx, step, press.actor, press.text("until"), self.bot.clock()
            )
        except Outdated:
            raise
        except Refusal as refusal:
            again = button(t("button.fix"), custom_id("before.ask", step=step), emoji="✏️")
            await give_back(press, refusal, [again])
            return
        await show(self.bot, press, session.id, t("before.opened"))

    @on("before.close", "step")
    async def _close(self, press: Press, step: int) -> None:
        session = await closing.close_now(self.ctx, step, press.actor, self.bot.clock())
        await show(self.bot, press, session.id, press.t("before.closed_by_hand"))

    @on("before.remind", "step")
    async def _remind(self, press: Press, step: int) -> None:
        t = press.t
        found = await reminding.toggle(self.ctx, step, press.actor, self.bot.clock())
        if not found.on:
            await whisper(press.interaction, sentence(t("before.remind_off")))
            return
        doing = found.step.plan.doing
        when = [day_and_clock(moment) for moment in found.moments]
        told = t(f"before.remind_on.{doing}", when=t("before.and").join(when))
        await whisper(press.interaction, sentence(told))
