"""A session opened by a command for one vote, or one proposal, leaves one message in its channel:
its card, of which what was decided takes the place. Its documents come when they are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from bot.services.context import Context, existing, leads
from bot.store import Transaction
from bot.store.outbox import Letter, Saying
from bot.workshop.errors import Refusal
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, SessionState, StepRun

# Where the card is gone, what it would have become is said by itself.
_SAID: Mapping[str, Saying] = {"vote": Saying.RESULT, "consent": Saying.DECISION}


async def takes_longer(tx: Transaction, session: Session) -> Session:
    """Return a session that goes on after its result, such as a tie that someone is to settle: one
    message does not tell it any more."""
    await tx.sessions.tell_whole(session.id)
    return replace(session, quick=False)


async def tell_outcome(
    tx: Transaction, kind: Saying, session: Session, step: StepRun, now: datetime
) -> None:
    """Have the room told what a step decided, unless its card becomes that."""
    if not session.quick:
        await tx.outbox.add(kind, session.id, session.channel_id, now, step=step.id)


async def tells_itself(tx: Transaction, session: Session) -> bool:
    """Return whether a quick session decided something, which its cards then show."""
    return told_by_its_cards(session, await tx.sessions.steps(session.id))


def told_by_its_cards(session: Session, steps: Iterable[StepRun]) -> bool:
    """Return whether nothing but its cards tells the room what came of a session."""
    return session.quick and any(step.outcome is not None for step in steps)


async def tell_all_the_same(tx: Transaction, letter: Letter, now: datetime) -> None:
    """The card of a step could not be folded, for it is gone: have told what it would show."""
    session = await tx.sessions.get(letter.session_id)
    step = await tx.sessions.step(letter.payload["step"])
    if session is None or step is None or not session.quick or step.outcome is None:
        return
    kind = _SAID.get(step.plan.kind)
    if kind is not None:
        await tx.outbox.add(kind, session.id, session.channel_id, now, step=step.id)


async def documented(ctx: Context, session_id: int, actor: Actor) -> Session:
    """Return a session that has ended, for its documents; raise Refusal for who did not lead it."""
    async with ctx.database.read() as tx:
        session = await existing(tx, session_id)
        if not await leads(tx, session, actor):
            raise Refusal("documents.not_yours")
        if session.state is not SessionState.ENDED:
            raise Refusal("session.not_ended")
        return session
