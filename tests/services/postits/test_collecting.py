from __future__ import annotations

import asyncio

import pytest

from bot.services.context import Context
from bot.services.postits import collecting, typed
from bot.services.postits.typed import Message
from bot.store import Topic
from bot.workshop.postits.postit import Source
from bot.workshop.sessions.session import Signing
from tests.builders import (
    ALIX,
    BACHIR,
    CHANNEL,
    CLEO,
    collect,
    discuss,
    new_session,
    recipe,
    reveal,
    scenario,
)
from tests.services.room import Room, delivery, refused

BOTH_WAYS = pytest.mark.parametrize("signing", list(Signing))


async def collecting_room(
    ctx: Context,
    *,
    signing: Signing = Signing.SIGNED,
    per_person: int = 20,
    silent: bool = True,
    takes_typed: bool = False,
) -> Room:
    plan = collect(per_person=per_person, max_length=40, silent=silent, typed=takes_typed)
    room = await Room.open(
        ctx, new_session(recipe(plan, reveal(), collect()), told=scenario(), signing=signing)
    )
    await room.start()
    return room


@BOTH_WAYS
async def test_a_form_is_kept_one_post_it_an_idea(ctx: Context, signing: Signing) -> None:
    room = await collecting_room(ctx, signing=signing)
    written = await room.write(ALIX, "- un four", "", "- un verger\x00", "x" * 41)
    assert [postit.text for postit in written.kept] == ["un four", "un verger"]
    assert written.refused == (("x" * 41, "postit.too_long"),)
    assert written.mine == 2
    assert {p.author_name for p in written.kept} == {
        None if signing is Signing.MASKED else ALIX.name
    }
    assert {(p.source, p.number, p.message_id) for p in await room.wall()} == {
        (Source.FORM, None, None)
    }


@BOTH_WAYS
async def test_the_same_form_delivered_twice_is_kept_once(ctx: Context, signing: Signing) -> None:
    room = await collecting_room(ctx, signing=signing)
    form = delivery()
    await room.write(ALIX, "un four", "un verger", submission=form)
    again = await room.write(ALIX, "un four", "un verger", submission=form)
    assert again.kept == ()
    assert again.mine == 2
    assert sorted(postit.text for postit in await room.wall()) == ["un four", "un verger"]


async def test_two_deliveries_of_a_form_at_once_are_kept_once(ctx: Context) -> None:
    room = await collecting_room(ctx)
    form = delivery()
    await asyncio.gather(*(room.write(ALIX, "un four", submission=form) for _ in range(5)))
    assert len(await room.wall()) == 1


@BOTH_WAYS
async def test_the_limit_of_post_its_is_for_each_person_over_all_their_forms(
    ctx: Context, signing: Signing
) -> None:
    room = await collecting_room(ctx, signing=signing, per_person=3)
    await room.write(ALIX, "un", "deux")
    more = await room.write(ALIX, "trois", "quatre")
    assert [postit.text for postit in more.kept] == ["trois"]
    assert more.refused == (("quatre", "postit.too_many"),)
    assert more.mine == 3
    assert (await room.write(BACHIR, "un")).mine == 1


async def test_people_who_write_at_once_never_get_past_their_limit(ctx: Context) -> None:
    room = await collecting_room(ctx, per_person=3)
    people = (ALIX, BACHIR, CLEO)
    await asyncio.gather(*(room.write(who, f"idée {n}") for n in range(6) for who in people))
    texts = [(postit.author, postit.text) for postit in await room.wall()]
    assert len(texts) == 9
    for who in people:
        assert [author for author, _ in texts].count(str(who.user_id)) == 3


async def test_a_form_with_nothing_to_read_is_sent_back(ctx: Context) -> None:
    room = await collecting_room(ctx)
    with refused("postit.empty"):
        await room.write(ALIX, " ", "\u200b", "-")
    assert await _participants(room) == 0


