"""The date that a vote found becomes an event of Discord: asked first, made once."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import discord

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.naming.people import language_of_room
from bot.interface.naming.presence import PATIENCE
from bot.interface.pressing.replies import sentence, whisper
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.sending.events import FAILURES, Channel, barred, find, make
from bot.interface.showing.layout import button, layout
from bot.interface.words.vote.dates import stamp
from bot.reports.vote.dates import spelled
from bot.services.vote import found as meeting
from bot.services.vote.found import FoundDate
from bot.workshop.errors import Refusal
from bot.workshop.text import escape, shorten
from bot.workshop.tongues.rules import day_first

if TYPE_CHECKING:
    from bot.client import Gommette

log = logging.getLogger(__name__)

_QUESTION = 200


class MeetingDesk(Desk):
    def __init__(self, bot: Gommette) -> None:
        super().__init__(bot)
        # Two presses at once make one event; the row is for what ends the program in between.
        self._one = asyncio.Lock()

    @on("date.event", "step")
    async def _event(self, press: Press, step: int) -> None:
        """Ask first: everyone on the server sees it, and may be told of it."""
        held, t = await meeting.found(self.ctx, step, press.actor), press.t
        server, channel = _place(press, held)
        if (bar := barred(server, channel)) is not None:
            await whisper(press.interaction, sentence(t(f"dates.event.{bar}")))
            return
        when = stamp(held.slot) or spelled(held.slot, held.zone, t)
        told = [
            t("dates.event.ask"),
            f"**{escape(shorten(held.question, _QUESTION))}**\n📅 {when}",
        ]
        if held.slot.ends is None:
            told.append("-# " + t("dates.event.hour"))
        yes = button(
            t("dates.event.yes"),
            custom_id("date.event_yes", step=step),
            emoji="📅",
            style=discord.ButtonStyle.success,
        )
        await whisper(press.interaction, layout("\n".join(told), [yes], _plan(held, t)))

    @on("date.event_yes", "step")
    async def _make(self, press: Press, step: int) -> None:
        t = press.t
        await press.interaction.response.defer(ephemeral=True, thinking=True)
        async with self._one:
            event = await self._once(press, step)
        if event is None:
            told = layout(t("dates.event.failed"))
        else:
            told = layout(t("dates.event.made", link=event.url))
        await whisper(press.interaction, told)

    async def _once(self, press: Press, step: int) -> discord.ScheduledEvent | None:
        """Return the event of a date: the one that stands, or else a new one."""
        before = await meeting.begin(self.ctx, step, press.actor, self.bot.clock())
        server, channel = _place(press, before)
        if barred(server, channel) is not None:
            await meeting.not_made(self.ctx, step)
            raise Refusal("dates.event.right")
        about = _about(before)
        try:
            async with asyncio.timeout(PATIENCE):
                event = await _standing(server, before, about)
                if event is None:
                    slot = before.slot
                    what = (before.question, slot.starts, before.ends, about)
                    event = await make(server, channel, *what)
        except (*FAILURES, TimeoutError) as error:
            log.warning("the date of step %d has no event: %s", step, type(error).__name__)
            return None
        await meeting.made(self.ctx, step, event.id)
        return event


async def _standing(
    server: discord.Guild, before: FoundDate, about: str
) -> discord.ScheduledEvent | None:
    """Return the event that was made of a date, if it still stands."""
    if before.event is not None:
        try:
            return await server.fetch_scheduled_event(before.event, with_counts=False)
        except discord.NotFound:
            return None
    if before.begun:  # nobody knows what came of it
        return await find(server, before.question, before.slot.starts, about)
    return None


def moment_of(held: FoundDate) -> str:
    """Return when the meeting begins as a command reads it, whatever the language says first of a
    day and a month; of a whole day, the day alone."""
    day = "%d/%m/%Y" if day_first(held.session.language) else "%Y-%m-%d"
    if held.slot.all_day:
        return f"{held.slot.day(held.zone):{day}}"
    return f"{held.slot.starts.astimezone(ZoneInfo(held.here)):{day} %H:%M}"


def _place(press: Press, held: FoundDate) -> tuple[discord.Guild, Channel]:
    server = press.interaction.guild
    channel = server.get_channel_or_thread(held.session.channel_id) if server else None
    if server is None or channel is None:
        raise Refusal("dates.event.no_channel")
    return server, channel


def _about(held: FoundDate) -> str:
    """Return what the event says of itself: it leads back to the vote, and tells it from others."""
    session, t = held.session, language_of_room(held.session)
    link = f"https://discord.com/channels/{session.server_id}/{session.channel_id}"
    if held.step.card_message_id is not None:
        link += f"/{held.step.card_message_id}"
    return t("dates.event.about", link=link)


def _plan(held: FoundDate, t: Catalogue) -> str:
    """Return how the next session is planned at that hour; nothing for a day without one."""
    if held.slot.all_day:
        return ""
    return "-# " + t("dates.event.plan", when=moment_of(held))
