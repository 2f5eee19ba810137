"""Carries the letters of the outbox to Discord, each once, restarts included."""

from __future__ import annotations

import asyncio
import hashlib
import io
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import aiohttp
import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.cards import Screens, folded_card, folded_lobby, lobby_card, step_card
from bot.interface.layout import marked_with, without_files
from bot.interface.people import actor_of
from bot.interface.sending import recording
from bot.interface.sending.illustration import (
    Illustration,
    illustrate,
    message_bytes,
    packed,
    weight,
)
from bot.interface.words import announcements
from bot.interface.words.consent import decision_message
from bot.interface.words.themes import themes_page
from bot.interface.words.vote import card, results
from bot.outbox import CannotSay, TryLater
from bot.reports.data import as_json
from bot.reports.markdown import markdown
from bot.reports.pictures.certificate import certificate
from bot.reports.pictures.drawing import Drawing
from bot.reports.pictures.press import Press
from bot.reports.pictures.roadmap.roadmap import roadmap
from bot.reports.pictures.vote.result import result
from bot.reports.pictures.wall.wall import overview, share, wall
from bot.reports.record import SessionRecord
from bot.reports.summary import filename
from bot.services.context import Context
from bot.services.records import record
from bot.services.themes.sorting import PUBLIC_PAGES
from bot.services.vote.reminding import still_awaited
from bot.store.outbox import Letter, Saying
from bot.workshop.sessions.session import Session, SessionState, StepRun
from bot.workshop.story.beats import Beat, beat_at
from bot.workshop.vote.outcome import Outcome

log = logging.getLogger(__name__)

