"""Every shipped recipe is led to its end as it is, signed and masked."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.rehearsal.stage import Person, found
from bot.services.vote import voting
from bot.workshop.kinds import Collect, Discuss, Vote
from bot.workshop.sessions.permissions import Actor
from bot.workshop.vote.ballot import Content
from bot.workshop.vote.methods import Method
from tests.discord.acting import Room, fr, shipped

SHIPPED = [
    name
    for name, recipe in shipped().recipes.items()
    if recipe.aim is not None and not recipe.needs_scenario
]


def marked(plan: Vote, options: list[str]) -> Content:
    """A whole ballot that puts the first option first."""
    if plan.method is Method.YES_NO:
        return "yes"
    if plan.method is Method.APPROVAL:
        return options[:1]
    if plan.method is Method.MAJORITY_JUDGMENT:
        return {options[0]: "Bien"}
    if plan.method is Method.SCORE:
        return {options[0]: {name.fr: 5 for name in plan.criteria}}
    return {options[0]: 1}


async def vote(hall: Room, people: list[Person], step: Any) -> None:
    ctx, now = hall.stage.bot.ctx, hall.stage.bot.clock()
    for person in people:
        actor = Actor(person.id, person.name)
        ballot = await voting.ballot(ctx, step.id, actor)
        options = [option.name for option in ballot.options]
        if not options and step.plan.method is not Method.YES_NO:
            return  # nobody made themes
        content = marked(step.plan, options)
        await voting.change(ctx, step.id, actor, lambda _, content=content: content)  # type: ignore[misc]
        await voting.cast(ctx, step.id, actor, now)


async def document(hall: Room) -> dict[str, Any]:
    for message in reversed(hall.stage.messages(hall.channel)):
        for file in message.attachments:
            if file.filename.endswith(".json"):
                return dict(json.loads(await file.read()))
    raise AssertionError("no document was posted")


@pytest.mark.parametrize("signing", ["signed", "masked"])
@pytest.mark.parametrize("name", SHIPPED)
async def test_it_is_led_to_its_end_as_it_is(hall: Room, name: str, signing: str) -> None:
    people = [hall.person(who) for who in ("Awa", "Ben", "Chloé")]
    await hall.open(name, signing=signing)
    await hall.steer("lead.start")
    lived: list[str] = []
    while step := await hall.stage.step(hall.channel):
        lived.append(step.plan.kind)
        if isinstance(step.plan, Collect):
            columns = step.plan.columns
            for rank, person in enumerate(people):
                column = columns[rank % len(columns)].name.fr if len(columns) > 1 else None
                idea = f"une idée de plus, la {rank} de « {step.plan.title.fr} »"
                place = {"column": [column]} if column else {}
                answer = await hall.write(person, idea[: step.plan.max_length], **place)
                assert fr.n("postit.kept", 1) in answer.text
        elif isinstance(step.plan, Vote):
            await vote(hall, people, step)
        if not found(hall.panel, "lead.next"):
            break
        await hall.steer("lead.next")
    await hall.end()
    await hall.stage.later(30)
    made = await document(hall)
    assert [step["kind"] for step in made["steps"]] == lived
    assert all(step["state"] == "closed" for step in made["steps"])
    planned = shipped().recipes[name]
    assert sum(step["planned_minutes"] for step in made["steps"]) == planned.minutes
    assert all(postit["number"] for postit in made["postits"]), "all of them were on the wall"
    assert made["postits"] or "collect" not in lived
    one_by_one = any(isinstance(plan, Discuss) and plan.divides for plan in planned.steps)
    assert any("subject" in step for step in made["steps"]) is one_by_one
    assert not any("subjects_not_chosen" in step for step in made["steps"])
