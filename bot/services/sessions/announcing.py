"""What is said beside what the room reads: to those who lead, or in the place of a summary that
could not reach those for whom it is."""

from __future__ import annotations

from datetime import datetime

from bot.services.context import Context, leads
from bot.store import Transaction
from bot.store.outbox import Letter, Saying
from bot.workshop.before.planned import Planned
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, SessionState


async def coordinators_unreachable(tx: Transaction, letter: Letter, now: datetime) -> None:
    """Have the room told that the summary did not reach the coordinators' channel."""
    session = await tx.sessions.get(letter.session_id)
    if session is not None:
        await tx.outbox.add(
            Saying.UNREACHABLE, session.id, session.channel_id, now, letter=letter.id
        )


async def documents_follow(tx: Transaction, letter: Letter, now: datetime) -> None:
    """Have the documents of a summary that went out without them posted when it is possible."""
    payload = {"for_coordinators": letter.payload["for_coordinators"]}
    await tx.outbox.add(Saying.DOCUMENTS, letter.session_id, letter.channel_id, now, **payload)


async def tell_removed(tx: Transaction, session_id: int, person: int, now: datetime) -> None:
    """Have someone told, in private, that they lead a session no more."""
    lane = await _lane(tx, session_id)
    await tx.outbox.add(Saying.REMOVED, session_id, lane, now, person=person)


async def tell_of_talk(tx: Transaction, session_id: int, person: int, now: datetime) -> None:
    """Have someone who leads told, in private, that what they type is talk and how it is not."""
    lane = await _lane(tx, session_id)
    await tx.outbox.add(Saying.TALK, session_id, lane, now, person=person)


async def tell_planner(tx: Transaction, card: Letter, now: datetime, *, posted: bool) -> None:
    """Have who planned a session told, in private, that it is open, once its first card is
    `posted`; or that the card may not be. Nobody is told of the card of another session."""
    if not card.payload.get("tell_planner"):
        return
    session = await tx.sessions.get(card.session_id)
    if session is None:
        return
    kind = Saying.PLANNED_OPEN if posted else Saying.PLANNED_SHUT
    lane = await _lane(tx, session.id)
    await tx.outbox.add(kind, session.id, lane, now, person=session.created_by)


async def tell_planned_waits(
    tx: Transaction, busy: Session, planned: Planned, now: datetime
) -> None:
    """Have who planned a session told, in private, that another is in its channel."""
    lane, person = await _lane(tx, busy.id), planned.planned_by
    await tx.outbox.add(Saying.PLANNED_WAITS, busy.id, lane, now, planned=planned.id, person=person)


async def still_removed(ctx: Context, session: Session, actor: Actor) -> bool:
    """Return whether a session goes on that `actor` does not lead."""
    if session.state is SessionState.ENDED:
        return False
    async with ctx.database.read() as tx:
        return not await leads(tx, session, actor)


async def tell_facilitators(tx: Transaction, letter: Letter, now: datetime) -> None:
    """Have those who lead told, each in private, that a letter does not get out."""
    lane = await _lane(tx, letter.session_id)
    for person in sorted(await tx.sessions.facilitators(letter.session_id)):
        await tx.outbox.add(
            Saying.NOT_POSTED,
            letter.session_id,
            lane,
            now,
            letter=letter.id,
            person=person,
        )


async def ask_to_review(tx: Transaction, session: Session, stage: int, now: datetime) -> None:
    """Have those who lead told, each in private, that the summary waits for them to read it."""
    lane = await _lane(tx, session.id)
    for person in sorted(await tx.sessions.facilitators(session.id)):
        await tx.outbox.add(
            Saying.REVIEW_AWAITED, session.id, lane, now, person=person, stage=stage
        )


async def _lane(tx: Transaction, session_id: int) -> int:
    """Return where private letters wait: the lane of the first step, named by its identifier,
    negative. No channel has such a number."""
    return -(await tx.sessions.steps(session_id))[0].id
