"""Places of people in the room without Discord: one form, by who leads."""

from __future__ import annotations

from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.giving_back import give_back
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import Field, button, form, layout, text_field
from bot.interface.showing.links import room_page
from bot.interface.words.in_room import signature
from bot.reports.position.telling import end_word, places, sides
from bot.services.position import room
from bot.services.position.room import Room
from bot.workshop.errors import Refusal
from bot.workshop.in_room import MOST_IN_ROOM, read_people
from bot.workshop.position.line import SIDES, read_places, spread_of, write_places
from bot.workshop.position.step import Scale
from cogs.position.step import room_button

_DIGITS = len(str(MOST_IN_ROOM))
_PLACES = 300


class PositionRoomDesk(Desk):
    @on("position.room", "step")
    async def _open(self, press: Press, step: int) -> None:
        seen, t = await room.ready(self.ctx, step, press.actor, signature), press.t
        title = t.n("form.position_room", seen.session.in_room)
        fields = _sides(seen, t) if seen.plan.scale is Scale.SIDES else [_line(seen, t)]
        await press.open(form(title, custom_id("position.roomed", step=step), *fields))

    @on("position.roomed", "step")
    async def _given(self, press: Press, step: int) -> None:
        try:
            people = _read(press)
            seen = await room.count(
                self.ctx, step, press.actor, signature, people, self.bot.clock()
            )
        except Refusal as refusal:
            again = button(press.t("button.fix"), custom_id("position.room", step=step))
            await give_back(press, refusal, [again])
            return
        await replace(press.interaction, _receipt(seen, await self.late(press, step), press.t))


def _sides(seen: Room, t: Catalogue) -> list[Field]:
    """Return a field for each side."""
    return [
        text_field(
            f"place{place}",
            end_word(seen.plan, place, t),
            required=False,
            limit=_DIGITS,
            default=str(seen.people[place]) if place in seen.people else None,
            placeholder="0",
        )
        for place in SIDES
    ]


def _line(seen: Room, t: Catalogue) -> Field:
    """Return one field for the places of all."""
    return text_field(
        "places",
        t("field.position_places"),
        description=t("field.position_places.hint"),
        required=False,
        limit=_PLACES,
        default=write_places(seen.people) or None,
        placeholder="3 7 7 8x4",
    )


def _read(press: Press) -> dict[int, int]:
    """Return how many stand at each place, as either form tells it."""
    if not any(name.startswith("place") and name != "places" for name in press.fields):
        return read_places(press.text("places"))
    return {place: read_people(press.text(f"place{place}").strip() or "0") for place in SIDES}


def _receipt(seen: Room, late: str, t: Catalogue) -> ui.LayoutView:
    standing = sum(seen.people.values())
    told = t.n("position.room_kept", standing, said=seen.session.in_room)
    spread = spread_of((), seen.people)
    where = places(seen.plan, spread, t) or sides(seen.plan, spread, t)
    acts = [] if late else [room_button(seen.step.id, t)]
    return layout(
        f"✅ {told if standing else t('position.room_none')}",
        where if standing else "",
        late,
        [*acts, room_page(seen.session, t)],
    )
