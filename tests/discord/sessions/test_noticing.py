"""The facilitator's line, on the panel: one fact at a time, and nothing where there is none."""

from __future__ import annotations

from pathlib import Path

from bot.rehearsal.stage import Person
from bot.workshop.consent.proposal import Stage
from tests.builders import collect, recipe, vote
from tests.discord.acting import Room, fr, room
from tests.discord.consent.test_round import OBJECTION, say, to

BULB = "💡"


async def line(hall: Room) -> str:
    """The line, as the panel of the moment shows it."""
    hall.panel = await hall.lead.press(hall.panel, "lead.panel")
    lines = [each for each in hall.panel.text.splitlines() if BULB in each]
    assert len(lines) <= 1, "one at a time"
    return lines[0].removeprefix(BULB).strip() if lines else ""


async def wrote(hall: Room, *names: str, **options: str) -> list[Person]:
    people = [hall.person(name) for name in names]
    await hall.play("essai", "collect", **options)
    for person in people:
        await hall.write(person, f"une idée de {person.name}")
    return people


async def test_who_has_written_nothing_yet_is_a_number_of_those_who_came(hall: Room) -> None:
    awa, ben, cleo = await wrote(hall, "Awa", "Ben", "Cléo")
    assert await line(hall) == ""
    await hall.go("reveal")
    await hall.steer("lead.next")
    assert await line(hall) == "", "nobody has written anything yet"
    await hall.write(hall.lead, "une idée de qui anime")
    assert await line(hall) == "", "who leads is not among them"
    await hall.write(awa, "un rebond")
    assert await line(hall) == fr.n("notice.silent", 2, people=3)
    await hall.write(ben, "un rebond")
    assert await line(hall) == fr.n("notice.silent", 1, people=3)
    await hall.write(cleo, "un rebond")
    assert await line(hall) == ""


async def test_behind_a_mask_fewer_than_three_are_not_told(hall: Room) -> None:
    people = await wrote(hall, *(f"P{rank}" for rank in range(6)), signing="masked")
    await hall.go("reveal")
    await hall.steer("lead.next")
    told = []
    for person in people:
        await hall.write(person, "un rebond")
        told.append(await line(hall))
    three = fr.n("notice.silent", 3, people=6)
    assert told == ["", "", three, "", "", ""]


async def test_a_secret_vote_tells_its_turnout_alone(hall: Room) -> None:
    people = await wrote(hall, *(f"P{rank}" for rank in range(6)))
    await hall.vote("Quel jour ?", "approval", options="Lundi ; Mardi")
    for person in people[:3]:
        ballot = await person.press(hall.card, "ballot.open")
        assert await line(hall) == ""
        await person.press(await person.choose(ballot, "ballot.tick", "1"), "ballot.cast")
    assert await line(hall) == fr.n("notice.not_voted", 3, people=6)
    ballot = await people[3].press(hall.card, "ballot.open")
    await people[3].press(await people[3].choose(ballot, "ballot.tick", "2"), "ballot.cast")
    assert await line(hall) == ""


async def test_a_column_that_holds_nothing_is_named(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("bilan", "collect")
    assert await line(hall) == ""
    await hall.write(awa, "un four", column=["Garder"])
    names = fr.listed([fr("notice.quoted", name=name) for name in ("Jeter", "Essayer")])
    assert await line(hall) == fr("notice.empty", names=names)


async def test_a_proposal_says_what_it_waits_for(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("accord", "consent")
    assert await line(hall) == ""
    await to(hall, Stage.QUESTIONS)
    form = await awa.press(hall.card, "consent.ask")
    await awa.fill(form, words="Et le dimanche ?")
    assert await line(hall) == fr.n("notice.questions", 1)
    await to(hall, Stage.OBJECTIONS)
    assert await line(hall) == ""
    await say(awa, hall.card, OBJECTION, "Trop tôt.")
    assert await line(hall) == fr.n("notice.objections", 1)


async def test_actions_without_a_first_step_are_counted(hall: Room) -> None:
    await hall.play("essai", "actions")
    assert await line(hall) == ""
    awa = hall.person("Awa")
    form = await awa.press(hall.card, "action.add")
    await awa.fill(form, what="Appeler la mairie", owner="Awa", due="15/03/2031")
    assert await line(hall) == fr.n("notice.no_first_step", 1)
    form = await awa.press(hall.card, "action.add")
    await awa.fill(form, what="Louer la halle", owner="Awa", first_step="Écrire")
    assert await line(hall) == fr.n("notice.no_first_step", 1)


async def test_post_its_without_a_theme_are_counted(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("familles", "collect", scenario="adere-2032.fr")
    await hall.write(awa, "un four", "un vélo", "une serre")
    await hall.go("group")
    assert await line(hall) == "", "there is no theme yet"
    await hall.lead.command(hall.channel, "theme move", postit="1", theme="Manger")
    assert await line(hall) == fr.n("notice.unsorted", 2)


async def test_a_vote_on_a_wall_that_nobody_opened_says_why_it_is_empty(tmp_path: Path) -> None:
    async with room(tmp_path / "a.db", {"aveugle": recipe(collect(), vote())}) as hall:
        await hall.play("aveugle", "collect")
        await hall.write(hall.person("Awa"), "une idée")
        await hall.go("vote")
        assert await line(hall) == fr.n("notice.wall_closed", 1)
    async with room(tmp_path / "b.db", {"vide": recipe(collect(), vote())}) as hall:
        await hall.play("vide", "vote")
        assert await line(hall) == fr("notice.no_ballot")
