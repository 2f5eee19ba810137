"""Filling a ballot by forms: many options at once."""

from __future__ import annotations

from bot.interface.cog import Desk
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, on
from bot.services.vote import voting
from bot.services.vote.voting import Ballot
from bot.workshop.vote.ballot import Content, NotMarked
from cogs.vote.ballots import forms
from cogs.vote.ballots.drawn import draw
from cogs.vote.ballots.sheet import Filled, View
from cogs.vote.marking import as_seen


class FillDesk(Desk):
    """`part` is which of the forms of a page; what it is, its method knows."""

    @on("ballot.form", "step", "page", "part", "in_room")
    async def _form(self, press: Press, step: int, page: int, part: int, in_room: bool) -> None:
        kept = await voting.ballot(self.ctx, step, press.actor, in_room=in_room)
        form = forms.opened(View(kept, press.t, page), part)
        if form is None:  # all that it asked has been answered, or is gone, since it was offered
            await replace(press.interaction, draw(kept, press.t, page))
        else:
            await press.open(form)

    @on("ballot.filled", "step", "page", "part", "seen", "in_room")
    async def _filled(
        self, press: Press, step: int, page: int, part: int, seen: int, in_room: bool
    ) -> None:
        """A form tells all that is marked of what it showed: it counts for the ballot on which it
        was opened alone."""
        sent: list[Filled] = []

        def fill(kept: Ballot) -> Content:
            filled = forms.read(View(kept, press.t, page), part, press.fields)
            if filled.content != kept.content:  # else the same form twice, or nothing to do
                as_seen(kept, seen)
            sent.append(filled)
            return filled.content

        try:
            kept = await voting.change(self.ctx, step, press.actor, fill, in_room=in_room)
        except NotMarked as refusal:
            kept = await voting.ballot(self.ctx, step, press.actor, in_room=in_room)
            head = "⚠️ " + forms.refused(View(kept, press.t, page), part, press, refusal)
        else:
            head, page = sent[-1].told, sent[-1].page
        await replace(press.interaction, draw(kept, press.t, page, head=head))
