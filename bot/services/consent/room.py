"""What people in the room without Discord answer to a proposal, written down by who leads."""

from __future__ import annotations

from datetime import datetime

from bot.services.consent.answering import Seen, seen_by, undecided
from bot.services.context import Context, author_of, delivery_of
from bot.services.in_room.speaking import Signature, speaker
from bot.store import Topic, Transaction
from bot.workshop.consent.proposal import (
    OBJECTIONS_PER_PERSON,
    REASON_LIMIT,
    Stage,
    Stance,
    check_line,
    check_number,
    check_stage,
    check_version,
)
from bot.workshop.errors import Refusal
from bot.workshop.in_room import ROOM
from bot.workshop.sessions.permissions import Actor


async def ready(
    ctx: Context, step_id: int, actor: Actor, room: Signature, version: int | None = None
) -> Seen:
    """Return a round to which the room may answer now, at `version` where that matters.

    Raises Refusal for who does not lead, before they said how many are in the room, outside of
    that stage, once it is decided and when the text changed.
    """
    async with ctx.database.read() as tx:
        return await _answered(tx, step_id, actor, room, version)


async def count(
    ctx: Context,
    step_id: int,
    actor: Actor,
    room: Signature,
    version: int,
    people: dict[Stance, int],
    now: datetime | None = None,
) -> Seen:
    """Keep how many in the room give each answer that needs no words, in place of what was kept.

    Raises Refusal as `ready`; `now` as in `form_step`.
    """
    async with ctx.database.write() as tx:
        seen = await _answered(tx, step_id, actor, room, version, now)
        for stance, number in people.items():
            await _keep(tx, seen, room, stance, number)
        tx.touch(Topic.SESSION, seen.session.id)
        return await seen_by(tx, step_id, actor, now)


async def speak(
    ctx: Context,
    step_id: int,
    actor: Actor,
    room: Signature,
    version: int,
    stance: Stance,
    reason: str,
    submission: str,
    now: datetime | None = None,
) -> Seen:
    """Keep the concern or the objection of one more person in the room, in their words; the same
    `submission` delivered twice is kept once. Raises Refusal as `count`, and for words that are
    missing, too long or one too many."""
    async with ctx.database.write() as tx:
        seen = await _answered(tx, step_id, actor, room, version, now)
        session = seen.session
        # Each stands for one person: what tells them apart is the form that they came in.
        told_apart = await delivery_of(tx, session, submission)
        await tx.consents.speak_in_room(
            seen.step.id,
            version,
            author=f"{await author_of(tx, session, ROOM)}:{told_apart}",
            author_name=None if session.masked else room(session),
            stance=stance,
            reason=check_line(reason, REASON_LIMIT),
        )
        tx.touch(Topic.SESSION, session.id)
        after = await seen_by(tx, step_id, actor, now)
        objections = after.proposal.worded(Stance.OBJECTION, version)
        mine = [one for one in objections if one.in_room]
        check_number(mine, OBJECTIONS_PER_PERSON * session.in_room)  # else rolled back
        return after


async def take_back(
    ctx: Context, step_id: int, actor: Actor, room: Signature, version: int, answer_id: int
) -> Seen:
    """Lift an objection of the room, or take a concern back: whoever it is of now consents.

    Raises Refusal as `ready`, and when it is there no more.
    """
    async with ctx.database.write() as tx:
        seen = await _answered(tx, step_id, actor, room, version)
        given = seen.proposal.of_version(version)
        one = next((a for a in given if a.id == answer_id and a.in_room), None)
        if one is None or not one.stance.worded:
            raise Refusal("consent.room.gone")
        await tx.consents.take_back(one.id)
        consent = sum(a.weight for a in given if a.in_room and a.stance is Stance.CONSENT)
        await _keep(tx, seen, room, Stance.CONSENT, consent + one.weight)
        tx.touch(Topic.SESSION, seen.session.id)
        return await seen_by(tx, step_id, actor)


async def _answered(
    tx: Transaction,
    step_id: int,
    actor: Actor,
    room: Signature,
    version: int | None = None,
    now: datetime | None = None,
) -> Seen:
    seen = await undecided(tx, step_id, actor, now)
    await speaker(tx, seen.session, actor, room)
    if version is not None:
        check_version(seen.proposal, version)
    check_stage(seen.proposal, Stage.OBJECTIONS, now)
    return seen


async def _keep(tx: Transaction, seen: Seen, room: Signature, stance: Stance, people: int) -> None:
    session = seen.session
    await tx.consents.count_in_room(
        seen.step.id,
        seen.proposal.version,
        author=f"{await author_of(tx, session, ROOM)}:{stance}",
        author_name=None if session.masked else room(session),
        stance=stance,
        people=people,
    )
