"""How many of the people in the room are ready."""

from __future__ import annotations

from bot.interface.cog import Desk
from bot.interface.pressing.giving_back import give_back
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import button, form, text_field
from bot.interface.words.in_room import signature
from bot.services.sessions import readiness
from bot.workshop.errors import Refusal
from bot.workshop.in_room import MOST_IN_ROOM, read_people
from cogs.in_room.page import show_room

_DIGITS = len(str(MOST_IN_ROOM))


class RoomReadyDesk(Desk):
    @on("ready.room", "step", "wanted")
    async def _room(self, press: Press, step: int, wanted: bool) -> None:
        await self._say(press, step, None if wanted else 0)

    @on("ready.room_count", "step")
    async def _count(self, press: Press, step: int) -> None:
        session, now = await readiness.room_of(self.ctx, step, press.actor, signature)
        t = press.t
        number = text_field(
            "people",
            t("field.ready_room", most=session.in_room),
            limit=_DIGITS,
            default=str(now.room_ready) if now.room_ready else None,
        )
        where = custom_id("ready.room_counted", step=step)
        await press.open(form(t("form.ready_room"), where, number))

    @on("ready.room_counted", "step")
    async def _counted(self, press: Press, step: int) -> None:
        try:
            await self._say(press, step, read_people(press.text("people")))
        except Refusal as refusal:
            again = button(press.t("button.fix"), custom_id("ready.room_count", step=step))
            await give_back(press, refusal, [again])

    async def _say(self, press: Press, step_id: int, people: int | None) -> None:
        session, ready = await readiness.say_room(
            self.ctx, step_id, press.actor, people, signature, self.bot.clock()
        )
        told = "✅ " + press.t.n("ready.room_set", ready, room=session.in_room)
        await show_room(self.bot, press, session.id, told)
