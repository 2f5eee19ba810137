"""The end of a vote: by hand, at its time or when all have voted; ties stated, then settled."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.rehearsal.stage import Person
from bot.tally.lot import drawn
from bot.workshop.kinds import AtEnd, Vote
from bot.workshop.language import Language
from bot.workshop.sessions.recipe import Recipe
from bot.workshop.vote.methods import ClosesWhen, VoteOn
from bot.workshop.vote.step import Wording
from tests.builders import both, recipe, titled
from tests.discord.acting import Room, buttons, en, fr, ids_of, options, room, rows
from tests.discord.forging import choose_id, press_id
from tests.discord.vote.test_electors import close, tick

PLACES = "Lyon ; Metz ; Nantes"


async def voters(hall: Room, *choices: str) -> list[Person]:
    """Have one person for each choice tick it and cast their ballot."""
    people = [hall.person(f"P{rank}") for rank in range(len(choices))]
    for person, choice in zip(people, choices, strict=True):
        await tick(hall, person, *choice)
    return people


async def test_closing_asks_first_and_says_when_the_quorum_is_missing(hall: Room) -> None:
    await hall.vote("Où ?", "approval", options=PLACES, quorum="4")
    await voters(hall, "1", "1", "2")
    closing = await hall.lead.press(hall.panel, "vote.close")
    assert fr.n("vote.close_no_quorum", 4) in closing.text
    assert buttons(closing) == [fr("button.close_yes"), fr("button.close_no")]
    hall.panel = await hall.lead.press(closing, "lead.panel")
    assert hall.open_step()["outcome"] is None, "let us wait"
    await tick(hall, hall.person("Zoé"), "1")
    closing = await hall.lead.press(hall.panel, "vote.close")
    assert "⚠️" not in closing.text
    (yes,) = ids_of(closing, "vote.close_yes")
    told = await hall.lead.press(closing, "vote.close_yes")
    assert fr("panel.ended_quick") in told.text
    again = await press_id(hall, hall.lead, closing, yes)
    assert again.text == fr("session.ended_quick")
    assert len(hall.results) == 1


async def test_what_is_still_being_prepared_at_the_close_does_not_count(hall: Room) -> None:
    await hall.vote("Où ?", "approval", options=PLACES)
    late = hall.person("Zoé", Language.ENGLISH)
    ballot = await late.press(hall.card, "ballot.open")
    ballot = await late.choose(ballot, "ballot.tick", "3")
    (cast,) = ids_of(ballot, "ballot.cast")
    await voters(hall, "1", "1", "1")
    await close(hall)
    told = await press_id(hall, late, ballot, cast)
    assert told.text == en("session.ended_quick")
    assert rows(hall.path, "SELECT * FROM ballot_drafts") == []
    (outcome,) = rows(hall.path, "SELECT outcome FROM steps")
    assert json.loads(outcome["outcome"])["turnout"] == 3


async def test_at_its_time_a_vote_closes_and_stays_to_be_looked_at(hall: Room) -> None:
    await hall.play("essai", "collect")
    await hall.vote("Où ?", "approval", options=PLACES, minutes=10, close="time")
    assert fr("vote.closes.time") in hall.texts[-1]
    await voters(hall, "1", "2", "1")
    await hall.stage.later(590)
    assert hall.results == []
    await hall.stage.later(30)
    assert len(hall.results) == 1
    assert hall.open_step()["kind"] == "vote"
    assert fr("vote.counted") in "\n".join(hall.texts)
    hall.panel = await hall.lead.press(hall.panel, "lead.panel")
    assert ids_of(hall.panel, "vote.close") == []
    told = await hall.person("Zoé").press(hall.card, "session.where")
    assert fr("vote.counted") in told.text
    assert ids_of(told, "ballot.open") == []
    await hall.steer("lead.next")
    assert hall.open_step()["kind"] == "collect"


async def test_the_last_step_of_a_recipe_closes_at_its_time_too(tmp_path: Path) -> None:
    plan = Vote(
        kind="vote",
        title=titled("Où ?"),
        invite=both("Votez."),
        minutes=3,
        on=VoteOn.OPTIONS,
        options=tuple(Wording(fr=name, en=name) for name in ("Lyon", "Metz")),
        closes=ClosesWhen.TIME,
        at_end=AtEnd.NEXT,
    )
    alone: Recipe = recipe(plan)
    async with room(tmp_path / "gommette.db", {"lieu": alone}) as hall:
        await hall.play("lieu", "vote")
        await hall.stage.later(190)
        assert len(hall.results) == 1


async def test_time_runs_out_while_the_bot_is_stopped(hall: Room) -> None:
    await hall.vote("Où ?", "approval", options=PLACES, minutes=10, close="time")
    await voters(hall, "1", "2", "1")
    async with hall.stage.stopped():
        await hall.stage.later(3 * 3600)
    await hall.stage.later(60)
    assert len(hall.results) == 1
    assert not any("3 h" in text for text in hall.texts), "the vote lasted ten minutes"
    told = await hall.lead.press(hall.card, "session.documents")
    (report,) = [file for file in told.shown.attachments if file.filename.endswith(".md")]
    assert f" · {fr.minutes(10)} · " in (await report.read()).decode(), "the report says so"


async def test_once_everyone_has_voted_the_receipt_says_so(hall: Room) -> None:
    await hall.vote("Où ?", "approval", options=PLACES, voters=4, close="all")
    ballot = await hall.lead.press(hall.panel, "ballot.open")
    ballot = await hall.lead.choose(ballot, "ballot.tick", "1")
    await hall.lead.press(ballot, "room.one")
    awa, ben = await voters(hall, "1", "2")
    assert hall.results == []
    await ben.press(await ben.press(hall.card, "ballot.open"), "ballot.withdraw")
    cleo = hall.person("Cléo", Language.ENGLISH)
    receipt = await tick(hall, cleo, "3")
    assert hall.results == [], "one was withdrawn"
    assert en("ballot.until_close") in receipt.text
    last = await tick(hall, ben, "1")
    assert fr("ballot.all_voted") in last.text
    assert buttons(last) == []
    assert len(hall.results) == 1
    told = await press_id(hall, awa, receipt, "ballot.withdraw:1")
    assert told.text == fr("session.ended_quick")


async def test_a_tie_is_stated_and_left_at_that(hall: Room) -> None:
    await hall.vote("Où ?", "approval", options=PLACES)
    await voters(hall, "1", "2", "12")
    result = await close(hall)
    assert fr("result.second.none") in result
    assert rows(hall.path, "SELECT state FROM sessions")[0]["state"] == "ended"


async def test_the_facilitator_settles_a_tie_as_was_declared(hall: Room) -> None:
    awa = hall.person("Awa", Language.ENGLISH)
    await hall.vote("Où ?", "approval", options=PLACES, tie="facilitator")
    assert fr("vote.tie.facilitator") in hall.texts[-1]
    await voters(hall, "1", "2", "12")
    result = await close(hall)
    assert fr("result.second.facilitator_waits") in result
    await hall.stage.later(10)
    assert fr("vote.tie_waits.facilitator") in "\n".join(hall.texts)
    assert rows(hall.path, "SELECT state FROM sessions")[0]["state"] == "running"
    (settle,) = ids_of(hall.panel, "vote.settle")
    step = settle.split(":")[1]
    for forged in (f"vote.settle:{step}:0", f"vote.runoff:{step}"):
        told = await press_id(hall, awa, hall.card, forged)
        assert told.text == en("session.not_facilitator")
    choice = await hall.lead.press(hall.panel, "vote.settle")
    assert list(options(choice, "vote.settled").values()) == ["1 · Lyon", "2 · Metz"]
    (menu,) = ids_of(choice, "vote.settled")
    forged_choice = await choose_id(hall, hall.lead, choice, menu, "2")
    assert forged_choice.text == fr("ballot.unknown_option")
    told = await hall.lead.choose(choice, "vote.settled", "1")
    assert fr("vote.settled_now") in told.text
    assert any(fr("vote.settled", chosen="**2 · Metz**") in text for text in hall.texts)
    assert rows(hall.path, "SELECT state FROM sessions")[0]["state"] == "ended"
    again = await choose_id(hall, hall.lead, choice, menu, "0")
    assert again.text == fr("session.ended")
    (outcome,) = rows(hall.path, "SELECT outcome FROM steps")
    assert json.loads(outcome["outcome"])["second"]["winner"] == "2"


@pytest.mark.parametrize("alone", [True, False])
async def test_a_run_off_votes_again_between_those_that_tied(hall: Room, alone: bool) -> None:
    if not alone:
        await hall.play("essai", "collect")
    await hall.vote("Où ?", "approval", options=PLACES, tie="runoff", choices=2)
    people = await voters(hall, "1", "2", "12")
    assert fr("result.second.runoff_waits") in await close(hall)
    (runoff,) = ids_of(hall.panel, "vote.runoff")
    hall.panel = await hall.lead.press(hall.panel, "vote.runoff")
    assert fr("vote.runoff_open") in hall.panel.text
    again = await press_id(hall, hall.lead, hall.panel, runoff)
    assert again.text == fr("step.not_open"), "pressed twice, one run-off"
    assert fr("vote.second_title", title="Où ?") in hall.texts[-1]
    ballot = await people[0].press(hall.card, "ballot.open")
    assert sorted(options(ballot, "ballot.tick").values()) == ["1 · Lyon", "2 · Metz"]
    for person, choice in zip(people, "221", strict=True):
        await tick(hall, person, choice)
    result = await close(hall)
    assert "Metz" in result
    assert len(hall.results) == 2
    (session,) = rows(hall.path, "SELECT state FROM sessions")
    assert session["state"] == ("ended" if alone else "running")
    if not alone:
        await hall.steer("lead.next")
        assert hall.open_step()["kind"] == "collect"


async def test_a_lot_is_drawn_as_was_declared_and_can_be_checked(hall: Room) -> None:
    await hall.vote("Où ?", "approval", options=PLACES, tie="lot")
    await voters(hall, "1", "2", "12")
    result = await close(hall)
    (row,) = rows(hall.path, "SELECT outcome FROM steps")
    second = json.loads(row["outcome"])["second"]
    assert second["winner"] == drawn(second["seed"], ["1", "2"])[0]
    assert second["seed"] in result
    assert rows(hall.path, "SELECT state FROM sessions")[0]["state"] == "ended"


async def test_a_tie_below_the_quorum_decides_nothing_and_is_not_settled(hall: Room) -> None:
    await hall.vote("Où ?", "approval", options=PLACES, tie="lot", quorum="5")
    await voters(hall, "1", "2", "12")
    await close(hall)
    (row,) = rows(hall.path, "SELECT outcome FROM steps")
    assert json.loads(row["outcome"])["second"] is None


async def test_many_options_that_tie_are_settled_page_by_page(hall: Room) -> None:
    await hall.vote("Lequel ?", "yes_no", tie="facilitator")
    for rank, choice in enumerate((0, 1, 0, 1)):
        person = hall.person(f"P{rank}")
        ballot = await person.press(hall.card, "ballot.open")
        ballot = await person.press(ballot, custom_id=ids_of(ballot, "ballot.say")[choice])
        await person.press(ballot, "ballot.cast")
    await close(hall)
    choice_of_two = await hall.lead.press(hall.panel, "vote.settle")
    assert list(options(choice_of_two, "vote.settled").values()) == ["Oui", "Non"]
    await hall.lead.choose(choice_of_two, "vote.settled", "0")
    assert any(fr("vote.settled", chosen="**Oui**") in text for text in hall.texts)
    names = " ; ".join(f"Option {n}" for n in range(40))
    await hall.vote("Lesquelles ?", "approval", options=names, tie="facilitator")
    everything = [str(n) for n in range(1, 28)]
    for rank in range(3):
        person = hall.person(f"Q{rank}")
        ballot = await person.press(hall.card, "ballot.open")
        for first in (True, False):
            here = [n for n in options(ballot, "ballot.tick") if n in everything]
            ballot = await person.choose(ballot, "ballot.tick", *here)
            if first:
                ballot = await person.press(ballot, label="▶")
        await person.press(ballot, "ballot.cast")
    await close(hall)
    page = await hall.lead.press(hall.panel, "vote.settle")
    assert len(options(page, "vote.settled")) == 25
    page = await hall.lead.press(page, label="▶")
    assert list(options(page, "vote.settled").values()) == ["26 · Option 25", "27 · Option 26"]
    await hall.lead.choose(page, "vote.settled", "26")
    assert any("27 · Option 26" in text for text in hall.texts)
