"""People who leave the voice channel of a speaking round, and come back."""

from __future__ import annotations

from datetime import datetime

from bot.services.context import Context, check_open_step
from bot.services.turns.clock import GRACE
from bot.store import Topic, Transaction
from bot.store.timers import TimerKind
from bot.workshop.turns.round import Round


async def moved(ctx: Context, voice_id: int, person: int, now: datetime, *, there: bool) -> None:
    """Note that someone left a voice channel, or came (back) to it. Whoever has the floor then has
    a moment to come back before it is given on."""
    async with ctx.database.read() as tx:
        held = await tx.turns.in_voice(voice_id)
        steps = [one for one in held if await _changes(tx, one, person, there=there)]
    for step_id in steps:
        async with ctx.database.write() as tx:
            await _note(tx, step_id, person, now, there=there)


async def seen(ctx: Context, voice_id: int, there: frozenset[int]) -> None:
    """Note who is in a voice channel, after nobody listened for a while."""
    async with ctx.database.read() as tx:
        steps = await tx.turns.in_voice(voice_id)
    for step_id in steps:
        async with ctx.database.write() as tx:
            held = await tx.turns.get(step_id)
            if held is not None and (after := held.seen(there)) != held:
                await tx.turns.save(step_id, held, after)


async def _changes(tx: Transaction, step_id: int, person: int, *, there: bool) -> bool:
    held = await tx.turns.get(step_id)
    seat = held.seat(person) if held is not None else None
    return seat is not None and seat.voice and seat.away is there


async def _note(tx: Transaction, step_id: int, person: int, now: datetime, *, there: bool) -> None:
    found = await tx.sessions.step_in_session(step_id)
    held = await tx.turns.get(step_id)
    if found is None or not found[1].is_open or held is None:
        return
    session, step = check_open_step(found)
    away = frozenset(seat.person for seat in held.seats if seat.absent)
    present = frozenset(seat.person for seat in held.seats) - away
    after = held.seen(present | {person} if there else present - {person})
    await tx.turns.save(step_id, held, after)
    if _floor(after) == person:
        await tx.timers.cancel(step.id, TimerKind.TURN_LEFT)
        if not there:
            await tx.timers.set(
                TimerKind.TURN_LEFT,
                session.id,
                now + GRACE,
                step_id=step.id,
                payload={"turn": after.turn},
            )
    tx.touch(Topic.SESSION, session.id)


def _floor(held: Round) -> int | None:
    return held.speaker.person if held.speaker is not None else None
