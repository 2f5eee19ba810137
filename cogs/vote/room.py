"""Ballots that a facilitator records for people in the room, who have no Discord."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.giving_back import told_again
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import Button, button, form, layout, option, select, text_field
from bot.interface.showing.links import page_of
from bot.interface.words.in_room import beyond
from bot.interface.words.vote.ballots import restated
from bot.services.vote import voting
from bot.services.vote.voting import Ballot
from bot.workshop.in_room import MOST_IN_ROOM
from bot.workshop.vote.ballot import CastBallot, NotCast, NothingCast
from cogs.vote.ballots import reasons
from cogs.vote.ballots.drawn import asked, draw, list_button, panel_button
from cogs.vote.ballots.sheet import opening

_BOX = 2800
# What the list tells of each ballot.
_EACH = 80
_DIGITS = 3


class RoomDesk(Desk):
    """`seen` is what was on the ballot that the facilitator looked at (`Ballot.seen`)."""

    @on("room.one", "step", "seen")
    async def _one(self, press: Press, step: int, seen: int) -> None:
        await self._record(press, step, seen, 1)

    @on("room.several", "step", "seen")
    async def _several(self, press: Press, step: int, seen: int) -> None:
        t = press.t
        kept = await voting.ballot(self.ctx, step, press.actor, in_room=True)
        number = text_field(
            "people",
            t("field.people", most=MOST_IN_ROOM),
            limit=_DIGITS,
            default=str(kept.to_record) if kept.to_record else None,
        )
        opened = form(
            t("room.several_title"), custom_id("room.record", step=step, seen=seen), number
        )
        await press.open(opened)

    @on("room.record", "step", "seen")
    async def _record_several(self, press: Press, step: int, seen: int) -> None:
        written = press.text("people").strip()
        known = written.isascii() and written.isdecimal() and len(written) <= _DIGITS
        await self._record(press, step, seen, int(written) if known else 0)

    @on("room.list", "step", "page")
    async def _list(self, press: Press, step: int, page: int) -> None:
        await self._show_list(press, step, page)

    @on("room.take", "step")
    async def _take(self, press: Press, step: int) -> None:
        head = "↩️ " + press.t("room.taken_back")
        try:
            await voting.unrecord(self.ctx, step, press.actor, press.number())
        except NothingCast:
            head = press.t("room.gone")
        await self._show_list(press, step, 0, head)

    async def _record(self, press: Press, step_id: int, seen: int, people: int) -> None:
        now, t = self.bot.clock(), press.t
        try:
            kept = await voting.cast(self.ctx, step_id, press.actor, now, people=people, seen=seen)
        except NotCast as refusal:
            kept = await voting.ballot(self.ctx, step_id, press.actor, in_room=True)
            told = "⚠️ " + told_again(press, refusal)
            await replace(press.interaction, draw(kept, t, head=told))
        else:
            await replace(press.interaction, _receipt(kept, people, t))

    async def _show_list(self, press: Press, step_id: int, page: int, head: str = "") -> None:
        shown, found = await voting.recorded(self.ctx, step_id, press.actor)
        await replace(press.interaction, _listed(shown, found, page, press.t, head))


def _receipt(kept: Ballot, people: int, t: Catalogue) -> ui.LayoutView:
    step_id = kept.step.id
    acts: list[Button] = []
    sealed = kept.plan.sealed
    if not kept.closed:
        acts = [button(t("room.another"), opening(step_id, in_room=True))]
        if not sealed:
            acts.append(list_button(step_id, kept.recorded + 1, t))
    after = "sealed.room_after" if sealed else "room.until_close"
    if kept.soon:
        after = "resistance.reason.soon"
    why = reasons.told(kept, t) if kept.row is not None else ""
    return layout(
        t.n("sealed.room_receipt" if sealed else "room.receipt", people),
        beyond(kept.people, kept.session, t),
        f"**{asked(kept)}**\n{restated(kept, t, _BOX - len(why))}",
        [*acts, panel_button(kept, t)],
        why,
        reasons.buttons(kept, t) if kept.row is not None else None,
        "-# " + t("ballot.all_voted" if kept.closed else after),
    )


def _listed(
    shown: Ballot, found: Sequence[CastBallot], page: int, t: Catalogue, head: str
) -> ui.LayoutView:
    step_id = shown.step.id
    numbered = list(enumerate(found, start=1))
    here, turns = page_of(numbered, page, lambda to: custom_id("room.list", step=step_id, page=to))
    lines = []
    for rank, one in here:
        said = restated(dataclasses.replace(shown, content=one.content), t, _EACH)
        lines.append(f"**{rank}.** {t.n('room.for', one.weight)} — {said.replace(chr(10), ' · ')}")
    menu = []
    if here:
        choices = [
            option(t("room.choice", rank=rank, people=one.weight), str(one.id))
            for rank, one in here
        ]
        menu = [select(custom_id("room.take", step=step_id), t("room.take"), choices)]
    again = button(t("room.another"), opening(step_id, in_room=True))
    return layout(
        head,
        f"### {t.n('room.recorded', len(found))}",
        "\n".join(lines),
        menu,
        [*turns, again, panel_button(shown, t)],
    )
