"""Private messages to the bot that are post-its of what is open before the meeting."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.i18n import Catalogue, catalogue
from bot.interface.cog import Desk
from bot.interface.listening.messages import by_a_person, ours, put_mark, read
from bot.interface.naming.people import actor_of, language_of_room
from bot.interface.pressing.replies import whisper
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import button, layout
from bot.interface.showing.when import day_and_clock
from bot.interface.words.before import link_to
from bot.services.before import private
from bot.services.before.private import Private
from bot.services.postits.reading import TOO_LATE, TOO_LONG, TOO_MANY, Heard, Message
from bot.workshop.kinds import Collect
from bot.workshop.language import Language
from bot.workshop.sessions.permissions import Actor
from bot.workshop.text import escape

if TYPE_CHECKING:
    from bot.client import Gommette

log = logging.getLogger(__name__)

# Seconds between two sentences to someone whose messages are no post-its, or are refused.
_NOWHERE, _REFUSED = 3600.0, 30.0
_REMEMBERED = 1000
_MOST = 200  # private messages of a person that are read again


class Seldom:
    """Lets through what concerns one person once in so many seconds, by a steady clock."""

    def __init__(self, steady: Callable[[], float], pause: float) -> None:
        self._steady = steady
        self._pause = pause
        self._until: OrderedDict[int, float] = OrderedDict()

    def lets(self, person: int) -> bool:
        """Return whether the pause since it let this person through is over; begin another."""
        now = self._steady()
        if self._until.get(person, now) > now:
            return False
        self._until[person] = now + self._pause
        self._until.move_to_end(person)
        if len(self._until) > _REMEMBERED:
            self._until.popitem(last=False)
        return True


class PrivateDesk(Desk):
    def __init__(self, bot: Gommette) -> None:
        super().__init__(bot)
        self._catching_up = asyncio.Lock()
        self._nowhere = Seldom(bot.steady, _NOWHERE)
        self._refused = Seldom(bot.steady, _REFUSED)

    @on("before.private", "step")
    async def _begin(self, press: Press, step: int) -> None:
        """Write to the person; where Discord does not bring it, offer the form."""
        t = press.t
        place = await private.begin(self.ctx, step, press.actor)
        user = press.interaction.user
        try:
            message = await user.send(view=layout(_invitation(place, t)))
        except discord.HTTPException as error:
            log.info("a private conversation could not be begun: %s", error.code)
            await private.give_up(self.ctx, press.actor)
            write = button(t("button.add"), custom_id("postit.add", step=step, room=False))
            await whisper(press.interaction, layout(t("before.private_refused"), [write]))
            return
        await private.began(self.ctx, press.actor, message.id)
        told = t("before.private_begun", link=message.jump_url)
        await whisper(press.interaction, layout(told))

    @Desk.listener("on_ready")
    async def _back(self) -> None:
        """Hear what was sent while nobody listened: what bears no mark of ours."""
        async with self._catching_up:
            for person, since in (await private.writers(self.ctx)).items():
                try:
                    await self._read_again(person, since)
                except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
                    log.warning("private messages are not read: %s", type(error).__name__)

    async def _read_again(self, person: int, since: int) -> None:
        conversation = await self.bot.create_dm(discord.Object(person))
        after = discord.Object(since)
        async for message in conversation.history(limit=_MOST, after=after, oldest_first=True):
            if by_a_person(message) and not ours(message):
                await self._hear(message)

    @Desk.listener("on_message")
    async def _said(self, message: discord.Message) -> None:
        if message.guild is None and by_a_person(message):
            await self._hear(message)

    async def _hear(self, message: discord.Message) -> None:
        """Keep a private message, and tell its writer what became of it."""
        place = await private.where(self.ctx, message.author.id)
        if place is None:
            await self._say_nowhere(message)
            return
        t = language_of_room(place.session)
        try:
            author = await self._member(place, message.author.id)
        except (discord.HTTPException, OSError) as error:
            log.warning("a private message was not kept: %s", type(error).__name__)
            await self._answer(message, t("before.private_trouble"))
            return
        if author is None:
            await self._say_nowhere(message)
            return
        words = _words(message, author)
        if not words.text.strip():
            if message.attachments:
                await self._answer(message, t("before.private_files"))
            return
        heard = await private.hear(self.ctx, words)
        if heard is None:
            await self._answer(message, t("before.private_closed"))
            return
        put_mark(self.bot, message, heard)
        if heard.refused:
            await self._answer(message, _why(heard, place, t))

    @Desk.listener("on_raw_message_edit")
    async def _edited(self, event: discord.RawMessageUpdateEvent) -> None:
        message = event.message
        if event.guild_id is not None or not by_a_person(message) or message.edited_at is None:
            return
        heard = await private.edited(self.ctx, _words(message, actor_of(message.author)))
        put_mark(self.bot, message, heard)

    @Desk.listener("on_raw_message_delete")
    async def _deleted(self, event: discord.RawMessageDeleteEvent) -> None:
        if event.guild_id is None:
            await self._gone((event.message_id,))

    async def _gone(self, message_ids: Collection[int]) -> None:
        self.bot.marks.forget(message_ids)
        await private.gone(self.ctx, message_ids)

    async def _member(self, place: Private, user_id: int) -> Actor | None:
        """Return someone as the server of the session knows them; None where they left it."""
        server = self.bot.get_guild(place.session.server_id)
        if server is None:
            return None
        try:
            return actor_of(await server.fetch_member(user_id))
        except discord.NotFound:
            return None

    async def _say_nowhere(self, message: discord.Message) -> None:
        """Tell someone, once an hour, that what they send is kept nowhere; in both languages, for
        Discord does not say theirs."""
        if self._nowhere.lets(message.author.id):
            told = (catalogue(language)("before.private_nowhere") for language in Language)
            await self._say(message, "\n\n".join(told))

    async def _answer(self, message: discord.Message, text: str) -> None:
        if self._refused.lets(message.author.id):
            await self._say(message, text)

    async def _say(self, message: discord.Message, text: str) -> None:
        try:
            await message.channel.send(view=layout(text))
        except discord.HTTPException as error:
            log.info("a private message could not be answered: %s", error.code)


def _words(message: discord.Message, author: Actor) -> Message:
    """Return what a private message says. Files that come along are seen by nobody: their names
    would stand for them."""
    return replace(read(message, {author.user_id: author}), files=())


def _invitation(place: Private, t: Catalogue) -> str:
    """Return what someone reads who begins to write in private."""
    session, step, plan = place.session, place.step, place.step.plan
    assert isinstance(plan, Collect)
    assert step.closes_at is not None
    question = session.title
    if plan.prompt is not None:
        question = plan.prompt[session.language]
    elif session.scenario is not None:
        question = session.scenario.question
    lines = [
        t("before.private_hello", title=escape(session.title)),
        *(f"> {line}" for line in escape(question).split("\n")),
        t("before.private_how", until=day_and_clock(step.closes_at)),
    ]
    if plan.columns:
        named = " · ".join(
            (f"`{column.mark}` " if column.mark else "") + escape(column.name[session.language])
            for column in plan.columns
        )
        lines.append(t("before.private_columns", columns=named))
    lines.append(
        t(f"before.private_signing.{session.signing}", link=link_to(session, step.card_message_id))
    )
    return "\n".join(lines)


def _why(heard: Heard, place: Private, t: Catalogue) -> str:
    """Return why a message, or a part of it, was not kept."""
    plan = place.step.plan
    assert isinstance(plan, Collect)
    if TOO_LONG in heard.refused:
        return t("before.private_too_long", limit=plan.max_length)
    if TOO_MANY in heard.refused:
        return t("before.private_too_many", most=plan.per_person)
    assert TOO_LATE in heard.refused
    return t("before.private_closed")
