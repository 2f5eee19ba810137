"""Several seats: from the workbench to the result, its ties settled, its documents recounted."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.i18n import Catalogue
from bot.rehearsal.stage import Answer, text_of
from bot.workshop.language import Language
from bot.workshop.vote.methods import Method, SecondRule
from tests.discord.acting import Room, en, fr, ids_of, options
from tests.discord.forging import choose_id
from tests.discord.vote.test_electors import close
from tests.discord.vote.test_methods import in_box
from tests.discord.vote.test_results import files
from tests.discord.vote.test_workbench import plan
from tests.tally.voting import answer

BOARD = {
    "question": "Qui au bureau ?",
    "options": "Ada\nLin\nNoor\nSami",
    "seats": "2",
    "method": ["stv"],
    "minutes": "10",
}


async def ranked(hall: Room, name: str, *numbers: str, t: Catalogue = fr) -> Answer:
    """One person ranks candidates and casts."""
    language = Language.ENGLISH if t is en else Language.FRENCH
    person = hall.person(name, language)
    ballot = await person.press(hall.card, "ballot.open")
    for number in numbers:
        ballot = await person.choose(ballot, "ballot.next", number)
    return await person.press(ballot, "ballot.cast")


async def ticked(hall: Room, name: str, *numbers: str) -> None:
    person = hall.person(name)
    ballot = await person.press(hall.card, "ballot.open")
    ballot = await person.choose(ballot, "ballot.tick", *numbers)
    await person.press(ballot, "ballot.cast")


async def vote_of(hall: Room) -> dict[str, Any]:
    """Return the vote of the export, once it has been recounted to what it states."""
    (data,) = await files(hall, ".json")
    found = json.loads(data)
    (again,) = answer(found)["votes"]
    assert again["as_stated"] is True
    (vote,) = found["votes"]
    return dict(vote)


async def test_seats_are_filled_by_transferable_votes(hall: Room) -> None:
    page = await hall.prepare("seats", **BOARD)
    assert fr.n("vote.stv", 2) in page.text
    assert fr("seats.tie.stv") in page.text
    hall.panel = await hall.lead.press(page, "decide.open")
    opened = await plan(hall)
    assert (opened.method, opened.seats, opened.tie) == (Method.STV, 2, SecondRule.LOT)
    assert fr.n("vote.stv", 2) in text_of(hall.card)
    assert fr("vote.published.whole") in text_of(hall.card)
    receipt = await ranked(hall, "Ben", "1", "2")
    assert "**1.** `1` Ada\n**2.** `2` Lin" in receipt.text
    for person in ("Chloé", "Dan", "Eve"):
        await ranked(hall, person, "1", "3")
    for person in ("Fay", "Gus"):
        await ranked(hall, person, "4", t=en)
    told = await close(hall)
    assert fr.n("seats.elected", 2, options="«\u00a0Ada\u00a0», «\u00a0Sami\u00a0»") in told
    assert fr.n("seats.needed", 3, places=fr.n("seats.candidates", 2)) in told
    assert "«\u00a0Ada\u00a0» est élu·e avec 4 voix" in told
    vote = await vote_of(hall)
    assert vote["settings"]["seats"] == 2 and vote["settings"]["seed"]
    assert vote["result"]["elected"] == ["1", "4"]
    (report,) = await files(hall, ".md")
    assert "**Tour 1** · «\u00a0Ada\u00a0» est élu·e" in report.decode()


async def test_nobody_shares_a_rank(hall: Room) -> None:
    await hall.decide("seats", **BOARD)
    ben = hall.person("Ben", Language.ENGLISH)
    ballot = await ben.press(hall.card, "ballot.open")
    ballot = await ben.choose(ballot, "ballot.next", "1")
    assert ids_of(ballot, "ballot.level") == []
    (following,) = ids_of(ballot, "ballot.next")
    forged = following.replace("ballot.next", "ballot.level")
    told = await choose_id(hall, ben, ballot, forged, "2")
    assert en("ballot.no_level") in told.text
    assert en.n("seats.unranked", 3) in ballot.text, "nothing goes to those, not even in the end"
    form = await ben.press(ballot, "ballot.form")
    assert en("seats.order_hint") in json.dumps(form.form), "whole, within what Discord shows"
    told = await ben.fill(form, order="2 3=4")
    assert en("ballot.no_level") in told.text
    assert in_box(hall) == []


async def test_the_first_of_a_vote_are_retained_and_a_tie_at_the_cut_is_stated(hall: Room) -> None:
    await hall.decide("seats", **{**BOARD, "method": ["approval"]})
    assert fr("seats.approval") in text_of(hall.card)
    assert fr.n("seats.kept.approval", 2) in text_of(hall.card)
    await ticked(hall, "Ben", "1", "2")
    await ticked(hall, "Chloé", "1", "3")
    await ticked(hall, "Dan", "1", "2", "3")
    told = await close(hall)
    tied = "«\u00a0Lin\u00a0», «\u00a0Noor\u00a0»"
    assert fr.n("seats.tied", 1, options=tied) in told
    assert fr("result.second.none") in told
    assert f"`1` Ada — *{fr('seats.mark.retained')}*" in told
    assert f"`2` Lin — *{fr('seats.mark.tied')}*" in told
    vote = await vote_of(hall)
    assert vote["result"]["tied_at_cut"] == ["2", "3"] and vote["second_rule"] is None


async def test_the_facilitator_chooses_as_many_as_places_are_left(hall: Room) -> None:
    await hall.vote(
        "Qui ?", "approval", options="Ada ; Lin ; Noor ; Sami", seats=3, tie="facilitator"
    )
    assert fr("seats.tie.facilitator") in text_of(hall.card)
    for person in ("Ben", "Chloé", "Dan"):
        await ticked(hall, person, "1", "2", "3", "4")
    await ticked(hall, "Eve", "1")
    told = await close(hall)
    assert fr("result.second.facilitator_waits") in told
    choice = await hall.lead.press(hall.panel, "vote.settle")
    assert fr.n("vote.settle_some", 2) in choice.text
    assert list(options(choice, "vote.settled").values()) == ["2 · Lin", "3 · Noor", "4 · Sami"]
    (menu,) = ids_of(choice, "vote.settled")
    for forged in (("1",), ("0", "7"), ("0", "1", "2")):
        refused = await choose_id(hall, hall.lead, choice, menu, *forged)
        assert fr("ballot.unknown_option") in refused.text
    await hall.lead.choose(choice, "vote.settled", "0", "2")
    chosen = "**2 · Lin**, **4 · Sami**"
    assert any(fr("vote.settled", chosen=chosen) in text for text in hall.texts)
    vote = await vote_of(hall)
    assert vote["second_rule"]["winners"] == ["2", "4"]
    (report,) = await files(hall, ".md")
    assert "a choisi\u00a0: «\u00a0Lin\u00a0», «\u00a0Sami\u00a0»" in report.decode()


async def test_a_second_vote_is_for_the_places_that_are_left(hall: Room) -> None:
    await hall.vote("Qui ?", "approval", options="Ada ; Lin ; Noor ; Sami", seats=3, tie="runoff")
    for person in ("Ben", "Chloé", "Dan"):
        await ticked(hall, person, "1", "2", "3", "4")
    await ticked(hall, "Eve", "1")
    await close(hall)
    hall.panel = await hall.lead.press(hall.panel, "vote.runoff")
    again = await plan(hall)
    assert again.seats == 2
    assert [one["fr"] for one in again.options] == ["Lin", "Noor", "Sami"]


async def test_a_lot_settles_the_last_places_and_is_drawn_again(hall: Room) -> None:
    await hall.vote("Qui ?", "approval", options="Ada ; Lin ; Noor ; Sami", seats=3, tie="lot")
    for person in ("Ben", "Chloé", "Dan"):
        await ticked(hall, person, "1", "2", "3", "4")
    await ticked(hall, "Eve", "1")
    told = await close(hall)
    vote = await vote_of(hall)
    second = vote["second_rule"]
    assert len(second["winners"]) == 2
    assert f"`{second['seed']}:{second['winners'][0]}`" in told
    assert told.count(f"*{fr('result.mark.lot')}*") == 2


async def test_a_tie_within_a_count_is_drawn_with_the_seed_of_its_document(hall: Room) -> None:
    await hall.decide("seats", **BOARD)
    for person, number in (("Ben", "1"), ("Chloé", "1"), ("Dan", "2"), ("Eve", "3")):
        await ranked(hall, person, number)
    told = await close(hall)
    vote = await vote_of(hall)
    assert vote["result"]["lot_drawn"] is True
    assert fr("seats.drawn") in told
    assert vote["settings"]["seed"] in told and ", ".join(vote["result"]["lot"]) in told


@pytest.mark.parametrize(
    ("asked", "refusal", "given"),
    [
        ({"method": "irv", "seats": 2}, "asked.not_for.seats", {}),
        ({"method": "approval", "seats": 3}, "asked.seats_many", {"options": 2, "seats": 3}),
        ({"method": "stv", "tie": "runoff"}, "asked.stv_tie", {}),
    ],
)
async def test_what_cannot_be_is_refused_in_a_sentence(
    hall: Room, asked: dict[str, Any], refusal: str, given: dict[str, Any]
) -> None:
    told = await hall.vote("Qui ?", options="Ada ; Lin", **asked)
    assert fr(refusal, **given) in told.text


async def test_the_workbench_asks_how_many_seats(hall: Room) -> None:
    told = await hall.prepare("seats", **{**BOARD, "seats": "9"})
    assert fr("asked.seats_many", options=4, seats=9) in told.text
    told = await hall.prepare("seats", **{**BOARD, "seats": "0"})
    assert fr("asked.no_seats", most=25) in told.text


async def test_nobody_is_said_to_be_elected_without_the_quorum(hall: Room) -> None:
    page = await hall.prepare("seats", **BOARD)
    form = await hall.lead.press(page, label=fr("decide.details.who"))
    page = await hall.lead.amend(form, quorum="9")
    hall.panel = await hall.lead.press(page, "decide.open")
    for person, number in (("Ben", "1"), ("Chloé", "1"), ("Dan", "2")):
        await ranked(hall, person, number)
    told = await close(hall)
    two = fr.n("seats.votes", 2)
    assert fr("seats.figure.elected_undecided", round=1, votes=two) in told
    assert fr("seats.undecided") in told
    assert f"— {fr('seats.figure.elected', round=1, votes=two)}" not in told
    (report,) = await files(hall, ".md")
    assert fr("seats.undecided") in report.decode()
    assert "— élu·e" not in report.decode()
