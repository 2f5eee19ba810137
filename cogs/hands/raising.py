"""The buttons of the card, and `/hand` for those whose card is far up in the channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.interface.cog import Desk
from bot.interface.commands import lone_command
from bot.interface.naming.people import actor_of
from bot.interface.pressing.replies import answering, replace, whisper
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import QUIET, button, layout
from bot.interface.words.hands import told_place
from bot.interface.words.in_room import signature
from bot.services.hands import raising
from bot.services.sessions.whereabouts import live_session
from bot.workshop.errors import Refusal
from bot.workshop.hands.hand import Raised
from cogs.hands.here import here
from cogs.hands.page import show_hands

if TYPE_CHECKING:
    from bot.client import Gommette  # noqa: F401 - in the alias below

Interaction = discord.Interaction["Gommette"]


class HandsDesk(Desk):
    @lone_command("command.hand")
    async def hand(self, interaction: Interaction) -> None:
        async with answering(interaction) as t:
            assert interaction.channel_id is not None
            session = await live_session(self.ctx, interaction.channel_id)
            if session is None:
                raise Refusal("session.none_here")
            place = await raising.raise_hand(
                self.ctx,
                session.id,
                actor_of(interaction.user),
                Raised.HAND,
                here(interaction),
                self.bot.clock(),
            )
            told, buttons = told_place(place, t)
            await whisper(interaction, layout(told, buttons, colour=QUIET))

    @on("hands.raise", "session")
    async def _raise(self, press: Press, session: int) -> None:
        """Raise a hand, never lower it: pressed twice in haste, it is up."""
        await self._up(press, session, Raised.HAND)

    @on("hands.point", "session")
    async def _point(self, press: Press, session: int) -> None:
        await self._up(press, session, Raised.POINT)

    @on("hands.lower", "session", "point")
    async def _lower(self, press: Press, session: int, point: bool) -> None:
        kind = Raised.POINT if point else Raised.HAND
        await raising.lower(self.ctx, session, press.actor, kind)
        if point:
            again = custom_id("hands.point", session=session)
            row = [button(press.t("button.hand_point"), again, emoji="☝️")]
        else:
            again = custom_id("hands.raise", session=session)
            row = [button(press.t("button.hand"), again, emoji="🙋")]
        await replace(press.interaction, layout(press.t("hands.you_are_down"), row, colour=QUIET))

    @on("hands.done", "session")
    async def _done(self, press: Press, session: int) -> None:
        place = await raising.finish(
            self.ctx, session, press.actor, here(press.interaction), self.bot.clock()
        )
        key = "hands.you_gave_floor" if place.chair is None else "hands.you_gave_chair"
        act = custom_id("hands.raise", session=session)
        row = [button(press.t("button.hand"), act, emoji="🙋")]
        await replace(press.interaction, layout(press.t(key), row, colour=QUIET))

    @on("hands.room", "session")
    async def _room(self, press: Press, session: int) -> None:
        _, up = await raising.raise_for_room(
            self.ctx, session, press.actor, signature, here(press.interaction), self.bot.clock()
        )
        told = press.t("hands.told.room_up" if up else "hands.told.room_down")
        await show_hands(self.ctx, press, session, told)

    async def _up(self, press: Press, session_id: int, kind: Raised) -> None:
        place = await raising.raise_hand(
            self.ctx, session_id, press.actor, kind, here(press.interaction), self.bot.clock()
        )
        told, buttons = told_place(place, press.t)
        await replace(press.interaction, layout(told, buttons, colour=QUIET))
