"""The theme of an option is part of what people vote on: it never changes in silence."""

from __future__ import annotations

from typing import Any

from bot.services.context import Context
from bot.services.postits import collecting
from bot.services.themes import sorting
from bot.services.vote import adjusting
from bot.workshop.kinds import Vote
from bot.workshop.vote.methods import VoteOn
from bot.workshop.vote.scope import Scope, Unchosen, Within
from tests.builders import (
    ALIX,
    BACHIR,
    CLEO,
    NOUR,
    collect,
    group,
    new_session,
    recipe,
    reveal,
    vote,
)
from tests.services.room import Room, refused
from tests.services.sorter import Sorter

IDEAS = ("Une fête", "Un camion", "Un car", "Un journal")


async def sorted_room(ctx: Context, *votes: Vote) -> Sorter:
    """Four ideas, about to be sorted, then voted on."""
    room = await Room.open(ctx, new_session(recipe(collect(), reveal(), group(), *votes)))
    await room.start()
    await room.write(ALIX, *IDEAS)
    await room.next()
    await room.next()
    return Sorter(room, (await room.step()).id)


async def placed(room: Room) -> dict[str, str | None]:
    return {o.label: o.theme or None for o in (await room.ballot(BACHIR)).options}


async def test_a_theme_renamed_or_merged_since_keeps_the_name_that_people_voted_on(
    ctx: Context,
) -> None:
    s = await sorted_room(ctx, vote())
    moving, talking = await s.make("Bouger", *IDEAS[1:3]), await s.make("Dire", IDEAS[3])
    await s.room.next()
    opened = {IDEAS[0]: None, IDEAS[1]: "Bouger", IDEAS[2]: "Bouger", IDEAS[3]: "Dire"}
    assert await placed(s.room) == opened
    number = (await s.room.ballot(BACHIR)).options[0].number
    await s.room.put(BACHIR, number)
    await s.room.back()
    now = await s.board()
    done = await sorting.rename(ctx, s.step_id, NOUR, moving, "Mobilité", now.revision)
    await sorting.merge(ctx, s.step_id, NOUR, talking, [moving], done.board.revision)
    await s.room.next()
    assert await placed(s.room) == opened
    again = [p for p in await s.room.wall() if p.text == IDEAS[1]]
    await collecting.edit(ctx, again[0].id, ALIX, "Un camion à partager", None, None)
    assert await placed(s.room) == opened


async def test_before_anyone_voted_a_vote_that_opens_again_says_the_new_name(ctx: Context) -> None:
    s = await sorted_room(ctx, vote())
    moving = await s.make("Bouger", *IDEAS[1:3])
    await s.room.next()
    words = [p for p in await s.room.wall() if p.text == IDEAS[1]]
    await collecting.edit(ctx, words[0].id, ALIX, "Un camion à partager", None, None)
    assert (await placed(s.room))["Un camion à partager"] == "Bouger"
    await s.room.back()
    await sorting.rename(ctx, s.step_id, NOUR, moving, "Mobilité", (await s.board()).revision)
    await s.room.next()
    assert (await placed(s.room))["Un camion à partager"] == "Mobilité"


def within(**settings: Any) -> Vote:
    return vote(within=Within.CHOSEN, **settings)


async def offered(room: Room) -> set[str]:
    return {o.label for o in (await room.ballot(BACHIR)).options}


async def scope(room: Room) -> Scope:
    plan = (await room.step()).plan
    assert isinstance(plan, Vote)
    assert plan.scope is not None
    return plan.scope


async def themes_voted(ctx: Context, *more: Vote) -> Sorter:
    """*Bouger* got most dots of a signed vote on themes, *Dire* one; *Fêter* none."""
    on_themes = vote(on=VoteOn.THEMES, secret=False)
    s = await sorted_room(ctx, on_themes, *more)
    await s.make("Bouger", *IDEAS[1:3])
    await s.make("Dire", IDEAS[3])
    await s.make("Fêter", IDEAS[0])
    await s.room.next()
    numbers = {o.label.split(" (")[0]: o.number for o in (await s.room.ballot(BACHIR)).options}
    await s.room.put(BACHIR, numbers["Bouger"], numbers["Bouger"], numbers["Dire"])
    return s


