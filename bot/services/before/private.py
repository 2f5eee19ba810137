"""Writing in private before the meeting: what someone then sends to the bot, message by message,
is their post-its of the step that they last chose so, as long as it is open.

In a signed session an edit and a deletion are followed. In a masked one nothing is kept that leads
from a message to a post-it: who wrote it takes it back by “My post-its”.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bot.services.before.reminding import open_ahead_step
from bot.services.context import Context
from bot.services.postits.reading import TOO_LATE, Heard, Message, read
from bot.services.postits.typed import deleted, reread
from bot.store import Transaction
from bot.workshop.errors import Over
from bot.workshop.kinds import Collect
from bot.workshop.postits.typed import is_command
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, StepRun


@dataclass(frozen=True, slots=True)
class Private:
    """Where someone's private messages go."""

    session: Session
    step: StepRun


async def begin(ctx: Context, step_id: int, actor: Actor) -> Private:
    """Have the private messages of `actor` be post-its of a step from now on, and of no other.

    Raises Refusal when it is not open before the meeting, or takes no post-its.
    """
    async with ctx.database.write() as tx:
        session, step = await open_ahead_step(tx, step_id)
        if not isinstance(step.plan, Collect):
            raise Over("before.closed")
        await tx.ahead.write_in_private(session.id, step.id, actor.user_id)
        return Private(session, step)


async def began(ctx: Context, actor: Actor, message_id: int) -> None:
    """Remember our message below which what `actor` sends are post-its."""
    async with ctx.database.write() as tx:
        await tx.ahead.writes_since(actor.user_id, message_id)


async def writers(ctx: Context) -> dict[int, int]:
    """Return who writes in private now, each with our message below which: what was sent while
    nobody listened stands there."""
    async with ctx.database.read() as tx:
        found: dict[int, int] = {}
        for session in await tx.sessions.live():
            if session.is_ahead:
                found |= await tx.ahead.writers_in(session.id)
        return found


async def give_up(ctx: Context, actor: Actor) -> None:
    """Have the private messages of `actor` be nothing: Discord brings them none of ours."""
    async with ctx.database.write() as tx:
        await tx.ahead.writes_no_more(actor.user_id)


async def where(ctx: Context, user_id: int) -> Private | None:
    """Return where someone's private messages go; None when nowhere."""
    async with ctx.database.read() as tx:
        return await _where(tx, user_id)


async def hear(ctx: Context, message: Message) -> Heard | None:
    """Keep a private message as post-its of its author; None when they have no step to write in.

    One that was sent after the deadline is refused, though the step may not have closed yet. What
    whoever leads sends is post-its too: in private nobody speaks to the room.
    """
    if is_command(message.text):
        return Heard(0, frozenset())
    async with ctx.turns.of(message.id), ctx.database.write() as tx:
        place = await _where(tx, message.author.user_id)
        if place is None:
            return None
        until = place.step.closes_at
        if until is not None and message.at is not None and message.at > until:
            # Read after a stop, before the step closed: it was sent once it should have.
            return Heard(0, frozenset({TOO_LATE}))
        heard = await read(tx, place.session, place.step, message, private=True)
        if heard.kept and not place.session.masked:
            await tx.ahead.is_private(place.session.id, message.id)
        return heard


async def edited(ctx: Context, message: Message) -> Heard | None:
    """Have the post-its of a private message say what it says once edited; None when it has none
    that are followed."""
    async with ctx.database.read() as tx:
        if not await tx.ahead.private_among([message.id]):
            return None
    return await reread(ctx, message)


async def gone(ctx: Context, message_ids: Collection[int]) -> int:
    """Withdraw the post-its of private messages that were deleted; return how many they were."""
    async with ctx.database.read() as tx:
        ours = await tx.ahead.private_among(message_ids)
    return await deleted(ctx, ours) if ours else 0


async def _where(tx: Transaction, user_id: int) -> Private | None:
    step_id = await tx.ahead.written_in(user_id)
    found = await tx.sessions.step_in_session(step_id) if step_id is not None else None
    if found is None or not (found[0].is_ahead and found[1].is_open):
        return None
    return Private(*found)
