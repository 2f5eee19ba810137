"""What facilitators do with marks: reveal them."""

from __future__ import annotations

import discord

from bot.interface.cog import Desk
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import button, layout
from bot.interface.words.rate import leaving_text
from bot.services.rate import revealing
from bot.services.rate.revealing import FewMarks, over
from bot.services.sessions.ahead import Holding, Way
from cogs.sessions.leading import show


class RateLeadDesk(Desk):
    @on("rate.reveal", "step")
    async def _reveal(self, press: Press, step: int) -> None:
        """Ask first: marks that are revealed can be neither given nor changed."""
        session, run, held = await revealing.to_reveal(self.ctx, step, press.actor)
        t, yes = press.t, custom_id("rate.reveal_yes", step=step, erased=held.erased)
        answer = t("button.rate_erase_yes" if held.erased else "button.rate_reveal_yes")
        view = layout(
            leaving_text(Holding(run, held), Way.CLOSE, session, t),
            [
                button(answer, yes, style=discord.ButtonStyle.danger),
                button(t("button.rate_reveal_no"), custom_id("lead.panel", session=session.id)),
            ],
        )
        await replace(press.interaction, view)

    @on("rate.reveal_yes", "step", "erased")
    async def _reveal_yes(self, press: Press, step: int, erased: bool) -> None:
        """`erased` when the facilitator read that nothing will be told and the marks go."""
        try:
            session, result = await revealing.reveal(
                self.ctx, step, press.actor, self.bot.clock(), erased=erased
            )
        except FewMarks:
            await self._reveal(press, step)
            return
        told = press.t("rate.revealed_now") if result.told else f"🔒 {press.t(over(result))}"
        await show(self.bot, press, session.id, told)
