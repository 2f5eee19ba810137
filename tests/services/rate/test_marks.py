"""Marks are given, changed, revealed; who gave which then leaves every byte of the disk."""

from __future__ import annotations

import pytest

from bot.services.context import Context
from bot.services.rate import giving, revealing, room
from bot.workshop.kinds import AtEnd
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Signing, author_reference
from tests.builders import ALIX, BACHIR, CLEO, NOUR, discuss, new_session, rate, recipe
from tests.services.room import Room, refused
from tests.store.seeing import every_byte, rows, scalar, scrubbed

PEOPLE = (ALIX, BACHIR, CLEO)
LEFT = ("fold 0", "marks 0", "card 1")


async def opened(ctx: Context, signing: Signing = Signing.SIGNED) -> tuple[Room, int]:
    hall = await Room.open(ctx, new_session(recipe(rate(), discuss()), signing=signing))
    await hall.start()
    return hall, (await hall.step()).id


async def give(hall: Room, step: int, by: Actor, mark: int, remark: str = "") -> None:
    await giving.give(hall.ctx, step, by, mark, hall.now)
    if remark:
        await giving.say(hall.ctx, step, by, remark, hall.now)


@pytest.mark.parametrize("signing", list(Signing))
@pytest.mark.parametrize("people", [2, 3])
async def test_the_reveal_leaves_no_key_no_hash_and_no_mark_of_anyone(
    ctx: Context, signing: Signing, people: int
) -> None:
    hall, step = await opened(ctx, signing)
    for rank, person in enumerate(PEOPLE[:people]):
        await give(hall, step, person, 1 + rank, f"une phrase de rang {rank}")
    path = ctx.database.path
    key = scalar(path, "SELECT key FROM keys WHERE purpose = 'rate'")
    hashes = [author_reference(person.user_id, key) for person in PEOPLE[:people]]
    assert {row[0] for row in rows(path, "SELECT rater FROM rate_marks")} == set(hashes)
    assert key in every_byte(path)
    await revealing.reveal(ctx, step, NOUR, hall.now, erased=True)
    await scrubbed(ctx.database)
    left = every_byte(path)
    assert key not in left
    assert not any(one.encode() in left for one in hashes)
    kept = [row[0] for row in rows(path, "SELECT text FROM rate_remarks")]
    assert len(kept) == (people if people >= 3 else 0)
    if people < 3:
        assert b"une phrase de rang" not in left
        assert rows(path, "SELECT * FROM turnout") == []


async def test_the_order_of_the_lines_is_drawn_by_lot(ctx: Context) -> None:
    orders = set()
    for _ in range(12):
        hall, step = await opened(ctx)
        for rank, person in enumerate(PEOPLE):
            await give(hall, step, person, 2, f"{rank}")
        await revealing.reveal(ctx, step, NOUR, hall.now)
        async with ctx.database.read() as tx:
            orders.add(await tx.rates.remarks(step))
        await hall.end()
    assert len(orders) > 1


async def test_marks_that_nobody_reveals_leave_with_the_session(ctx: Context) -> None:
    hall, step = await opened(ctx)
    await give(hall, step, ALIX, 1, "jamais dite")
    await hall.skip()
    await hall.end()
    await scrubbed(ctx.database)
    path = ctx.database.path
    for table in ("rate_marks", "rate_in_room", "rate_remarks", "keys"):
        assert rows(path, f"SELECT * FROM {table}") == []
    assert b"jamais dite" not in every_byte(path)


async def test_marks_come_and_go_as_their_giver_wants(ctx: Context) -> None:
    hall, step = await opened(ctx)
    await give(hall, step, ALIX, 2, "plus court")
    seen = await giving.give(ctx, step, ALIX, 5, hall.now)
    assert seen.mine == (5, "plus court")
    with refused("rate.not_low"):
        await giving.say(ctx, step, ALIX, "autre", hall.now)
    seen = await giving.give(ctx, step, ALIX, 3, hall.now)
    assert seen.mine == (3, "plus court")
    assert (await giving.withdraw(ctx, step, ALIX, hall.now)).given.marks == 0
    with refused("rate.nothing_given"):
        await giving.withdraw(ctx, step, ALIX, hall.now)
    with refused("rate.nothing_given"):
        await giving.say(ctx, step, ALIX, "sans note", hall.now)


