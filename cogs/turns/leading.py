"""What facilitators do with a speaking round: begin it, give the floor on, time, the order."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.naming.presence import actors_of, present_in, voice_of
from bot.interface.pressing.giving_back import give_back
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import (
    button,
    form,
    members_field,
    option,
    radio_field,
)
from bot.interface.words.in_room import signature
from bot.interface.words.turns import now_text
from bot.services.turns import leading
from bot.services.turns.leading import Led, Ordering
from bot.workshop.alike import by_name
from bot.workshop.errors import Refusal
from bot.workshop.turns.round import MORE_SECONDS, Moved, Stands
from bot.workshop.turns.step import Order
from cogs.sessions.leading import show
from cogs.turns.presence import look_of

# Alone in a voice channel, whoever leads speaks to a room that is elsewhere.
_COMPANY = 2


class TurnsLeadDesk(Desk):
    @on("turns.begin", "step", "turn")
    async def _begin(self, press: Press, step: int, turn: int) -> None:
        """Begin with the people of the voice channel, or where there is none, with those who
        joined the session."""
        session, _, plan = await leading.to_begin(self.ctx, step, press.actor)
        server, people = press.interaction.guild, tuple[int, ...]()
        voice = voice_of(server, session.channel_id, press.actor.user_id)
        if voice is not None:
            people = tuple(sorted((await present_in(server, voice.id, None)).people))
        if voice is None or server is None or len(people) < _COMPANY:
            voice_id, people = None, ()
        else:
            voice_id = voice.id
            if plan.order is Order.VOICE:
                known = await actors_of(server, people)
                names = {one: by_name(actor.name) for one, actor in known.items()}
                people = tuple(sorted(people, key=lambda one: (names.get(one, ""), one)))
        led = leading.begin(self.ctx, step, press.actor, turn, people, voice_id, self.bot.clock())
        key = "turns.begun_voice" if voice_id is not None else "turns.begun_now"
        await self._led(press, step, led, key)

    @on("turns.list", "step", "turn")
    async def _list(self, press: Press, step: int, turn: int) -> None:
        await leading.to_begin(self.ctx, step, press.actor)
        t = press.t
        field = members_field(
            "people", t("field.turns_people"), description=t("field.turns_people.hint")
        )
        listed = custom_id("turns.listed", step=step, turn=turn)
        await press.open(form(t("form.turns_list"), listed, field))

    @on("turns.listed", "step", "turn")
    async def _listed(self, press: Press, step: int, turn: int) -> None:
        led = leading.begin(
            self.ctx, step, press.actor, turn, _people(press), None, self.bot.clock(), chosen=True
        )
        await self._led(press, step, led, "turns.begun_now")

    @on("turns.next", "step", "turn")
    async def _next(self, press: Press, step: int, turn: int) -> None:
        look = look_of(press)
        led = leading.go_on(self.ctx, step, press.actor, turn, Stands.SPOKE, look, self.bot.clock())
        await self._led(press, step, led, "turns.given_on")

    @on("turns.skip", "step", "turn")
    async def _skip(self, press: Press, step: int, turn: int) -> None:
        look = look_of(press)
        led = leading.go_on(
            self.ctx, step, press.actor, turn, Stands.SKIPPED, look, self.bot.clock()
        )
        await self._led(press, step, led, "turns.skipped_now")

    @on("turns.more", "step", "turn")
    async def _more(self, press: Press, step: int, turn: int) -> None:
        led = leading.more(self.ctx, step, press.actor, turn, self.bot.clock())
        await self._led(press, step, led, "turns.more_given")

    @on("turns.undo", "step", "turn")
    async def _undo(self, press: Press, step: int, turn: int) -> None:
        led = leading.give_back(self.ctx, step, press.actor, turn, self.bot.clock())
        await self._led(press, step, led, "turns.undone")

    @on("turns.room", "step")
    async def _room(self, press: Press, step: int) -> None:
        led = leading.room_in(self.ctx, step, press.actor, signature, self.bot.clock())
        await self._led(press, step, led, "turns.room_in")

    @on("turns.order", "step", "turn")
    async def _order(self, press: Press, step: int, turn: int) -> None:
        held, t = await leading.led(self.ctx, step, press.actor), press.t
        what = [Ordering.LATER, Ordering.SKIP, Ordering.BACK]
        if held.round.begun:
            what.insert(0, Ordering.NOW)
        ordered = custom_id("turns.ordered", step=step, turn=turn)
        await press.open(
            form(
                t("form.turns_order"),
                ordered,
                members_field(
                    "people", t("field.turns_who"), description=t("field.turns_who.hint")
                ),
                radio_field("what", t("field.turns_what"), _choices(what, t)),
            )
        )

    @on("turns.ordered", "step", "turn")
    async def _ordered(self, press: Press, step: int, turn: int) -> None:
        await leading.led(self.ctx, step, press.actor)
        try:
            what = Ordering(press.text("what"))
        except ValueError:
            raise Refusal("button.unknown") from None
        try:
            led = await leading.order(
                self.ctx, step, press.actor, turn, what, _people(press), self.bot.clock()
            )
        except Refusal as refusal:
            again = custom_id("turns.order", step=step, turn=turn)
            await give_back(press, refusal, [button(press.t("button.turns_order"), again)])
            return
        t = press.t
        told = f"🔀 {t(f'turns.ordered.{what}')}"
        if led.left_alone:
            told += " " + t.n("turns.left_alone", led.left_alone)
        await show(self.bot, press, led.session.id, told)

    async def _led(self, press: Press, step: int, doing: Awaitable[Led], key: str) -> None:
        """Show the panel again once it is done; where somebody did it before, what stands now."""
        t = press.t
        try:
            led = await doing
        except Moved as refusal:
            led = await leading.led(self.ctx, step, press.actor)
            told = f"{t(refusal.key)} {now_text(led.round, t)}"
        else:
            told = t(key, people=led.round.count.people, seconds=MORE_SECONDS)
        await show(self.bot, press, led.session.id, told)


def _people(press: Press) -> list[int]:
    """Return the people who were chosen in a form, without programs; raise Refusal when forged."""
    chosen = press.fields.get("people", [])
    data: dict[str, Any] = dict(press.interaction.data or {})
    users = data.get("resolved", {}).get("users", {})
    found = [users.get(one) for one in ([chosen] if isinstance(chosen, str) else chosen) if one]
    if not all(found):
        raise Refusal("button.unknown")
    return [int(one["id"]) for one in found if one is not None and not one.get("bot")]


def _choices(what: list[Ordering], t: Catalogue) -> list[Any]:
    return [
        option(t(f"turns.order_to.{one}"), one.value, default=one is Ordering.LATER) for one in what
    ]
