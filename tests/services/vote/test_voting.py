from __future__ import annotations

import asyncio
import json
from contextlib import nullcontext
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.services.context import Context
from bot.services.roadmap import placing
from bot.services.vote import voting
from bot.store import Database
from bot.workshop.errors import Refusal
from bot.workshop.sessions.permissions import Actor
from bot.workshop.vote.ballot import Content, left, move_dot
from bot.workshop.vote.methods import VoteOn
from bot.workshop.vote.outcome import Outcome
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
from tests.store.seeing import opened, rows

PEOPLE = (ALIX, BACHIR, CLEO)


async def voting_room(
    ctx: Context, *, budget: int = 5, cap: int | None = None, secret: bool = True
) -> Room:
    """A vote just opened on three post-its; signed, its count is kept however few vote."""
    dots = vote(budget=budget, cap=cap, secret=secret)
    room = await Room.open(ctx, new_session(recipe(collect(), reveal(), dots, discuss())))
    await room.start()
    await room.write(NOUR, "un", "deux", "trois")
    await room.next()
    await room.next()
    return room


def totals(found: Outcome) -> tuple[object, int, int]:
    """The dots of each option, the ballots, and how many voted themselves."""
    return found.details["totals"], found.ballots, found.turnout


async def test_the_options_are_the_post_its_of_the_wall(ctx: Context) -> None:
    room = await voting_room(ctx)
    ballot = await room.ballot(ALIX)
    wall = await room.wall()
    assert [(o.number, o.label, o.source_id) for o in ballot.options] == [
        (p.number, p.text, p.id) for p in wall
    ]
    assert ballot.content == {}


async def test_a_ballot_is_private_and_can_change_until_the_close(ctx: Context) -> None:
    room = await voting_room(ctx)
    assert (await room.put(ALIX, 1, dots=3)).cast == {"1": 3}
    assert (await room.put(ALIX, 1, dots=-2)).cast == {"1": 1}
    assert (await room.put(ALIX, 2, 3, dots=2)).cast == {"1": 1, "2": 2, "3": 2}
    kept = await room.ballot(ALIX)
    assert kept.content == kept.cast == {"1": 1, "2": 2, "3": 2}
    assert (await room.ballot(BACHIR)).content == {}
    step = await room.step()
    assert (await voting.withdraw(ctx, step.id, ALIX)).cast is None
    assert (await room.ballot(ALIX)).content == {}


async def test_what_is_prepared_counts_once_it_is_cast(ctx: Context) -> None:
    room = await voting_room(ctx, secret=False)
    step = await room.step()
    await room.put(ALIX, 1)
    changed = await voting.change(ctx, step.id, ALIX, lambda _: {"2": 5})
    assert (changed.content, changed.cast, changed.counts) == ({"2": 5}, {"1": 1}, False)
    await voting.change(ctx, step.id, BACHIR, lambda _: {"3": 5})
    await room.next()
    found = await room.outcome(2)
    assert found.details["totals"] == {"1": 1, "2": 0, "3": 0}
    assert (found.turnout, found.ballots) == (1, 1)
    assert rows(ctx.database.path, "SELECT * FROM ballot_drafts") == []


async def test_the_count_is_the_one_of_the_brief(ctx: Context) -> None:
    room = await voting_room(ctx, budget=5)
    for who, dots in ((ALIX, (3, 2, 0)), (BACHIR, (5, 0, 0)), (CLEO, (0, 2, 3))):
        for option, count in enumerate(dots, start=1):
            await room.put(who, option, dots=count)
    with room.says("fold 2", "result 2", "card 3"):
        await room.next()
    assert totals(await room.outcome(2)) == ({"1": 8, "2": 4, "3": 3}, 3, 3)


async def test_turnout_counts_the_ballots_in_the_box(ctx: Context) -> None:
    room = await voting_room(ctx, secret=False)
    step = await room.step()
    await room.put(ALIX, 1)
    await room.put(BACHIR, 1)
    await voting.withdraw(ctx, step.id, BACHIR)
    with refused("ballot.nothing_cast"):
        await voting.withdraw(ctx, step.id, BACHIR)
    await room.vote(CLEO, {})  # a blank ballot is a ballot
    await room.next()
    found = await room.outcome(2)
    assert totals(found) == ({"1": 1, "2": 0, "3": 0}, 2, 2)
    assert found.details["blank"] == 1


async def test_a_mark_that_is_refused_changes_nothing(ctx: Context) -> None:
    room = await voting_room(ctx, budget=3, cap=2)
    await room.put(ALIX, 1, dots=2)
    for why, options, dots in (
        ("ballot.cap", (2, 1), 1),
        ("ballot.budget", (2, 3), 1),
        ("ballot.unknown_option", (2, 9), 1),
        ("ballot.none_there", (1, 2), -1),
    ):
        with refused(why):
            await room.put(ALIX, *options, dots=dots)
    kept = await room.ballot(ALIX)
    assert kept.content == kept.cast == {"1": 2}


