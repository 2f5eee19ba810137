"""Hands through the use cases: who may, what counts, what becomes of them when the room moves."""

from __future__ import annotations

import asyncio

import pytest

from bot.services.context import Context
from bot.services.hands import leading, raising
from bot.services.hands.keeping import hands_of
from bot.services.hands.leading import Done
from bot.services.hands.raising import Place
from bot.store.rows.speaking.floor import Spoken
from bot.workshop.errors import Outdated
from bot.workshop.hands.hand import Heard, Raised
from bot.workshop.hands.queue import Hands, Present
from bot.workshop.kinds import Discuss, Kinds
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, Signing
from bot.workshop.step import AtEnd
from tests.builders import ALIX, BACHIR, CLEO, NOUR, collect, discuss, new_session
from tests.builders import recipe as recipe_of
from tests.services.room import Room, refused
from tests.store.seeing import rows

HAND, POINT = Raised.HAND, Raised.POINT


def nowhere(leading: frozenset[int]) -> Present:
    """Nobody can tell who is there."""
    return None


def talk(**settings: object) -> Discuss:
    return discuss().model_copy(update=settings)


async def begun(ctx: Context, *plans: Kinds, signing: Signing = Signing.SIGNED) -> Room:
    room = await Room.open(ctx, new_session(recipe_of(*plans), signing=signing))
    await room.start()
    return room


async def up(room: Room, *people: Actor, kind: Raised = HAND) -> list[Place]:
    return [
        await raising.raise_hand(room.ctx, room.session_id, one, kind, nowhere, room.now)
        for one in people
    ]


async def hands(room: Room) -> Hands:
    session, step = await room.session(), await room.step()
    async with room.ctx.database.read() as tx:
        found = await hands_of(tx, session, step)
    assert found is not None
    return found


async def give(room: Room, by: Actor = NOUR, turn: int | None = None) -> Done:
    seen = (await hands(room)).turn if turn is None else turn
    return await leading.give_next(room.ctx, room.session_id, by, seen, nowhere, room.now)


async def heard(room: Room) -> list[Heard]:
    steps = await room.steps()
    async with room.ctx.database.read() as tx:
        found = await tx.hands.heard(room.session_id)
    return [found[step.id] for step in steps if step.id in found]


async def times(room: Room) -> dict[int, Spoken]:
    async with room.ctx.database.read() as tx:
        return await tx.floor.times(room.session_id)


async def test_only_those_who_lead_open_give_and_close(ctx: Context) -> None:
    room = await begun(ctx, talk(hands=True))
    here = (room.ctx, room.session_id, ALIX)
    await up(room, ALIX)
    turn = (await hands(room)).turn
    for act in (
        leading.open_hands(*here, nowhere, room.now),
        leading.close_hands(*here, room.now),
        leading.give_next(*here, turn, nowhere, room.now),
        leading.give_to(*here, turn, ALIX.user_id, "Alix", room.now),
        leading.end_turn(*here, turn, room.now),
        leading.take_back(*here, turn),
        leading.free_chair(*here, ALIX.user_id, nowhere, room.now),
        leading.seen_by(*here),
    ):
        with refused("session.not_facilitator"):
            await act


async def test_nobody_raises_a_hand_before_the_session_nor_after_it(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe_of(talk(hands=True))))
    with refused("session.not_started"):
        await up(room, ALIX)
    with refused("session.not_started"):
        await leading.open_hands(ctx, room.session_id, NOUR, nowhere, room.now)
    await room.start()
    await up(room, ALIX)
    await room.end()
    with refused("session.ended"):
        await up(room, BACHIR)


async def test_a_recipe_opens_them_and_they_stay_open(ctx: Context) -> None:
    room = await begun(ctx, collect(), talk(hands=True), collect())
    with refused("hands.closed"):
        await up(room, ALIX)
    await room.next()
    await up(room, ALIX, BACHIR)
    await room.next()
    assert [hand.person for hand in (await hands(room)).line] == [ALIX.user_id, BACHIR.user_id]
    assert (await up(room, CLEO))[0].ahead == 2


async def test_two_give_the_floor_at_once_and_it_is_given_once(ctx: Context) -> None:
    room = await begun(ctx, talk(hands=True))
    await up(room, ALIX, BACHIR)
    turn = (await hands(room)).turn
    done = await asyncio.gather(
        give(room, turn=turn), give(room, turn=turn), return_exceptions=True
    )
    assert sum(isinstance(one, Outdated) for one in done) == 1
    assert len((await hands(room)).raised) == 1


