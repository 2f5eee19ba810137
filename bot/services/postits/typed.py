"""Post-its typed in the channel: said, edited, deleted, and what facilitators make of messages."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from bot.services.context import Context, existing, leads, steered
from bot.services.live import Hearing, hearing
from bot.services.postits.adding import step_that_takes
from bot.services.postits.asking import ask
from bot.services.postits.reading import (
    TOO_LATE,
    TOO_MANY,
    Heard,
    Message,
    ideas_of,
    let_go,
    read,
)
from bot.services.sessions.announcing import tell_of_talk
from bot.store import Transaction
from bot.store.outbox import Saying
from bot.workshop.errors import Refusal
from bot.workshop.postits.postit import PostIt
from bot.workshop.postits.typed import is_command
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import (
    LATE_WORDS,
    Session,
    SessionState,
    StepRun,
    accepts_typed,
    hides,
)

__all__ = ["Heard", "Message", "adopt", "deleted", "hear", "place_of", "reread", "set_aside"]


async def hear(ctx: Context, message: Message, now: datetime) -> Heard | None:
    """Keep a new message as post-its; None when the channel takes none now.

    One that comes as soon as its step was left is too late, and its writer is to know. While
    post-its are hidden, the room is reminded, once in a step, that messages are none.
    """
    if is_command(message.text):
        return None
    async with ctx.turns.of(message.id):
        heard = await ctx.live.hearing(message.channel_id)
        if heard.makes is Hearing.POSTIT:
            return await _keep(ctx, message, now)
        # A clock that was set back since tells nothing.
        if heard.left_at is not None and timedelta(0) <= now - heard.left_at <= LATE_WORDS:
            return Heard(0, frozenset({TOO_LATE}))
        if heard.makes is Hearing.REMINDER and not await _from_a_leader(ctx, message):
            await _remind(ctx, message, now)
        return None


async def reread(ctx: Context, message: Message, *, reply: bool = False) -> Heard | None:
    """Have the post-its of a message say what it says once edited; None when it is none.

    Ideas keep their post-it wherever they move (`bot.workshop.postits.following`); those that are
    no longer there are withdrawn, and new ones are added while the step is open. What was said
    before the step, or as a `reply`, and was no post-it then, does not become one.
    """
    async with ctx.turns.of(message.id):
        # Most edits are of messages that are no post-its: they wait for nobody.
        async with ctx.database.read() as tx:
            if await place_of(tx, message, reply) is None:
                return None
        async with ctx.database.write() as tx:
            place = await place_of(tx, message, reply)
            return await read(tx, *place, message) if place is not None else None


async def deleted(ctx: Context, message_ids: Collection[int]) -> int:
    """Withdraw the post-its of messages that left a channel, while their session lives; return
    how many there were."""
    await ctx.turns.after(message_ids)
    async with ctx.database.read() as tx:
        made = await tx.postits.made_of(message_ids)
    if not made:
        return 0
    async with ctx.database.write() as tx:
        return sum([len(await _let_go_of(tx, message_id)) for message_id in made])


async def adopt(ctx: Context, message: Message, actor: Actor) -> Heard:
    """Have a facilitator make post-its of a member's message.

    While the wall is read or sorted they join it. Raises Refusal when `actor` does not lead, when
    no post-its are taken that show who wrote them, and when there is nothing to keep or no room
    for it.
    """
    async with ctx.turns.of(message.id), ctx.database.write() as tx:
        session, now = await tx.sessions.now_in(message.channel_id)
        if session is None:
            raise Refusal("session.none_here")
        session = await steered(tx, session.id, actor)
        step, plan = await step_that_takes(tx, session, now)
        if step.is_open and hides(session, plan):
            raise Refusal("message.shows_author")
        if await tx.postits.of_message(message.id):
            raise Refusal("message.already_made")
        leading = await leads(tx, session, message.author)
        ideas = ideas_of(session, plan, message, leads=leading)
        if not ideas:
            raise Refusal("postit.empty")
        await tx.messages.take_back(message.id)
        heard = await read(tx, session, step, message, adopted=True)
        if not heard.kept:
            if TOO_MANY in heard.refused:
                raise Refusal("message.too_many", limit=plan.per_person)
            longest = max(len(idea.text) for idea in ideas)
            raise Refusal("message.too_long", length=longest, limit=plan.max_length)
        return heard


async def set_aside(ctx: Context, channel_id: int, message_id: int, actor: Actor) -> list[PostIt]:
    """Have a facilitator say that a message is no post-it; return those that are withdrawn: all
    that no other message says.

    Editing the message does not bring them back. Raises Refusal when `actor` does not lead the
    session, or when the message is no post-it of it.
    """
    async with ctx.turns.of(message_id), ctx.database.write() as tx:
        session, _ = await tx.sessions.now_in(channel_id)
        if session is None:
            raise Refusal("session.none_here")
        session = await steered(tx, session.id, actor)
        made = [p for p in await tx.postits.of_message(message_id) if p.session_id == session.id]
        if not made:
            raise Refusal("message.not_made")
        withdrawn = await _let_go_of(tx, message_id)
        await tx.messages.set_aside(session.id, message_id)
        return withdrawn


async def _keep(ctx: Context, message: Message, now: datetime) -> Heard:
    """Have a new message be post-its, unless the session has just moved on."""
    async with ctx.database.write() as tx:
        session, step = await tx.sessions.now_in(message.channel_id)
        if session is None or step is None or not accepts_typed(session, step):
            # It was said while the step was open: its writer is to know that it is not kept.
            return Heard(0, frozenset({TOO_LATE}))
        heard = await read(tx, session, step, message)
        if heard.unplaced:
            await ask(tx, session, step, now)
        if heard.talk and await tx.messages.tell_of_talk(session.id, message.author.user_id):
            await tell_of_talk(tx, session.id, message.author.user_id, now)
            heard = replace(heard, told=True)
        return heard


async def _from_a_leader(ctx: Context, message: Message) -> bool:
    """Those who lead speak to the room: it is not to them that it must be said."""
    async with ctx.database.read() as tx:
        session = await tx.sessions.live_in(message.channel_id)
        return session is not None and await leads(tx, session, message.author)


async def _remind(ctx: Context, message: Message, now: datetime) -> None:
    async with ctx.database.write() as tx:
        session, step = await tx.sessions.now_in(message.channel_id)
        if session is None or step is None or hearing(session, step) is not Hearing.REMINDER:
            return
        await tx.outbox.add(Saying.REMINDER, session.id, session.channel_id, now, step=step.id)
        await tx.sessions.set_reminded(step)


async def place_of(
    tx: Transaction, message: Message, reply: bool
) -> tuple[Session, StepRun] | None:
    """Return where the post-its of an edited message are, or may come; None when nowhere."""
    made = await tx.postits.of_message(message.id)
    if made:
        session = await tx.sessions.get(made[0].session_id)
        step = await tx.sessions.step(made[0].step_id)
    else:
        session, step = await tx.sessions.now_in(message.channel_id)
    if session is None or step is None or session.state is SessionState.ENDED:
        return None
    if not made and (
        reply
        or not accepts_typed(session, step)
        or step.since_message_id is None
        or message.id < step.since_message_id
        or is_command(message.text)
    ):
        return None
    return session, step


async def _let_go_of(tx: Transaction, message_id: int) -> list[PostIt]:
    """A message says nothing any more; return the post-its that were withdrawn with it."""
    made = await tx.postits.of_message(message_id)
    session = await existing(tx, made[0].session_id) if made else None
    if session is None or session.state is SessionState.ENDED:
        return []
    await tx.messages.forget_lines([message_id])
    return [postit for postit in made if await let_go(tx, session, postit)]
