"""The projects of an open budget are added, corrected and taken out: those who voted are told what
becomes of their ballot, and what is counted is what was said."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.rehearsal.live.forms import fields_of
from bot.rehearsal.stage import Person, text_of
from tests.discord.acting import Room, buttons, fr, rows
from tests.discord.vote.test_electors import close
from tests.discord.vote.test_mending import done, mending, option, quoted, written
from tests.discord.vote.test_reminders import letters
from tests.discord.vote.test_results import files
from tests.discord.vote.test_shared_budget import EQUAL, sum_of
from tests.tally.voting import answer as recount

PROJECTS = "Four à pain : 600 €\nVélo cargo : 500\nBancs : 300"
WHO = ("Awa", "Ben", "Cléo")


async def shared(hall: Room, *ballots: tuple[str, ...], **written: str) -> list[Person]:
    """A budget of 1,000 € between three projects, in which three people tick so."""
    settings = {"question": "Que finance-t-on ?", "money": "1 000 €", "projects": PROJECTS}
    await hall.decide("budget", **{**settings, "minutes": "30", "way": EQUAL, **written})
    people = [hall.person(name) for name, _ in zip(WHO, ballots, strict=False)]
    for person, ticks in zip(people, ballots, strict=True):
        ballot = await person.press(hall.card, "ballot.open")
        ballot = await person.choose(ballot, "ballot.tick", *ticks)
        await person.press(ballot, "ballot.cast")
    return people


def project(name: str, cost: str) -> str:
    return quoted(f"{name} — {sum_of(cost)}")


async def exported(hall: Room) -> dict[str, Any]:
    """The vote as it is exported, once its recount agrees with it."""
    (data,) = await files(hall, ".json")
    document = json.loads(data)
    (again,) = recount(document)["votes"]
    assert again["as_stated"] is True
    (vote,) = document["votes"]
    found: dict[str, Any] = vote
    return found


async def test_a_project_is_added_with_its_cost_and_can_be_funded(hall: Room) -> None:
    awa, ben, _ = await shared(hall, ("1",), ("1",), ("2",))
    shown = await written(hall, "added.project", "Compost - 100 €")
    said = fr("mend.did.added.project", after=project("Compost", "100"))
    assert said in shown.text
    assert fr("mend.added.project") in shown.text
    assert fr.n("mend.asked_again", 3) in shown.text
    assert rows(hall.path, "SELECT * FROM vote_mendings") == [], "nothing is done yet"
    await done(hall, shown)
    assert said in text_of(hall.card)
    assert any(said in letter for letter in letters(ben))
    ballot = await awa.press(hall.card, "ballot.open")
    assert fr("mend.since", what=said) in ballot.text
    assert fr("mend.keep") in buttons(ballot)
    assert f"Compost — {sum_of('100')}" in ballot.text
    ballot = await awa.choose(ballot, "ballot.tick", "1", "4")
    await awa.press(ballot, "ballot.cast")
    result = await close(hall)
    assert said in result
    vote = await exported(hall)
    assert vote["settings"]["costs"] == {"1": 600, "2": 500, "3": 300, "4": 100}
    assert "4" in vote["result"]["winners"]
    assert vote["mended"][0]["after"] == "Compost : 100"


async def test_a_cost_that_is_corrected_is_the_one_that_is_paid(hall: Room) -> None:
    awa, *_ = await shared(hall, ("1", "2"), ("1", "2"), ("1", "2"))
    page = await option(hall, 1)
    form = await hall.lead.press(page, label=fr("mend.button.corrected.project"))
    (field,) = fields_of(form)
    assert field["value"] == fr("mend.priced", name="Four à pain", cost=sum_of("600"))
    shown = await hall.lead.fill(form, words="Four à pain : 400")
    after = project("Four à pain", "400")
    said = fr("mend.did.corrected.project", before=project("Four à pain", "600"), after=after)
    assert said in shown.text
    assert fr("mend.ballots.cost") in shown.text
    await done(hall, shown)
    ballot = await awa.press(hall.card, "ballot.open")
    assert f"☑️ `1` Four à pain — {sum_of('400')}" in ballot.text
    kept = await awa.press(ballot, "ballot.keep")
    assert fr("mend.kept") in kept.text
    await close(hall)
    vote = await exported(hall)
    assert vote["result"]["winners"] == ["1", "2"], "both fit, at the new cost"
    assert (vote["mended"][0]["before"], vote["mended"][0]["after"]) == (
        "Four à pain : 600",
        "Four à pain : 400",
    )


async def test_a_project_taken_out_is_not_funded_and_its_money_goes_to_others(hall: Room) -> None:
    await shared(hall, ("1", "2"), ("1", "2"), ("1",))
    shown = await hall.lead.press(await option(hall, 1), "vote.mend_take")
    said = fr("mend.did.taken_out.project", before=project("Four à pain", "600"))
    assert said in shown.text
    assert fr("mend.ballots.taken_out.project") in shown.text
    await done(hall, shown)
    assert said in await close(hall)
    vote = await exported(hall)
    assert vote["result"]["winners"] == ["2"]
    assert vote["result"]["blank"] == 1
    assert vote["result"]["greedy"]["funded"] == ["2"]


async def test_a_project_that_left_ballots_is_told_whatever_was_changed_since(hall: Room) -> None:
    awa, *_ = await shared(hall, ("1", "2"), ("1", "2"), ("1",))
    await done(hall, await hall.lead.press(await option(hall, 1), "vote.mend_take"))
    await done(hall, await written(hall, "added.project", "Compost - 100 €"))
    ballot = await awa.press(hall.card, "ballot.open")
    gone = fr("mend.did.taken_out.project", before=project("Four à pain", "600"))
    added = fr("mend.did.added.project", after=project("Compost", "100"))
    told = [
        f"{gone} {fr('mend.ballots.taken_out.project')}",
        f"{added} {fr('mend.added.project')}",
    ]
    assert fr("mend.since", what="\n".join(told)) in ballot.text


async def test_there_is_more_to_share_and_those_who_voted_are_told(hall: Room) -> None:
    awa, *_ = await shared(hall, ("1", "2"), ("1", "2"), ("1", "2"))
    shown = await written(hall, "money", "1 100 €")
    said = fr("mend.did.money", before=sum_of("1 000"), after=sum_of("1 100"))
    assert said in shown.text
    assert fr("mend.ballots.money") in shown.text
    await done(hall, shown)
    assert fr("mend.since", what=said) in (await awa.press(hall.card, "ballot.open")).text
    assert f"**{sum_of('1 100')}**" in text_of(hall.card)
    await close(hall)
    vote = await exported(hall)
    assert (vote["settings"]["money"], vote["result"]["winners"]) == (1100, ["1", "2"])


@pytest.mark.parametrize(
    ("label", "words", "refused"),
    [
        ("added.project", "Compost", ("mend.no_cost", {"written": "Compost"})),
        ("added.project", "Compost : 1001", ("mend.too_dear", {"written": "Compost : 1001"})),
        ("added.project", "Compost : 10 $", ("mend.currency", {"one": "€", "written": "$"})),
        ("added.project", "bancs : 20", ("mend.twin", {"number": 3})),
        ("money", "500", ("mend.money_short", {"number": 1, "written": "Four à pain"})),
        ("money", "un peu", ("budget.bad_money", {"written": "un peu"})),
    ],
)
async def test_what_cannot_be_is_refused_and_given_back(
    hall: Room, label: str, words: str, refused: tuple[str, dict[str, Any]]
) -> None:
    await shared(hall, ("1",))
    told = await written(hall, label, words)
    key, params = refused
    assert fr(key, **params) in told.text
    assert words in told.text, "nothing has to be typed again"
    form = await hall.lead.press(await mending(hall), label=fr(f"mend.button.{label}"))
    assert words in str(form.form)
    assert rows(hall.path, "SELECT * FROM vote_mendings") == []


async def test_before_anyone_votes_the_same_is_done_without_asking_anyone(hall: Room) -> None:
    await shared(hall)
    made = await done(hall, await written(hall, "added.project", "Compost : 100"))
    assert fr("mend.done_before") in made.text
    assert f"Compost — {sum_of('100')}" in text_of(hall.card)


async def test_nobody_casts_on_a_cost_that_they_have_not_read(hall: Room) -> None:
    await shared(hall)
    awa = hall.person("Awa")
    ballot = await awa.press(hall.card, "ballot.open")
    ballot = await awa.choose(ballot, "ballot.tick", "1")
    shown = await written(hall, "corrected.project", "Four à pain : 900", await option(hall, 1))
    await done(hall, shown)
    late = await awa.press(ballot, "ballot.cast")
    assert fr("ballot.changed") in late.text
    assert f"Four à pain — {sum_of('900')}" in late.text
    await awa.press(late, "ballot.cast")
    assert len(rows(hall.path, "SELECT * FROM cast_ballots")) == 1
