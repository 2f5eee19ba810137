"""Keeps the public card up to date: edited at most once every few seconds, whatever comes in."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

import aiohttp
import discord

from bot.interface.cards import Screens, card_message, current_card
from bot.interface.sending.card_pictures import CardPictures, Hanging
from bot.interface.sending.illustration import message_bytes
from bot.reports.pictures.press import Press
from bot.services.context import Context
from bot.store import Topic, Transaction
from bot.store.outbox import Saying
from bot.worker import Worker
from bot.workshop.sessions.session import Session, SessionState, StepRun

log = logging.getLogger(__name__)

# Discord takes about 5 edits in 5 s a channel; other messages need most of them.
PACE = timedelta(seconds=5)
# It takes far fewer of messages over an hour old (error 30046): a step can stay open for days.
OLD = timedelta(hours=1)
PACE_OF_OLD = timedelta(minutes=1)


class CardKeeper:
    """Redraws the current card of each session that changed."""

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
        self._screens = screens
        self._clock = clock
        self._workers: dict[int, Worker] = {}
        self._dirty: set[int] = set()
        self._edited: dict[int, datetime] = {}
        self._closed = False
        self._pictures = CardPictures(
            ctx, screens, press, clock, self.refresh, lambda server: message_bytes(client, server)
        )
        ctx.database.listen(self._on_change)

    async def start(self) -> None:
        """Redraw every live card: the program may have stopped before it could."""
        async with self._ctx.database.read() as tx:
            sessions = await tx.sessions.live()
        for session in sessions:
            self._pictures.start(session.id)  # which then has the card redrawn

    def refresh(self, session_id: int) -> None:
        """Have the card of a session redrawn soon."""
        if self._closed:
            return
        self._dirty.add(session_id)
        if session_id not in self._workers:
            self._workers[session_id] = Worker(f"card {session_id}", lambda: self._turn(session_id))
        if self._workers[session_id].idle:
            self._workers[session_id].wake()

    async def close(self) -> None:
        self._closed = True
        await self._pictures.close()
        for worker in list(self._workers.values()):  # a turn that ends takes itself off
            await worker.close()

    def _on_change(self, topic: Topic, session_id: int) -> None:
        if topic is Topic.SESSION:
            self.refresh(session_id)

    async def _turn(self, session_id: int) -> float | None:
        now = self._clock()
        if session_id not in self._dirty:
            del self._workers[session_id]
            # An old card must still be spared when the next change comes.
            self._edited = {s: at for s, at in self._edited.items() if now - at < PACE_OF_OLD}
            return None
        since = now - self._edited.get(session_id, now - PACE_OF_OLD)
        if since < PACE:
            return (PACE - since).total_seconds()
        async with self._ctx.database.read() as tx:
            session = await tx.sessions.get(session_id)
            steps = await tx.sessions.steps(session_id)
        if session is not None and since < PACE_OF_OLD and _is_old(session, steps, now):
            # Looked at again soon: another card may have taken its place meanwhile.
            return PACE.total_seconds()
        self._dirty.discard(session_id)
        self._edited[session_id] = now
        if session is not None:
            await self._redraw(session, steps, now)
            await self._fold_if_left(session, steps)
        return PACE.total_seconds()

    async def _redraw(self, session: Session, steps: list[StepRun], now: datetime) -> None:
        message_id = card_message(session, steps)
        if message_id is None:
            return  # not said yet: the outbox will say it as it then is
        hanging = self._pictures.of(session.id, message_id)
        try:
            await self._edit(session, steps, now, message_id, hanging)
        except discord.NotFound:
            await self._post_again(session.id, message_id)
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            log.warning("card of session %s could not be redrawn: %s", session.id, error)
            refused = isinstance(error, discord.HTTPException) and error.status < 500
            if refused and hanging is not None:
                # Perhaps its picture alone: the words go out.
                self._pictures.refused(session.id)
                await self._redraw(session, steps, now)
            # Where Discord is in trouble it is tried again soon; where it refuses, at the next
            # change. The card's own buttons still work.
            elif not refused:
                self._dirty.add(session.id)

    async def _edit(
        self,
        session: Session,
        steps: list[StepRun],
        now: datetime,
        message_id: int,
        hanging: Hanging | None,
    ) -> None:
        picture = hanging.block if hanging else None
        view = await current_card(self._ctx, self._screens, session, steps, now, picture)
        if view is None:
            return
        channel = self._client.get_partial_messageable(
            session.channel_id, guild_id=session.server_id
        )
        message = await channel.get_partial_message(message_id).edit(
            view=view, attachments=hanging.attachments if hanging else []
        )
        if hanging is not None:
            self._pictures.arrived(session.id, hanging, message)

    async def _fold_if_left(self, drawn: Session, steps: list[StepRun]) -> None:
        """Have a card folded once more that was left while an edit of it was on its way.

        Discord may have shown that edit last: the card would have its buttons back for good.
        """
        if card_message(drawn, steps) is None:
            return
        step = steps[drawn.position] if drawn.position is not None else None
        async with self._ctx.database.read() as tx:
            if not await _was_left(tx, drawn, step):
                return
        now = self._clock()
        async with self._ctx.database.write() as tx:
            if not await _was_left(tx, drawn, step):
                return  # opened again meanwhile
            if step is None:
                await tx.outbox.add(Saying.FOLD_LOBBY, drawn.id, drawn.channel_id, now)
            else:
                await tx.outbox.add(Saying.FOLD, drawn.id, drawn.channel_id, now, step=step.id)

    async def _post_again(self, session_id: int, message_id: int) -> None:
        """The card was deleted: people need one."""
        async with self._ctx.database.write() as tx:
            session = await tx.sessions.get(session_id)
            if session is None or session.state is SessionState.ENDED:
                return
            step = await tx.sessions.step_at(session_id, session.position)
            now = self._clock()
            if step is None and session.lobby_message_id == message_id:
                await tx.sessions.set_lobby_message(session_id, None)
                await tx.outbox.add(Saying.LOBBY, session_id, session.channel_id, now)
            elif step is not None and step.card_message_id == message_id:
                await tx.sessions.set_card(step.id, None)
                await tx.outbox.add(Saying.CARD, session_id, session.channel_id, now, step=step.id)


async def _was_left(tx: Transaction, drawn: Session, step: StepRun | None) -> bool:
    """Return whether the session has left what its card was drawn for: a step, or the lobby."""
    if step is None:
        session = await tx.sessions.get(drawn.id)
        return session is not None and session.state is not SessionState.LOBBY
    now = await tx.sessions.step(step.id)
    return now is not None and not now.is_open


def _is_old(session: Session, steps: list[StepRun], now: datetime) -> bool:
    """True when the card to redraw was posted over an hour ago, as its identifier tells."""
    posted = card_message(session, steps)
    return posted is not None and now - discord.utils.snowflake_time(posted) > OLD
