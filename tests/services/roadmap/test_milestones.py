"""A milestone completed, moved, tied and taken off, by those who may."""

from __future__ import annotations

import asyncio

import pytest

from bot.services.context import Context
from bot.services.roadmap import milestones, placing
from bot.workshop.errors import Refusal
from bot.workshop.postits.kind import Kind
from bot.workshop.roadmap.grid import Milestone
from bot.workshop.roadmap.milestones import Detail, details_mark, place_mark
from bot.workshop.roadmap.step import WhoPlaces
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Signing, author_reference
from tests.builders import (
    ALIX,
    BACHIR,
    CHANNEL,
    CLEO,
    NOUR,
    actions,
    collect,
    discuss,
    new_session,
    recipe,
    reveal,
    roadmap,
    scenario,
)
from tests.services.room import Room, delivery, refused
from tests.store.seeing import every_byte, rows, scalar, scrubbed


async def road(
    ctx: Context,
    *,
    placing: WhoPlaces = WhoPlaces.FACILITATORS,
    signing: Signing = Signing.SIGNED,
) -> Room:
    """A roadmap just opened, with three post-its on the wall."""
    steps = recipe(collect(), reveal(), roadmap(placing=placing), discuss(), actions())
    room = await Room.open(ctx, new_session(steps, told=scenario(), signing=signing))
    await room.start()
    await room.write(NOUR, "un", "deux", "trois")
    await room.next()
    await room.next()
    return room


async def put(
    room: Room,
    year: int = 2028,
    *,
    by: Actor = NOUR,
    postit_id: int | None = None,
    after_id: int | None = None,
    submission: str | None = None,
) -> Milestone:
    milestone = await placing.place(
        room.ctx,
        (await room.step()).id,
        by,
        statement=f"Fait en {year}.",
        year=str(year),
        dimension="Services",
        who="",
        obstacles="",
        postit_id=postit_id,
        submission=submission or delivery(),
        after_id=after_id,
    )
    assert milestone is not None
    return milestone


async def placed(room: Room) -> list[Milestone]:
    async with room.ctx.database.read() as tx:
        return await tx.milestones.of_session(room.session_id)


# Changing one


async def test_a_milestone_is_completed_one_thing_a_line(ctx: Context) -> None:
    room = await road(ctx)
    milestone = await put(room)
    held = await milestones.complete(
        ctx,
        milestone.id,
        NOUR,
        who="la mairie\n- les cuisines",
        enablers=" une subvention ",
        obstacles="\u200b",
    )
    (now,) = await placed(room)
    assert held.milestone == now
    assert (now.who, now.enablers, now.obstacles) == (
        "la mairie\nles cuisines",
        "une subvention",
        None,
    )
    with refused("text.too_long"):
        await milestones.complete(ctx, milestone.id, NOUR, who="x" * 601, enablers="", obstacles="")
    assert await placed(room) == [now]


async def test_two_people_complete_a_milestone_and_neither_loses_a_word(ctx: Context) -> None:
    room = await road(ctx)
    milestone = await put(room)
    read = details_mark(milestone)
    first = {"who": "la mairie", "enablers": "une subvention", "obstacles": ""}
    for _ in range(2):  # sent twice
        await milestones.complete(ctx, milestone.id, NOUR, **first, seen=read, now=None)
    with refused("milestone.changed"):
        await milestones.complete(
            ctx, milestone.id, NOUR, who="les cuisines", enablers="", obstacles="", seen=read
        )
    (now,) = await placed(room)
    assert (now.who, now.enablers) == ("la mairie", "une subvention")
    where = {"statement": "Autrement", "year": "2031", "dimension": "Gouvernance"}
    await milestones.edit(ctx, milestone.id, NOUR, **where, seen=place_mark(now), now=None)
    with refused("milestone.changed"):
        await milestones.edit(
            ctx,
            milestone.id,
            NOUR,
            **{**where, "statement": "Tout autre"},
            seen=place_mark(now),
            now=None,
        )
    (after,) = await placed(room)
    assert (after.statement, details_mark(after)) == ("Autrement", details_mark(now))


