"""A ballot on post-its follows the themes, and says of each option in which it stood."""

from __future__ import annotations

import json

from bot.rehearsal.stage import Person, text_of
from bot.workshop.language import Language
from tests.discord.acting import Room, fr, ids_of, options
from tests.discord.vote.test_results import files

IDEAS = ("un four", "une fanfare", "un vélo", "un car", "une charte")
SORTED = {"un four": "Manger", "un vélo": "Bouger", "un car": "Bouger"}


async def storm(hall: Room, recipe: str = "brainstorm", step: str = "group") -> list[Person]:
    """Five ideas on the wall of a brainstorm, three of them in two themes."""
    people = [hall.person(name) for name in ("Awa", "Ben", "Cléo")]
    await hall.play(recipe, "collect")
    for idea in IDEAS:
        await hall.write(people[0], idea)
    await hall.go(step)
    for idea, theme in SORTED.items():
        await hall.lead.command(hall.channel, "theme move", postit=idea, theme=theme)
    return people


async def test_options_stand_by_theme_under_the_numbers_of_the_wall(hall: Room) -> None:
    awa, *_ = await storm(hall)
    await hall.vote("Par où commencer ?", "dots", about="postits")
    theirs = list(options(await awa.press(hall.card, "ballot.open"), "ballot.put").values())
    on_paper = await hall.lead.press(hall.panel, "ballot.open")
    labels = list(options(on_paper, "ballot.put").values())
    assert sorted(theirs) == sorted(labels)
    moving = [rank for rank, label in enumerate(theirs) if "(Bouger)" in label]
    assert moving[1] - moving[0] == 1, "in an order of one's own, a theme stays together"
    said = [label.split(" · ", 1)[1] for label in labels]
    assert set(said[:2]) == {"un vélo (Bouger)", "un car (Bouger)"}, "the larger theme first"
    assert said[2] == "un four (Manger)"
    assert set(said[3:]) == {"une fanfare", "une charte"}, "what stands in no theme comes last"
    numbers = [int(label.split(" · ")[0]) for label in labels]
    assert numbers[:2] == sorted(numbers[:2])
    wall = {p: n for n, p in enumerate(await wall_of(hall), start=1)}
    assert {s.split(" (")[0]: n for s, n in zip(said, numbers, strict=True)} == wall


async def test_an_option_keeps_the_theme_that_it_opened_with_to_the_summary(hall: Room) -> None:
    people = await storm(hall)
    await hall.vote("Par où commencer ?", "dots", about="postits")
    number = (await wall_of(hall)).index("un vélo") + 1
    await hall.put_dots(people[0], str(number))
    receipt = await hall.put_dots(people[1], str(number))
    assert "un vélo (Bouger)" in receipt.text
    await hall.put_dots(people[2], str(number))
    await hall.steer("vote.close")
    await hall.steer("vote.close_yes")
    await hall.stage.later(10)
    assert any("un vélo (Bouger)" in text for text in hall.texts)
    await hall.steer("lead.next")  # back to the step that waited: the room sorts again
    for idea in ("un vélo", "un car"):
        await hall.lead.command(hall.channel, "theme move", postit=idea, theme="Mobilité")
    await hall.end()
    (report,), (data,) = await files(hall, ".md"), await files(hall, ".json")
    (vote,) = json.loads(data)["votes"]
    assert vote["themes"][str(number)] == "Bouger"
    assert vote["labels"][str(number)] == "un vélo (Bouger)"
    assert "un vélo (Bouger)" in report.decode()
    held = {theme["name"] for theme in json.loads(data)["themes"] if theme["postits"]}
    assert held == {"Mobilité", "Manger"}, "where it stands now"


async def wall_of(hall: Room) -> list[str]:
    """The texts of the wall, by their number."""
    async with hall.stage.bot.ctx.database.read() as tx:
        session = await tx.sessions.live_in(hall.channel.id)
        assert session is not None
        return [p.text for p in await tx.postits.of_session(session.id) if p.number]


async def test_among_themes_what_stands_in_none_shows_no_dimension_in_their_place(
    hall: Room,
) -> None:
    awa = hall.person("Awa")
    await hall.play("backcasting", "collect", scenario="adere-2032.fr")
    for idea in IDEAS[:3]:
        await hall.write(awa, idea, dimension=["Gouvernance"])
    await hall.go("group")
    await hall.lead.command(hall.channel, "theme move", postit=IDEAS[0], theme="Manger")
    await hall.go("vote")
    ballot = await awa.press(hall.card, "ballot.open")
    said = {label.split(" · ", 1)[1] for label in options(ballot, "ballot.put").values()}
    assert said == {f"{IDEAS[0]} (Manger)", IDEAS[1], IDEAS[2]}


async def test_a_vote_without_a_theme_invites_to_nothing_and_says_so_to_the_end(hall: Room) -> None:
    people = [hall.person(name) for name in ("Awa", "Ben", "Cléo")]
    await hall.play("brainstorm", "collect")
    for idea in IDEAS:
        await hall.write(people[0], idea)
    await hall.go("vote")
    step = await hall.stage.step(hall.channel)
    assert step is not None
    card = text_of(hall.card)
    assert fr("vote.none_left.themes") in card
    assert step.plan.invite[Language.FRENCH] not in card, "it calls to a ballot"
    assert ids_of(hall.card, "ballot.open") == []
    for verb in ("vote.close", "vote.adjust", "ballot.open", "vote.remind"):
        assert ids_of(hall.panel, verb) == []
    await hall.steer("lead.next")
    assert any(fr("report.vote.none") in text for text in hall.texts), "the folded card"
    for person in people:
        await hall.put_dots(person, "1")
    await hall.end()
    summary = next(text for text in reversed(hall.texts) if fr("report.part.decided") in text)
    assert f"*{step.plan.title[Language.FRENCH]}* — {fr('report.vote.none')}" in summary
    assert fr("vote.scope.no_vote") in summary
    (report,) = await files(hall, ".md")
    decided = report.decode().partition(fr("report.part.decided"))[2].partition("\n## ")[0]
    assert decided.count("\n### ") == 2, "each vote keeps its name"


async def test_a_vote_on_themes_is_adjusted_in_its_dots_alone(hall: Room) -> None:
    await storm(hall)
    await hall.go("vote")
    page = await hall.lead.press(hall.panel, "vote.adjust")
    assert fr("vote.adjust_dots_only") in page.text
    assert fr("vote.adjust") not in page.text
