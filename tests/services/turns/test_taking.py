"""Taking and leading turns: each press acts once, and nothing is left of who spoke."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from bot.services.context import Context
from bot.services.turns import leading, presence, taking
from bot.services.turns.clock import GRACE
from bot.services.turns.leading import Ordering
from bot.services.turns.taking import Giving
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Signing
from bot.workshop.turns.round import Count, Moved, NotYours, Round, Stands
from bot.workshop.turns.step import EachAtEnd, Order
from tests.builders import ALIX, BACHIR, CLEO, NOUR, discuss, new_session, recipe, turns
from tests.services.room import Room, refused
from tests.store.seeing import every_byte, rows, scalar, scrubbed

PEOPLE = (ALIX, BACHIR, CLEO)
VOICE = 77


def everyone_there(channel_id: int) -> frozenset[int]:
    return frozenset(person.user_id for person in PEOPLE)


def nobody_knows(channel_id: int) -> None:
    return None


async def opened(
    ctx: Context, signing: Signing = Signing.SIGNED, **settings: Any
) -> tuple[Room, int]:
    plan = turns(order=Order.VOICE, **settings)
    hall = await Room.open(ctx, new_session(recipe(plan, discuss()), signing=signing))
    await hall.start()
    return hall, (await hall.step()).id


async def begin(
    hall: Room, step: int, people: Sequence[Actor] = PEOPLE, voice: int | None = VOICE
) -> None:
    ids = [person.user_id for person in people]
    turn = (await held(hall, step)).turn
    await leading.begin(hall.ctx, step, NOUR, turn, ids, voice, hall.now, chosen=voice is None)


async def later(hall: Room, seconds: float) -> None:
    await hall.until(hall.now + timedelta(seconds=seconds))


async def held(hall: Room, step: int) -> Round:
    async with hall.ctx.database.read() as tx:
        return await tx.turns.get(step) or Round()


async def give_on(hall: Room, step: int, by: Actor, how: Giving = Giving.DONE) -> None:
    turn = (await held(hall, step)).turn
    await taking.give_on(hall.ctx, step, by, turn, how, everyone_there, hall.now)


def speaker(found: Round) -> int | None:
    return found.speaker.person if found.speaker is not None else None


async def test_everyone_in_turn_and_the_floor_is_counted_by_turns(ctx: Context) -> None:
    hall, step = await opened(ctx)
    await begin(hall, step)
    await later(hall, 40)
    await give_on(hall, step, ALIX)
    await later(hall, 10)
    await give_on(hall, step, BACHIR, Giving.PASS)
    await later(hall, 25)
    await give_on(hall, step, CLEO)
    found = await held(hall, step)
    assert found.speaker is None
    assert found.count == Count(3, spoke=2, passed=1)
    async with ctx.database.read() as tx:
        times = await tx.floor.times(hall.session_id)
    assert {who: tuple(spoken) for who, spoken in times.items()} == {
        ALIX.user_id: (1, 40),
        CLEO.user_id: (1, 25),
    }


async def test_a_press_of_another_turn_does_nothing(ctx: Context) -> None:
    hall, step = await opened(ctx)
    await begin(hall, step)
    turn = (await held(hall, step)).turn
    done = Giving.DONE, everyone_there, hall.now
    await taking.give_on(ctx, step, ALIX, turn, *done)
    with pytest.raises(NotYours):
        await taking.give_on(ctx, step, ALIX, turn, *done)
    with pytest.raises(Moved):  # what Bachir saw was the card of Alix
        await taking.give_on(ctx, step, BACHIR, turn, *done)
    assert speaker(await held(hall, step)) == BACHIR.user_id


async def test_of_two_who_lead_at_once_one_acts(ctx: Context) -> None:
    hall, step = await opened(ctx)
    await begin(hall, step)
    turn = (await held(hall, step)).turn
    pressed = [
        leading.go_on(ctx, step, NOUR, turn, stands, everyone_there, hall.now)
        for stands in (Stands.SPOKE, Stands.SKIPPED)
    ]
    done = await asyncio.gather(*pressed, return_exceptions=True)
    assert sum(isinstance(one, Moved) for one in done) == 1
    assert speaker(await held(hall, step)) == BACHIR.user_id
    assert (await held(hall, step)).count.unheard == 2


async def test_two_who_begin_at_once_begin_one_round(ctx: Context) -> None:
    hall, step = await opened(ctx)
    ids = [person.user_id for person in PEOPLE]
    pressed = [leading.begin(ctx, step, NOUR, 0, ids, VOICE, hall.now) for _ in range(2)]
    done = await asyncio.gather(*pressed, return_exceptions=True)
    assert sum(isinstance(one, Moved) for one in done) == 1
    assert (await held(hall, step)).turn == 1


async def test_without_voice_those_who_joined_are_in_it(ctx: Context) -> None:
    hall, step = await opened(ctx)
    await taking.here(ctx, step, BACHIR, nobody_knows, hall.now)
    async with ctx.database.write() as tx:
        await tx.sessions.took_part(hall.session_id, CLEO.user_id)
    await leading.begin(ctx, step, NOUR, 0, (), None, hall.now)
    assert {seat.person for seat in (await held(hall, step)).seats} == {
        BACHIR.user_id,
        CLEO.user_id,
    }


async def test_a_list_is_only_of_those_chosen_and_of_those_who_are_there(ctx: Context) -> None:
    hall, step = await opened(ctx)
    await taking.here(ctx, step, BACHIR, nobody_knows, hall.now)
    async with ctx.database.write() as tx:
        await tx.sessions.took_part(hall.session_id, CLEO.user_id)
    await begin(hall, step, [ALIX], voice=None)
    seats = [seat.person for seat in (await held(hall, step)).seats]
    assert seats == [ALIX.user_id, BACHIR.user_id]


async def test_a_round_of_nobody_is_refused(ctx: Context) -> None:
    hall, step = await opened(ctx)
    with refused("turns.nobody"):
        await leading.begin(ctx, step, NOUR, 0, (), None, hall.now)
    with refused("session.not_facilitator"):
        await leading.begin(ctx, step, ALIX, 0, (), None, hall.now)


@pytest.mark.parametrize("each_at_end", list(EachAtEnd))
async def test_the_time_of_a_speaker_is_said_to_be_over_or_the_floor_goes_on(
    ctx: Context, each_at_end: EachAtEnd
) -> None:
    hall, step = await opened(ctx, each_seconds=30, each_at_end=each_at_end)
    await begin(hall, step)
    await later(hall, 29)
    assert not (await held(hall, step)).over
    await later(hall, 2)
    found = await held(hall, step)
    if each_at_end is EachAtEnd.NEXT:
        assert speaker(found) == BACHIR.user_id
        await later(hall, 31)
        assert speaker(await held(hall, step)) == CLEO.user_id
    else:
        assert found.over
        assert speaker(found) == ALIX.user_id
        await leading.more(ctx, step, NOUR, found.turn, hall.now)
        assert not (await held(hall, step)).over


async def test_a_pause_takes_no_time_from_the_speaker(ctx: Context) -> None:
    hall, step = await opened(ctx, each_seconds=60)
    await begin(hall, step)
    await later(hall, 50)
    await hall.pause()
    await later(hall, 600)
    assert not (await held(hall, step)).over
    await hall.resume()
    await later(hall, 9)
    assert not (await held(hall, step)).over
    await later(hall, 2)
    assert (await held(hall, step)).over


async def test_gone_back_to_a_round_goes_on_where_it_was(ctx: Context) -> None:
    hall, step = await opened(ctx, each_seconds=60)
    await begin(hall, step)
    await give_on(hall, step, ALIX)
    await later(hall, 20)
    await hall.next()
    with refused("step.not_open"):
        await taking.give_on(ctx, step, BACHIR, 2, Giving.DONE, everyone_there, hall.now)
    await later(hall, 300)
    await hall.back()
    assert speaker(await held(hall, step)) == BACHIR.user_id
    await later(hall, 39)
    assert not (await held(hall, step)).over
    await later(hall, 2)
    assert (await held(hall, step)).over


async def test_who_left_the_voice_channel_is_passed_over(ctx: Context) -> None:
    hall, step = await opened(ctx)
    await begin(hall, step)
    turn = (await held(hall, step)).turn

    def without_bachir(channel_id: int) -> frozenset[int]:
        assert channel_id == VOICE
        return everyone_there(channel_id) - {BACHIR.user_id}

    await taking.give_on(ctx, step, ALIX, turn, Giving.DONE, without_bachir, hall.now)
    found = await held(hall, step)
    assert speaker(found) == CLEO.user_id
    assert found.count.gone == 1
    await taking.here(ctx, step, BACHIR, everyone_there, hall.now)
    assert [seat.person for seat in (await held(hall, step)).following] == [BACHIR.user_id]


async def test_a_speaker_whose_connection_drops_has_a_moment_to_come_back(ctx: Context) -> None:
    hall, step = await opened(ctx, each_seconds=600)
    await begin(hall, step)
    await presence.moved(ctx, VOICE, ALIX.user_id, hall.now, there=False)
    await later(hall, 5)
    await presence.moved(ctx, VOICE, ALIX.user_id, hall.now, there=True)
    await later(hall, GRACE.total_seconds() + 1)
    assert speaker(await held(hall, step)) == ALIX.user_id
    await presence.moved(ctx, VOICE, ALIX.user_id, hall.now, there=False)
    await later(hall, GRACE.total_seconds() + 1)
    assert speaker(await held(hall, step)) == BACHIR.user_id
    assert (await held(hall, step)).count.gone == 1


async def test_who_left_while_nobody_listened_is_noted(ctx: Context) -> None:
    hall, step = await opened(ctx)
    await begin(hall, step)
    await presence.seen(ctx, VOICE, frozenset({ALIX.user_id, CLEO.user_id}))
    assert [seat.person for seat in (await held(hall, step)).following] == [CLEO.user_id]


async def test_the_floor_taken_again_is_counted_once(ctx: Context) -> None:
    hall, step = await opened(ctx)
    await begin(hall, step)
    await later(hall, 30)
    await give_on(hall, step, ALIX)
    await later(hall, 3)
    await taking.resume(ctx, step, ALIX, (await held(hall, step)).turn, hall.now)
    assert speaker(await held(hall, step)) == ALIX.user_id
    async with ctx.database.read() as tx:
        assert await tx.floor.times(hall.session_id) == {}
    await later(hall, 12)
    await give_on(hall, step, ALIX)
    async with ctx.database.read() as tx:
        assert tuple((await tx.floor.times(hall.session_id))[ALIX.user_id]) == (1, 12)
    assert [seat.person for seat in (await held(hall, step)).seats if seat.waits] == [CLEO.user_id]


async def test_whoever_leads_orders_several_and_reads_of_whom_nothing_changed(ctx: Context) -> None:
    hall, step = await opened(ctx)
    await begin(hall, step)
    await give_on(hall, step, ALIX)
    turn = (await held(hall, step)).turn
    both = [ALIX.user_id, CLEO.user_id]
    led = await leading.order(ctx, step, NOUR, turn, Ordering.SKIP, both, hall.now)
    assert led.left_alone == 1
    assert led.round.count == Count(3, spoke=1, skipped=1)
    led = await leading.order(ctx, step, NOUR, turn, Ordering.BACK, [CLEO.user_id], hall.now)
    assert led.round.count.skipped == 0
    led = await leading.order(ctx, step, NOUR, turn, Ordering.NOW, [CLEO.user_id], hall.now)
    assert speaker(led.round) == CLEO.user_id
    late = leading.order(ctx, step, NOUR, turn, Ordering.NOW, [BACHIR.user_id], hall.now)
    with pytest.raises(Moved):
        await late
    gone = leading.order(ctx, step, NOUR, turn, Ordering.BACK, [ALIX.user_id], hall.now)
    with refused("turns.spoke_already"):
        await gone


async def test_the_room_without_discord_has_one_turn(ctx: Context) -> None:
    hall, step = await opened(ctx, each_seconds=60)
    room = leading.room_in(ctx, step, NOUR, lambda session: "la salle", hall.now)
    with refused("in_room.nobody"):
        await room
    async with ctx.database.write() as tx:
        await tx.in_room.set_number(hall.session_id, 4)
    await begin(hall, step, [ALIX])
    await give_on(hall, step, ALIX)
    found = await held(hall, step)
    assert (speaker(found), found.allowed) == (0, 240)
    led = await leading.go_on(ctx, step, NOUR, found.turn, Stands.SPOKE, everyone_there, hall.now)
    assert led.round.count == Count(5, spoke=5)


@pytest.mark.parametrize("signing", list(Signing))
async def test_after_the_session_only_numbers_and_words_are_left(
    ctx: Context, signing: Signing
) -> None:
    hall, step = await opened(ctx, signing, word=True)
    await begin(hall, step)
    await taking.write(ctx, step, ALIX, "soleil", hall.now)
    await taking.write(ctx, step, ALIX, "grand soleil", hall.now)
    await taking.write(ctx, step, BACHIR, "brume", hall.now)
    await taking.write(ctx, step, BACHIR, "", hall.now)
    await give_on(hall, step, ALIX, Giving.PASS)
    path = ctx.database.path
    key = scalar(path, "SELECT key FROM keys") if signing is Signing.MASKED else b""
    await hall.end()
    assert rows(path, "SELECT * FROM turn_seats") == []
    assert rows(path, "SELECT * FROM floor_times") == []
    kept = rows(path, "SELECT people, passed, spoke, last_id, voice_id FROM turn_rounds")
    assert kept == [(3, 1, 0, None, None)]
    (word,) = rows(path, "SELECT author, author_name, text FROM turn_words")
    masked = signing is Signing.MASKED
    assert tuple(word) == (
        None if masked else str(ALIX.user_id),
        None if masked else ALIX.name,
        "grand soleil",
    )
    if masked:
        await scrubbed(ctx.database)
        assert key not in every_byte(path)


async def test_a_word_is_written_only_where_it_is_asked(ctx: Context) -> None:
    hall, step = await opened(ctx)
    with refused("button.unknown"):
        await taking.write(ctx, step, ALIX, "soleil", hall.now)


async def test_a_word_is_short(ctx: Context) -> None:
    hall, step = await opened(ctx, word=True)
    with refused("text.too_long"):
        await taking.write(ctx, step, ALIX, "x" * 61, hall.now)


async def test_nobody_volunteers_where_the_order_is_another(ctx: Context) -> None:
    hall, step = await opened(ctx)
    await begin(hall, step)
    with refused("button.unknown"):
        await taking.volunteer(ctx, step, CLEO, True, hall.now)


async def test_what_stays_of_people_does_not_tell_who_passed(ctx: Context) -> None:
    hall, step = await opened(ctx)
    await begin(hall, step)
    await taking.pass_ahead(ctx, step, CLEO, hall.now)
    await give_on(hall, step, ALIX, Giving.DONE)
    await give_on(hall, step, BACHIR, Giving.PASS)
    await hall.end()
    kept = rows(ctx.database.path, "SELECT user_id, contributed FROM participants")
    assert {tuple(row) for row in kept} == {(one.user_id, 1) for one in PEOPLE}
