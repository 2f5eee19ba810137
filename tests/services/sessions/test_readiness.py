"""“I'm ready”: who is awaited, who is reminded, and when the room goes on by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.services.context import Context
from bot.services.in_room import speaking
from bot.services.sessions import readiness
from bot.workshop.kinds import Kinds
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.readiness import BETWEEN_REMINDERS, GRACE, MOST_REMINDERS, Tally
from bot.workshop.sessions.session import Session, Signing
from bot.workshop.step import AtEnd, Ready
from tests.builders import ALIX, BACHIR, CLEO, NOUR, NOW, collect, consent, discuss, new_session
from tests.builders import recipe as recipe_of
from tests.services.room import Room, refused
from tests.store.seeing import rows

DAY = timedelta(days=1)


def asked(plan: Kinds, how: Ready = Ready.ASK) -> Kinds:
    return plan.model_copy(update={"ready": how})


async def gathered(ctx: Context, *plans: Kinds, signing: Signing = Signing.SIGNED) -> Room:
    """A session at its first step, in which Alix and Bachir have written."""
    room = await Room.open(ctx, new_session(recipe_of(*plans), signing=signing))
    await room.start()
    for person in (ALIX, BACHIR):
        await room.write(person, f"{person.name} says so")
    return room


async def press(room: Room, *people: Actor) -> list[bool]:
    step = await room.step()
    return [await readiness.press(room.ctx, step.id, person, room.now) for person in people]


async def tally(room: Room) -> Tally | None:
    session, step = await room.session(), await room.step()
    async with room.ctx.database.read() as tx:
        return await readiness.tally_of(tx, session, step)


async def remind(room: Room, by: Actor = NOUR) -> readiness.Reminded:
    return await readiness.remind(room.ctx, (await room.step()).id, by, room.now)


def reminded(room: Room) -> list[int]:
    """Whom the letters are for."""
    path = room.ctx.database.path
    wanted = "SELECT json_extract(payload, '$.person') FROM outbox WHERE kind = 'ready_awaited'"
    return sorted(person for (person,) in rows(path, wanted))


def signature(session: Session) -> str:
    return "in the room"


async def test_those_who_took_part_are_awaited_and_never_those_who_lead(ctx: Context) -> None:
    room = await gathered(ctx, asked(collect()), discuss())
    assert await press(room, NOUR, ALIX) == [True, True]
    assert await tally(room) == Tally(people=2, people_ready=1, leading=1)
    assert await press(room, ALIX, CLEO) == [False, True]
    assert await tally(room) == Tally(people=3, people_ready=1, leading=1), "Cléo came"


async def test_who_says_to_be_ready_has_given_nothing_yet(ctx: Context) -> None:
    room = await gathered(ctx, asked(collect()), discuss())
    await press(room, CLEO)
    async with ctx.database.read() as tx:
        assert await tx.sessions.count_participants(room.session_id) == 2


async def test_nobody_says_so_where_nobody_is_asked(ctx: Context) -> None:
    room = await gathered(ctx, collect(), asked(discuss()))
    with refused("ready.not_asked"):
        await press(room, ALIX)
    with refused("ready.not_asked"):
        await remind(room)
    assert await tally(room) is None
    step = await room.step()
    await room.next()
    with refused("step.not_open"):
        await readiness.press(ctx, step.id, ALIX, room.now)
    with refused("session.gone"):
        await readiness.press(ctx, 99, ALIX, room.now)


@pytest.mark.parametrize("leave", ["next", "skip", "back", "end"])
async def test_nothing_of_it_outlives_the_step(ctx: Context, leave: str) -> None:
    room = await gathered(ctx, collect(), asked(discuss()), discuss())
    await room.next()
    await press(room, ALIX)
    await remind(room)
    await getattr(room, leave)()
    for table in ("ready", "ready_reminders"):
        assert rows(ctx.database.path, f"SELECT * FROM {table}") == []


async def test_it_is_over_with_a_step_that_its_time_closes(ctx: Context) -> None:
    room = await gathered(ctx, asked(collect(at_end=AtEnd.CLOSE)), discuss())
    await press(room, ALIX)
    room.wait(minutes=10)
    await room.ring()
    assert rows(ctx.database.path, "SELECT * FROM ready") == []
    with refused("step.not_open"):
        await press(room, ALIX)


async def test_the_reminder_reaches_those_alone_who_are_missing(ctx: Context) -> None:
    room = await gathered(ctx, asked(collect()), discuss())
    await room.write(CLEO, "me too")
    await press(room, ALIX)
    assert (await remind(room)).told == 2
    assert reminded(room) == [BACHIR.user_id, CLEO.user_id]
    with refused("session.not_facilitator"):
        await remind(room, ALIX)


async def test_reminders_are_few_in_a_step_and_in_a_day(ctx: Context) -> None:
    room = await gathered(ctx, asked(collect()), asked(discuss()), asked(discuss()))
    for _ in range(MOST_REMINDERS):
        assert (await remind(room)).told == 2
        room.now += BETWEEN_REMINDERS
    done = await remind(room)
    assert (done.told, done.enough) == (0, True)
    await room.next()
    assert (await remind(room)).told == 2, "the third of the day"
    room.now += BETWEEN_REMINDERS
    done = await remind(room)
    assert (done.told, done.spared) == (0, True)
    room.now += DAY
    assert (await remind(room)).told == 2


async def test_a_second_reminder_leaves_time_to_read_the_first(ctx: Context) -> None:
    room = await gathered(ctx, asked(collect()), discuss())
    assert (await remind(room)).told == 2
    room.now += timedelta(seconds=30)
    done = await remind(room)
    assert (done.told, done.enough) == (0, False)
    assert done.soon == room.now - timedelta(seconds=30) + BETWEEN_REMINDERS
    room.now = done.soon
    assert (await remind(room)).told == 2


async def test_a_reminder_that_reaches_nobody_is_none(ctx: Context) -> None:
    room = await gathered(ctx, asked(collect()), discuss())
    await press(room, ALIX, BACHIR)
    for _ in range(MOST_REMINDERS + 1):
        done = await remind(room)
        assert (done.told, done.enough) == (0, False)


async def test_everyone_ready_opens_the_next_step_a_moment_later(ctx: Context) -> None:
    room = await gathered(ctx, asked(collect(), Ready.NEXT), discuss())
    await press(room, ALIX)
    assert await room.ring() == 0
    await press(room, BACHIR)
    await room.until(room.now + GRACE - timedelta(seconds=1))
    assert await room.states() == "Ow"
    await room.until(room.now + timedelta(seconds=1))
    assert await room.states() == "cO"


@pytest.mark.parametrize("what", ["takes it back", "writes", "pause", "stay"])
async def test_the_room_stays_for_who_is_not_ready_after_all(ctx: Context, what: str) -> None:
    room = await gathered(ctx, asked(collect(), Ready.NEXT), discuss())
    step = await room.step()
    await press(room, ALIX, BACHIR)
    if what == "takes it back":
        await press(room, BACHIR)
    elif what == "writes":
        await room.write(CLEO, "one more")
    elif what == "pause":
        await room.pause()
    else:
        await readiness.ask(ctx, step.id, NOUR, Ready.ASK, room.now)
    await room.until(room.now + 2 * GRACE)
    assert await room.states() == "Ow"
    if what == "takes it back":
        await press(room, BACHIR)
    elif what == "writes":
        await press(room, CLEO)
    elif what == "pause":
        await room.resume()
    else:
        await readiness.ask(ctx, step.id, NOUR, Ready.NEXT, room.now)
    await room.until(room.now + GRACE)
    assert await room.states() == "cO"


async def test_one_person_alone_is_no_room(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe_of(asked(collect(), Ready.NEXT), discuss())))
    await room.start()
    await room.write(ALIX, "alone")
    await press(room, ALIX)
    await room.until(room.now + GRACE)
    assert await room.states() == "Ow"
    await press(room, NOUR)
    await room.until(room.now + GRACE)
    assert await room.states() == "cO"


@pytest.mark.parametrize("also", ["the deadline", "Next", "both"])
async def test_all_at_the_same_instant_move_once(ctx: Context, also: str) -> None:
    plans = [asked(collect(at_end=AtEnd.NEXT), Ready.NEXT), discuss(), discuss()]
    room = await gathered(ctx, *plans)
    room.wait(seconds=600 - GRACE.total_seconds())
    await press(room, ALIX, BACHIR)
    room.wait(seconds=GRACE.total_seconds())
    if also != "the deadline":
        await room.next()
    if also != "Next":
        await room.ring()
    await room.ring()
    assert await room.states() == "cOw"


async def test_at_the_last_step_nothing_moves(ctx: Context) -> None:
    room = await gathered(ctx, asked(collect(), Ready.NEXT))
    await press(room, ALIX, BACHIR)
    found = await tally(room)
    assert found is not None
    assert (found.everyone, found.goes_on) == (True, False)
    await room.until(room.now + GRACE)
    assert await room.states() == "O"


async def test_a_text_is_never_left_undecided_by_itself(ctx: Context) -> None:
    room = await gathered(ctx, collect(), consent(), discuss())
    await room.next()
    step = await room.step()
    with refused("ready.not_alone"):
        await readiness.ask(ctx, step.id, NOUR, Ready.NEXT, room.now)
    with pytest.raises(ValueError, match="decides nothing"):
        consent(ready=Ready.NEXT)


async def test_those_in_the_room_are_awaited_too(ctx: Context) -> None:
    room = await gathered(ctx, asked(collect(), Ready.NEXT), discuss())
    step = await room.step()
    with refused("in_room.nobody"):
        await readiness.say_room(ctx, step.id, NOUR, None, signature, room.now)
    await speaking.set_number(ctx, room.session_id, NOUR, 3)
    with refused("session.not_facilitator"):
        await readiness.say_room(ctx, step.id, ALIX, None, signature, room.now)
    with refused("in_room.number_wrong"):
        await readiness.say_room(ctx, step.id, NOUR, 4, signature, room.now)
    await press(room, ALIX, BACHIR)
    await readiness.say_room(ctx, step.id, NOUR, 2, signature, room.now)
    assert await tally(room) == Tally(2, 2, room=3, room_ready=2, goes_on=True)
    await room.until(room.now + GRACE)
    assert await room.states() == "Ow"
    _, people = await readiness.say_room(ctx, step.id, NOUR, None, signature, room.now)
    assert people == 3
    await speaking.set_number(ctx, room.session_id, NOUR, 1)
    assert await tally(room) == Tally(2, 2, room=1, room_ready=1, goes_on=True)
    await room.until(room.now + GRACE)
    assert await room.states() == "cO"


async def test_asking_no_longer_forgets_nothing(ctx: Context) -> None:
    room = await gathered(ctx, asked(collect()), discuss())
    step = await room.step()
    await press(room, ALIX)
    with refused("session.not_facilitator"):
        await readiness.ask(ctx, step.id, ALIX, Ready.NO, room.now)
    session = await readiness.ask(ctx, step.id, NOUR, Ready.NO, room.now)
    assert session.recipe.steps[0].ready is Ready.NO
    assert await tally(room) is None
    await readiness.ask(ctx, step.id, NOUR, Ready.ASK, room.now)
    assert await tally(room) == Tally(people=2, people_ready=1)


async def test_the_rows_tell_no_order(ctx: Context) -> None:
    room = await gathered(ctx, asked(collect()), discuss(), signing=Signing.MASKED)
    await press(room, CLEO, BACHIR, ALIX)
    found = [tuple(row) for row in rows(ctx.database.path, "SELECT user_id, people FROM ready")]
    assert found == [(person.user_id, 1) for person in (ALIX, BACHIR, CLEO)]
    assert room.now == NOW
