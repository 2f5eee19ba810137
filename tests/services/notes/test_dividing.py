"""A conversation that opens becomes one for each subject that a vote put first."""

from __future__ import annotations

import pytest

from bot.services.context import Context
from bot.services.moderation import hiding
from bot.services.notes import notes
from bot.services.postits import collecting
from bot.workshop.kinds import Discuss
from bot.workshop.moderation.hiding import MARK, What
from bot.workshop.notes.step import Subjects, Undivided
from bot.workshop.sessions.recipe import MOST_STEPS
from bot.workshop.sessions.session import Signing
from tests.builders import (
    ALIX,
    BACHIR,
    CLEO,
    NOUR,
    actions,
    collect,
    discuss,
    new_session,
    recipe,
    reveal,
    vote,
)
from tests.services.room import Room, delivery

IDEAS = ("le four", "la clé", "le jardin", "le site")


def one_by_one(most: int = 2, minutes: int = 30) -> Discuss:
    plan = discuss(minutes=minutes)
    return plan.model_copy(update={"subjects": Subjects.CHOSEN, "most": most})


async def voted(
    ctx: Context, dots: dict[str, int], most: int = 2, signing: Signing = Signing.SIGNED
) -> Room:
    """A session in which three people voted on what they wrote: how many dots each idea got. The
    conversation is next."""
    plan = recipe(collect(silent=False), reveal(), vote(budget=9), one_by_one(most), actions())
    room = await Room.open(ctx, new_session(plan, signing=signing))
    await room.start()
    for person, idea in zip((ALIX, BACHIR, CLEO, CLEO), IDEAS, strict=True):
        await room.write(person, idea)
    await room.next()
    await room.next()
    numbers = {postit.text: postit.number or 0 for postit in await room.wall()}
    for idea, count in dots.items():
        await room.mark(ALIX, numbers[idea], dots=count)
    ballot = await room.ballot(ALIX)
    for person in (ALIX, BACHIR, CLEO):
        await room.vote(person, ballot.content)
    return room


async def titles(room: Room) -> list[str]:
    found = [step.plan.title.fr for step in await room.steps()]
    assert found == [plan.title.fr for plan in (await room.session()).recipe.steps]
    return found


async def test_each_chosen_subject_has_its_step_its_time_and_its_words(ctx: Context) -> None:
    room = await voted(ctx, {"le jardin": 3, "la clé": 2, "le four": 1})
    before = len(await room.steps())
    with room.says("fold 2", "result 2", "card 3"):
        await room.next()
    assert await titles(room) == ["Post-its", "Wall", "Vote", "le jardin", "la clé", "Actions"]
    assert await room.states() == "cccOww"
    assert len(await room.steps()) == before + 1
    first, second = await room.step(3), await room.step(4)
    assert (first.plan.minutes, second.plan.minutes) == (15, 15)
    assert first.closes_at == room.now + first.plan.timebox
    await room.next()
    assert (await room.step()).id == second.id
    await room.next()
    assert (await room.step()).plan.kind == "actions"


async def test_coming_back_divides_nothing_once_more(ctx: Context) -> None:
    room = await voted(ctx, {"le jardin": 3, "la clé": 2})
    await room.next()
    once = await titles(room)
    await room.back()
    await room.next()
    await room.next()
    await room.back()
    assert await titles(room) == once


async def test_subjects_level_at_the_cut_are_taken_and_said(ctx: Context) -> None:
    room = await voted(ctx, {"le jardin": 3, "la clé": 1, "le four": 1})
    await room.next()
    found = await titles(room)
    assert found[3] == "le jardin"
    assert set(found[4:6]) == {"la clé", "le four"}
    plans = [step.plan for step in (await room.steps())[3:6]]
    assert [p.subject.tied for p in plans if isinstance(p, Discuss) and p.subject] == [True] * 3
    assert sum(plan.minutes for plan in plans) == 30


async def undivided(room: Room, position: int) -> Undivided | None:
    plan = (await room.step(position)).plan
    assert isinstance(plan, Discuss)
    assert plan.subject is None
    return plan.undivided


async def test_without_a_vote_it_stays_one_conversation_until_there_is_one(ctx: Context) -> None:
    plan = recipe(collect(silent=False), reveal(), one_by_one(), vote())
    room = await Room.open(ctx, new_session(plan))
    await room.start()
    await room.write(ALIX, *IDEAS)
    await room.next()
    await room.next()
    assert await undivided(room, 2) is Undivided.NO_VOTE
    assert (await room.step()).plan.minutes == 30