async def test_a_milestone_is_reworded_and_moved(ctx: Context) -> None:
    room = await road(ctx)
    milestone = await put(room)
    held = await milestones.edit(
        ctx, milestone.id, NOUR, statement="Autrement", year="2031", dimension="Gouvernance"
    )
    assert (held.milestone.statement, held.milestone.year) == ("Autrement", 2031)
    assert (held.milestone.dimension, held.milestone.number) == ("Gouvernance", milestone.number)
    for fields, key in (
        ({"statement": " "}, "milestone.needs_statement"),
        ({"year": "2050"}, "place.unknown_year"),
        ({"dimension": "Ailleurs"}, "place.unknown_dimension"),
    ):
        good = {"statement": "x", "year": "2030", "dimension": "Services"}
        asked = {**good, **fields}
        with refused(key):
            await milestones.edit(
                ctx,
                milestone.id,
                NOUR,
                statement=asked["statement"],
                year=asked["year"],
                dimension=asked["dimension"],
            )
    assert await placed(room) == [held.milestone]


# What had to be true just before


async def test_milestones_are_tied_and_untied_as_often_as_one_likes(ctx: Context) -> None:
    room = await road(ctx)
    early, mid, late = await put(room, 2024), await put(room, 2026), await put(room, 2028)
    for _ in range(2):  # pressed twice
        held = await milestones.tie(ctx, late.id, NOUR, [early.id, mid.id])
        assert [m.number for m in held.before] == [1, 2]
    held = await milestones.hold(ctx, early.id, NOUR)
    assert [m.id for m in held.made_possible] == [late.id]
    for _ in range(2):
        held = await milestones.untie(ctx, late.id, NOUR, [mid.id])
        assert [m.number for m in held.before] == [1]


async def test_links_that_cannot_be_are_refused_and_nothing_is_half_done(ctx: Context) -> None:
    room = await road(ctx)
    early, same, late = await put(room, 2024), await put(room, 2024), await put(room, 2028)
    await milestones.tie(ctx, same.id, NOUR, [early.id])
    with refused("milestone.circle"):
        await milestones.tie(ctx, early.id, NOUR, [same.id])
    with refused("milestone.before_later"):
        await milestones.tie(ctx, early.id, NOUR, [late.id])
    with refused("milestone.gone"):
        await milestones.tie(ctx, late.id, NOUR, [early.id, 404])
    found = {m.id: m.after for m in await placed(room)}
    assert found == {early.id: (), same.id: (early.id,), late.id: ()}
    with refused("milestone.too_early"):
        await milestones.edit(ctx, same.id, NOUR, statement="x", year="2023", dimension="Services")


async def test_a_milestone_of_another_session_is_none_of_ours(ctx: Context) -> None:
    room = await road(ctx)
    steps = recipe(roadmap())
    other = await Room.open(ctx, new_session(steps, told=scenario(), channel_id=CHANNEL + 1), CLEO)
    await other.start(CLEO)
    foreign = await put(other, by=CLEO)
    ours = await put(room, 2032)
    with refused("milestone.gone"):
        await milestones.tie(ctx, ours.id, NOUR, [foreign.id])
    with refused("session.not_facilitator"):
        await milestones.tie(ctx, foreign.id, NOUR, [])
    with refused("session.not_facilitator"):
        await put(room, 2024, after_id=foreign.id)
    assert len(await placed(room)) == 1


async def test_two_who_tie_at_once_never_make_a_circle(ctx: Context) -> None:
    room = await road(ctx)
    one, other = await put(room, 2028), await put(room, 2028)
    done = await asyncio.gather(
        milestones.tie(ctx, one.id, NOUR, [other.id]),
        milestones.tie(ctx, other.id, NOUR, [one.id]),
        return_exceptions=True,
    )
    failed = [each for each in done if isinstance(each, Refusal)]
    assert [each.key for each in failed] == ["milestone.circle"]
    assert sorted(len(m.after) for m in await placed(room)) == [0, 1]


