"""Marks of people in the room without Discord: one form, by who leads."""

from __future__ import annotations

from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.giving_back import give_back
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import button, form, layout, text_field
from bot.interface.showing.links import room_page
from bot.interface.words.in_room import signature
from bot.reports.rate.telling import counted, said
from bot.services.rate import room
from bot.services.rate.room import Room
from bot.workshop.errors import Refusal
from bot.workshop.in_room import MOST_IN_ROOM, read_people
from bot.workshop.rate.marks import MARKS
from cogs.rate.step import room_button

_DIGITS = len(str(MOST_IN_ROOM))


class RateRoomDesk(Desk):
    @on("rate.room", "step")
    async def _open(self, press: Press, step: int) -> None:
        seen, t = await room.ready(self.ctx, step, press.actor, signature), press.t
        fields = [
            text_field(
                f"mark{mark}",
                said(seen.plan, mark, t),
                required=False,
                limit=_DIGITS,
                default=str(seen.people[mark]) if mark in seen.people else None,
                placeholder="0",
            )
            for mark in MARKS
        ]
        title = t.n("form.rate_room", seen.session.in_room)
        await press.open(form(title, custom_id("rate.roomed", step=step), *fields))

    @on("rate.roomed", "step")
    async def _given(self, press: Press, step: int) -> None:
        try:
            people = {mark: read_people(press.text(f"mark{mark}").strip() or "0") for mark in MARKS}
            seen = await room.count(
                self.ctx, step, press.actor, signature, people, self.bot.clock()
            )
        except Refusal as refusal:
            again = button(press.t("button.fix"), custom_id("rate.room", step=step))
            await give_back(press, refusal, [again])
            return
        await replace(press.interaction, _receipt(seen, await self.late(press, step), press.t))


def _receipt(seen: Room, late: str, t: Catalogue) -> ui.LayoutView:
    given = sum(seen.people.values())
    lines = [
        f"- {counted(seen.plan, mark, people, t)}" for mark, people in sorted(seen.people.items())
    ]
    told = t.n("rate.room_kept", given, said=seen.session.in_room) if given else t("rate.room_none")
    acts = [] if late else [room_button(seen.step.id, t)]
    return layout(
        f"✅ {told}",
        "\n".join(lines),
        late,
        [*acts, room_page(seen.session, t)],
    )
