"""The box: casting a ballot, and withdrawing it. Each is answered by a receipt."""

from __future__ import annotations

from bot.interface.cog import Desk
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, on
from bot.services.vote import voting
from bot.services.vote.mending.doing import keep
from bot.workshop.vote.ballot import NotCast, NothingCast, marked
from cogs.vote.ballots.drawn import blank_question, draw, receipt, seal_question, withdrawn


class BoxDesk(Desk):
    @on("ballot.cast", "step", "seen")
    async def _cast(self, press: Press, step: int, seen: int) -> None:
        """Cast what the person saw: the second argument tells it from any other ballot."""
        now = self.bot.clock()
        try:
            kept = await voting.cast(self.ctx, step, press.actor, now, seen=seen)
        except NotCast as refusal:
            kept = await voting.ballot(self.ctx, step, press.actor)
            told = "⚠️ " + press.t(refusal.key, **refusal.params)
            await replace(press.interaction, draw(kept, press.t, head=told))
        else:
            await replace(press.interaction, receipt(kept, press.t, kept.cast_at or now))

    @on("ballot.blank", "step", "in_room")
    async def _blank(self, press: Press, step: int, in_room: bool = False) -> None:
        """Ask first: a thumb in a hurry would vote blank."""
        kept = await voting.ballot(self.ctx, step, press.actor, in_room=in_room)
        if kept.in_box:
            await replace(press.interaction, draw(kept, press.t))
        elif marked(kept.content):
            head = "⚠️ " + press.t("ballot.changed_elsewhere")
            await replace(press.interaction, draw(kept, press.t, head=head))
        else:
            await replace(press.interaction, blank_question(kept, press.t))

    @on("ballot.seal", "step", "seen", "in_room")
    async def _seal(self, press: Press, step: int, seen: int, in_room: bool = False) -> None:
        """Ask before a ballot of a sealed vote goes in the box: it stays there as it is."""
        kept = await voting.ballot(self.ctx, step, press.actor, in_room=in_room)
        if kept.in_box:
            await replace(press.interaction, draw(kept, press.t))
        elif seen != kept.seen:
            head = "⚠️ " + press.t("ballot.changed_elsewhere")
            await replace(press.interaction, draw(kept, press.t, head=head))
        else:
            await replace(press.interaction, seal_question(kept, press.t))

    @on("ballot.keep", "step", "seen")
    async def _keep(self, press: Press, step: int, seen: int) -> None:
        """The vote was changed since; they have looked, and their ballot stays as it is."""
        kept = await keep(self.ctx, step, press.actor, seen, self.bot.clock())
        await replace(press.interaction, draw(kept, press.t, head="✅ " + press.t("mend.kept")))

    @on("ballot.withdraw", "step")
    async def _withdraw(self, press: Press, step: int) -> None:
        try:
            gone = await voting.withdraw(self.ctx, step, press.actor)
            said = bool(gone.said)
        except NothingCast:  # pressed twice: it is out of the box
            said = False
            kept = await voting.ballot(self.ctx, step, press.actor)
            if kept.erased:  # it was before they pressed
                await replace(press.interaction, draw(kept, press.t))
                return
        await replace(press.interaction, withdrawn(step, press.t, said=said))