async def test_what_came_before_is_written_on_the_spot(ctx: Context) -> None:
    room = await road(ctx)
    late = await put(room, 2028)
    form = delivery()
    before = await put(room, 2027, after_id=late.id, submission=form)
    assert (await milestones.hold(ctx, late.id, NOUR)).milestone.after == (before.id,)
    again = await placing.place(
        ctx,
        (await room.step()).id,
        NOUR,
        statement="Fait en 2027.",
        year="2027",
        dimension="Services",
        who="",
        obstacles="",
        postit_id=None,
        submission=form,
        after_id=late.id,
    )
    assert again is None
    with refused("milestone.before_later"):
        await put(room, 2029, after_id=late.id)
    assert len(await placed(room)) == 2, "what was refused was not placed either"


async def test_looking_for_what_came_before_later_post_its_come_last(ctx: Context) -> None:
    room = await road(ctx)
    late = await put(room, 2028)
    step = await room.step()
    async with ctx.database.write() as tx:
        wall = await tx.postits.of_session(room.session_id)
        for postit, year in zip(wall, (2030, 2026, None), strict=True):
            await tx.postits.edit(postit.id, postit.text, None, year)
    offered = await placing.to_place(ctx, step.id, NOUR, late.id)
    assert [p.year for p in offered.postits] == [2026, None, 2030]
    assert offered.after == late


# The wall's levers, obstacles and actors


async def test_the_wall_completes_a_milestone(ctx: Context) -> None:
    room = await road(ctx)
    milestone = await put(room)
    lever, obstacle, actor = await room.wall()
    async with ctx.database.write() as tx:
        kinds = (Kind.LEVER, Kind.OBSTACLE, Kind.ACTOR)
        for postit, kind in zip((lever, obstacle, actor), kinds, strict=True):
            await tx.postits.edit(postit.id, postit.text, None, None, kind=kind)
    held = await milestones.hold(ctx, milestone.id, NOUR)
    assert [p.id for p in held.attachable(Detail.ENABLERS)] == [lever.id]
    for _ in range(2):  # pressed twice
        held = await milestones.attach(ctx, milestone.id, NOUR, Detail.ENABLERS, [lever.id])
    assert held.attachable(Detail.ENABLERS) == []
    await milestones.attach(ctx, milestone.id, NOUR, Detail.WHO, [actor.id])
    await milestones.attach(ctx, milestone.id, NOUR, Detail.OBSTACLES, [obstacle.id])
    (now,) = await placed(room)
    texts = (lever.text, obstacle.text, actor.text)
    assert (now.enablers, now.obstacles, now.who) == texts
    with refused("postit.gone"):
        await milestones.attach(ctx, milestone.id, NOUR, Detail.WHO, [404])


async def test_a_hidden_post_it_says_nothing_to_a_milestone(ctx: Context) -> None:
    steps = recipe(roadmap(), collect())
    room = await Room.open(ctx, new_session(steps, told=scenario(), signing=Signing.MASKED))
    await room.start()
    milestone = await put(room)
    await room.next()
    await room.write(ALIX, "un secret")
    (hidden,) = await room.wall()
    with refused("postit.gone"):
        await milestones.attach(ctx, milestone.id, NOUR, Detail.WHO, [hidden.id])


# Who may


