"""Votes and proposals that no recipe planned: opened at any time, in a session or without one."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import timedelta
from typing import Any

from bot.services.consent import answering, leading
from bot.services.context import Context
from bot.services.sessions.unplanned import Place, open_step_now
from bot.services.vote import closing
from bot.workshop.consent.proposal import Stage, Stance
from bot.workshop.language import Language
from bot.workshop.sessions.session import SessionState
from bot.workshop.vote.methods import VoteOn
from tests.builders import (
    ALIX,
    BACHIR,
    CHANNEL,
    CLEO,
    NOUR,
    NOW,
    SERVER,
    collect,
    consent,
    discuss,
    new_session,
    poll,
    recipe,
    reveal,
    vote,
)
from tests.services.room import Room, refused

HERE = Place(SERVER, CHANNEL, Language.FRENCH)


async def test_a_vote_interrupts_a_step_which_comes_back_with_its_time(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(collect(minutes=10), discuss())))
    await room.start()
    room.wait(minutes=4)
    with room.says("fold 1", "card 0"):  # the vote takes its place, and it moves behind
        await open_step_now(ctx, HERE, poll("yes_no"), NOUR, room.now)
    assert await room.states() == "Oww"
    held = await room.step(1)
    assert isinstance(held.plan, type(collect()))
    room.wait(minutes=3)
    await room.vote(ALIX, "yes")
    await room.next()
    back = await room.step()
    assert back.id == held.id
    assert back.closes_at == room.now + timedelta(minutes=6)
    assert (await room.session()).recipe.steps == tuple(s.plan for s in await room.steps())
    await room.write(ALIX, "une idée")
    await room.next()
    assert await room.states() == "ccO"


async def test_a_vote_in_a_paused_session_or_in_the_lobby_starts_the_clock(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(collect(minutes=10))))
    with room.says("fold_lobby", "card 0"):
        await open_step_now(ctx, HERE, poll("yes_no"), NOUR, room.now)
    assert await room.states() == "Ow"
    await room.next()
    room.wait(minutes=1)
    await room.pause()
    room.wait(minutes=60)
    await open_step_now(ctx, HERE, poll("yes_no"), NOUR, room.now)
    assert not (await room.session()).paused
    await room.next()
    assert (await room.step()).closes_at == room.now + timedelta(minutes=9)


async def test_a_vote_without_a_session_ends_by_itself(ctx: Context) -> None:
    session, step = await open_step_now(ctx, HERE, poll("approval", "a", "b"), NOUR, NOW)
    room = Room(ctx, session.id, NOW)
    await room.vote(ALIX, ["1"])
    with refused("session.not_facilitator"):
        await closing.close(ctx, step.id, BACHIR, NOW)
    with room.says("fold 0"):
        await counted(room)
    assert (await room.session()).state is SessionState.ENDED


async def test_a_vote_needs_two_things_to_choose_from(ctx: Context) -> None:
    with refused("vote.too_few.themes"):
        await open_step_now(ctx, HERE, vote(on=VoteOn.THEMES), NOUR, NOW)
    async with ctx.database.read() as tx:
        assert await tx.sessions.live_in(CHANNEL) is None, "nothing is half done"


async def test_those_who_do_not_lead_open_no_vote(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(collect())))
    await room.start()
    with refused("session.not_facilitator"):
        await open_step_now(ctx, HERE, poll("yes_no"), ALIX, room.now)
    assert await room.states() == "O"


async def test_a_proposal_without_a_session_ends_by_itself_once_decided(ctx: Context) -> None:
    session, step = await open_step_now(ctx, HERE, consent(text="On essaie."), NOUR, NOW)
    await leading.move(ctx, step.id, NOUR, Stage.PROPOSAL, Stage.OBJECTIONS)
    await answering.answer(ctx, step.id, ALIX, 1, Stance.CONSENT)
    await leading.decide(ctx, step.id, NOUR, 1, True, NOW)
    assert (await Room(ctx, session.id, NOW).session()).state is SessionState.ENDED


async def test_more_options_than_can_be_compared_are_for_dots_alone(ctx: Context) -> None:
    async def offered(**settings: Any) -> int:
        asked = recipe(collect(per_person=100), reveal(), vote(**settings), discuss())
        room = await Room.open(ctx, new_session(asked))
        await room.start()
        for who in (ALIX, BACHIR):
            await room.write(who, *(f"idée {n} de {who.name}" for n in range(51)))
        await room.next()
        await room.next()
        with refused("vote.too_many") if settings else nullcontext():
            await open_step_now(ctx, HERE, vote(**settings), NOUR, room.now)
        options = len((await room.ballot(CLEO)).options)
        await room.end()
        return options

    assert await offered() == 102
    assert await offered(method="schulze") == 0


async def counted(room: Room) -> None:
    """The facilitator closes the vote under way."""
    await closing.close(room.ctx, (await room.step()).id, NOUR, room.now)