async def test_nothing_is_given_to_revealed_marks_nor_outside_of_their_step(ctx: Context) -> None:
    hall, step = await opened(ctx)
    with refused("rate.none"):
        await revealing.reveal(ctx, step, NOUR, hall.now)
    for person in PEOPLE:
        await give(hall, step, person, 4)
    with refused("session.not_facilitator"):
        await revealing.reveal(ctx, step, ALIX, hall.now)
    with hall.says("marks 0"):
        await revealing.reveal(ctx, step, NOUR, hall.now)
    assert (await hall.step()).closes_at is None, "nothing is waited for"
    for act in (
        giving.give(ctx, step, ALIX, 5, hall.now),
        giving.say(ctx, step, ALIX, "tard", hall.now),
        giving.withdraw(ctx, step, ALIX, hall.now),
        revealing.reveal(ctx, step, NOUR, hall.now),
    ):
        with refused("rate.revealed"):
            await act
    with refused("in_room.nobody"):
        await room.ready(ctx, step, NOUR, lambda _: "dans la salle")
    await hall.next()
    with refused("step.not_open"):
        await giving.give(ctx, step, ALIX, 5, hall.now)
    with refused("step.not_open"):
        await giving.give(ctx, (await hall.step()).id, ALIX, 5, hall.now)


async def test_a_step_that_nobody_marked_can_be_taken_up_again(ctx: Context) -> None:
    hall, step = await opened(ctx)
    with hall.says("fold 0", "card 1"):
        await hall.next()
    assert (await hall.step(0)).outcome is None
    await hall.back()
    for person in PEOPLE:
        await give(hall, step, person, 4)
    with hall.says("fold 0", "marks 0", "card 1"):
        await hall.next()


@pytest.mark.parametrize("at_end", list(AtEnd))
@pytest.mark.parametrize(
    ("marks", "said"),
    [
        (0, {"wait": ["time_up 0"], "close": ["time_up 0"], "next": ["fold 0", "card 1"]}),
        (2, {"wait": ["time_up 0"], "close": ["time_up 0"], "next": [*LEFT]}),
        (3, {"wait": ["marks 0"], "close": ["marks 0"], "next": [*LEFT]}),
    ],
)
async def test_the_end_of_the_time_reveals_and_erases_nothing_by_itself(
    ctx: Context, at_end: AtEnd, marks: int, said: dict[str, list[str]]
) -> None:
    hall = await Room.open(ctx, new_session(recipe(rate(at_end=at_end), discuss())))
    await hall.start()
    step = (await hall.step()).id
    for person in PEOPLE[:marks]:
        await give(hall, step, person, 4)
    hall.wait(minutes=2)
    await hall.ring()
    hall.wait(minutes=1)
    with hall.says(*said[at_end]):
        await hall.ring()
    kept = rows(ctx.database.path, "SELECT mark FROM rate_marks")
    waits = marks == 2 and at_end is not AtEnd.NEXT
    assert len(kept) == (2 if waits else 0)
    stays = at_end is AtEnd.WAIT or (at_end is AtEnd.CLOSE and marks > 0)
    assert (await hall.step(0)).is_open is stays


async def test_few_marks_are_not_revealed_by_whoever_did_not_read_that_they_go(
    ctx: Context,
) -> None:
    hall, step = await opened(ctx)
    await give(hall, step, ALIX, 4)
    with refused("rate.few_now"):
        await revealing.reveal(ctx, step, NOUR, hall.now)
    assert (await giving.view(ctx, step, ALIX)).mine is not None