# Files of a message, at most.
FILES = 10
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
        self._press = press
        self._ctx = ctx
        self._screens = screens
        self._clock = clock

    async def __call__(self, letter: Letter, /) -> int | None:
        """Say `letter`; return the identifier of the message made, if one was."""
        async with self._ctx.database.read() as tx:
            session = await tx.sessions.get(letter.session_id)
            step_id = letter.payload.get("step")
            step = await tx.sessions.step(step_id) if step_id is not None else None
        if session is None:
            return None
        channel = self._client.get_partial_messageable(
            letter.channel_id, guild_id=session.server_id
        )
        try:
            if letter.kind is Saying.FOLD_LOBBY:
                return await self._edit(channel, session.lobby_message_id, folded_lobby(session))
            if letter.kind is Saying.FOLD:
                assert step is not None
                view = await folded_card(self._ctx, self._screens, session, step)
                return await self._edit(channel, step.card_message_id, view)
            if letter.kind is Saying.BALLOT_AWAITED:
                assert step is not None
                return await self._send_to_one(letter, session, step)
            return await self._send(channel, letter, session, step)
        except (discord.NotFound, discord.Forbidden) as error:
            raise CannotSay(f"{error.status} {error.code}") from error
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            if isinstance(error, discord.HTTPException) and error.status == 400:
                # Ours to mend: waiting would block what comes after it in the channel.
                log.exception("letter %s (%s) was refused", letter.id, letter.kind)
                raise CannotSay(f"{error.status} {error.code}") from error
            raise TryLater(type(error).__name__) from error

    async def _edit(
        self, channel: discord.PartialMessageable, message_id: int | None, view: ui.LayoutView
    ) -> int | None:
        if message_id is None:
            return None
        try:
            # The folded card keeps no picture: what comes after it has a better one.
            await channel.get_partial_message(message_id).edit(view=view, attachments=[])
        except discord.NotFound:
            log.info("card %s was deleted before it could be folded", message_id)
        return message_id

    async def _send_to_one(self, letter: Letter, session: Session, step: StepRun) -> int | None:
        """Remind one person of a vote, in private, if their ballot is still awaited."""
        server = self._client.get_guild(session.server_id)
        if server is None:
            raise CannotSay("the server is gone")
        member = await server.fetch_member(letter.payload["person"])
        if member.bot or not await still_awaited(self._ctx, session, step, actor_of(member)):
            return None
        private = await self._client.create_dm(member)
        return await self._send(private, letter, session, step)

    async def _send(
        self,
        channel: discord.abc.Messageable,
        letter: Letter,
        session: Session,
        step: StepRun | None,
    ) -> int | None:
        if letter.attempts and letter.attempted_at is not None:
            found = await self._find(channel, letter, letter.attempted_at)
            if found is not None:
                return found
        if (
            letter.kind is Saying.BEAT
            and beat_at(session.scenario, letter.payload["index"]) is Beat.MEDIA
        ):
            return await self._play(channel, letter, session)
        drawn = await self._draw(letter, session, step)
        if drawn is None:
            return None
        view, files = drawn
        # The nonce has Discord itself drop a second copy sent within a few minutes.
        try:
            message = await channel.send(view=view, files=files, nonce=_nonce(letter))
        except discord.Forbidden:
            if not files:
                raise
            # Perhaps the right to attach is all that lacks: the words go out.
            sentence = announcements.language(session)("error.no_files")
            message = await channel.send(
                view=without_files(view, f"-# {sentence}"), nonce=_nonce(letter)
            )
        return message.id

    async def _play(
        self, channel: discord.abc.Messageable, letter: Letter, session: Session
    ) -> int:
        media = session.scenario.media if session.scenario else None
        assert media is not None
        async with self._ctx.database.read() as tx:
            content = await tx.media.content(media.digest)
        message = await recording.play(channel, session, media, content, letter, _nonce(letter))
        return message.id

    async def _find(
        self, channel: discord.abc.Messageable, letter: Letter, tried: datetime
    ) -> int | None:
        async for message in channel.history(
            limit=_LOOK_BACK, after=tried - _CLOCK_MARGIN, oldest_first=False
        ):
            if (
                self._client.user is not None
                and message.author.id == self._client.user.id
                and (marked_with(message, letter.id) or recording.says(message, letter.id))
            ):
                return message.id
        return None

    async def _draw(
        self, letter: Letter, session: Session, step: StepRun | None
    ) -> tuple[ui.LayoutView, list[discord.File]] | None:
        now = self._clock()
        if letter.kind is Saying.LOBBY:
            return lobby_card(session, letter.id), []
        if letter.kind is Saying.SUMMARY:
            told = await record(self._ctx, session.id)
            files = await self._documents(told)
            room = message_bytes(self._client, session.server_id)
            files = await asyncio.to_thread(packed, files, filename(told, "zip"), room)
            drawn = await self._drawn(
                told, lambda t: [*roadmap(told, t), *overview(told, t)][: FILES - len(files)], files
            )
            view = announcements.summary(told, files, drawn, letter.payload, letter.id)
            if not files:
                sentence = announcements.language(session)("summary.too_heavy")
                return without_files(view, f"-# {sentence}"), []
            return view, [*files, *drawn.files]
        if letter.kind is Saying.FORWARD:
            told = await record(self._ctx, session.id)
            road = announcements.forward(told, letter.payload["page"], letter.id)
            return (road, []) if road is not None else None
        if letter.kind is Saying.UNREACHABLE:
            return announcements.unreachable(session, letter.id), []
        assert step is not None
        if letter.kind is Saying.CARD:
            if not step.is_open:
                return None  # the room has moved on since
            return await step_card(self._ctx, self._screens, session, step, now, letter.id), []
        if letter.kind is Saying.BEAT:
            index, drawn = letter.payload["index"], Illustration()
            if announcements.is_award(session, index):
                told = await record(self._ctx, session.id)
                drawn = await self._drawn(told, lambda t: certificate(told, t))
            return announcements.beat(session, index, drawn, letter.id), [*drawn.files]
        if letter.kind is Saying.RESULT:
            told = await record(self._ctx, session.id)
            drawn = await self._drawn(told, lambda t: result(told, step, t))
            return results.result(told, step, drawn, letter.id), [*drawn.files]
        if letter.kind is Saying.SETTLED:
            settled = await self._settled(letter, session, step)
            return (settled, []) if settled is not None else None
        if letter.kind is Saying.BALLOT_AWAITED:
            return card.awaited(session, step, letter.id), []
        if letter.kind is Saying.DECISION:
            told = await record(self._ctx, session.id)
            view_of_decision = decision_message(told, step, letter.id)
            return (view_of_decision, []) if view_of_decision is not None else None
        if letter.kind is Saying.ROADMAP:
            if session.state is SessionState.ENDED:
                return None  # the summary has it
            told = await record(self._ctx, session.id)
            drawn = await self._drawn(told, lambda t: roadmap(told, t))
            return announcements.roadmap(told, drawn, letter.id), [*drawn.files]
        if letter.kind is Saying.THEMES:
            told = await record(self._ctx, session.id)
            page = letter.payload["page"]
            drawn = await self._drawn(told, lambda t: share(wall(told, t), page))
            view_by_theme = themes_page(told, page, PUBLIC_PAGES, drawn, letter.id)
            return (view_by_theme, [*drawn.files]) if view_by_theme is not None else None
        if letter.kind is Saying.WALL:
            told = await record(self._ctx, session.id)
            first, last = letter.payload["first"], letter.payload["last"]
            drawn = Illustration()
            if "part" in letter.payload:  # letters of before the pictures have none
                part, begin, until = (letter.payload[key] for key in ("part", "begin", "until"))
                drawn = await self._drawn(told, lambda t: share(wall(told, t, begin, until), part))
            return announcements.wall_page(told, first, last, drawn, letter.id), [*drawn.files]
        if letter.kind is Saying.REMINDER:
            return (announcements.reminder(session, letter.id), []) if step.is_open else None
        # Warnings and ends of time are of the moment: late, they would only confuse.
        if step.is_open and step.closes_at is not None:
            if letter.kind is Saying.WARNING and step.closes_at > now:
                return announcements.warning(session, step, letter.id), []
            if letter.kind is Saying.TIME_UP and step.overtime(now):
                return announcements.time_up(session, step, letter.id), []
        return None

    async def _settled(
        self, letter: Letter, session: Session, step: StepRun
    ) -> ui.LayoutView | None:
        async with self._ctx.database.read() as tx:
            options = await tx.ballots.options(step.id)
        assert step.outcome is not None
        return card.settled(session, Outcome.read(step.outcome), options, letter.id)

    async def _drawn(
        self,
        told: SessionRecord,
        prepare: Callable[[Catalogue], Sequence[Drawing]],
        beside: Sequence[discord.File] = (),
    ) -> Illustration:
        """Return what `prepare` asks to draw, in the room that the files `beside` leave."""
        t = announcements.language(told.session)
        room = message_bytes(self._client, told.session.server_id) - sum(map(weight, beside))
        return await illustrate(self._press, lambda: prepare(t), max(0, room))

    async def _documents(self, told: SessionRecord) -> list[discord.File]:
        t = announcements.language(told.session)
        text = await asyncio.to_thread(markdown, told, t)
        data = await asyncio.to_thread(as_json, told)
        return [
            discord.File(io.BytesIO(text.encode()), filename(told, "md")),
            discord.File(io.BytesIO(data.encode()), filename(told, "json")),
        ]


def _nonce(letter: Letter) -> str:
    """Return 25 characters that no other letter of any process shares.

    Discord compares nonces by author, over all channels: the row's number alone could meet that
    of another process of the same bot.
    """
    named = f"{letter.channel_id}:{letter.id}:{letter.created_at.isoformat()}"
    return hashlib.sha256(named.encode()).hexdigest()[:25]