async def test_the_first_themes_of_the_last_vote_are_what_the_next_is_on(ctx: Context) -> None:
    s = await themes_voted(ctx, within(chosen=1), within(chosen=3))
    await s.room.next()
    assert await offered(s.room) == set(IDEAS[1:3])
    await s.room.next()
    assert await offered(s.room) == set(IDEAS[1:]), "nobody chose the third"
    assert (await scope(s.room)).names == ("Bouger", "Dire")


async def test_a_chosen_theme_that_holds_nothing_any_more_is_said(ctx: Context) -> None:
    s = await themes_voted(ctx, within())
    await s.room.next()
    await s.room.back()
    await s.room.back()
    for _ in range(2):
        now = await s.board()
        gone = next(t.id for t in now.sorting.themes if t.name in ("Bouger", "Dire"))
        await sorting.remove(ctx, s.step_id, NOUR, gone, now.revision)
        await s.room.next()
        await s.room.next()
        found = await scope(s.room)
        if found.unchosen is None:
            assert (found.gone, len(found.names)) == (1, 1)
            await s.room.back()
            await s.room.back()
    assert found.unchosen is Unchosen.GONE
    assert await offered(s.room) == set(IDEAS)


async def test_what_facilitators_picked_stays_when_the_vote_opens_again(ctx: Context) -> None:
    s = await themes_voted(ctx, within())
    await s.room.next()
    step_id = (await s.room.step()).id
    now = await adjusting.adjustable(ctx, step_id, NOUR)
    assert [(part.name, part.voted_on) for part in now.parts] == [
        ("Bouger", True),
        ("Dire", True),
        ("Fêter", False),
    ]
    shown = [part.id for part in now.parts]
    await adjusting.set_parts(ctx, step_id, NOUR, shown, shown[::2])
    assert await offered(s.room) == {*IDEAS[:3]}
    await s.room.back()
    await s.room.next()
    assert await offered(s.room) == {*IDEAS[:3]}
    after = await adjusting.set_parts(ctx, step_id, NOUR, shown, shown)
    assert after.plan.scope == Scope(by_hand=True), "the whole wall, though the recipe says less"
    with refused("session.not_facilitator"):
        await adjusting.set_parts(ctx, step_id, ALIX, shown, shown[:1])


async def test_only_ballots_that_still_fit_stay_when_a_vote_is_adjusted(ctx: Context) -> None:
    s = await sorted_room(ctx, vote(budget=5, cap=4))
    moving = await s.make("Bouger", *IDEAS[1:3])
    await s.room.next()
    step_id = (await s.room.step()).id
    numbers = {o.label: o.number for o in (await s.room.ballot(BACHIR)).options}
    await s.room.mark(ALIX, numbers[IDEAS[0]])
    await s.room.mark(BACHIR, numbers[IDEAS[1]], dots=3)
    await s.room.mark(CLEO, numbers[IDEAS[1]])
    await adjusting.set_parts(ctx, step_id, NOUR, [moving, None], [moving])
    left = {who.name: (await s.room.ballot(who)).content for who in (ALIX, BACHIR, CLEO)}
    number = str(numbers[IDEAS[1]])
    assert left == {ALIX.name: {}, BACHIR.name: {number: 3}, CLEO.name: {number: 1}}
    await adjusting.set_dots(ctx, step_id, NOUR, 2)
    assert (await s.room.ballot(BACHIR)).content == {}
    assert (await s.room.ballot(CLEO)).content == {number: 1}
    await s.room.put(CLEO, numbers[IDEAS[2]])
    for press in (
        adjusting.set_dots(ctx, step_id, NOUR, 5),
        adjusting.set_parts(ctx, step_id, NOUR, [moving, None], [moving, None]),
    ):
        with refused("vote.adjust_late"):
            await press
