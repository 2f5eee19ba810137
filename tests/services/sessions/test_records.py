from __future__ import annotations

import pytest

from bot.services.context import Context
from bot.services.notes import notes
from bot.services.records import record
from bot.services.vote import voting
from bot.workshop.sessions.session import Signing
from tests.builders import (
    ALIX,
    BACHIR,
    CLEO,
    NOUR,
    NOW,
    collect,
    discuss,
    new_session,
    poll,
    recipe,
    reveal,
    vote,
)
from tests.services.room import Room, delivery, refused


async def test_a_record_holds_what_was_said_and_decided(ctx: Context) -> None:
    room = await Room.open(
        ctx,
        new_session(recipe(collect(), reveal(), vote(), discuss()), signing=Signing.MASKED),
    )
    await room.start()
    await room.write(ALIX, "un", "deux")
    await room.write(BACHIR, "trois")
    first = await room.step()
    await room.next()
    await room.next()
    voted = await room.step()
    for who in (ALIX, BACHIR, CLEO):
        await room.put(who, 1, 3)
    await room.next()
    talk = await room.step()
    for text in ("première note", "seconde note"):
        await notes.keep(ctx, talk.id, NOUR, text, delivery())
    await room.end()
    held = await record(ctx, room.session_id)
    assert held.session == await room.session()
    assert list(held.steps) == await room.steps()
    assert held.participants == 3
    assert [p.number for p in held.postits] == [1, 2, 3]
    assert {p.author for p in held.postits} == {None}
    assert held.postits_of(first.id) == held.postits
    assert held.notes == {talk.id: ("première note", "seconde note")}
    vote_held = held.votes[voted.id]
    assert vote_held.totals == {1: 3, 2: 0, 3: 3}
    assert vote_held.outcome.winners == ("1", "3")
    assert vote_held.outcome.tie
    assert [one.content for one in vote_held.ballots] == [{"1": 1, "3": 1}] * 3
    assert (vote_held.outcome.turnout, vote_held.detailed) == (3, True)
    assert sorted(held.dots_of_postits.values()) == [0, 3, 3]


async def test_a_vote_of_fewer_than_three_is_not_detailed(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(collect(), reveal(), vote())))
    await room.start()
    await room.write(ALIX, "un")
    await room.next()
    await room.next()
    for who in (ALIX, BACHIR):
        await room.put(who, 1)
    await room.end()
    held = await record(ctx, room.session_id)
    (vote_held,) = held.votes.values()
    assert not vote_held.detailed
    assert held.dots_of_postits == {}


@pytest.mark.parametrize("tie", ["facilitator", "runoff", "lot"])
async def test_a_tie_that_may_not_be_told_waits_for_nobody(ctx: Context, tie: str) -> None:
    room = await Room.open(ctx, new_session(recipe(poll("approval", "a", "b", tie=tie), discuss())))
    await room.start()
    await room.vote(ALIX, ["1"])
    await room.vote(BACHIR, ["2"])
    await room.next()
    held = await record(ctx, room.session_id)
    (vote_held,) = held.votes.values()
    assert vote_held.outcome.winners == ()
    assert vote_held.outcome.second is None
    assert not vote_held.outcome.waits_for_choice


async def test_signed_ballots_are_named_and_the_room_s_are_not(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(poll("approval", "a", "b", secret=False))))
    await room.start()
    await room.vote(ALIX, ["1"])
    step = await room.step()
    await voting.change(ctx, step.id, NOUR, lambda _: ["2"], in_room=True)
    await voting.cast(ctx, step.id, NOUR, room.now, people=4)
    await room.end()
    held = await record(ctx, room.session_id)
    (vote_held,) = held.votes.values()
    assert not vote_held.secret
    assert sorted((one.name or "", one.weight) for one in vote_held.ballots) == [
        ("", 4),
        ("Alix", 1),
    ]
    assert (vote_held.outcome.turnout, vote_held.outcome.in_room) == (1, 4)


async def test_a_session_can_be_recorded_before_its_end(ctx: Context) -> None:
    room = await Room.open(ctx, new_session())
    held = await record(ctx, room.session_id)
    assert (held.postits, held.votes, held.participants) == ((), {}, 0)
    with refused("session.gone"):
        await record(ctx, 404)
    assert held.session.created_at == NOW