async def test_a_place_outside_the_scenario_keeps_nothing(ctx: Context) -> None:
    room = await collecting_room(ctx)
    step = await room.step()
    for dimension, year, key in (
        ("Ailleurs", None, "place.unknown_dimension"),
        (None, 2040, "place.unknown_year"),
    ):
        with refused(key):
            await collecting.write(ctx, step.id, ALIX, "un four", dimension, year, delivery())
    await collecting.write(ctx, step.id, ALIX, "un four", "Services", 2030, delivery())
    (postit,) = await room.wall()
    assert (postit.dimension, postit.year) == ("Services", 2030)


async def test_post_its_are_taken_while_their_step_is_open(ctx: Context) -> None:
    room = await collecting_room(ctx)
    first = await room.step()
    await room.next()
    with refused("step.not_open"):
        await collecting.write(ctx, first.id, ALIX, "trop tard", None, None, delivery())
    with refused("postit.closed"):
        await room.write(ALIX, "pendant la révélation")
    with refused("session.gone"):
        await collecting.write(ctx, 404, ALIX, "nulle part", None, None, delivery())
    assert await room.wall() == []


@BOTH_WAYS
async def test_who_took_part_is_counted_once_apart_from_what_was_said(
    ctx: Context, signing: Signing
) -> None:
    room = await collecting_room(ctx, signing=signing)
    await room.write(ALIX, "un")
    await room.write(ALIX, "deux")
    await room.write(BACHIR, "un")
    assert await _participants(room) == 2
    step = await room.step()
    async with ctx.database.read() as tx:
        assert await tx.postits.counts(step.id) == (3, 2)


async def _participants(room: Room) -> int:
    async with room.ctx.database.read() as tx:
        return await tx.sessions.count_participants(room.session_id)


@BOTH_WAYS
async def test_people_find_change_and_withdraw_their_own_post_its(
    ctx: Context, signing: Signing
) -> None:
    room = await collecting_room(ctx, signing=signing)
    (oven,) = (await room.write(ALIX, "un four")).kept
    await room.write(BACHIR, "un verger")
    _, found = await collecting.mine(ctx, room.session_id, ALIX)
    assert [postit.id for postit in found] == [oven.id]
    assert (await collecting.get_mine(ctx, oven.id, ALIX))[2] == oven
    await room.next()  # still possible once its step is closed
    changed = await collecting.edit(ctx, oven.id, ALIX, "deux\nfours", "Services", 2031)
    assert (changed.text, changed.dimension, changed.year) == ("deux fours", "Services", 2031)
    assert changed.number is not None
    assert (await collecting.withdraw(ctx, oven.id, ALIX)).postit.text == "deux fours"
    assert [postit.text for postit in await room.wall()] == ["un verger"]
    with refused("postit.gone"):
        await collecting.withdraw(ctx, oven.id, ALIX)


@BOTH_WAYS
async def test_nobody_touches_the_post_it_of_another(ctx: Context, signing: Signing) -> None:
    room = await collecting_room(ctx, signing=signing)
    (oven,) = (await room.write(ALIX, "un four")).kept
    with refused("postit.not_yours"):
        await collecting.get_mine(ctx, oven.id, BACHIR)
    with refused("postit.not_yours"):
        await collecting.edit(ctx, oven.id, BACHIR, "rien", None, None)
    with refused("postit.not_yours"):
        await collecting.withdraw(ctx, oven.id, BACHIR)
    assert [postit.text for postit in await room.wall()] == ["un four"]


async def test_a_change_that_is_refused_leaves_the_post_it_as_it_was(ctx: Context) -> None:
    room = await collecting_room(ctx)
    (oven,) = (await room.write(ALIX, "un four")).kept
    for text, dimension, key in (
        ("\u200b", None, "postit.empty"),
        ("x" * 41, None, "postit.too_long_one"),
        ("deux fours", "Ailleurs", "place.unknown_dimension"),
    ):
        with refused(key):
            await collecting.edit(ctx, oven.id, ALIX, text, dimension, None)
    assert [postit.text for postit in await room.wall()] == ["un four"]


