from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.services import deciding, voting
from bot.services.context import Context
from bot.store import Database
from bot.tally.dots import tally
from bot.workshop.ballot import left, move_dot
from bot.workshop.errors import Refusal
from bot.workshop.permissions import Actor
from bot.workshop.steps.vote import VoteOn
from tests.builders import (
    ALIX,
    BACHIR,
    CLEO,
    NOUR,
    collect,
    discuss,
    new_session,
    recipe,
    reveal,
    roadmap,
    scenario,
    vote,
)
from tests.services.room import Room, delivery, refused
from tests.store.seeing import opened, rows, scalar

PEOPLE = (ALIX, BACHIR, CLEO)


async def voting_room(ctx: Context, *, budget: int = 5, cap: int | None = None) -> Room:
    """A vote just opened on three post-its."""
    room = await Room.open(
        ctx, new_session(recipe(collect(), reveal(), vote(budget=budget, cap=cap), discuss()))
    )
    await room.start()
    await room.write(NOUR, "un", "deux", "trois")
    await room.next()
    await room.next()
    return room


def outcome(room: Room) -> dict[str, object]:
    text = scalar(room.ctx.database.path, "SELECT outcome FROM steps WHERE kind = 'vote'")
    found = json.loads(text)
    assert isinstance(found, dict)
    return found


async def test_the_options_are_the_post_its_of_the_wall(ctx: Context) -> None:
    room = await voting_room(ctx)
    ballot = await room.ballot(ALIX)
    wall = await room.wall()
    assert [(o.number, o.label, o.source_id) for o in ballot.options] == [
        (p.number, p.text, p.id) for p in wall
    ]
    assert ballot.dots == {}


async def test_a_ballot_is_private_and_can_change_until_the_close(ctx: Context) -> None:
    room = await voting_room(ctx)
    assert (await room.put(ALIX, 1, dots=3)).dots == {1: 3}
    assert (await room.put(ALIX, 1, dots=-2)).dots == {1: 1}
    assert (await room.put(ALIX, 2, 3, dots=2)).dots == {1: 1, 2: 2, 3: 2}
    assert (await room.ballot(ALIX)).dots == {1: 1, 2: 2, 3: 2}
    assert (await room.ballot(BACHIR)).dots == {}
    step = await room.step()
    assert (await voting.clear(ctx, step.id, ALIX)).dots == {}
    assert (await room.ballot(ALIX)).dots == {}


async def test_the_count_is_the_one_of_the_brief(ctx: Context) -> None:
    room = await voting_room(ctx, budget=5)
    for who, dots in ((ALIX, (3, 2, 0)), (BACHIR, (5, 0, 0)), (CLEO, (0, 2, 3))):
        for option, count in enumerate(dots, start=1):
            await room.put(who, option, dots=count)
    with room.says("fold 2", "result 2", "card 3"):
        await room.next()
    assert outcome(room) == {"totals": {"1": 8, "2": 4, "3": 3}, "ballots": 3, "turnout": 3}


async def test_turnout_counts_the_ballots_in_the_box(ctx: Context) -> None:
    room = await voting_room(ctx)
    step = await room.step()
    await room.put(ALIX, 1)
    await room.put(BACHIR, 1)
    await room.put(BACHIR, 1, dots=-1)
    await room.put(CLEO, 2)
    await voting.clear(ctx, step.id, CLEO)
    await room.next()
    assert outcome(room) == {"totals": {"1": 1, "2": 0, "3": 0}, "ballots": 1, "turnout": 1}


async def test_a_press_repeated_before_the_ballot_was_redrawn_changes_nothing(
    ctx: Context,
) -> None:
    room = await voting_room(ctx)
    step = await room.step()
    presses = [voting.move(ctx, step.id, ALIX, [1], 1, seen_left=5) for _ in range(4)]
    assert [b.dots for b in await asyncio.gather(*presses)] == [{1: 1}] * 4


async def test_several_dots_move_together_or_not_at_all(ctx: Context) -> None:
    room = await voting_room(ctx, budget=3, cap=2)
    step = await room.step()
    await room.put(ALIX, 1, dots=2)
    with refused("ballot.cap"):
        await voting.move(ctx, step.id, ALIX, [2, 1], 1, seen_left=1)
    with refused("ballot.budget"):
        await voting.move(ctx, step.id, ALIX, [2, 3], 1, seen_left=1)
    with refused("ballot.unknown_option"):
        await voting.move(ctx, step.id, ALIX, [2, 9], 1, seen_left=1)
    with refused("ballot.none_there"):
        await voting.move(ctx, step.id, ALIX, [1, 2], -1, seen_left=1)
    assert (await room.ballot(ALIX)).dots == {1: 2}


async def test_a_closed_vote_takes_no_ballot_and_cannot_reopen(ctx: Context) -> None:
    room = await voting_room(ctx)
    step = await room.step()
    await room.put(ALIX, 1)
    await room.next()
    with refused("step.not_open"):
        await voting.move(ctx, step.id, BACHIR, [1], 1, seen_left=5)
    counted = outcome(room)
    await room.back()
    with refused("ballot.closed"):
        await voting.ballot(ctx, step.id, ALIX)
    with room.says("fold 2", "card 3"):  # the result is not said again
        await room.next()
    assert outcome(room) == counted