async def test_a_closed_vote_takes_no_ballot_and_cannot_reopen(ctx: Context) -> None:
    room = await voting_room(ctx)
    step = await room.step()
    await room.put(ALIX, 1)
    await room.next()
    with refused("ballot.closed"):
        await voting.cast(ctx, step.id, BACHIR, room.now)
    counted = await room.outcome(2)
    await room.back()
    with refused("ballot.closed"):
        await voting.ballot(ctx, step.id, ALIX)
    with room.says("fold 2", "card 3"):  # the result is not said again
        await room.next()
    assert await room.outcome(2) == counted


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
    assert ballot.content == {"4": 1}


async def test_a_skipped_vote_is_found_again_with_its_ballots(ctx: Context) -> None:
    room = await voting_room(ctx, secret=False)
    await room.put(ALIX, 1)
    with room.says("fold 2", "card 3"):
        await room.skip()
    await room.back()
    assert (await room.ballot(ALIX)).content == {"1": 1}
    await room.put(BACHIR, 2)
    await room.next()
    assert totals(await room.outcome(2)) == ({"1": 1, "2": 1, "3": 0}, 2, 2)


async def test_milestones_can_be_voted_on(ctx: Context) -> None:
    room = await Room.open(
        ctx,
        new_session(recipe(roadmap(), vote(on=VoteOn.MILESTONES)), told=scenario()),
    )
    await room.start()
    step = await room.step()
    for year, statement in (("2030", "Le four est bâti."), ("2026", "Le verger est planté.")):
        await placing.place(
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
        (1, "Le four est bâti.", 2030, "Services"),
        (2, "Le verger est planté.", 2026, "Services"),
    ]


async def test_a_vote_on_nothing_has_no_result(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(vote(), discuss())))
    await room.start()
    room.wait(minutes=1)
    with room.says("fold 0", "card 1"):
        await room.next()
    assert (await room.step(0)).outcome is None
    assert (await room.step(0)).spent_seconds == timedelta(minutes=1).total_seconds()


MOVES = st.lists(
    st.tuples(
        st.sampled_from(PEOPLE),
        st.sampled_from(["put", "take", "cast", "withdraw"]),
        st.sampled_from([1, 2, 3, 9]),
    ),
    max_size=25,
)


@settings(max_examples=25)
@given(MOVES, st.integers(1, 4), st.none() | st.integers(1, 4))
def test_no_sequence_of_presses_by_several_people_breaks_the_rules_of_the_vote(
    moves: list[tuple[Actor, str, int]], budget: int, cap: int | None
) -> None:
    cap = None if cap is None else min(cap, budget)
    with TemporaryDirectory() as folder:
        asyncio.run(_vote(Path(folder) / "gommette.db", moves, budget, cap))


async def _vote(
    path: Path, moves: list[tuple[Actor, str, int]], budget: int, cap: int | None
) -> None:
    async with opened(path) as database:
        ctx = Context(database, Random(1))
        room = await voting_room(ctx, budget=budget, cap=cap, secret=False)
        step = await room.step()
        prepared: dict[int, Content] = {}
        box: dict[int, Content] = {}
        for who, what, option in moves:
            n = who.user_id
            if what == "cast":
                await voting.cast(room.ctx, step.id, who, room.now)
                box[n] = prepared.pop(n, box.get(n, {}))
            elif what == "withdraw":
                with refused("ballot.nothing_cast") if n not in box else nullcontext():
                    await voting.withdraw(room.ctx, step.id, who)
                if box.pop(n, None) is not None:
                    prepared.pop(n, None)
            else:
                by = 1 if what == "put" else -1
                held = prepared.get(n, box.get(n, {}))
                mark = partial(_marked, option, by)
                try:
                    ballot = await voting.change(room.ctx, step.id, who, mark)
                except Refusal:
                    continue
                assert left(ballot.plan, ballot.content) == left(ballot.plan, held) - by
                prepared[n] = ballot.content
        _check_box(database, budget, cap, box)
        await room.next()
        sums = {str(o): sum(_dots(b).get(str(o), 0) for b in box.values()) for o in (1, 2, 3)}
        assert totals(await room.outcome(2)) == (sums, len(box), len(box))


def _marked(option: int, by: int, held: voting.Ballot) -> Content:
    return move_dot(held.plan, held.content, held.options, option, by)


def _check_box(
    database: Database, budget: int, cap: int | None, expected: dict[int, Content]
) -> None:
    """One ballot a person, within budget and cap; turnout names exactly those who have one."""
    ballots = [
        json.loads(content) for (content,) in rows(database.path, "SELECT content FROM ballots")
    ]
    assert len({v for (v,) in rows(database.path, "SELECT voter FROM ballots")}) == len(ballots)
    assert sorted(map(json.dumps, ballots)) == sorted(map(json.dumps, expected.values()))
    for dots in ballots:
        assert sum(dots.values()) <= budget
        assert all(1 <= count <= (cap or budget) for count in dots.values())
    assert {u for (u,) in rows(database.path, "SELECT user_id FROM turnout")} == set(expected)


def _dots(content: Content) -> dict[str, int]:
    assert isinstance(content, dict)
    return {option: dots for option, dots in content.items() if isinstance(dots, int)}
