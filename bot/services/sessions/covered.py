"""The card of a step comes back to the bottom of its channel: messages have covered it, or what it
shows is new.

It is posted again, and the one before leaves, or stays as what it was without buttons: two
letters, the second written where the first is noted, so that after a crash one card is left.
"""

from __future__ import annotations

from datetime import datetime

from bot.services.context import Context
from bot.store import Topic, Transaction
from bot.store.outbox import Letter, Saying
from bot.workshop.sessions.session import Session, StepRun


async def card_of(ctx: Context, channel_id: int) -> StepRun | None:
    """Return the step under way in a channel whose card may come back; None where none may: the
    room has what it came for once the step has its outcome."""
    async with ctx.database.read() as tx:
        _, step = await tx.sessions.now_in(channel_id)
    if step is None or step.card_message_id is None:
        return None
    return step if comes_back(step, step.card_message_id) else None


async def bring_back(ctx: Context, step_id: int, message_id: int, now: datetime) -> None:
    """Have the card `message_id` of a step come back to the bottom, if it still is the card."""
    async with ctx.database.write() as tx:
        found = await tx.sessions.step_in_session(step_id)
        if found is None or not comes_back(found[1], message_id):
            return
        await post_below(tx, *found, now)


async def post_below(
    tx: Transaction, session: Session, step: StepRun, now: datetime, *, version: int = 0
) -> None:
    """Have the card of a step posted anew at the bottom; the one before leaves, unless it stays as
    a `version` of a proposal that was amended. One that is not posted yet needs no other."""
    if step.card_message_id is not None:
        await tx.outbox.add(
            Saying.CARD_BACK,
            session.id,
            session.channel_id,
            now,
            step=step.id,
            message=step.card_message_id,
            version=version,
        )


def comes_back(step: StepRun, message_id: int) -> bool:
    """True while `message_id` is the card that people act on."""
    return step.is_open and step.outcome is None and step.card_message_id == message_id


async def card_is_back(
    tx: Transaction, letter: Letter, message_id: int | None, now: datetime
) -> None:
    """Note that the card of a step is `message_id` now, and have the one before leave; None where
    it had become useless to say."""
    if message_id is None:
        return
    session_id, channel_id = letter.session_id, letter.channel_id
    step = await tx.sessions.step(letter.payload["step"])
    before = letter.payload["message"]
    if step is None or step.card_message_id != before:
        # Another card came meanwhile: this one is the second.
        await tx.outbox.add(Saying.REPLACED, session_id, channel_id, now, message=message_id)
        return
    await tx.sessions.move_card(step.id, message_id)
    if version := letter.payload["version"]:
        await tx.consents.left_in(step.id, version, before)
        await tx.outbox.add(
            Saying.EARLIER, session_id, channel_id, now, step=step.id, message=before
        )
    else:
        await tx.outbox.add(Saying.REPLACED, session_id, channel_id, now, message=before)
    if not step.is_open:
        await tx.outbox.add(Saying.FOLD, session_id, channel_id, now, step=step.id)
    tx.touch(Topic.CARD, session_id)
    # What changed while it was drawn is not on it yet.
    tx.touch(Topic.SESSION, session_id)
