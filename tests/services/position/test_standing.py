"""Places are taken, left, closed; who stood where then leaves every byte of the disk."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.services.context import Context
from bot.services.in_room import speaking
from bot.services.position import claim, closing, room, standing
from bot.services.records import record
from bot.workshop.kinds import AtEnd
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Signing, author_reference
from tests.builders import ALIX, BACHIR, CLEO, NOUR, discuss, new_session, position, recipe
from tests.services.room import Room, refused
from tests.store.seeing import every_byte, rows, scalar, scrubbed

PEOPLE = (ALIX, BACHIR, CLEO)


async def opened(ctx: Context, signing: Signing = Signing.SIGNED, **how: Any) -> tuple[Room, int]:
    plans = recipe(position(**how), discuss())
    hall = await Room.open(ctx, new_session(plans, signing=signing))
    await hall.start()
    return hall, (await hall.step()).id


async def stand(hall: Room, step: int, by: Actor, place: int, remark: str = "") -> None:
    await standing.stand(hall.ctx, step, by, place, hall.now)
    if remark:
        await standing.say(hall.ctx, step, by, remark, hall.now)


async def outcome(hall: Room) -> dict[str, Any]:
    held = (await hall.step(0)).outcome
    assert held is not None
    return dict(json.loads(held))


@pytest.mark.parametrize("signing", list(Signing))
@pytest.mark.parametrize("people", [2, 3])
async def test_the_closed_line_leaves_no_key_no_hash_and_no_place_of_anyone(
    ctx: Context, signing: Signing, people: int
) -> None:
    hall, step = await opened(ctx, signing)
    for rank, person in enumerate(PEOPLE[:people]):
        await stand(hall, step, person, rank)
    hall.wait(minutes=5)
    for rank, person in enumerate(PEOPLE[:people]):
        await stand(hall, step, person, 8 + (rank == 0), f"une phrase de rang {rank}")
    path = ctx.database.path
    key = scalar(path, "SELECT key FROM keys WHERE purpose = 'position'")
    hashes = [author_reference(person.user_id, key) for person in PEOPLE[:people]]
    assert {row[0] for row in rows(path, "SELECT person FROM positions")} == set(hashes)
    assert rows(path, "SELECT name FROM positions WHERE name IS NOT NULL") == []
    assert key in every_byte(path)
    await closing.close(ctx, step, NOUR, hall.now, erased=True)
    await scrubbed(ctx.database)
    left = every_byte(path)
    assert key not in left
    assert not any(one.encode() in left for one in hashes)
    for table in ("positions", "position_in_room", "position_moments"):
        assert rows(path, f"SELECT * FROM {table}") == []
    kept = [row[0] for row in rows(path, "SELECT text FROM position_told")]
    assert len(kept) == (people if people >= 3 else 0)
    told = await outcome(hall)
    if people < 3:
        assert b"une phrase de rang" not in left
        assert (told["start"], told["end"], told["movement"]) == (None, None, None)
    else:
        assert told["start"] == [1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0]
        assert told["end"] == [0, 0, 0, 0, 0, 0, 0, 0, 2, 1, 0]
        assert told["movement"]["moved"] == told["movement"]["up"] == 3


async def test_a_change_while_people_look_for_their_place_is_no_move(ctx: Context) -> None:
    hall, step = await opened(ctx)
    await stand(hall, step, ALIX, 3)
    seen = await standing.stand(ctx, step, ALIX, 4, hall.now)
    assert seen.settling
    assert seen.mine is not None
    assert (seen.mine.journey.began, seen.mine.journey.moves) == (4, 0)
    with refused("position.not_moved"):
        await standing.say(ctx, step, ALIX, "déjà", hall.now)
    hall.wait(minutes=2)
    seen = await standing.stand(ctx, step, ALIX, 6, hall.now)
    assert not seen.settling
    seen = await standing.stand(ctx, step, ALIX, 6, hall.now)  # the same press twice
    assert seen.mine is not None
    assert (seen.mine.journey.began, seen.mine.journey.moves) == (4, 1)


async def test_a_pause_is_no_time_spent_on_the_line(ctx: Context) -> None:
    hall, step = await opened(ctx)
    await stand(hall, step, ALIX, 3)
    await hall.pause()
    hall.wait(minutes=30)
    await hall.resume()
    assert (await standing.stand(ctx, step, ALIX, 4, hall.now)).settling
    assert rows(ctx.database.path, "SELECT * FROM position_moments") == []


async def test_moments_are_the_line_as_it_was_and_survive_a_silence(ctx: Context) -> None:
    hall, step = await opened(ctx)
    for rank, person in enumerate(PEOPLE):
        await stand(hall, step, person, rank)
    hall.wait(minutes=11)
    await stand(hall, step, ALIX, 10)
    hall.wait(minutes=8)
    await closing.close(ctx, step, NOUR, hall.now)
    told = await outcome(hall)
    before, after = [1, 1, 1, *[0] * 8], [0, 1, 1, *[0] * 7, 1]
    assert told["moments"] == [
        {"second": 300, "spread": before},
        {"second": 600, "spread": before},
        {"second": 900, "spread": after},
    ]


async def test_moments_at_which_few_stood_tell_nothing(ctx: Context) -> None:
    hall, step = await opened(ctx)
    await stand(hall, step, ALIX, 0)
    hall.wait(minutes=6)
    await stand(hall, step, BACHIR, 1)
    hall.wait(minutes=5)
    await stand(hall, step, CLEO, 2)
    hall.wait(minutes=5)
    await closing.close(ctx, step, NOUR, hall.now)
    assert [one["second"] for one in (await outcome(hall))["moments"]] == [900]


@pytest.mark.parametrize("how", [{"live": False}, {}], ids=["hidden", "masked"])
async def test_of_a_hidden_line_nothing_is_kept_meanwhile_nor_told_of_few_movers(
    ctx: Context, how: dict[str, Any]
) -> None:
    signing = Signing.SIGNED if how else Signing.MASKED
    hall, step = await opened(ctx, signing, **how)
    for rank, person in enumerate((*PEOPLE, NOUR)):
        await stand(hall, step, person, rank)
    hall.wait(minutes=6)
    await stand(hall, step, ALIX, 9, "moi seule ai bougé")
    seen = await standing.view(ctx, step, BACHIR, hall.now)
    assert (seen.standing.people, seen.standing.spread) == (4, None)
    assert rows(ctx.database.path, "SELECT * FROM position_moments") == []
    assert (await record(ctx, hall.session_id)).lines.open[step].spread is None
    await closing.close(ctx, step, NOUR, hall.now)
    told = await outcome(hall)
    assert (told["start"], told["movement"], told["moments"]) == (None, None, [])
    assert sum(told["end"]) == 4
    await scrubbed(ctx.database)
    assert b"moi seule" not in every_byte(ctx.database.path)


async def test_names_are_told_where_the_recipe_has_it_and_leave_with_raw_data(
    ctx: Context,
) -> None:
    hall, step = await opened(ctx, named=True)
    for rank, person in enumerate(PEOPLE[:2]):
        await stand(hall, step, person, rank)
    hall.wait(minutes=6)
    await stand(hall, step, ALIX, 9, "un exemple")
    seen = await standing.view(ctx, step, BACHIR, hall.now)
    assert dict(seen.standing.names) == {ALIX.name: 9, BACHIR.name: 1}
    await closing.close(ctx, step, NOUR, hall.now)
    held = (await record(ctx, hall.session_id)).lines.closed[step]
    assert {one.name: (one.began, one.place, one.text) for one in held.told} == {
        ALIX.name: (0, 9, "un exemple"),
        BACHIR.name: (1, 1, None),
    }
    await hall.end()
    async with ctx.database.write() as tx:
        await tx.sessions.delete_raw(hall.session_id, hall.now)
    await scrubbed(ctx.database)
    after = (await record(ctx, hall.session_id)).lines.closed[step]
    assert (after.told, after.result) == ((), held.result)
    assert b"un exemple" not in every_byte(ctx.database.path)


async def test_a_masked_session_has_no_names_whatever_its_recipe_says(ctx: Context) -> None:
    hall, step = await opened(ctx, Signing.MASKED, named=True)
    for person in PEOPLE:
        await stand(hall, step, person, 4)
    assert rows(ctx.database.path, "SELECT name FROM positions WHERE name IS NOT NULL") == []
    await closing.close(ctx, step, NOUR, hall.now)
    held = (await record(ctx, hall.session_id)).lines.closed[step]
    assert (held.named, held.told) == (False, ())


async def test_who_leaves_the_line_takes_everything_away(ctx: Context) -> None:
    hall, step = await opened(ctx)
    await stand(hall, step, ALIX, 3)
    hall.wait(minutes=3)
    await stand(hall, step, ALIX, 4, "un doute")
    await standing.leave(ctx, step, ALIX, hall.now)
    assert rows(ctx.database.path, "SELECT * FROM positions") == []
    with refused("position.nowhere"):
        await standing.leave(ctx, step, ALIX, hall.now)
    with refused("position.nowhere"):
        await standing.say(ctx, step, ALIX, "encore", hall.now)
    seen = await standing.stand(ctx, step, ALIX, 7, hall.now)
    assert seen.mine is not None
    assert (seen.mine.journey.began, seen.mine.journey.moves, seen.mine.remark) == (7, 0, None)


async def test_nothing_is_done_on_a_closed_line_nor_by_who_does_not_lead(ctx: Context) -> None:
    hall, step = await opened(ctx)
    with refused("position.nobody"):
        await closing.close(ctx, step, NOUR, hall.now)
    for person in PEOPLE:
        await stand(hall, step, person, 4)
    with refused("session.not_facilitator"):
        await closing.close(ctx, step, ALIX, hall.now)
    with refused("session.not_facilitator"):
        await claim.to_write(ctx, step, ALIX)
    with refused("position.claim_stands"):
        await claim.write(ctx, step, NOUR, "Autre chose.", hall.now)
    with hall.says("positions 0"):
        await closing.close(ctx, step, NOUR, hall.now)
    assert (await hall.step()).closes_at is None, "nothing is waited for"
    for act in (
        standing.stand(ctx, step, ALIX, 5, hall.now),
        standing.leave(ctx, step, ALIX, hall.now),
        standing.say(ctx, step, ALIX, "tard", hall.now),
        closing.close(ctx, step, NOUR, hall.now),
        claim.write(ctx, step, NOUR, "Autre chose.", hall.now),
    ):
        with refused("position.closed"):
            await act
    await hall.next()
    with refused("step.not_open"):
        await standing.stand(ctx, step, ALIX, 5, hall.now)
    with refused("step.not_open"):
        await standing.stand(ctx, (await hall.step()).id, ALIX, 5, hall.now)


async def test_the_claim_is_written_before_anyone_takes_a_place(ctx: Context) -> None:
    hall, step = await opened(ctx, claim=None)
    with refused("position.no_claim"):
        await standing.stand(ctx, step, ALIX, 5, hall.now)
    with refused("position.claim_empty"):
        await claim.write(ctx, step, NOUR, " \n ", hall.now)
    with refused("text.too_long"):
        await claim.write(ctx, step, NOUR, "e" * 501, hall.now)
    await claim.write(ctx, step, NOUR, "Il faut\nun ordre du jour.", hall.now)
    await stand(hall, step, ALIX, 5)
    plan: Any = (await hall.step()).plan
    assert plan.claim.fr == plan.claim.en == "Il faut un ordre du jour."
    with refused("position.claim_stands"):
        await claim.write(ctx, step, NOUR, "Autre chose.", hall.now)
    await standing.leave(ctx, step, ALIX, hall.now)
    await claim.write(ctx, step, NOUR, "Autre chose.", hall.now)


async def test_the_room_stands_where_it_is_written_down(ctx: Context) -> None:
    hall, step = await opened(ctx)
    await speaking.set_number(ctx, hall.session_id, NOUR, 6)
    for person in PEOPLE:
        await stand(hall, step, person, 2)
    sign = lambda _: "la salle"  # noqa: E731
    with refused("position.room_many"):
        await room.count(ctx, step, NOUR, sign, {3: 7}, hall.now)
    with refused("button.unknown"):
        await room.count(ctx, step, NOUR, sign, {12: 1}, hall.now)
    await room.count(ctx, step, NOUR, sign, {3: 4, 8: 1}, hall.now)
    await room.count(ctx, step, NOUR, sign, {3: 5, 8: 1}, hall.now)
    hall.wait(minutes=4)
    await room.count(ctx, step, NOUR, sign, {3: 2, 8: 4}, hall.now)
    with refused("position.room_fewer"):
        await speaking.set_number(ctx, hall.session_id, NOUR, 5)
    await closing.close(ctx, step, NOUR, hall.now)
    told = await outcome(hall)
    assert (told["people"], told["in_room"]) == (9, 6)
    assert told["start"] == [0, 0, 3, 5, 0, 0, 0, 0, 1, 0, 0], "as it stood once it had settled"
    assert told["end"] == [0, 0, 3, 2, 0, 0, 0, 0, 4, 0, 0]
    assert told["movement"]["moved"] == 0, "nobody follows those in the room"


@pytest.mark.parametrize("at_end", list(AtEnd))
@pytest.mark.parametrize("people", [0, 2, 3])
async def test_the_end_of_the_time_erases_nothing_by_itself(
    ctx: Context, at_end: AtEnd, people: int
) -> None:
    hall = await Room.open(ctx, new_session(recipe(position(at_end=at_end), discuss())))
    await hall.start()
    step = (await hall.step()).id
    for person in PEOPLE[:people]:
        await stand(hall, step, person, 4)
    hall.wait(minutes=19)
    await hall.ring()
    hall.wait(minutes=1)
    await hall.ring()
    stands = len(rows(ctx.database.path, "SELECT person FROM positions"))
    waits = at_end is AtEnd.WAIT or (at_end is AtEnd.CLOSE and people == 2)
    assert stands == (people if waits else 0)
    assert (await hall.step(0)).is_open is waits


async def test_a_step_that_is_skipped_keeps_its_line_until_the_end(ctx: Context) -> None:
    hall, step = await opened(ctx)
    for person in PEOPLE:
        await stand(hall, step, person, 4)
    await hall.skip()
    assert len(rows(ctx.database.path, "SELECT person FROM positions")) == 3
    await hall.back()
    await stand(hall, step, ALIX, 5)
    await hall.skip()
    await hall.end()
    assert "positions 0" in hall.letters()
    assert (await outcome(hall))["people"] == 3


async def test_a_line_of_two_that_nobody_closes_leaves_with_the_session(ctx: Context) -> None:
    hall, step = await opened(ctx)
    await stand(hall, step, ALIX, 1)
    await hall.skip()
    await hall.end()
    await scrubbed(ctx.database)
    for table in ("positions", "position_in_room", "position_moments", "position_told", "keys"):
        assert rows(ctx.database.path, f"SELECT * FROM {table}") == []