async def test_the_turn_is_counted_where_it_was_given_pauses_left_out(ctx: Context) -> None:
    room = await begun(ctx, talk(hands=True), collect())
    await up(room, ALIX, BACHIR)
    await give(room)
    room.wait(seconds=30)
    await room.pause()
    room.wait(minutes=9)
    await room.resume()
    room.wait(seconds=12)
    await room.next()
    assert await times(room) == {ALIX.user_id: Spoken(1, 42)}
    await give(room)
    room.wait(seconds=5)
    await room.back()
    assert await times(room) == {ALIX.user_id: Spoken(1, 42), BACHIR.user_id: Spoken(1, 5)}
    assert await heard(room) == [Heard(1, 1), Heard(1, 1)]


async def test_a_step_left_in_a_pause_ends_the_turn_and_the_next_one_counts(ctx: Context) -> None:
    room = await begun(ctx, talk(hands=True), collect())
    await up(room, ALIX, BACHIR)
    await give(room)
    room.wait(seconds=10)
    await room.pause()
    room.wait(seconds=100)
    await room.next()
    assert await times(room) == {ALIX.user_id: Spoken(1, 10)}
    await give(room)
    room.wait(seconds=7)
    await room.end()
    assert await heard(room) == [Heard(1, 1), Heard(1, 1)]


async def test_a_step_that_its_time_closes_ends_the_turn_and_takes_hands(ctx: Context) -> None:
    room = await begun(ctx, talk(hands=True, at_end=AtEnd.CLOSE), collect())
    await up(room, ALIX)
    await give(room)
    await room.until(room.now.replace(hour=23))
    assert (await hands(room)).seats == ()
    assert (await times(room))[ALIX.user_id].turns == 1
    await up(room, BACHIR)
    assert (await give(room)).who == "Bachir"


async def test_the_chairs_are_those_of_the_step_even_when_it_is_left(ctx: Context) -> None:
    room = await begun(ctx, talk(chairs=2), collect())
    places = await up(room, ALIX, BACHIR, CLEO)
    assert [place.chair for place in places] == [1, 2, None]
    room.wait(seconds=60)
    await room.skip()
    assert await times(room) == {ALIX.user_id: Spoken(1, 30), BACHIR.user_id: Spoken(1, 30)}
    assert await heard(room) == [Heard(2, 2)]
    assert [hand.person for hand in (await hands(room)).line] == [CLEO.user_id]


async def test_one_who_raises_a_hand_has_come_and_is_counted_nowhere(ctx: Context) -> None:
    room = await begun(ctx, talk(hands=True))
    await up(room, ALIX, NOUR)
    async with ctx.database.read() as tx:
        assert await tx.sessions.participants(room.session_id) == {ALIX.user_id}
        assert await tx.sessions.count_participants(room.session_id) == 0


async def test_a_hand_is_lowered_once_they_are_closed(ctx: Context) -> None:
    room = await begun(ctx, talk(hands=True))
    await up(room, ALIX, BACHIR)
    await leading.close_hands(ctx, room.session_id, NOUR, room.now)
    await raising.lower(ctx, room.session_id, ALIX, HAND)
    with refused("hands.closed"):
        await up(room, CLEO)
    done = await leading.open_hands(ctx, room.session_id, NOUR, nowhere, room.now)
    assert [hand.person for hand in done.hands.line] == [BACHIR.user_id]


async def test_the_menu_of_a_hand_that_was_lowered_gives_the_floor_to_nobody(ctx: Context) -> None:
    room = await begun(ctx, talk(hands=True))
    await up(room, ALIX)
    turn = (await hands(room)).turn
    await raising.lower(ctx, room.session_id, ALIX, HAND)
    with refused("hands.lowered"):
        await leading.give_to(ctx, room.session_id, NOUR, turn, ALIX.user_id, None, room.now)


async def test_the_room_speaks_once_it_is_said_how_many_are_in_it(ctx: Context) -> None:
    room = await begun(ctx, talk(hands=True))

    def signed(session: Session) -> str:
        return "La salle"

    with refused("in_room.nobody"):
        await raising.raise_for_room(ctx, room.session_id, NOUR, signed, nowhere, room.now)
    with refused("session.not_facilitator"):
        await raising.raise_for_room(ctx, room.session_id, ALIX, signed, nowhere, room.now)


@pytest.mark.parametrize("signing", list(Signing))
async def test_after_the_end_numbers_stay_and_nothing_that_names_anyone(
    ctx: Context, signing: Signing
) -> None:
    room = await begun(ctx, talk(hands=True), signing=signing)
    await up(room, ALIX, BACHIR, CLEO)
    await give(room)
    await up(room, BACHIR, kind=POINT)
    await give(room)
    await give(room)
    await room.end()
    assert await heard(room) == [Heard(3, 3)]
    assert await times(room) == {}
    path = ctx.database.path
    named = ("hands", "raised_hands", "floor_seats", "answered_points", "step_speakers")
    assert [rows(path, f"SELECT * FROM {table}") for table in named] == [[]] * len(named)
