"""A budget shared among projects: prepared, filled, counted by two rules, told in words."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from typing import Any

from bot.rehearsal.live.forms import fields_of
from bot.rehearsal.stage import Answer
from bot.workshop.kinds import Vote
from bot.workshop.settings.documents import DocumentKind
from bot.workshop.settings.settings import ServerSettings
from bot.workshop.vote.methods import Method
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


async def cast(hall: Room, ballots: Sequence[Sequence[str]], way: str = EQUAL) -> None:
    """A budget shared by people who tick so, counted."""
    await hall.decide("budget", **{**WRITTEN, "way": way})
    for rank, ticked in enumerate(ballots):
        person = hall.person(f"Personne {rank}")
        ballot = await person.press(hall.card, "ballot.open")
        if ticked:
            ballot = await person.choose(ballot, "ballot.tick", *ticked)
            await person.press(ballot, "ballot.cast")
        else:
            await person.press(await person.press(ballot, "ballot.blank"), "ballot.cast")
    await close(hall)


async def shared(hall: Room, way: str = EQUAL) -> Shown:
    """The message of the result of a budget that twelve people share."""
    await cast(hall, BALLOTS, way)
    told = await pictures(hall.stage.messages(hall.channel))
    return next(shown for shown in told if f"## {QUESTION}" in shown.text)


async def test_costs_are_read_before_anyone_else_reads_them(hall: Room) -> None:
    page = await hall.prepare("budget", **WRITTEN, way=EQUAL)
    for told in ("10\xa0000\xa0€", "Vélo cargo — 3\xa0000\xa0€", "1\xa0200,50\xa0€"):
        assert told.replace("\xa0", "\u202f", 1) in page.text or told in page.text
    assert fr("vote.budget.equal_shares") in page.text
    assert fr("vote.budget.published") in page.text


async def test_what_is_given_back_is_what_was_written_and_no_choice_of_a_menu(hall: Room) -> None:
    told = await hall.prepare("budget", **(WRITTEN | {"money": "beaucoup"}), way=EQUAL)
    assert "beaucoup" in told.text
    assert "Vélo cargo" in told.text
    assert EQUAL not in told.text
    form = await hall.lead.press(told, label=fr("button.fix"))
    chosen = [one for one in radio_of(form) if one.get("default")]
    assert [one["value"] for one in chosen] == [EQUAL], "the form shows what was chosen"


def radio_of(form: Answer) -> list[dict[str, Any]]:
    """The choices of the one group of a form."""
    assert form.form is not None
    labels = form.form["components"]
    (found,) = [one["component"] for one in labels if "options" in one.get("component", {})]
    options: list[dict[str, Any]] = found["options"]
    return options


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


def named(project: str, cost: str) -> str:
    return fr("result.named", option=f"{project} — {sum_of(cost)}")


async def test_the_table_of_results_says_which_projects_are_funded(hall: Room) -> None:
    async with hall.stage.bot.ctx.database.write() as tx:
        await tx.servers.put(ServerSettings(hall.server.id, documents=(DocumentKind.VOTES,)))
    await cast(hall, BALLOTS)
    told = await hall.lead.press(hall.card, "session.documents")
    (table,) = [one for one in told.shown.attachments if one.filename.endswith(".csv")]
    rows = list(csv.reader((await table.read()).decode("utf-8-sig").splitlines(), delimiter=";"))
    number, chosen = (rows[0].index(fr(f"table.{name}")) for name in ("option_number", "chosen"))
    funded = {row[number] for row in rows[1:] if row[chosen] == fr("table.yes")}
    assert funded == {"2", "3", "4", "6", "8"}


async def test_by_support_alone_the_largest_group_takes_the_most(hall: Room) -> None:
    shown = await shared(hall, way=GREEDY)
    more = fr.listed([named("Four à pain", "2 500"), named("Compost", "450")])
    less = named("Vélo cargo", "3 000")
    told = fr.n("budget.other.instead", 2, options=more, less=less)
    assert f"{fr('budget.other.equal_shares')} {told}" in shown.text
    assert (
        fr("budget.short", support=fr.n("budget.supporters", 5), short=sum_of("500")) in shown.text
    )
    (data,) = await files(hall, ".json")
    (again,) = answer(json.loads(data))["votes"]
    assert (again["winners"], again["as_stated"]) == (["1", "3", "4", "8"], True)


async def test_points_are_given_in_forms_and_paid_in_proportion(hall: Room) -> None:
    await hall.decide("budget", **{**WRITTEN, "way": "points equal_shares"})
    for rank in range(3):
        person = hall.person(f"Personne {rank}")
        ballot = await person.press(hall.card, "ballot.open")
        assert "Personne" not in ballot.text
        form = await person.press(ballot, "ballot.form")
        fields = [str(one["custom_id"]) for one in fields_of(form)]
        ballot = await person.fill(form, **dict.fromkeys(fields, "5"))
        receipt = await person.press(ballot, "ballot.cast")
        assert "—" in receipt.text
        assert "\xa0€" in receipt.text, "what one supports is kept with its cost"
    await close(hall)
    (data,) = await files(hall, ".json")
    (again,) = answer(json.loads(data))["votes"]
    assert again["as_stated"] is True
    assert again["details"]["settings"]["marks"] == "points"


async def test_of_two_secret_ballots_nothing_is_told(hall: Room) -> None:
    await cast(hall, [["1"], ["2"]])
    (told,) = [text for text in hall.texts if f"## {QUESTION}" in text]
    assert fr("result.too_few") in told
    assert fr("budget.not_funded") not in told
    (data,) = await files(hall, ".json")
    (held,) = json.loads(data)["votes"]
    assert (held["ballots"], held["result"], held["ballots_withheld"]) == (None, None, "too_few")


async def test_nobody_supports_anything(hall: Room) -> None:
    await cast(hall, [[], [], []])
    (told,) = [text for text in hall.texts if f"## {QUESTION}" in text]
    assert fr("result.none.blank") in told
    (data,) = await files(hall, ".json")
    (again,) = answer(json.loads(data))["votes"]
    assert (again["winners"], again["as_stated"]) == ([], True)


async def test_a_cost_that_cannot_be_read_is_told_with_its_line(hall: Room) -> None:
    begun = await hall.lead.command(hall.channel, "vote open")
    form = await hall.lead.choose(begun, "decide.kind", "budget")
    told = await hall.lead.fill(form, **{**WRITTEN, "projects": "Vélo : 300\nFour", "way": EQUAL})
    assert fr("budget.no_cost", line=2, written="Four") in told.text
    assert "Vélo : 300" in told.text, "nothing has to be typed again"


async def test_when_it_ends_can_be_chosen_and_the_lot_stays(hall: Room) -> None:
    page = await hall.prepare("budget", **WRITTEN, way=EQUAL)
    form = await hall.lead.press(page, label=fr("decide.details.end"))
    page = await hall.lead.amend(form, minutes="20")
    assert fr("vote.tie.lot") in page.text
    await hall.lead.press(page, "decide.open")
    step = await hall.stage.step(hall.channel)
    assert step is not None
    assert isinstance(step.plan, Vote)
    assert (step.plan.method, step.plan.minutes) == (Method.SHARED_BUDGET, 20)
    assert step.plan.seed
