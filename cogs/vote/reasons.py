"""Saying why one resists a proposal: beside one's ballot, or for people in the room."""

from __future__ import annotations

from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.giving_back import give_back
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, on
from bot.interface.showing.layout import Button, button, layout
from bot.services.vote import reasons
from bot.services.vote.voting import Ballot
from bot.workshop.errors import Refusal
from cogs.vote.ballots import reasons as drawn
from cogs.vote.ballots.drawn import asked, panel_button
from cogs.vote.ballots.sheet import opening


class ReasonDesk(Desk):
    @on("reason.say", "step", "part")
    async def _say(self, press: Press, step: int, part: int) -> None:
        kept = await reasons.asked(self.ctx, step, press.actor)
        await press.open(drawn.opened(kept, part, press.t))

    @on("reason.said", "step")
    async def _said(self, press: Press, step: int) -> None:
        back = button(press.t("button.ballot"), opening(step), emoji="🗳️")
        try:
            kept = await reasons.say(self.ctx, step, press.actor, drawn.read(press.fields))
        except Refusal as refusal:
            await give_back(press, refusal, [back])
            return
        await replace(press.interaction, _page(kept, press.t, back))

    @on("room.why", "step", "part", "ballot")
    async def _why(self, press: Press, step: int, part: int, ballot: int) -> None:
        theirs = await reasons.asked_in_room(self.ctx, step, press.actor, ballot)
        await press.open(drawn.opened(theirs, part, press.t))

    @on("room.because", "step", "ballot")
    async def _because(self, press: Press, step: int, ballot: int) -> None:
        texts = drawn.read(press.fields)
        try:
            theirs = await reasons.say_in_room(self.ctx, step, press.actor, ballot, texts)
        except Refusal as refusal:
            again = button(press.t("room.another"), opening(step, in_room=True))
            await give_back(press, refusal, [again])
            return
        another = button(press.t("room.another"), opening(step, in_room=True))
        page = _page(theirs, press.t, another, panel_button(theirs, press.t))
        await replace(press.interaction, page)


def _page(kept: Ballot, t: Catalogue, *ways: Button) -> ui.LayoutView:
    """Return what stands beside a ballot, and what can still be done about it."""
    head = t("resistance.reason.saved" if kept.said else "resistance.reason.none_now")
    return layout(
        f"✅ {head}",
        f"**{asked(kept)}**\n{drawn.told(kept, t)}",
        drawn.buttons(kept, t),
        [*ways],
    )
