"""A session opened by a command for one vote, one proposal or one round leaves one message in its
channel: its card, of which what was decided takes the place. Its documents come when they are asked
for.

The end of a round must be noticed: what it was is a message at the bottom, which takes the place of
the card and of the warning.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from bot.services.context import Context, existing, leads
from bot.store import Transaction
from bot.store.outbox import Letter, Saying
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Discuss
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, SessionState, StepRun, StepState

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
    return session.quick and any(
        step.outcome is not None or is_told(session, step) for step in steps
    )


def stands_alone(session: Session, step: StepRun) -> bool:
    """Return whether a step is a round that was opened by itself."""
    return session.quick and isinstance(step.plan, Discuss)


def is_told(session: Session, step: StepRun) -> bool:
    """Return whether a step is a round that stood alone and is over."""
    return stands_alone(session, step) and step.state is StepState.CLOSED


def ends_in_time(session: Session, step: StepRun) -> bool:
    """Return whether a session ends by itself with the time of a round: nothing else is to come."""
    last = step.position + 1 >= len(session.recipe.steps)
    return stands_alone(session, step) and last


async def warned(tx: Transaction, letter: Letter, message_id: int | None, now: datetime) -> None:
    """Note the message that warns of the end of a round which stands alone: one at most stays."""
    found = await tx.sessions.step_in_session(letter.payload["step"])
    if found is not None and message_id is not None and stands_alone(*found):
        _, step = found
        await unwarn(tx, step, now)
        await tx.sessions.set_warned(step.id, message_id)


async def end_said(tx: Transaction, letter: Letter, message_id: int | None, now: datetime) -> None:
    """Note the message that says that the time of a step is up: it leaves once it is not any more.

    It leaves at once where time was given while it was on its way.
    """
    step = await tx.sessions.step(letter.payload["step"])
    if step is None or message_id is None:
        return
    if await tx.sessions.warned(step.id) != message_id:
        await unwarn(tx, step, now)
    await tx.sessions.set_warned(step.id, message_id)
    if step.is_open and step.closes_at is not None and not step.overtime(now):
        await unwarn(tx, step, now)


async def unwarn(tx: Transaction, step: StepRun, now: datetime) -> None:
    """Have what was said of the time of a step leave its channel: it holds no more."""
    message = await tx.sessions.warned(step.id)
    session = await tx.sessions.get(step.session_id) if message is not None else None
    if session is not None:
        await tx.sessions.set_warned(step.id, None)
        await _remove(tx, session, message, now)


async def round_told(
    tx: Transaction, letter: Letter, message_id: int | None, now: datetime
) -> None:
    """What a round was is told at the bottom of its channel: have all that it had there leave."""
    found = await tx.sessions.step_in_session(letter.payload["step"])
    if found is None or message_id is None:
        return
    session, step = found
    await unwarn(tx, step, now)
    if step.card_message_id not in (None, message_id):
        await _remove(tx, session, step.card_message_id, now)


async def round_untold(tx: Transaction, letter: Letter, now: datetime) -> None:
    """What a round was cannot be posted: have its card show it."""
    await tx.outbox.add(
        Saying.FOLD, letter.session_id, letter.channel_id, now, step=letter.payload["step"]
    )


async def _remove(tx: Transaction, session: Session, message: int | None, now: datetime) -> None:
    if message is not None:
        await tx.outbox.add(Saying.REPLACED, session.id, session.channel_id, now, message=message)


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
