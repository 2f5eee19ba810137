"""Asks Discord to make places, to bring people there and back, to delete places: one at a time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Literal

import aiohttp
import discord

from bot.i18n import catalogue
from bot.interface.gathering.pace import Pace
from bot.interface.gathering.rights import overwrites_of, parent_of
from bot.interface.gathering.seeing import Sight
from bot.interface.sending.patience import PATIENCE
from bot.services.subgroups.places import (
    NAME,
    Done,
    Gone,
    Naming,
    Next,
    Outcome,
    Refused,
    Unanswered,
)
from bot.workshop.subgroups.acts import Act, Asked, Home, Invite, Make, Move, Remove, Status
from bot.workshop.subgroups.bringing import Seen
from bot.workshop.subgroups.group import Gathering
from bot.workshop.subgroups.places import Kept, Kind, Place, Why

log = logging.getLogger(__name__)

# Discord takes so many characters as the status of a voice channel.
STATUS = 500
# A meeting is over by then: what a kill left of a thread is shown for as long.
_ARCHIVED_AFTER: Literal[10080] = 10080  # minutes, a week
# Codes of https://discord.com/developers/docs/topics/opcodes-and-status-codes
_NOT_IN_VOICE, _UNKNOWN_CHANNEL = 40032, 10003
_NOBODY = (10007, 10013)  # no member of the server, or of Discord
_FULL = (30013, 160006)  # channels of a server, open threads
_CATEGORY_FULL = "CHANNEL_PARENT_MAX_CHANNELS"


class DiscordHands:
    """Hands for `bot.gatherings.Gatherings`."""

    def __init__(self, client: discord.Client, steady: Callable[[], float]) -> None:
        self._client = client
        self._pace = Pace(client, steady)
        self.sight = Sight(client, steady)
        self._grumbled: set[tuple[int, type[Act]]] = set()  # refused once: logged once

    def see(self, goal: Gathering | None, kept: Kept | None, now: datetime) -> Seen | None:
        return self.sight.see(goal, kept, now)

    def newest(self, server_id: int) -> int:
        return self.sight.newest(server_id)

    def forget(self, session_id: int) -> None:
        self.sight.forget(session_id)

    def name(self, goal: Gathering, make: Make, naming: Naming) -> str:
        """Return what a place is called: its group, and the theme of that or the session."""
        group = next((one for one in goal.groups if one.number == make.number), None)
        told = (group.name if group is not None else None) or naming.title
        t = catalogue(naming.language)
        table = group is not None and group.hosted
        called = t("subgroups.table" if table else "subgroups.group", number=make.number)
        name = t("gathering.name", group=called, title=" ".join(told.split()))
        return name if len(name) <= NAME else name[: NAME - 1].rstrip() + "…"

    def pause(self, server_id: int, act: Asked) -> float:
        return self._pace.pause(server_id) if isinstance(act, Move | Home) else 0.0

    async def carry(self, next_: Next, act: Asked, place: Place | None) -> Outcome:
        """Ask Discord for one thing; say what it answered."""
        assert next_.kept is not None
        server = self._client.get_guild(next_.kept.server_id)
        if server is None:
            return Unanswered()
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._asked(server, next_, act, place)
        except discord.HTTPException as error:
            return self._answer(server, act, error)
        except (aiohttp.ClientError, OSError) as error:
            log.warning("%s: no answer: %s", type(act).__name__, type(error).__name__)
            return Unanswered()

    async def _asked(
        self, server: discord.Guild, next_: Next, act: Asked, place: Place | None
    ) -> Outcome:
        http = self._client.http
        match act:
            case Make():
                assert next_.goal is not None
                assert next_.kept is not None
                assert place is not None
                return await self._make(server, next_.goal, next_.kept, place)
            case Move() | Home():
                channel = server.get_channel(act.channel_id)
                if isinstance(act, Move) and channel is not None:
                    may = channel.permissions_for(server.me)
                    if not (may.move_members and may.connect):
                        return Refused(Why.RIGHTS)  # as Discord would say, of each of them
                self._pace.count(server.id)
                await http.edit_member(server.id, act.person, channel_id=act.channel_id)
                self.sight.moved(server.id, act.person, act.channel_id)
            case Invite():
                change = http.remove_user_from_thread if act.out else http.add_user_to_thread
                await change(act.channel_id, act.person)
            case Status():
                task = next_.goal.task if next_.goal is not None else ""
                status = task if len(task) <= STATUS else task[: STATUS - 1] + "…"
                await http.edit_voice_channel_status(status, channel_id=act.channel_id)
            case Remove():
                await http.delete_channel(act.channel_id)
                self.sight.gone(act.channel_id)
        return Done()

    async def _make(
        self, server: discord.Guild, goal: Gathering, kept: Kept, place: Place
    ) -> Outcome:
        if place.kind is Kind.ROOM:
            home = server.get_channel(goal.home or kept.home or 0)
            if not isinstance(home, discord.VoiceChannel):
                return Refused(Why.HOME)
            room = await server.create_voice_channel(
                place.name, category=home.category, overwrites=overwrites_of(home)
            )
            return Done(room.id)
        parent = parent_of(server, kept.channel_id)
        if parent is None:
            return Refused(Why.NOWHERE)
        kind = discord.ChannelType.private_thread if goal.private else None
        thread = await parent.create_thread(
            name=place.name,
            type=kind or discord.ChannelType.public_thread,
            auto_archive_duration=_ARCHIVED_AFTER,
            invitable=False,
        )
        return Done(thread.id)

    def _answer(self, server: discord.Guild, act: Asked, error: discord.HTTPException) -> Outcome:
        """Return what a refusal of Discord means."""
        if error.status == 429 or error.status >= 500 or error.status == 401:
            log.warning("%s: no answer: %s %s", type(act).__name__, error.status, error.code)
            return Unanswered()
        if isinstance(act, Move | Home) and error.code in (_NOT_IN_VOICE, *_NOBODY):
            self.sight.moved(server.id, act.person, None)
            return Gone()
        if error.code == _UNKNOWN_CHANNEL and not isinstance(act, Make):
            self.sight.gone(act.channel_id)
            # What Discord shows follows soon: until then it is not asked for again.
            return Gone() if isinstance(act, Remove | Status | Invite) else Unanswered()
        why = Why.REFUSED
        if isinstance(error, discord.Forbidden):
            why = Why.RIGHTS
        elif error.code in _FULL or _CATEGORY_FULL in error.text:
            why = Why.FULL
        kind = (server.id, type(act))
        level = logging.INFO if kind in self._grumbled else logging.WARNING
        self._grumbled.add(kind)
        log.log(level, "%s was refused: %s %s", type(act).__name__, error.status, error.code)
        return Refused(why)
