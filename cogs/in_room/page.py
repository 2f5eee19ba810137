"""The page of the room: how many people have no Discord, and what one does for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.giving_back import give_back
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import button, form, layout, text_field
from bot.interface.showing.screen import scene
from bot.interface.words.in_room import beyond
from bot.services.in_room import speaking
from bot.services.sessions.whereabouts import Whereabouts, whereabouts
from bot.workshop.errors import Refusal
from bot.workshop.in_room import MOST_IN_ROOM, read_people
from bot.workshop.kinds import Actions, Rate, Roadmap
from bot.workshop.sessions.session import Session, StepRun
from cogs.sessions.ready_buttons import room_ready

if TYPE_CHECKING:
    from bot.client import Gommette

_DIGITS = len(str(MOST_IN_ROOM))


class InRoomDesk(Desk):
    @on("in_room.open", "session")
    async def _open(self, press: Press, session: int) -> None:
        await self._show(press, session)

    @on("in_room.number", "session")
    async def _number(self, press: Press, session: int) -> None:
        found, t = await speaking.numbered(self.ctx, session, press.actor), press.t
        number = text_field(
            "people",
            t("field.in_room", most=MOST_IN_ROOM),
            description=t("field.in_room.hint"),
            limit=_DIGITS,
            default=str(found.in_room) if found.in_room else None,
        )
        where = custom_id("in_room.numbered", session=session)
        await press.open(form(t("form.in_room"), where, number))

    @on("in_room.numbered", "session")
    async def _numbered(self, press: Press, session: int) -> None:
        try:
            people = read_people(press.text("people"))
            await speaking.set_number(self.ctx, session, press.actor, people)
        except Refusal as refusal:
            again = button(press.t("button.fix"), custom_id("in_room.number", session=session))
            await give_back(press, refusal, [again])
            return
        told = press.t.n("in_room.set", people) if people else press.t("in_room.set_none")
        await self._show(press, session, f"✅ {told}")

    async def _show(self, press: Press, session_id: int, head: str = "") -> None:
        await show_room(self.bot, press, session_id, head)


async def show_room(bot: Gommette, press: Press, session_id: int, head: str = "") -> None:
    """Show the page of the room as it is now; raise Refusal for who does not lead."""
    seen = await whereabouts(bot.ctx, session_id, press.actor)
    if not seen.leads:
        raise Refusal("session.not_facilitator")
    await replace(press.interaction, _page(bot, seen, press.t, head))


def _page(bot: Gommette, seen: Whereabouts, t: Catalogue, head: str) -> ui.LayoutView:
    session, step = seen.session, seen.current
    number = custom_id("in_room.number", session=session.id)
    panel = button(t("button.panel"), custom_id("lead.panel", session=session.id))
    if not session.in_room:
        say = button(t("button.in_room_say"), number, style=discord.ButtonStyle.primary)
        return layout(head, t("in_room.unsaid"), [say, panel])
    acts = (
        bot.screens[step.plan.kind].room_buttons(scene(seen.showing, t))
        if step is not None and step.is_open
        else ()
    )
    return layout(
        head,
        t.n("in_room.title", session.in_room) + "\n" + _how(session, step, t),
        beyond(seen.in_room, session, t),
        list(acts) or t("in_room.nothing_here"),
        room_ready(seen, t),
        [button(t("button.in_room_change"), number, emoji="✏️"), panel],
    )


def _how(session: Session, step: StepRun | None, t: Catalogue) -> str:
    if step is not None and isinstance(step.plan, Actions | Roadmap):
        return t("in_room.unsigned")
    if step is not None and isinstance(step.plan, Rate):
        return t("in_room.marks")
    return t("in_room.masked" if session.masked else "in_room.signed")
