"""Where post-its stand while the room sorts together: what the facilitators say, else what the
room agrees on; and what remains of it once the step is left."""

from __future__ import annotations

from dataclasses import replace

from bot.store import Topic, Transaction
from bot.workshop.in_room import ROOM
from bot.workshop.sessions.session import author_reference
from bot.workshop.themes import together
from bot.workshop.themes.sorting import Change, ChangeKind, Piece
from bot.workshop.themes.together import Progress, Round


async def settle(tx: Transaction, session_id: int) -> None:
    """Have every post-it stand where the changes that stand and the answers that count say.

    Asked after each act that changes either as a whole: one of the facilitators, undone or not, or
    someone set aside. Does nothing where no room sorts together.
    """
    for now in await tx.rounds.in_session(session_id):
        words = together.said(await tx.themes.changes(session_id), now.since)
        await tx.rounds.set_said(now, words)
        sorting = await tx.themes.sorting(session_id)
        places = together.settle(sorting, words, await tx.rounds.answers(now))
        moved = {p: place for p, place in places.items() if sorting.places[p] != place}
        await tx.themes.save(session_id, Piece({}, moved))
        tx.touch(Topic.SESSION, session_id)


async def progress_of(tx: Transaction, session_id: int, now: Round) -> Progress:
    """Return how far a round is."""
    found = together.progress(
        await tx.themes.sorting(session_id),
        await tx.rounds.by_hand(now.step_id),
        await tx.rounds.answers(now),
        await tx.rounds.people(now),
        now.merged,
        await tx.rounds.apart(now.step_id),
    )
    return replace(found, in_room=await room_among(tx, now))


async def room_among(tx: Transaction, now: Round) -> int:
    """Return 1 where the people in the room are among those whose answers count, else 0."""
    key = await tx.sessions.key("sorting", now.step_id)
    if key is None or now.is_aside:
        return 0
    room = author_reference(ROOM, key)
    given = await tx.rounds.given_by(now.step_id, room)
    return int(bool(given) and room not in await tx.rounds.aside(now.step_id))


async def conclude(tx: Transaction, session_id: int, step_id: int) -> None:
    """End the round of a step that is left, if there is one.

    What the room filed becomes one change, which can be undone; numbers remain of the rest, and
    whatever tells who answered what is erased.
    """
    now = await tx.rounds.under_way(step_id)
    if now is None:
        return
    told = await progress_of(tx, session_id, now)
    by_hand = await tx.rounds.by_hand(step_id)
    places = (await tx.themes.sorting(session_id)).places
    filed = {p: place for p, place in places.items() if place is not None and p not in by_hand}
    if filed:
        made = Change(
            ChangeKind.TOGETHER,
            "",
            Piece({}, dict.fromkeys(filed)),
            Piece({}, filed),
        )
        await tx.themes.remember(session_id, made)
        await tx.themes.bump(session_id)
    await tx.rounds.close(now, told)
