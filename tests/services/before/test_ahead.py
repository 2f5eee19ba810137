"""A step open before the meeting: what it keeps, and what the meeting makes of it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from bot.services.before import closing, opening, private, reminding
from bot.services.context import Context
from bot.services.postits import collecting
from bot.services.postits.reading import TOO_LATE, Message
from bot.services.records import record
from bot.services.sessions import steering
from bot.services.sessions.moving import Seen
from bot.workshop.before.ahead import can_be_ahead
from bot.workshop.errors import Outdated
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import SessionState, Signing
from bot.workshop.vote.electors import Electorate, Electors
from bot.workshop.vote.methods import ClosesWhen
from tests.builders import (
    NOUR,
    collect,
    discuss,
    group,
    new_session,
    poll,
    recipe,
    reveal,
    vote,
)
from tests.services.room import Room, delivery, refused

AWA, BEN, CLEO = Actor(201, "Awa"), Actor(202, "Ben"), Actor(203, "Cléo")


async def ahead(room: Room, until: str = "in 72 hours", position: int = 0) -> None:
    """Open a step of the lobby before the meeting."""
    step = await room.step(position)
    await opening.open_until(room.ctx, step.id, NOUR, until, room.now)


async def test_which_steps_may_be_opened_ahead(ctx: Context) -> None:
    steps = (discuss(), collect(), poll("approval", "A", "B"), reveal(), collect(), vote(), group())
    far = Electors(who=Electorate.VOICE, place=1)
    room = await Room.open(
        ctx, new_session(recipe(*steps, poll("yes_no"), poll("approval", "A", "B", electors=far)))
    )
    able = can_be_ahead(await room.session(), await room.steps())
    assert [step.position for step in able] == [1, 2, 7]


async def test_only_who_leads_opens_and_closes_it(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(collect(), reveal())))
    step = await room.step(0)
    with refused("session.not_facilitator"):
        await opening.open_until(ctx, step.id, AWA, "in 72 hours", room.now)
    await ahead(room)
    with refused("session.not_facilitator"):
        await closing.close_now(ctx, step.id, AWA, room.now)
    await closing.close_now(ctx, step.id, NOUR, room.now)
    with pytest.raises(Outdated):
        await closing.close_now(ctx, step.id, NOUR, room.now)


async def test_a_step_that_stands_later_opens_and_the_meeting_starts_at_the_first(
    ctx: Context,
) -> None:
    room = await Room.open(ctx, new_session(recipe(discuss(), collect(), reveal())))
    await ahead(room, position=1)
    await room.write(AWA, "a kiln")
    room.wait(minutes=600)
    await room.start()
    session = await room.session()
    assert (session.position, session.started_at) == (0, room.now)
    assert await room.states() == "Oww"
    await room.next()
    step = await room.step(1)
    assert step.closes_at == room.now + timedelta(minutes=10)
    assert [p.text for p in await room.wall()] == ["a kiln"]
    room.wait(minutes=3)
    await room.next()
    assert (await room.step(1)).spent_seconds == 180


async def test_post_its_are_hidden_before_and_shown_in_a_step_that_hides_nothing(
    ctx: Context,
) -> None:
    room = await Room.open(ctx, new_session(recipe(collect(silent=False, typed=True), discuss())))
    await ahead(room)
    await room.write(AWA, "a kiln", "a bike")
    assert [p.number for p in await room.wall()] == [None, None]
    await room.start()
    assert sorted(filter(None, (p.number for p in await room.wall()))) == [1, 2]
    await room.write(BEN, "a greenhouse")
    assert [p.number for p in await room.wall() if p.text == "a greenhouse"] == [3]


async def test_a_vote_opened_ahead_is_counted_in_the_meeting(ctx: Context) -> None:
    plan = poll(
        "approval",
        "A",
        "B",
        closes=ClosesWhen.ALL,
        electors=Electors(who=Electorate.NUMBER, size=3),
    )
    room = await Room.open(ctx, new_session(recipe(discuss(), plan)))
    await ahead(room, position=1)
    for person, option in ((AWA, "1"), (BEN, "1"), (CLEO, "2")):
        await room.vote(person, [option])
    step = await room.step(1)
    assert step.is_open, "all have voted: it is not counted for all that"
    assert step.outcome is None
    await room.until(room.now + timedelta(hours=80))
    assert (await room.session()).state is SessionState.LOBBY
    await room.start()
    await room.next()
    await room.vote(CLEO, ["1"])
    await steering.end(ctx, room.session_id, NOUR, room.now)
    outcome = await room.outcome(1)
    assert outcome.turnout == 3
    told = await record(ctx, room.session_id)
    assert told.ahead[step.id].people == 3


async def test_no_move_of_the_meeting_is_made_before_it(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(collect(), reveal())))
    await ahead(room)
    for move in (steering.next_step, steering.skip, steering.back, steering.pause):
        with refused("before.not_begun"):
            await move(ctx, room.session_id, NOUR, Seen(0), room.now)


async def test_two_hundred_write_at_once_ahead_in_forms_and_in_private(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(collect(), reveal()), signing=Signing.MASKED))
    await ahead(room)
    step = await room.step()
    people = [Actor(1000 + n, f"P{n}") for n in range(200)]
    Random(3).shuffle(people)

    async def act(person: Actor) -> None:
        if person.user_id % 2:
            await room.write(person, f"form {person.user_id}")
            return
        await private.begin(ctx, step.id, person)
        said = Message(int(delivery()), 99, person, f"- one {person.user_id}\n- two", ())
        heard = await private.hear(ctx, said)
        assert heard is not None
        assert heard.kept == 2
        again = await private.hear(ctx, said)
        assert again is not None
        assert again.added == 0, "told twice by Discord"

    await asyncio.gather(*map(act, people))
    written = await room.wall()
    assert len(written) == 100 + 2 * 100
    assert {p.message_id for p in written} == {None}
    assert {p.author_name for p in written} == {None}
    await room.until(room.now + timedelta(hours=80))
    told = (await record(ctx, room.session_id)).ahead[step.id]
    assert (told.people, told.told(masked=True)) == (200, 200)


@pytest.mark.parametrize("signing", list(Signing))
async def test_a_private_message_is_judged_by_when_it_was_sent(
    ctx: Context, signing: Signing
) -> None:
    room = await Room.open(ctx, new_session(recipe(collect(), reveal()), signing=signing))
    await ahead(room)
    step = await room.step()
    assert step.closes_at is not None
    await private.begin(ctx, step.id, AWA)
    for seconds, text in ((-1, "in time"), (1, "too late")):
        at = step.closes_at + timedelta(seconds=seconds)
        heard = await private.hear(ctx, Message(int(delivery()), 99, AWA, text, at=at))
        assert heard is not None
        assert heard.refused == (frozenset({TOO_LATE}) if seconds > 0 else frozenset())
    assert [p.text for p in await room.wall()] == ["in time"]


async def test_under_three_of_a_masked_session_no_number_is_told(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(collect(), reveal()), signing=Signing.MASKED))
    await ahead(room)
    for person in (AWA, BEN):
        await room.write(person, "a kiln")
    step = await room.step()
    await closing.close_now(ctx, step.id, NOUR, room.now)
    told = (await record(ctx, room.session_id)).ahead[step.id]
    assert (told.told(masked=True), told.told(masked=False)) == (None, 2)


async def test_a_form_that_was_being_written_at_the_deadline_is_kept(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(collect(), reveal())))
    await ahead(room, "in 2 hours")
    await room.until(room.now + timedelta(hours=2, seconds=30))
    step = await room.step(0)
    assert not step.is_open
    kept = await collecting.write(ctx, step.id, AWA, "a kiln", None, None, delivery(), now=room.now)
    assert len(kept.kept) == 1
    room.wait(minutes=10)
    with refused("step.not_open"):
        await collecting.write(ctx, step.id, AWA, "late", None, None, delivery(), now=room.now)


async def test_the_clock_set_back_rings_the_deadline_no_sooner_and_once(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(collect(), reveal())))
    await ahead(room, "in 2 hours")
    room.wait(minutes=-600)
    assert await room.ring() == 0
    room.wait(minutes=600 + 121)
    with room.says("fold 0", "lobby"):
        await room.ring()
    room.wait(minutes=-60)
    assert await room.ring() == 0


async def test_the_deadline_is_an_hour_of_the_server_across_a_change_of_clocks(
    ctx: Context,
) -> None:
    winter = datetime(2027, 3, 20, 12, tzinfo=UTC)
    room = await Room.open(ctx, new_session(recipe(collect(), reveal())), now=winter)
    await ahead(room, "29 March 2027 18:30")
    assert (await room.step()).closes_at == datetime(2027, 3, 29, 16, 30, tzinfo=UTC)


async def test_who_wrote_or_asks_twice_is_not_reminded(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(collect(), reveal())))
    await ahead(room)
    step = await room.step()
    on = await reminding.toggle(ctx, step.id, AWA, room.now)
    assert (on.on, len(on.moments)) == (True, 2)
    assert not (await reminding.toggle(ctx, step.id, AWA, room.now)).on
    await room.write(BEN, "a kiln")
    with refused("before.remind_done.write"):
        await reminding.toggle(ctx, step.id, BEN, room.now)
    room.wait(minutes=72 * 60 - 30)
    with refused("before.remind_too_late"):
        await reminding.toggle(ctx, step.id, CLEO, room.now)
