"""What every use case needs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from copy import copy
from datetime import date, datetime
from random import Random, SystemRandom
from typing import Self

from bot.services.live import LiveChannels, Turns
from bot.services.themes.comparisons import Comparisons
from bot.store import Database, Topic, Transaction
from bot.workshop.errors import Over, Refusal
from bot.workshop.sessions.permissions import Actor, can_steer
from bot.workshop.sessions.session import Session, SessionState, StepRun, author_reference
from bot.workshop.settings.settings import DEFAULT_ZONE, day_in
from bot.workshop.themes.meaning import Encoder
from bot.workshop.vote.outcome import Box, Counted


class Counts:
    """Counts votes, each when it is asked for: in a thread, since a hundred ranked options and
    hundreds of ballots take a while."""

    async def of(self, box: Box) -> Counted:
        """Return what a box of ballots gives."""
        return await asyncio.to_thread(box.counted)


class Context:
    """The database, what is known without asking it, and chance: the system's, unless a rehearsal
    wants to repeat itself. `zone` is the time zone of servers that chose none; `encoder` reads what
    post-its mean, None where words alone are compared."""

    def __init__(
        self,
        database: Database,
        rng: Random | None = None,
        zone: str = DEFAULT_ZONE,
        encoder: Encoder | None = None,
    ) -> None:
        self.database = database
        self.rng = rng or SystemRandom()
        self.zone = zone
        self.live = LiveChannels(database)
        self.turns = Turns()
        self.counts = Counts()
        self.encoder = encoder
        self.comparisons = Comparisons(database)

    def counting(self, counts: Counts) -> Self:
        """Return the same context, in which `counts` counts votes."""
        other = copy(self)
        other.counts = counts
        return other

    def listen(self, act: Callable[[int], None], *topics: Topic) -> None:
        """Have `act` called after each commit that touched one of `topics`, with what it names."""

        def on_change(topic: Topic, ref: int) -> None:
            if topic in topics:
                act(ref)

        self.database.listen(on_change)


async def today(ctx: Context, tx: Transaction, server_id: int, now: datetime) -> date:
    """Return the day that it is in a server at `now`."""
    return day_in(await zone_of(ctx, tx, server_id), now)


async def zone_of(ctx: Context, tx: Transaction, server_id: int) -> str:
    """Return the time zone of a server, that of the program where it chose none."""
    return (await tx.servers.get(server_id)).timezone or ctx.zone


async def existing(tx: Transaction, session_id: int) -> Session:
    """Return a session; raise Refusal when it is gone."""
    session = await tx.sessions.get(session_id)
    if session is None:
        raise Refusal("session.gone")
    return session


def over(session: Session) -> Over:
    """Return the refusal of what comes once a session has ended."""
    if session.is_round:
        return Over("session.ended_round")
    return Over("session.ended_quick" if session.quick else "session.ended")


async def running(tx: Transaction, session_id: int) -> Session:
    """Return a session that has not ended; raise Refusal otherwise."""
    session = await existing(tx, session_id)
    if session.state is SessionState.ENDED:
        raise over(session)
    return session


async def steered(tx: Transaction, session_id: int, actor: Actor) -> Session:
    """Return a live session that `actor` may steer; raise Refusal otherwise."""
    session = await running(tx, session_id)
    if not await leads(tx, session, actor):
        raise Refusal("session.not_facilitator")
    return session


async def leads(tx: Transaction, session: Session, actor: Actor) -> bool:
    """Return whether `actor` may steer a session."""
    facilitators = await tx.sessions.facilitators(session.id)
    settings = await tx.servers.get(session.server_id)
    return can_steer(actor, facilitators, settings.leading_role)


async def open_step(tx: Transaction, step_id: int) -> tuple[Session, StepRun]:
    """Return a step that is open, with its session; raise Refusal otherwise."""
    return check_open_step(await tx.sessions.step_in_session(step_id))


async def form_step(tx: Transaction, step_id: int, now: datetime | None) -> tuple[Session, StepRun]:
    """Return the step of a form that was sent at `now`, with its session: one that is open, or
    was left a moment ago. None for `now` is as soon as it is left too late. Raises Refusal
    otherwise: once the session has ended its summary is out."""
    found = await tx.sessions.step_in_session(step_id)
    if found is not None and now is not None:
        session, step = found
        if session.state is not SessionState.ENDED and step.takes_forms(now):
            return session, step
    return check_open_step(found)


async def led_step(
    tx: Transaction, step_id: int, actor: Actor, now: datetime | None = None
) -> tuple[Session, StepRun]:
    """Return the step for which `actor`, who leads, writes something down, whatever its kind: one
    at which the room stands, open or closed in time, or the step of a form as `form_step` finds it.
    Raises Refusal otherwise."""
    found = await tx.sessions.step_in_session(step_id)
    if found is not None and found[1].rests(found[0]):
        session, step = found
    else:
        session, step = await form_step(tx, step_id, now)
    await steered(tx, session.id, actor)
    return session, step


async def after_time(ctx: Context, step_id: int) -> bool:
    """Return whether what was kept for a step came after it was left."""
    async with ctx.database.read() as tx:
        step = await tx.sessions.step(step_id)
        return step is not None and step.is_over


def check_open_step(found: tuple[Session, StepRun] | None) -> tuple[Session, StepRun]:
    """Return a step that was found open, with its session; raise Refusal otherwise."""
    if found is None:
        raise Refusal("session.gone")
    session, step = found
    if session.state is SessionState.ENDED:
        raise over(session)
    if not step.is_open:
        raise Over("step.not_open")
    return session, step


async def delivery_of(tx: Transaction, session: Session, submission: str) -> str:
    """Return what stands for the delivery of a form in the rows of `session`. Its identifier tells
    its time: masked, it is hashed like the author."""
    key = await tx.sessions.key("session", session.id) if session.masked else None
    return author_reference(int(submission), key)


async def author_of(tx: Transaction, session: Session, user_id: int) -> str:
    """Return what stands for `user_id` in the post-its of `session`."""
    key = await tx.sessions.key("session", session.id) if session.masked else None
    if session.masked and key is None:
        raise Over("session.ended")
    return author_reference(user_id, key)
