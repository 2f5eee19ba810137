"""Leading a session in the place of those who are gone, or who forgot it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.services.context import Context, leads, running
from bot.store import Topic, Transaction
from bot.store.outbox import Saying
from bot.workshop.errors import Refusal
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, SessionState

# A session that was opened longer ago and has not ended may have been forgotten.
LEFT_OPEN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Held:
    """A session that someone may want to take over: who leads it, and whether it can be whoever
    leads it: it was left open, or has not started."""

    session: Session
    facilitators: frozenset[int]
    free: bool

    def check(self, gone: Collection[int]) -> None:
        """Raise Refusal while one of those who lead, but for those who are `gone` from the
        server, may still come back."""
        staying = self.facilitators - frozenset(gone)
        if staying and not self.free:
            raise Refusal("session.still_led", who=mentioned(staying))


async def to_take_over(ctx: Context, session_id: int, actor: Actor, now: datetime) -> Held:
    """Return a session to someone who manages the server and does not lead it; raise Refusal
    otherwise."""
    async with ctx.database.read() as tx:
        return await _held(tx, session_id, actor, now)


async def take_over(
    ctx: Context, session_id: int, actor: Actor, gone: Collection[int], now: datetime
) -> Session:
    """Have `actor` lead a session that nobody leads any more, and the room told so.

    `gone` are those of its facilitators who are no longer in the server: they lead it no more.
    Raises Refusal as `to_take_over`, and while one of the others may still come back: from its
    start, until it has been open for longer than `LEFT_OPEN`.
    """
    async with ctx.database.write() as tx:
        held = await _held(tx, session_id, actor, now)
        held.check(gone)
        session = held.session
        for user_id in held.facilitators & frozenset(gone):
            await tx.sessions.remove_facilitator(session.id, user_id)
        await tx.sessions.add_facilitator(session.id, actor.user_id)
        await tx.outbox.add(
            Saying.TAKEN_OVER, session.id, session.channel_id, now, person=actor.user_id
        )
        tx.touch(Topic.SESSION, session.id)
        return session


def mentioned(people: Collection[int]) -> str:
    """Return people as Discord shows them by name."""
    return ", ".join(f"<@{user_id}>" for user_id in sorted(people))


async def _held(tx: Transaction, session_id: int, actor: Actor, now: datetime) -> Held:
    session = await running(tx, session_id)
    if not actor.manages:
        raise Refusal("session.takes_manager")
    if await leads(tx, session, actor):
        raise Refusal("session.leads_already")
    facilitators = await tx.sessions.facilitators(session.id)
    left_open = now - session.created_at > LEFT_OPEN
    return Held(session, facilitators, left_open or session.state is SessionState.LOBBY)
