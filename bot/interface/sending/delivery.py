"""Carries the letters of the outbox to Discord, each once, restarts included.

What a letter says, and what follows from it, is known to its drawer: see `bot.interface.letters`.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

import aiohttp
import discord

from bot.interface.letters import DRAWERS
from bot.interface.people import actor_of
from bot.interface.screen import Screens
from bot.interface.sending.drawer import Drawer, Edited, Posted, Studio, Subject, ToOne
from bot.interface.sending.illustration import message_bytes
from bot.outbox import CannotSay, TryLater
from bot.reports.pictures.press import Press
from bot.services.context import Context
from bot.services.sessions.card import addressed
from bot.store.outbox import Letter
from bot.store.transaction import Transaction

log = logging.getLogger(__name__)

# How far back a letter that may have been sent already is looked for.
_LOOK_BACK = 100
# Discord's clock and ours differ a little.
_CLOCK_MARGIN = timedelta(minutes=1)


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
        self._studio = Studio(
            ctx, screens, press, clock, lambda server: message_bytes(client, server)
        )

    async def __call__(self, letter: Letter, /) -> int | None:
        """Say `letter`; return the identifier of the message made, if one was."""
        drawer = DRAWERS.get(letter.kind)
        if drawer is None:
            raise CannotSay(f"this program has no drawer for “{letter.kind}”")
        subject = await self._read(letter)
        if subject is None:
            return None
        try:
            return await self._carry(drawer, subject)
        except (discord.NotFound, discord.Forbidden) as error:
            raise CannotSay(f"{error.status} {error.code}") from error
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            if isinstance(error, discord.HTTPException) and error.status == 400:
                # Ours to mend: waiting would block what comes after it in the channel.
                log.exception("letter %s (%s) was refused", letter.id, letter.kind)
                raise CannotSay(f"{error.status} {error.code}") from error
            raise TryLater(type(error).__name__) from error

    async def noted(self, tx: Transaction, letter: Letter, message_id: int | None) -> None:
        """Write what follows from a letter that was said."""
        await DRAWERS[letter.kind].noted(tx, letter, message_id)

    async def given_up(self, tx: Transaction, letter: Letter, now: datetime) -> None:
        """Write what follows from a letter that can never be said."""
        if letter.kind in DRAWERS:
            await DRAWERS[letter.kind].given_up(tx, letter, now)

    async def _read(self, letter: Letter) -> Subject | None:
        session, step = await addressed(self._ctx, letter)
        return Subject(letter, session, step) if session is not None else None

    async def _carry(self, drawer: Drawer, subject: Subject) -> int | None:
        channel = self._client.get_partial_messageable(
            subject.letter.channel_id, guild_id=subject.session.server_id
        )
        match drawer:
            case Edited():
                return await self._edit(channel, drawer, subject)
            case ToOne():
                return await self._send_to_one(drawer, subject)
            case Posted():
                return await self._send(channel, drawer, subject)
        raise TypeError(f"{type(drawer).__name__} neither posts nor edits")

    async def _edit(
        self, channel: discord.PartialMessageable, drawer: Edited, subject: Subject
    ) -> int | None:
        view = await drawer.draw(subject, self._studio)
        message_id = drawer.message_id(subject)
        if message_id is None:
            return None
        try:
            # What is edited keeps no picture: what comes after it has a better one.
            await channel.get_partial_message(message_id).edit(view=view, attachments=[])
        except discord.NotFound:
            log.info("message %s was deleted before it could be edited", message_id)
        return message_id

    async def _send_to_one(self, drawer: ToOne, subject: Subject) -> int | None:
        server = self._client.get_guild(subject.session.server_id)
        if server is None:
            raise CannotSay("the server is gone")
        member = await server.fetch_member(drawer.person(subject))
        if member.bot or not await drawer.awaited(subject, self._studio, actor_of(member)):
            return None
        return await self._send(await self._client.create_dm(member), drawer, subject)

    async def _send(
        self, channel: discord.abc.Messageable, drawer: Posted, subject: Subject
    ) -> int | None:
        letter = subject.letter
        if letter.attempts and letter.attempted_at is not None:
            found = await self._find(channel, drawer, letter, letter.attempted_at)
            if found is not None:
                return found
        if not drawer.timely(subject, self._studio.clock()):
            return None
        drawn = await drawer.draw(subject, self._studio)
        if drawn is None:
            return None
        return (await drawn.to(channel, subject, _nonce(letter))).id

    async def _find(
        self, channel: discord.abc.Messageable, drawer: Posted, letter: Letter, tried: datetime
    ) -> int | None:
        async for message in channel.history(
            limit=_LOOK_BACK, after=tried - _CLOCK_MARGIN, oldest_first=False
        ):
            ours = self._client.user is not None and message.author.id == self._client.user.id
            if ours and drawer.stands_in(message, letter.id):
                return message.id
        return None


def _nonce(letter: Letter) -> str:
    """Return 25 characters that no other letter of any process shares.

    Discord compares nonces by author, over all channels: the row's number alone could meet that
    of another process of the same bot.
    """
    named = f"{letter.channel_id}:{letter.id}:{letter.created_at.isoformat()}"
    return hashlib.sha256(named.encode()).hexdigest()[:25]