@BOTH_WAYS
async def test_once_the_session_has_ended_post_its_stay_as_they_are(
    ctx: Context, signing: Signing
) -> None:
    room = await collecting_room(ctx, signing=signing)
    (oven,) = (await room.write(ALIX, "un four")).kept
    await room.end()
    with refused("session.ended"):
        await collecting.mine(ctx, room.session_id, ALIX)
    with refused("session.ended"):
        await collecting.edit(ctx, oven.id, ALIX, "rien", None, None)
    with refused("session.ended"):
        await collecting.withdraw(ctx, oven.id, ALIX)


def message(text: str, channel_id: int = CHANNEL) -> Message:
    """Something that Alix types in the channel."""
    return Message(int(delivery()), channel_id, ALIX, text)


async def test_messages_of_the_channel_are_post_its_where_the_step_takes_them(
    ctx: Context,
) -> None:
    room = await collecting_room(ctx, silent=False, takes_typed=True)
    said = message("- un four\n- un verger")
    heard = await typed.hear(ctx, said, room.now)
    assert heard is not None
    assert (heard.kept, heard.refused) == (2, frozenset())
    assert {(p.text, p.source, p.message_id, p.author) for p in await room.wall()} == {
        ("un four", Source.TYPED, said.id, str(ALIX.user_id)),
        ("un verger", Source.TYPED, said.id, str(ALIX.user_id)),
    }
    await typed.hear(ctx, said, room.now)
    assert len(await room.wall()) == 2  # delivered twice, kept once
    assert await typed.hear(ctx, message("ailleurs", CHANNEL + 1), room.now) is None
    await room.next()
    room.wait(seconds=21)
    assert await typed.hear(ctx, message("une remarque"), room.now) is None
    await room.end()
    assert await typed.hear(ctx, message("merci à tous"), room.now) is None
    assert len(await room.wall()) == 2


@pytest.mark.parametrize(
    ("silent", "takes_typed", "signing"),
    [
        (True, True, Signing.SIGNED),
        (False, False, Signing.SIGNED),
        (False, True, Signing.MASKED),
    ],
)
async def test_messages_of_the_channel_are_left_alone_where_they_would_show_too_much(
    ctx: Context, silent: bool, takes_typed: bool, signing: Signing
) -> None:
    room = await collecting_room(ctx, silent=silent, takes_typed=takes_typed, signing=signing)
    assert await typed.hear(ctx, message("un four"), room.now) is None
    assert await room.wall() == []


async def test_messages_before_the_start_or_in_another_step_are_left_alone(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(discuss())))
    assert await typed.hear(ctx, message("bonjour"), room.now) is None
    await room.start()
    assert await typed.hear(ctx, message("bonjour"), room.now) is None


async def test_post_its_are_seen_at_once_only_where_nothing_is_hidden(ctx: Context) -> None:
    room = await collecting_room(ctx, silent=False)
    await room.write(ALIX, "un", "deux")
    assert sorted(p.number or 0 for p in await room.wall()) == [1, 2]
    await room.end()
    masked = await collecting_room(ctx, silent=False, signing=Signing.MASKED)
    await masked.write(ALIX, "un", "deux")
    assert {p.number for p in await masked.wall()} == {None}


async def test_the_card_is_told_only_when_there_is_something_new(ctx: Context) -> None:
    room = await collecting_room(ctx)
    told: list[tuple[Topic, int]] = []
    ctx.database.listen(lambda topic, ref: told.append((topic, ref)))
    form = delivery()
    await room.write(ALIX, "un four", submission=form)
    await room.write(ALIX, "un four", submission=form)
    await room.write(ALIX, "x" * 41)
    assert told == [(Topic.SESSION, room.session_id)]