@pytest.mark.parametrize("signing", list(Signing))
async def test_too_few_ballots_choose_no_subject(ctx: Context, signing: Signing) -> None:
    plan = recipe(collect(), reveal(), vote(), one_by_one())
    room = await Room.open(ctx, new_session(plan, signing=signing))
    await room.start()
    for person in (ALIX, BACHIR, CLEO):
        await room.write(person, f"une idée de {person.name}")
    await room.next()
    await room.next()
    await room.put(ALIX, 1)
    await room.put(BACHIR, 1)
    await room.next()
    assert await undivided(room, 3) is Undivided.UNDECIDED
    assert "une idée" not in (await room.session()).recipe.model_dump_json()


async def test_what_is_no_longer_on_the_wall_is_no_subject(ctx: Context) -> None:
    room = await voted(ctx, {"le jardin": 3, "la clé": 2, "le four": 1})
    at = {postit.text: postit.id for postit in await room.wall()}
    await hiding.hide(ctx, room.session_id, NOUR, What.POSTIT, at["le jardin"], "", room.now)
    await collecting.withdraw(ctx, at["la clé"], BACHIR)
    await room.next()
    assert (await titles(room))[3:] == ["le four", "Actions"]
    assert (await room.step()).plan.minutes == 30


async def test_when_nothing_chosen_stands_any_more_it_is_one_conversation(ctx: Context) -> None:
    room = await voted(ctx, {"la clé": 2})
    at = {postit.text: postit.id for postit in await room.wall()}
    await collecting.withdraw(ctx, at["la clé"], BACHIR)
    await room.next()
    assert await undivided(room, 3) is Undivided.GONE


async def test_a_full_plan_takes_no_more_steps(ctx: Context) -> None:
    plan = recipe(
        collect(silent=False), reveal(), vote(budget=9), one_by_one(),
        *[discuss() for _ in range(MOST_STEPS - 4)],
    )  # fmt: skip
    room = await Room.open(ctx, new_session(plan))
    await room.start()
    await room.write(ALIX, *IDEAS)
    await room.next()
    await room.next()
    for person in (ALIX, BACHIR, CLEO):
        await room.put(person, 1, 2)
    await room.next()
    assert await undivided(room, 3) is Undivided.FULL
    assert len(await room.steps()) == MOST_STEPS


async def test_a_subject_hidden_meanwhile_is_said_no_more_until_it_is_shown(ctx: Context) -> None:
    room = await voted(ctx, {"le jardin": 3, "la clé": 2})
    await room.next()
    step = await room.step()
    await notes.keep(ctx, step.id, NOUR, "on sème en mars", delivery())
    async with ctx.database.write() as tx:
        await tx.sessions.set_card(step.id, 1)
    await room.next()
    at = {postit.text: postit.id for postit in await room.wall()}
    await hiding.hide(ctx, room.session_id, NOUR, What.POSTIT, at["le jardin"], "", room.now)
    assert (await titles(room))[3] == MARK
    assert "le jardin" not in (await room.session()).recipe.model_dump_json()
    assert "le jardin" not in (await room.step(3)).plan.model_dump_json()
    assert room.letters()[-1] == "fold 3", "its card, which was left, is drawn again"
    await hiding.show_again(ctx, room.session_id, NOUR, What.POSTIT, at["le jardin"], room.now)
    assert (await titles(room))[3] == "le jardin"
    assert (await room.step(3)).plan == step.plan


async def test_a_subject_that_was_taken_out_of_the_plan_is_hidden_too(ctx: Context) -> None:
    room = await voted(ctx, {"le jardin": 3, "la clé": 2})
    await room.next()
    session, later = await room.session(), await room.step(4)
    async with ctx.database.write() as tx:
        await tx.sessions.take_out(session, later)
    at = {postit.text: postit.id for postit in await room.wall()}
    await hiding.hide(ctx, room.session_id, NOUR, What.POSTIT, at["la clé"], "", room.now)
    async with ctx.database.read() as tx:
        every = await tx.sessions.every_step(room.session_id)
    (out,) = [step for step in every if step.id == later.id]
    assert out.plan.title.fr == MARK
    assert "la clé" not in out.plan.model_dump_json()
    assert await titles(room) == ["Post-its", "Wall", "Vote", "le jardin", "Actions"]


async def test_a_masked_session_names_subjects_and_nobody(ctx: Context) -> None:
    room = await voted(ctx, {"le jardin": 3, "la clé": 2}, signing=Signing.MASKED)
    await room.next()
    assert (await titles(room))[3:5] == ["le jardin", "la clé"]
    plan = (await room.session()).recipe.model_dump_json()
    assert not any(str(person.user_id) in plan or person.name in plan for person in (ALIX, CLEO))
