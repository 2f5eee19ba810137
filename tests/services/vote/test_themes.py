"""The theme of an option is part of what people vote on: it never changes in silence."""

from __future__ import annotations

from bot.services.context import Context
from bot.services.postits import collecting
from bot.services.themes import sorting
from bot.workshop.kinds import Vote
from tests.builders import ALIX, BACHIR, NOUR, collect, group, new_session, recipe, reveal, vote
from tests.services.room import Room
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
    return {o.label: o.place for o in (await room.ballot(BACHIR)).options}


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
