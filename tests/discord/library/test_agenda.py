"""An agenda in Discord: subjects proposed, voted, then timed one by one."""

from __future__ import annotations

from bot.workshop.recipes.sketch import Sketch
from tests.discord.acting import Room, fr, rows, shipped

LONG = "Ouvrir le local le samedi matin, avec celles et ceux qui ont les clés cette année"


async def voted(hall: Room, *dots: str) -> None:
    await hall.play("agenda", "collect")
    people = [hall.person(name) for name in ("Awa", "Ben", "Chloé")]
    await hall.write(people[0], LONG, "le jardin")
    await hall.write(people[1], "les clés")
    await hall.go("vote")
    async with hall.stage.bot.ctx.database.read() as tx:
        session = await tx.sessions.live_in(hall.channel.id)
        assert session is not None
        number = {p.text: str(p.number) for p in await tx.postits.of_session(session.id)}
    for person in people:
        await hall.put_dots(person, *(number[text] for text in dots))
    await hall.steer("lead.next")
    await hall.stage.later(5)


async def test_each_subject_has_a_card_and_the_panel_leads_from_one_to_the_next(hall: Room) -> None:
    await voted(hall, LONG, "les clés")
    card = hall.texts[-1]
    assert "## Ouvrir le local" in card
    assert f"> {LONG}" in card
    assert "Sujet 1 sur 2" in card
    assert "les clés" in str(hall.panel.message and hall.panel.message.components)
    place, _, _ = fr("panel.place", n=4, total=6, title="Ouvrir").partition("**")
    assert place in hall.panel.text
    await hall.steer("lead.next")
    await hall.stage.later(5)
    assert "## les clés" in hall.texts[-1]
    assert "Sujet 2 sur 2" in hall.texts[-1]
    await hall.steer("lead.next")
    await hall.stage.later(5)
    assert "## Qui fait quoi" in hall.texts[-1]


async def test_nothing_chosen_is_said_on_the_card(hall: Room) -> None:
    await hall.play("agenda", "collect")
    await hall.write(hall.person("Awa"), "le jardin", "les clés")
    await hall.go("discuss")
    await hall.stage.later(5)
    assert fr("discuss.undivided.undecided") in hall.texts[-1]


async def test_a_subject_survives_a_restart(hall: Room) -> None:
    await voted(hall, "les clés")
    await hall.stage.restart()
    await hall.steer("lead.next")
    await hall.steer("lead.back")
    await hall.stage.later(5)
    assert "Sujet 1 sur 1" in hall.texts[-1]


async def test_the_subjects_of_an_agenda_are_one_step_again_in_a_recipe(hall: Room) -> None:
    await voted(hall, LONG, "les clés")
    await hall.steer("lead.next")
    await hall.end()
    bench = await hall.lead.command(
        hall.channel, "recipe new", **{"from": "#here", "title": "Nos sujets"}
    )
    planned = shipped().recipes["agenda"].steps
    (row,) = rows(hall.path, "SELECT sketch FROM recipes")
    recipe = Sketch.model_validate_json(row["sketch"]).whole()
    assert recipe.steps == planned, "titles, time and settings as before the vote"
    assert "clés" not in bench.text + row["sketch"], "nobody's words leave with it"
