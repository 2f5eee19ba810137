"""Carries the letters of the outbox to Discord, each once, restarts included.

What a letter says, and what follows from it, is known to its drawer: see `bot.interface.letters`.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Callable
from datetime import datetime
from typing import cast

import aiohttp
import discord

from bot.interface.letters import DRAWERS
from bot.interface.naming.people import actor_of
from bot.interface.sending.drawer import (
    Drawer,
    Edited,
    Posted,
    Removed,
    Retagged,
    Studio,
    Subject,
    Through,
    ToOne,
)
from bot.interface.sending.forums import ForumPlace, retag
from bot.interface.sending.illustration import message_bytes
from bot.interface.sending.patience import PATIENCE
from bot.interface.showing.screen import Screens
from bot.outbox import CannotSay, Said, TryLater
from bot.reports.pictures.press import Press
from bot.services.context import Context
from bot.services.sessions.card import addressed
from bot.services.sessions.letters import drawn, stands_nowhere
from bot.services.settings.settings import server_settings
from bot.store.outbox import Letter
from bot.store.transaction import Transaction
from bot.workshop.language import Language

log = logging.getLogger(__name__)

# How many messages are read, down to the last one that was known before the letter, for it.
_LOOK_THROUGH = 2000
# In a private conversation, where nobody knows what was last said.
_LOOK_BACK = 100
# Codes of refusals by a status 400 that end when somebody opens the thread again, or gives a forum
# that requires a tag one that we may use.
_FOR_PEOPLE = (50083, 160005, 40067)

Place = discord.abc.Messageable | ForumPlace


class Delivery:
    """A carrier for `bot.outbox.Outbox`."""

    def __init__(
        self,
        client: discord.Client,
        ctx: Context,
        screens: Screens,
        clock: Callable[[], datetime],
        press: Press,
    ) -> None:
        self._client = client
        self._ctx = ctx
        self._last: dict[int, int] = {}  # the last message that was posted in a channel
        self._studio = Studio(
            ctx, screens, press, clock, lambda server: message_bytes(client, server)
        )

    async def __call__(self, letter: Letter, /) -> Said:
        """Say `letter`, or drop it where it is out of date."""
        drawer = DRAWERS.get(letter.kind)
        if drawer is None:
            raise CannotSay(f"this program has no drawer for “{letter.kind}”")
        subject = await self._read(letter)
        if subject is None:
            return Said()
        try:
            async with asyncio.timeout(PATIENCE):
                said = await self._carry(drawer, subject)
        except discord.HTTPException as error:
            raise _answer(error, drawer, letter) from error
        except (aiohttp.ClientError, OSError) as error:
            raise TryLater(type(error).__name__) from error
        if said.message_id is not None:
            known = self._last.get(letter.channel_id, 0)  # an edit is of an older one
            self._last[letter.channel_id] = max(known, said.message_id)
        return said

    def newest(self, channel_id: int) -> int | None:
        """Return the last message known of a channel: one of ours, or one that Discord told of."""
        channel = self._client.get_channel(channel_id)
        told = getattr(channel, "last_message_id", None)
        return max(filter(None, (told, self._last.get(channel_id))), default=None)

    async def noted(self, tx: Transaction, letter: Letter, said: Said, now: datetime) -> None:
        """Write what follows from a letter that was said."""
        await DRAWERS[letter.kind].noted(tx, letter, said.message_id, now)
        if said.files_left:
            await DRAWERS[letter.kind].files_left(tx, letter, now)

    async def refused(self, tx: Transaction, letter: Letter, now: datetime) -> None:
        """Write whom to tell that a letter waits for a right."""
        await DRAWERS[letter.kind].refused(tx, letter, now)

    async def given_up(self, tx: Transaction, letter: Letter, now: datetime) -> None:
        """Write what follows from a letter that is not tried any more."""
        if letter.kind in DRAWERS:
            await DRAWERS[letter.kind].given_up(tx, letter, now)

    async def _read(self, letter: Letter) -> Subject | None:
        if letter.server is not None:
            chosen = await server_settings(self._ctx, letter.server)
            language = chosen.language or self._language_of(letter.server)
            return Subject(letter, None, None, language, letter.server)
        session, step = await addressed(self._ctx, letter)
        if session is None:
            return None
        return Subject(letter, session, step, session.language, session.server_id)

    def _language_of(self, server_id: int) -> Language:
        """Return the language of a server that chose none: the one that it set in Discord."""
        server = self._client.get_guild(server_id)
        if server is None:
            return Language.ENGLISH
        return Language.nearest(server.preferred_locale.value)

    async def _carry(self, drawer: Drawer, subject: Subject) -> Said:
        channel = self._client.get_partial_messageable(
            subject.letter.channel_id, guild_id=subject.server_id
        )
        match drawer:
            case Edited():
                return await self._edit(channel, drawer, subject)
            case Through():
                studio = self._studio.cautious() if subject.letter.unfinished > 1 else self._studio
                return await drawer.carry(subject, studio, self._client)
            case Removed():
                return await self._remove(channel, drawer.message_id(subject))
            case ToOne():
                return await self._send_to_one(drawer, subject)
            case Posted():
                if subject.held is None and self._client.get_guild(subject.server_id) is None:
                    log.info("server %s is gone: nobody is left to be told", subject.server_id)
                    return Said()
                forum = self._client.get_channel(subject.letter.channel_id)
                if isinstance(forum, discord.ForumChannel):
                    there = ForumPlace(self._client, forum, subject, self._studio)
                    return await self._send(there, drawer, subject)
                return await self._send(channel, drawer, subject)
            case Retagged():
                return await self._retag(subject)
        raise TypeError(f"{type(drawer).__name__} neither posts, edits, carries nor removes")

    async def _edit(
        self, channel: discord.PartialMessageable, drawer: Edited, subject: Subject
    ) -> Said:
        letter = subject.letter
        studio = self._studio.cautious() if letter.unfinished > 1 else self._studio
        ready = await drawer.draw(subject, studio)
        if letter.unfinished:
            await drawn(self._ctx, letter)
        message_id = drawer.message_id(subject)
        if message_id is None or ready is None:
            return Said()
        try:
            return await ready.onto(channel.get_partial_message(message_id), subject)
        except discord.NotFound:
            log.info("message %s was deleted before it could be edited", message_id)
        return Said()

    async def _retag(self, subject: Subject) -> Said:
        try:
            await retag(self._client, subject, self._studio)
        except discord.NotFound:
            log.info("the post of session %s was deleted", subject.session.id)
        return Said()

    async def _remove(self, channel: discord.PartialMessageable, message_id: int) -> Said:
        try:
            await channel.get_partial_message(message_id).delete()
        except discord.NotFound:
            log.info("message %s was deleted already", message_id)
        return Said()

    async def _send_to_one(self, drawer: ToOne, subject: Subject) -> Said:
        server = self._client.get_guild(subject.server_id)
        if server is None:
            raise CannotSay("the server is gone")
        member = await server.fetch_member(drawer.person(subject))
        if member.bot or not await drawer.awaited(subject, self._studio, actor_of(member)):
            return Said()
        return await self._send(await self._client.create_dm(member), drawer, subject)

    async def _send(self, channel: Place, drawer: Posted, subject: Subject) -> Said:
        letter = subject.letter
        if letter.attempts:
            found = await self._find(channel, drawer, letter)
            if found is not None:
                return Said(found)
        if not drawer.timely(subject, self._studio.clock()):
            return Said()
        # Twice the program ended while this was drawn, or before: not a third time for a picture.
        studio = self._studio.cautious() if letter.unfinished > 1 else self._studio
        ready = await drawer.draw(subject, studio)
        if letter.unfinished:
            await drawn(self._ctx, letter)
        if ready is None:
            return Said()
        # A forum takes what coordinators are told, which is a message of components with its files.
        there = cast(discord.abc.Messageable, channel)
        return await ready.to(there, subject, _nonce(letter))

    async def _find(self, channel: Place, drawer: Posted, letter: Letter) -> int | None:
        """Return the message that a former attempt may have posted.

        It stands after the last message that was known before, however late or fast a clock is;
        the next look begins where this one ends.
        """
        ours = self._client.user.id if self._client.user is not None else None
        if letter.after is None:
            looked = channel.history(limit=_LOOK_BACK)
        else:
            after = discord.Object(letter.after)
            looked = channel.history(limit=_LOOK_THROUGH, after=after, oldest_first=False)
        newest = None
        try:
            async for message in looked:
                newest = newest or message.id
                if message.author.id == ours and drawer.stands_in(message, letter.id):
                    if isinstance(channel, ForumPlace):
                        await channel.is_in(message)
                    return message.id
        except discord.Forbidden as error:
            # Others, never sent before, need no look.
            reason = f"{error.status} {error.code}: look"
            raise TryLater(reason, alone=True, lacking=True) from error
        if letter.after is not None and newest is not None:
            await stands_nowhere(self._ctx, letter, newest)
        return None


def _answer(error: discord.HTTPException, drawer: Drawer, letter: Letter) -> CannotSay | TryLater:
    """Return what a refusal of Discord means for a letter: may it pass?"""
    reason = f"{error.status} {error.code}"
    if isinstance(error, discord.Forbidden) and not isinstance(drawer, ToOne):
        return TryLater(reason, alone=drawer.alone, lacking=True)
    if error.code in _FOR_PEOPLE:
        return TryLater(reason, lacking=True)
    if error.status == 429 or error.status >= 500 or error.status == 401:
        return TryLater(reason)
    if error.status == 400:
        # Ours to mend: waiting would block what comes after it in the channel.
        log.error("letter %s (%s) was refused", letter.id, letter.kind, exc_info=error)
    return CannotSay(reason)


def _nonce(letter: Letter) -> str:
    """Return 25 characters that no other letter of any process shares.

    Discord compares nonces by author, over all channels: the row's number alone could meet that
    of another process of the same bot.
    """
    named = f"{letter.channel_id}:{letter.id}:{letter.created_at.isoformat()}"
    return hashlib.sha256(named.encode()).hexdigest()[:25]
