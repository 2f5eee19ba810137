"""While a vote is counted, everyone else goes on; what is cast meanwhile is counted too."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from random import Random

import pytest

from bot.services.context import Context
from bot.services.counting import ROUNDS, counts_between
from bot.services.deadlines import act_on_next
from bot.services.vote import closing
from bot.store import Database
from bot.tally.lot import drawn
from bot.workshop.kinds import Vote
from bot.workshop.language import Language
from bot.workshop.sessions.permissions import Actor
from bot.workshop.vote.electors import Electorate, Electors
from bot.workshop.vote.methods import ClosesWhen, SecondRule
from bot.workshop.vote.options import Option
from bot.workshop.vote.outcome import Box
from tests.builders import (
    ALIX,
    BACHIR,
    CHANNEL,
    CLEO,
    NOUR,
    collect,
    discuss,
    new_session,
    poll,
    recipe,
)
from tests.services.room import Room
from tests.store.seeing import scalar

LABELS = [f"option {n}" for n in range(1, 101)]
RANKED = poll("schulze", *LABELS, tie=SecondRule.LOT, minutes=2, closes=ClosesWhen.TIME)
ALL_FIVE = Electors(who=Electorate.NUMBER, size=5)
WHEN_ALL = RANKED.model_copy(update={"closes": ClosesWhen.ALL, "electors": ALL_FIVE})
FOUR = [Actor(NOUR.user_id + 100 + n, f"P{n}") for n in range(4)]


@asynccontextmanager
async def counts_held() -> AsyncIterator[None]:
    """No count ends before the block does: the one thread that counts is busy."""
    over = threading.Event()
    executor = ThreadPoolExecutor(1)
    asyncio.get_running_loop().set_default_executor(executor)
    executor.submit(over.wait)
    try:
        yield
    finally:
        over.set()


async def ranked(ctx: Context, plan: Vote = RANKED) -> Room:
    """A room in which four people have ranked a hundred options."""
    room = await Room.open(ctx, new_session(recipe(plan, discuss())))
    await room.start()
    for n, person in enumerate(FOUR):
        await room.vote(person, [[str(option)] for option in range(100, n, -1)])
    return room


async def by_hand(room: Room) -> None:
    await closing.close(room.ctx, (await room.step()).id, NOUR, room.now)


async def by_the_clock(room: Room) -> None:
    room.wait(minutes=2)
    while await act_on_next(room.ctx, room.now):
        pass


async def by_moving_on(room: Room) -> None:
    await room.next()


async def by_ending(room: Room) -> None:
    await room.end()


async def by_the_last_ballot(room: Room) -> None:
    assert (await room.vote(ALIX, [["1"]])).closed


WAYS: list[tuple[Callable[[Room], Awaitable[None]], Vote]] = [
    (by_hand, RANKED),
    (by_the_clock, RANKED),
    (by_moving_on, RANKED),
    (by_ending, RANKED),
    (by_the_last_ballot, WHEN_ALL),
]


@pytest.mark.parametrize(("closed", "plan"), WAYS, ids=[way.__name__ for way, _ in WAYS])
async def test_a_count_holds_up_nobody_however_the_vote_is_closed(
    ctx: Context, closed: Callable[[Room], Awaitable[None]], plan: Vote
) -> None:
    room = await ranked(ctx, plan)
    other = await Room.open(ctx, new_session(recipe(collect()), channel_id=CHANNEL + 1))
    await other.start()
    async with counts_held():
        counting = asyncio.ensure_future(closed(room))
        for text in ("un four", "un verger", "un puits"):
            await other.write(BACHIR, text)
        assert not counting.done()
        assert (await room.step(0)).outcome is None
        assert "result 0" not in room.letters(), "nothing is done before the count"
    await counting
    assert len(await other.wall()) == 3
    assert room.letters().count("result 0") == 1
    assert (await room.outcome(0)).ballots == len(FOUR) + (plan is WHEN_ALL)
    assert scalar(ctx.database.path, "SELECT count(*) FROM keys WHERE purpose = 'vote'") == 0


async def test_a_ballot_cast_while_the_vote_is_counted_is_counted(ctx: Context) -> None:
    room = await ranked(ctx)
    async with counts_held():
        counting = asyncio.ensure_future(by_hand(room))
        await room.vote(CLEO, [["1"], ["2"]])
        assert not counting.done()
    await counting
    found = await room.outcome()
    assert (found.ballots, found.turnout) == (5, 5)
    step_id = (await room.step()).id
    async with ctx.database.read() as tx:
        ballots = [one.content for one in await tx.ballots.all(step_id)]
    assert [["1"], ["2"]] in ballots
    assert room.letters().count("result 0") == 1


async def test_a_vote_that_two_people_close_at_once_is_counted_once(ctx: Context) -> None:
    room = await ranked(ctx)
    step = await room.step()
    async with counts_held():
        closes = [
            asyncio.ensure_future(closing.close(ctx, step.id, NOUR, room.now)) for _ in range(2)
        ]
        await room.vote(CLEO, [["1"]])
    answers = await asyncio.gather(*closes, return_exceptions=True)
    assert sorted(str(answer) for answer in answers if isinstance(answer, Exception)) == [
        "ballot.closed"
    ]
    assert room.letters().count("result 0") == 1


async def test_a_lot_is_drawn_once_however_often_the_count_began_again(database: Database) -> None:
    ctx = Context(database, Random(7))
    plan = poll("approval", "a", "b", tie=SecondRule.LOT)
    room = await Room.open(ctx, new_session(recipe(plan, discuss())))
    await room.start()
    for n, person in enumerate(FOUR):
        await room.vote(person, [str(1 + n % 2)])
    await by_hand(room)
    second = (await room.outcome()).second
    assert second is not None
    assert second.seed == f"{Random(7).getrandbits(64):016x}"
    assert second.winner == drawn(second.seed, ["1", "2"])[0]


async def test_a_room_that_goes_on_voting_is_counted_in_the_end(ctx: Context) -> None:
    begun = 0

    @counts_between
    async def close(ctx: Context) -> int:
        nonlocal begun
        begun += 1  # as if one more ballot had been cast each time
        option = Option(1, "a")
        box = Box(RANKED, Language.FRENCH, (option,), ((begun, '[["1"]]'),), None)
        return int((await ctx.counts.of(box)).answer["details"]["ballots"])

    assert await close(ctx) == begun == ROUNDS + 1
