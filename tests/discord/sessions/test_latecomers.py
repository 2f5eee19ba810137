"""“Where are we?” for someone who arrives now, at every moment of a session."""

from __future__ import annotations

import pytest

from bot.workshop.language import Language
from tests.discord.acting import Room, en, fr, shipped
from tests.discord.forging import press_id
from tests.discord.recipes import ATELIER

KINDS: list[str] = [step.kind for step in ATELIER.steps]


async def test_in_the_lobby_they_read_what_is_planned(hall: Room) -> None:
    ben = hall.person("Ben", Language.ENGLISH)
    await hall.open("atelier", scenario="adere-2032.fr")
    for answer in (
        await ben.press(hall.card, "session.where"),
        await ben.command(hall.channel, "session where"),
    ):
        assert answer.private
        assert en("where.lobby") in answer.text
        for rank, step in enumerate(ATELIER.steps, start=1):
            assert f"{rank}. {step.title.fr}" in answer.text


@pytest.mark.parametrize("kind", KINDS)
async def test_during_a_step_they_read_what_to_do_now_and_can_do_it(hall: Room, kind: str) -> None:
    ben, awa = hall.person("Ben", Language.ENGLISH), hall.person("Awa")
    await hall.open("atelier", scenario="adere-2032.fr")
    await hall.steer("lead.start")
    while (step := hall.open_step())["kind"] != kind:
        if step["kind"] == "collect":
            await hall.write(awa, "une idée")
        await hall.steer("lead.next")
    plan = ATELIER.steps[KINDS.index(kind)]
    answer = await ben.press(hall.card, "session.where")
    assert answer.private
    assert f"{en('where.now')} {plan.title.fr}" in answer.text
    assert plan.invite.fr in answer.text
    rank = KINDS.index(kind) + 1
    assert en("where.step.open", rank=rank, title=plan.title.fr) in answer.text
    assert answer.text.count("· *done*") == KINDS.index(kind)
    assert f"/{hall.channel.id}/{hall.card.id})" in answer.text, "the way to the card"
    if kind == "story":
        assert "post-it" not in answer.text, "there are none to count yet"
    elif kind == "collect":
        assert en.n("where.postits", 0) in answer.text
    else:
        assert f"{en.n('where.postits', 1)} {en.n('where.mine', 0)}" in answer.text
        theirs = await awa.press(hall.card, "session.where")
        assert f"{fr.n('where.postits', 1)} {fr.n('where.mine', 1)}" in theirs.text
    offered = {
        "collect": ["postit.add", "postit.mine"],
        "reveal": ["wall.read", "postit.mine"],
        "vote": ["ballot.open", "wall.read"],
        "roadmap": ["wall.read"],
        "actions": ["action.add"],
    }
    for verb in offered.get(kind, []):
        did = await ben.press(answer, verb)
        assert did.form is not None or did.private
        if did.form is None:
            answer = await ben.press(hall.card, "session.where")


async def test_during_the_story_they_read_what_was_told_so_far(hall: Room) -> None:
    ben = hall.person("Ben", Language.ENGLISH)
    await hall.play("atelier", "story", scenario="adere-2032.fr")
    await hall.stage.later(130)
    answer = await ben.press(hall.card, "session.where")
    assert en("story.so_far", horizon=2032) in answer.text
    first, second, third = (anchor.title for anchor in shipped().scenarios["adere-2032.fr"].anchors)
    assert first in answer.text
    assert second in answer.text
    assert third not in answer.text


async def test_a_hidden_post_it_stays_hidden_from_latecomers(hall: Room) -> None:
    ben = hall.person("Ben", Language.ENGLISH)
    await hall.play("atelier", "collect", scenario="adere-2032.fr")
    await hall.write(hall.lead, "pas encore pour toi")
    answer = await ben.press(hall.card, "session.where")
    assert "pas encore" not in answer.text
    wall = await press_id(hall, ben, hall.card, "wall.read:1:0")
    assert wall.text == en("wall.empty")


async def test_after_the_end_they_are_sent_to_the_summary(hall: Room) -> None:
    ben = hall.person("Ben", Language.ENGLISH)
    await hall.play("essai", "collect")
    old = hall.card
    await hall.end()
    answer = await press_id(hall, ben, old, "session.where:1")
    assert answer.private
    assert en("where.ended") in answer.text
    elsewhere = await ben.command(hall.channel, "session where")
    assert (elsewhere.text, elsewhere.private) == (en("session.none_here"), True)


async def test_during_a_pause_they_read_that_the_clock_is_stopped(hall: Room) -> None:
    ben = hall.person("Ben", Language.ENGLISH)
    await hall.play("essai", "collect")
    await hall.steer("lead.pause")
    answer = await ben.press(hall.card, "session.where")
    assert en("card.paused.write", left=en.minutes(10)) in answer.text


async def test_autocomplete_offers_recipes_and_scenarios_in_ones_language(hall: Room) -> None:
    ben = hall.person("Ben", Language.ENGLISH)
    for person, title, language in ((hall.lead, "Ciel", "fr"), (ben, "Sky", "en")):
        offered = await person.member.autocomplete(hall.channel, "session new", "recipe", title)
        assert any(choice["name"].startswith(title) for choice in offered)
        offered = await person.member.autocomplete(hall.channel, "session new", "scenario", "2032")
        assert offered[0]["value"] == f"adere-2032.{language}"
    assert await ben.member.autocomplete(hall.channel, "session new", "recipe", "zzz") == []
