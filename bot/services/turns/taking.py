"""Taking one's turn: being there, having the floor, giving it on, leaving a word.

A press names the turn that it saw: pressed twice, or once the floor has changed hands, it acts on
no other.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from bot.services.context import Context, author_of
from bot.services.turns.clock import keep
from bot.services.turns.view import Look, Place, anew, found, looked, place_of
from bot.store import Topic, Transaction
from bot.workshop.errors import Refusal
from bot.workshop.sessions.permissions import Actor
from bot.workshop.turns.round import Round, Stands
from bot.workshop.turns.step import Order
from bot.workshop.turns.word import check_word


class Giving(StrEnum):
    """How the one who has the floor gives it on."""

    DONE = "done"
    PASS = "pass"
    BACK = "back"  # it comes back to them after the others


async def view(ctx: Context, step_id: int, actor: Actor) -> Place:
    """Return the place of `actor` in an open round; raise Refusal where there is none."""
    async with ctx.database.read() as tx:
        return await place_of(tx, step_id, actor)


async def here(ctx: Context, step_id: int, actor: Actor, look: Look, now: datetime) -> Place:
    """Have `actor` be in the round: those who come late speak last, and so do those whose turn
    went by unused. Raises Refusal for more people than a round holds."""

    def come(held: Round, at: int) -> Round:
        held = looked(held, look)
        there = look(held.voice_id) if held.voice_id is not None else None
        return held.join(actor.user_id, at, voice=actor.user_id in (there or ()))

    async with ctx.database.write() as tx:
        session_id = await _change(tx, step_id, come, now)
        await tx.sessions.came(session_id, actor.user_id)
        return await place_of(tx, step_id, actor)


async def give_on(
    ctx: Context, step_id: int, actor: Actor, turn: int, how: Giving, look: Look, now: datetime
) -> Place:
    """Have `actor`, who has the floor, give it on; the next one who is still there has it.

    Raises NotYours for anyone else, Moved when the floor came to them after what they saw, Refusal
    when it cannot come back to them.
    """

    def given(held: Round, at: int) -> Round:
        held.speaking(actor.user_id)
        held.check_turn(turn)
        held = looked(held, look)
        if how is Giving.BACK:
            return held.back(at)
        return held.leave(Stands.SPOKE if how is Giving.DONE else Stands.PASSED, at)

    return await _changed(ctx, step_id, actor, given, now)


async def pass_ahead(ctx: Context, step_id: int, actor: Actor, now: datetime) -> Place:
    """Have the turn of `actor`, who waits for it, go by; raise Refusal when they do not."""
    return await _changed(ctx, step_id, actor, lambda held, _: held.passing(actor.user_id), now)


async def resume(ctx: Context, step_id: int, actor: Actor, turn: int, now: datetime) -> Place:
    """Have `actor`, who gave the floor on a moment ago, take it again: whoever has it now comes
    next. Raises Refusal once it has gone further."""

    def taken(held: Round, at: int) -> Round:
        if held.turn != turn:
            raise Refusal("turns.too_late")
        return held.resume(actor.user_id, at)

    return await _changed(ctx, step_id, actor, taken, now)


async def volunteer(ctx: Context, step_id: int, actor: Actor, wanted: bool, now: datetime) -> Place:
    """Have `actor` speak before those who do not offer themselves, or no longer; raise Refusal
    where the order is another, and for who does not wait."""
    async with ctx.database.write() as tx:
        _, _, plan, _ = await found(tx, step_id)
        if plan.order is not Order.VOLUNTEERS:
            raise Refusal("button.unknown")
        await _change(tx, step_id, lambda held, _: held.volunteering(actor.user_id, wanted), now)
        return await place_of(tx, step_id, actor)


async def ping(ctx: Context, step_id: int, actor: Actor, wanted: bool, now: datetime) -> Place:
    """Have `actor` mentioned when it is their turn, or not; raise Refusal for who is not in it."""
    return await _changed(
        ctx, step_id, actor, lambda held, _: held.pinging(actor.user_id, wanted), now
    )


async def write(ctx: Context, step_id: int, actor: Actor, text: str, now: datetime) -> Place:
    """Keep the word of `actor`, in the place of the one before; none takes it back.

    A form that was opened before the step was left is still taken, as `form_step` says. Raises
    Refusal where no word is asked, for one that is too long, and once those of a masked session
    were read: what came or left later would tell whose it is.
    """
    async with ctx.database.write() as tx:
        session, _, plan, _ = await found(tx, step_id, now)
        if not plan.word:
            raise Refusal("button.unknown")
        if session.masked and await tx.turns.were_read(step_id):
            raise Refusal("turns.words_read")
        word, author = check_word(text), await author_of(tx, session, actor.user_id)
        if word:
            name = None if session.masked else actor.name
            await tx.turns.write(step_id, author, name, word)
            await tx.sessions.took_part(session.id, actor.user_id)
        else:
            await tx.turns.take_back(step_id, author)
        if not session.masked:  # a card that is redrawn would tell the moment
            tx.touch(Topic.SESSION, session.id)
        return await place_of(tx, step_id, actor, now)


async def _changed(
    ctx: Context,
    step_id: int,
    actor: Actor,
    change: Callable[[Round, int], Round],
    now: datetime,
) -> Place:
    async with ctx.database.write() as tx:
        await _change(tx, step_id, change, now)
        return await place_of(tx, step_id, actor)


async def _change(
    tx: Transaction, step_id: int, change: Callable[[Round, int], Round], now: datetime
) -> int:
    """Keep what `change` makes of a round and of the seconds spent in its step; return the
    session."""
    session, step, plan, held = await found(tx, step_id)
    before = anew(plan, held)
    after = change(before, step.spent(now))
    if after != before or held is None:
        await keep(tx, session, step, held, after, now)
    return session.id