async def test_a_step_that_is_no_vote_has_no_ballot(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(collect())))
    await room.start()
    with refused("ballot.closed"):
        await room.ballot(ALIX)


async def test_options_are_frozen_by_the_first_ballot(ctx: Context) -> None:
    room = await voting_room(ctx)
    await room.back()
    await room.back()
    await room.write(CLEO, "quatre")
    await room.next()
    await room.next()
    assert len((await room.ballot(ALIX)).options) == 4  # nobody had voted
    await room.put(ALIX, 4)
    await room.back()
    await room.back()
    await room.write(CLEO, "cinq")
    await room.next()
    await room.next()
    ballot = await room.ballot(ALIX)
    assert len(ballot.options) == 4
    assert ballot.dots == {4: 1}


async def test_a_vote_given_up_starts_afresh_if_it_comes_again(ctx: Context) -> None:
    room = await voting_room(ctx)
    await room.put(ALIX, 1)
    with room.says("fold 2", "card 3"):
        await room.skip()
    await room.back()
    assert (await room.ballot(ALIX)).dots == {}
    await room.put(BACHIR, 2)
    await room.next()
    assert outcome(room) == {"totals": {"1": 0, "2": 1, "3": 0}, "ballots": 1, "turnout": 1}


async def test_milestones_can_be_voted_on(ctx: Context) -> None:
    room = await Room.open(
        ctx,
        new_session(recipe(roadmap(), vote(on=VoteOn.MILESTONES)), told=scenario()),
    )
    await room.start()
    step = await room.step()
    for year, statement in (("2030", "Le four est bâti."), ("2026", "Le verger est planté.")):
        await deciding.place(
            ctx,
            step.id,
            NOUR,
            statement=statement,
            year=year,
            dimension="Services",
            who="",
            obstacles="",
            postit_id=None,
            submission=delivery(),
        )
    await room.next()
    options = (await room.ballot(ALIX)).options
    assert [(o.number, o.label, o.year, o.dimension) for o in options] == [
        (1, "Le verger est planté.", 2026, "Services"),
        (2, "Le four est bâti.", 2030, "Services"),
    ]


async def test_a_vote_on_nothing_is_counted_as_nothing(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(vote(), discuss())))
    await room.start()
    room.wait(minutes=1)
    await room.next()
    assert outcome(room) == {"totals": {}, "ballots": 0, "turnout": 0}
    assert (await room.step(0)).spent_seconds == timedelta(minutes=1).total_seconds()


MOVES = st.lists(
    st.tuples(
        st.sampled_from(PEOPLE),
        st.sampled_from([1, 2, 3, 9]),
        st.sampled_from([1, 1, -1]),
        st.integers(0, 9).map(lambda n: n == 0),  # now and then, a stale press
    ),
    max_size=25,
)


@settings(max_examples=25)
@given(MOVES, st.integers(1, 4), st.none() | st.integers(1, 4))
def test_no_sequence_of_presses_by_several_people_breaks_the_rules_of_the_vote(
    moves: list[tuple[Actor, int, int, bool]], budget: int, cap: int | None
) -> None:
    cap = None if cap is None else min(cap, budget)
    with TemporaryDirectory() as folder:
        asyncio.run(_vote(Path(folder) / "gommette.db", moves, budget, cap))


async def _vote(
    path: Path, moves: list[tuple[Actor, int, int, bool]], budget: int, cap: int | None
) -> None:
    async with opened(path) as database:
        room = await voting_room(Context(database, Random(1)), budget=budget, cap=cap)
        step = await room.step()
        plan = vote(budget=budget, cap=cap)
        expected: dict[int, dict[int, int]] = {who.user_id: {} for who in PEOPLE}
        for who, option, by, stale in moves:
            before = expected[who.user_id]
            seen = left(plan, before) + (1 if stale else 0)
            try:
                after = move_dot(plan, before, frozenset({1, 2, 3}), option, by)
            except Refusal as refusal:
                after = before
                if not stale:
                    with refused(refusal.key):
                        await voting.move(room.ctx, step.id, who, [option], by, seen)
                    continue
            ballot = await voting.move(room.ctx, step.id, who, [option], by, seen)
            expected[who.user_id] = before if stale else after
            assert ballot.dots == expected[who.user_id]
        _check_box(database, budget, cap, {n: dots for n, dots in expected.items() if dots})
        await room.next()
        result = tally([1, 2, 3], expected.values())
        assert outcome(room) == {
            "totals": {str(option): total for option, total in result.totals.items()},
            "ballots": sum(1 for dots in expected.values() if dots),
            "turnout": sum(1 for dots in expected.values() if dots),
        }


def _check_box(
    database: Database, budget: int, cap: int | None, expected: dict[int, dict[int, int]]
) -> None:
    """One ballot a person, within budget and cap; turnout names exactly those who have one."""
    ballots = [
        json.loads(content) for (content,) in rows(database.path, "SELECT content FROM ballots")
    ]
    assert len({v for (v,) in rows(database.path, "SELECT voter FROM ballots")}) == len(ballots)
    assert len(ballots) == len(expected)
    for dots in ballots:
        assert 1 <= sum(dots.values()) <= budget
        assert all(1 <= count <= (cap or budget) for count in dots.values())
    assert {u for (u,) in rows(database.path, "SELECT user_id FROM turnout")} == set(expected)
