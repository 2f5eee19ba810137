"""A budget shared among projects: prepared, filled, counted by two rules, told in words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from tests.discord.acting import Room, fr
from tests.discord.vote.test_electors import close
from tests.discord.vote.test_results import files
from tests.discord.wall.test_pictures import Shown, pictures
from tests.tally.voting import answer

QUESTION = "Que finance-t-on cette année ?"
PROJECTS = """Vélo cargo : 3 000 €
Four à pain (2500)
Bancs - 800
Abri à vélos : 4 200
Jeux en bois : 1 200,50
Compost : 450
Fête d'été : 2 000
Arbres fruitiers : 1 600"""
WRITTEN = {"question": QUESTION, "money": "10 000 €", "projects": PROJECTS, "minutes": "5"}
EQUAL, GREEDY = "ticks equal_shares", "ticks greedy"
# Twelve people: seven for what rolls, five for what is eaten.
BALLOTS: Sequence[Sequence[str]] = [
    *[["1", "4", "3"]] * 5,
    *[["1", "4"]] * 2,
    *[["2", "8", "6"]] * 3,
    *[["2", "8", "7"]] * 2,
]


async def shared(
    hall: Room, ballots: Sequence[Sequence[str]] = BALLOTS, way: str = EQUAL, **written: Any
) -> Shown:
    """A budget shared by people who tick so; the message of its result."""
    await hall.decide("budget", **{**WRITTEN, "way": way, **written})
    for rank, ticked in enumerate(ballots):
        person = hall.person(f"Personne {rank}")
        ballot = await person.press(hall.card, "ballot.open")
        if ticked:
            ballot = await person.choose(ballot, "ballot.tick", *ticked)
            await person.press(ballot, "ballot.cast")
        else:
            await person.press(await person.press(ballot, "ballot.blank"), "ballot.cast")
    await close(hall)
    told = await pictures(hall.stage.messages(hall.channel))
    return next(shown for shown in told if f"## {QUESTION}" in shown.text)


async def test_costs_are_read_before_anyone_else_reads_them(hall: Room) -> None:
    page = await hall.prepare("budget", **WRITTEN, way=EQUAL)
    for told in ("10\xa0000\xa0€", "Vélo cargo — 3\xa0000\xa0€", "1\xa0200,50\xa0€"):
        assert told.replace("\xa0", "\u202f", 1) in page.text or told in page.text
    assert fr("vote.budget.equal_shares") in page.text
    assert fr("vote.budget.published") in page.text


async def test_a_budget_is_told_drawn_and_recounted(hall: Room) -> None:
    shown = await shared(hall)
    assert fr("result.kicker", method=fr("result.method.shared_budget")) in shown.text
    # Twelve people have a twelfth each, then 1,000 €: seven of them pay 4,200 €.
    assert "833,33" in shown.text
    assert fr.n("budget.paid", 7, each=sum_of("600"))[1:] in shown.text
    assert fr.n("budget.had", 7, had=sum_of("2 000"), cost=sum_of("3 000"))[1:] in shown.text
    # Of a project with two supporters, nothing tells what is left to them.
    assert fr("budget.had_few", cost=sum_of("2 000"))[1:] in shown.text
    assert fr("budget.other.greedy") in shown.text
    (alt,) = shown.alts
    assert QUESTION in alt.replace("\xa0", " ")
    (data,) = await files(hall, ".json")
    (again,) = answer(json.loads(data))["votes"]
    assert again["as_stated"] is True
    assert again["winners"] == ["2", "3", "4", "6", "8"]
    (held,) = json.loads(data)["votes"]
    assert held["settings"]["costs"]["5"] == "1200.50"
    seed = held["settings"]["seed"]
    assert f"`{seed}:" in shown.text, "the lot that was drawn in its middle can be drawn again"
    (report,) = await files(hall, ".md")
    assert fr("report.vote.by.greedy") in report.decode()
    assert "Personne 0" not in report.decode()


def sum_of(figures: str) -> str:
    """A sum as it is shown in French."""
    return figures.replace(" ", "\u202f") + "\xa0€"


async def test_by_support_alone_the_largest_group_takes_the_most(hall: Room) -> None:
    shown = await shared(hall, way=GREEDY)
    assert fr("budget.other.equal_shares") in shown.text
    assert (
        fr("budget.short", support=fr.n("budget.supporters", 5), short=sum_of("500")) in shown.text
    )
    (data,) = await files(hall, ".json")
    (again,) = answer(json.loads(data))["votes"]
    assert (again["winners"], again["as_stated"]) == (["1", "3", "4", "8"], True)
