"""Reading channels again after an absence: at the start, when a connection began anew, and when
something that was typed could not be kept for a fault of ours.

A request for a hundred messages is enough for most channels. A few channels are read at a time.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.interface.listening.messages import by_a_person, is_aside, ours, put_mark, read
from bot.interface.naming.presence import actors_of
from bot.interface.sending.marks import Mark
from bot.interface.sending.patience import PATIENCE
from bot.services.postits import returning, typed
from bot.services.postits.returning import MOST, Away, CaughtUp
from bot.worker import Workers

if TYPE_CHECKING:
    from bot.client import Gommette

log = logging.getLogger(__name__)

_PAGE = 100
# So many channels are read side by side: the others wait their turn.
_SIDE_BY_SIDE = 4
# Seconds before a channel is asked for again that Discord did not give.
_LATER = 15.0
_PASSING = (discord.HTTPException, aiohttp.ClientError, OSError)


class CatchingUp:
    """Has the post-its of channels follow what was said, edited and deleted unseen."""

    def __init__(self, bot: Gommette) -> None:
        self._bot = bot
        self._waiting: dict[int, list[int]] = {lane: [] for lane in range(_SIDE_BY_SIDE)}
        # What was told while its channel was being read: what was read of it is older.
        self._told: dict[int, set[int]] = {}
        self._workers = Workers("catching up", self._turn)

    async def start(self, shard: int) -> None:
        """Read the channels of a shard again."""
        if self._workers.closed:
            return
        for channel_id, server_id in await returning.channels(self._bot.ctx):
            server = self._bot.get_guild(server_id)
            if server is not None and server.shard_id == shard:
                self._add(channel_id)

    async def close(self) -> None:
        await self._workers.close()

    def saw(self, channel_id: int, message_ids: Collection[int]) -> None:
        """Discord told of messages."""
        if channel_id in self._told:
            self._told[channel_id].update(message_ids)

    @contextmanager
    def what_fails(self, channel_id: int) -> Iterator[None]:
        """Have a channel read again when the block fails: what was said is still there."""
        try:
            yield
        except Exception:
            log.exception("a typed message could not be dealt with: its channel is read again")
            self._add(channel_id)

    def _add(self, channel_id: int) -> None:
        lane = channel_id % _SIDE_BY_SIDE
        if channel_id not in self._waiting[lane]:
            self._waiting[lane].append(channel_id)
        self._workers.start(lane)

    async def _turn(self, lane: int) -> float | None:
        waiting, later = self._waiting[lane], list[int]()
        while waiting and not self._workers.closed:
            channel_id = waiting.pop(0)
            told = self._told[channel_id] = set()
            try:
                await self._read(channel_id, told)
            except _PASSING as error:
                log.warning("channel %s is read later: %s", channel_id, type(error).__name__)
                later.append(channel_id)
            except Exception:
                log.exception("channel %s is read again later", channel_id)
                later.append(channel_id)
            finally:
                del self._told[channel_id]
        waiting += later
        return _LATER if later else None

    async def _read(self, channel_id: int, told: Collection[int]) -> None:
        ctx, now = self._bot.ctx, self._bot.clock()
        away = await returning.to_read(ctx, channel_id)
        server = self._bot.get_guild(away.session.server_id) if away is not None else None
        if away is None or server is None:
            return
        channel = server.get_channel_or_thread(channel_id)
        if not isinstance(channel, discord.abc.Messageable):
            return  # deleted, or a thread that sleeps: nobody wrote there
        if not _readable(channel):
            # Without this right Discord answers that nothing stands there: as if all was deleted.
            await returning.tell_unread(ctx, away, now)
            return
        try:
            messages = await self._history(channel, away.first)
        except (discord.Forbidden, discord.NotFound):
            await returning.tell_unread(ctx, away, now)
            return
        if not messages or self._workers.closed:
            return
        reach = messages[-1].id if len(messages) >= MOST else 0
        if away.last is not None and reach > away.last:
            await returning.tell_unread(ctx, away, now, MOST)
        caught = CaughtUp()
        fault = await self._follow(away, server, messages[::-1], told, caught)
        here = {message.id for message in messages}
        gone = [one for one in away.known if one >= reach and one not in here and one not in told]
        caught.gone += await typed.deleted(ctx, gone)
        await returning.tell(ctx, away, caught, now)
        if fault is not None:
            raise fault

    async def _follow(
        self,
        away: Away,
        server: discord.Guild,
        messages: Sequence[discord.Message],
        told: Collection[int],
        caught: CaughtUp,
    ) -> Exception | None:
        """Have what is on record of `messages`, oldest first, be what they say.

        One that cannot be dealt with holds up no other: what went wrong is returned.
        """
        fault: Exception | None = None
        said = [message for message in messages if by_a_person(message)]
        for message in said:
            if away.known.get(message.id) and message.id not in told:
                mark = Mark.UNPLACED if message.id in away.unplaced else Mark.KEPT
                self._bot.marks.put(message.channel.id, message.id, mark, ours(message))
        new = [m for m in said if away.concerns(m.id, m.edited_at is not None, m.created_at)]
        people = {m.author.id for m in new} | {one.id for m in new for one in m.mentions}
        # What is read afterwards does not say how people are called here, nor their roles.
        known = await actors_of(server, people) if people else {}
        for message in new:
            if self._workers.closed:
                break  # the rest is read at the next start
            if message.id in told:
                continue
            try:
                heard = await returning.take(
                    self._bot.ctx, away, read(message, known), caught, reply=is_aside(message)
                )
            except Exception as error:  # noqa: BLE001 - raised once the others are done
                fault = error
            else:
                put_mark(self._bot, message, heard)
        return fault

    async def _history(self, channel: discord.abc.Messageable, first: int) -> list[discord.Message]:
        """Return what stands in a channel, newest first, back to the message `first` or as far as
        we read."""
        found: list[discord.Message] = []
        before: discord.abc.Snowflake | None = None
        while len(found) < MOST and not self._workers.closed:
            async with asyncio.timeout(PATIENCE):
                page = [message async for message in channel.history(limit=_PAGE, before=before)]
            found += page
            if len(page) < _PAGE or page[-1].id <= first:
                break
            before = page[-1]
        return found


def _readable(channel: discord.abc.GuildChannel | discord.Thread) -> bool:
    allowed = channel.permissions_for(channel.guild.me)
    return allowed.view_channel and allowed.read_message_history
