"""Keeps the public card up to date: edited at most once every few seconds, whatever comes in."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

import aiohttp
import discord

from bot.interface.sending.card_pictures import CardPictures, Hanging
from bot.interface.sending.illustration import message_bytes
from bot.interface.sending.patience import PATIENCE
from bot.interface.showing.cards import card_message, current_card
from bot.interface.showing.screen import Screens
from bot.reports.pictures.press import Press
from bot.services.context import Context
from bot.services.sessions.card import Showing, fold_if_left, live, post_again, showing, standing
from bot.store.topics import Topic
from bot.worker import Workers

log = logging.getLogger(__name__)

# Discord takes about 5 edits in 5 s a channel; other messages need most of them.
PACE = 5.0
# It takes far fewer of messages over an hour old (error 30046): a step can stay open for days.
OLD = timedelta(hours=1)
PACE_OF_OLD = 60.0


class Edit(NamedTuple):
    """The last redraw of a session's card: when, by the steady clock, the message that the card
    then was, and how old Discord said that it was."""

    at: float
    message_id: int | None = None
    age: timedelta = timedelta(0)

    def is_old(self, message_id: int | None, now: float) -> bool:
        """True when `message_id` is this card and was posted over an hour before `now`."""
        same = message_id is not None and message_id == self.message_id
        return same and self.age + timedelta(seconds=now - self.at) > OLD


class CardKeeper:
    """Redraws the current card of each session that changed."""

    def __init__(
        self,
        client: discord.Client,
        ctx: Context,
        screens: Screens,
        clock: Callable[[], datetime],
        steady: Callable[[], float],
        press: Press,
    ) -> None:
        """`steady` counts seconds from whenever and is never set: paces follow it."""
        self._client = client
        self._ctx = ctx
        self._screens = screens
        self._clock = clock
        self._steady = steady
        self._workers = Workers("card", self._turn)
        self._dirty: set[int] = set()
        self._edited: dict[int, Edit] = {}
        self._pictures = CardPictures(
            ctx, screens, press, steady, self.refresh, lambda server: message_bytes(client, server)
        )
        ctx.listen(self.refresh, Topic.SESSION)

    async def start(self) -> None:
        """Redraw every live card: the program may have stopped before it could."""
        for session_id in await live(self._ctx):
            self._pictures.start(session_id)  # which then has the card redrawn

    def refresh(self, session_id: int) -> None:
        """Have the card of a session redrawn soon."""
        self._dirty.add(session_id)
        self._workers.start(session_id)

    async def close(self) -> None:
        await self._workers.close()
        await self._pictures.close()

    async def _turn(self, session_id: int) -> float | None:
        now = self._steady()
        if session_id not in self._dirty:
            # An old card must still be spared when the next change comes.
            self._edited = {
                s: last for s, last in self._edited.items() if now - last.at < PACE_OF_OLD
            }
            return None
        last = self._edited.get(session_id, Edit(now - PACE_OF_OLD))
        since = now - last.at
        if since < PACE:
            return PACE - since
        if since < PACE_OF_OLD and last.is_old(last.message_id, now):
            there = await standing(self._ctx, session_id)
            if there is not None and last.is_old(card_message(there), now):
                # Looked at again soon: another card may have taken its place meanwhile.
                return PACE
        # Before it is read: what changes from now on is for the next turn.
        self._dirty.discard(session_id)
        self._edited[session_id] = last._replace(at=now, age=last.age + timedelta(seconds=since))
        try:
            shown = await showing(self._ctx, session_id)
        except Exception:
            self._dirty.add(session_id)
            raise
        if shown is not None:
            await self._redraw(shown)
            if card_message(shown) is not None:
                await fold_if_left(self._ctx, shown, self._clock())
        return PACE

    async def _redraw(self, shown: Showing) -> None:
        session, message_id = shown.session, card_message(shown)
        if message_id is None:
            return  # not said yet: the outbox will say it as it then is
        hanging = self._pictures.of(session.id, message_id)
        try:
            async with asyncio.timeout(PATIENCE):
                await self._edit(shown, message_id, hanging)
        except discord.NotFound:
            await post_again(self._ctx, session.id, message_id, self._clock())
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            log.warning("card of session %s could not be redrawn: %s", session.id, error)
            refused = isinstance(error, discord.HTTPException) and error.status < 500
            if refused and hanging is not None:
                # Perhaps its picture alone: the words go out.
                self._pictures.refused(session.id)
                await self._redraw(shown)
            # Where Discord is in trouble it is tried again soon; where it refuses, at the next
            # change. The card's own buttons still work.
            elif not refused:
                self._dirty.add(session.id)

    async def _edit(self, shown: Showing, message_id: int, hanging: Hanging | None) -> None:
        session, picture = shown.session, hanging.block if hanging else None
        view = current_card(self._screens, shown, self._clock(), picture)
        if view is None:
            return
        channel = self._client.get_partial_messageable(
            session.channel_id, guild_id=session.server_id
        )
        message = await channel.get_partial_message(message_id).edit(
            view=view, attachments=hanging.attachments if hanging else []
        )
        # By Discord's own clock: that of the machine may be wrong, and may be set.
        age = (message.edited_at or message.created_at) - message.created_at
        self._edited[session.id] = Edit(self._edited[session.id].at, message_id, age)
        if hanging is not None:
            self._pictures.arrived(session.id, hanging, message)