async def test_where_everyone_places_each_changes_their_own(ctx: Context) -> None:
    room = await road(ctx, placing=WhoPlaces.EVERYONE)
    step = await room.step()
    theirs, ours = await put(room, by=ALIX), await put(room, 2024)
    assert theirs.author == str(ALIX.user_id)
    assert ours.author is None, "those who lead change any of them"
    seen = await milestones.theirs(ctx, step.id, ALIX)
    assert ([m.id for m in seen.milestones], seen.leads) == ([theirs.id], False)
    everything = await milestones.theirs(ctx, step.id, NOUR)
    assert ([m.id for m in everything.milestones], everything.leads) == ([theirs.id, ours.id], True)
    await milestones.complete(ctx, theirs.id, ALIX, who="Awa", enablers="", obstacles="")
    await milestones.tie(ctx, theirs.id, ALIX, [ours.id])
    for milestone, key in ((theirs, "milestone.not_yours"), (ours, "session.not_facilitator")):
        with refused(key):
            await milestones.hold(ctx, milestone.id, BACHIR)
        with refused(key):
            await milestones.remove(ctx, milestone.id, BACHIR)
        with refused(key):
            await milestones.attach(ctx, milestone.id, BACHIR, Detail.WHO, [])
    await milestones.complete(ctx, theirs.id, NOUR, who="Ben", enablers="", obstacles="")
    assert scalar(ctx.database.path, "SELECT count(*) FROM participants WHERE user_id = ?",
                  ALIX.user_id) == 1  # fmt: skip


async def test_participants_place_only_where_everyone_does(ctx: Context) -> None:
    room = await road(ctx)
    with refused("session.not_facilitator"):
        await put(room, by=ALIX)
    with refused("session.not_facilitator"):
        await milestones.theirs(ctx, (await room.step()).id, ALIX)


async def test_ones_own_can_be_changed_until_the_step_closes(ctx: Context) -> None:
    room = await road(ctx, placing=WhoPlaces.EVERYONE)
    theirs = await put(room, by=ALIX)
    await room.next()
    with refused("step.not_open"):
        await milestones.hold(ctx, theirs.id, ALIX)
    with refused("step.not_open"):
        await milestones.remove(ctx, theirs.id, ALIX)
    assert (await milestones.hold(ctx, theirs.id, NOUR)).step is None
    await room.back()
    await milestones.remove(ctx, theirs.id, ALIX)
    with refused("milestone.gone"):
        await milestones.remove(ctx, theirs.id, ALIX)
    await room.end()
    with refused("session.ended"):
        await put(room, by=ALIX)


async def test_two_people_place_the_same_post_it_at_once(ctx: Context) -> None:
    room = await road(ctx, placing=WhoPlaces.EVERYONE)
    chosen = (await room.wall())[0].id
    done = await asyncio.gather(
        put(room, by=ALIX, postit_id=chosen),
        put(room, by=BACHIR, postit_id=chosen),
        return_exceptions=True,
    )
    failed = [each for each in done if isinstance(each, Refusal)]
    assert [each.key for each in failed] == ["milestone.already_placed"]
    assert len(await placed(room)) == 1


# What is left of whoever placed


async def test_in_a_masked_session_no_clear_name_is_kept(ctx: Context) -> None:
    room = await road(ctx, placing=WhoPlaces.EVERYONE, signing=Signing.MASKED)
    form = delivery()
    key = scalar(ctx.database.path, "SELECT key FROM keys WHERE purpose = 'session'")
    theirs = await put(room, by=ALIX, submission=form)
    assert theirs.author == author_reference(ALIX.user_id, key)
    ((author, submission),) = rows(ctx.database.path, "SELECT author, submission FROM milestones")
    assert author == theirs.author
    assert submission == author_reference(int(form), key)
    await milestones.hold(ctx, theirs.id, ALIX)
    await room.end()
    await scrubbed(ctx.database)
    disk = every_byte(ctx.database.path)
    assert theirs.author.encode() not in disk
    assert str(submission).encode() not in disk
    assert form.encode() not in disk


@pytest.mark.parametrize("signing", list(Signing))
async def test_when_the_session_ends_nobody_placed_anything(ctx: Context, signing: Signing) -> None:
    room = await road(ctx, placing=WhoPlaces.EVERYONE, signing=signing)
    await put(room, by=ALIX)
    await room.end()
    assert rows(ctx.database.path, "SELECT author, submission FROM milestones") == [(None, None)]
    (kept,) = await placed(room)
    assert kept.statement == "Fait en 2028."
