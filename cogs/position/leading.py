"""What facilitators do with a line: write its claim, close it."""

from __future__ import annotations

import discord

from bot.interface.cog import Desk
from bot.interface.pressing.giving_back import give_back
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import button, form, layout, text_field
from bot.interface.words.position import leaving_text
from bot.services.position import claim, closing
from bot.services.position.closing import FewStand
from bot.services.sessions.ahead import Holding, Way
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Position
from bot.workshop.language import SHORT
from cogs.sessions.leading import show


class PositionLeadDesk(Desk):
    @on("position.claim", "step")
    async def _claim(self, press: Press, step: int) -> None:
        session, run = await claim.to_write(self.ctx, step, press.actor)
        plan, t = run.plan, press.t
        assert isinstance(plan, Position)
        field = text_field(
            "claim",
            t("field.position_claim"),
            description=t("field.position_claim.hint"),
            long=True,
            limit=SHORT,
            default=None if plan.claim is None else plan.claim[session.language],
        )
        written = custom_id("position.claimed", step=step)
        await press.open(form(t("form.position_claim"), written, field))

    @on("position.claimed", "step")
    async def _claimed(self, press: Press, step: int) -> None:
        text, now = press.text("claim"), self.bot.clock()
        try:
            session = await claim.write(self.ctx, step, press.actor, text, now)
        except Refusal as refusal:
            again = button(press.t("button.fix"), custom_id("position.claim", step=step))
            await give_back(press, refusal, [again])
            return
        late = await self.late(press, step)
        await show(self.bot, press, session.id, late or press.t("position.claim_kept"))

    @on("position.close", "step")
    async def _close(self, press: Press, step: int) -> None:
        """Ask first: on a line that is closed nobody moves any more."""
        session, run, held = await closing.to_close(self.ctx, step, press.actor)
        t, yes = press.t, custom_id("position.close_yes", step=step, erased=held.erased)
        answer = t("button.position_erase_yes" if held.erased else "button.position_close_yes")
        view = layout(
            leaving_text(Holding(run, held), Way.CLOSE, session, t),
            [
                button(answer, yes, style=discord.ButtonStyle.danger),
                button(t("button.position_close_no"), custom_id("lead.panel", session=session.id)),
            ],
        )
        await replace(press.interaction, view)

    @on("position.close_yes", "step", "erased")
    async def _close_yes(self, press: Press, step: int, erased: bool) -> None:
        """`erased` when the facilitator read that nothing will be told and the places go."""
        try:
            session, result = await closing.close(
                self.ctx, step, press.actor, self.bot.clock(), erased=erased
            )
        except FewStand:
            await self._close(press, step)
            return
        told = press.t("position.closed_now" if result.told else "position.erased_now")
        await show(self.bot, press, session.id, told)
