"""A ballot of dots: private, prepared then cast, changed until the close, with many options."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import datetime

import pytest

from bot.rehearsal.stage import Answer, Person, components
from bot.workshop.language import Language
from tests.discord.acting import Room, buttons, en, fr, ids_of, options, rows
from tests.discord.forging import choose_id, press_id

LANES = (
    "Projet associatif",
    "Gouvernance",
    "Offre de services",
    "Relations avec les bénéficiaires",
)


async def small_vote(hall: Room) -> Person:
    """A vote on three ideas; return someone who may vote. Five dots, two at most on one."""
    ada = hall.person("Ada", Language.ENGLISH)
    await hall.play("essai", "collect")
    await hall.write(ada, "alpha", "beta", "gamma")
    await hall.go("vote")
    return ada


def cast(hall: Room) -> list[str]:
    """What is in the box."""
    return [row["content"] for row in rows(hall.path, "SELECT content FROM ballots")]


def prepared(hall: Room) -> list[str]:
    """What is being prepared, and counts for nothing yet."""
    return [row["content"] for row in rows(hall.path, "SELECT content FROM ballot_drafts")]


async def test_dots_are_placed_taken_back_and_cast(hall: Room) -> None:
    ada = await small_vote(hall)
    ballot = await ada.press(hall.card, "ballot.open")
    assert en.n("ballot.left", 5, budget=5) in ballot.text
    assert en("ballot.nothing_yet") in ballot.text
    assert ids_of(ballot, "ballot.take") == []
    ballot = await ada.choose(ballot, "ballot.put", "1", "2", "3")
    assert en.n("ballot.left", 2, budget=5) in ballot.text
    assert en("ballot.not_cast", label=en("ballot.cast")) in ballot.text
    ballot = await ada.choose(ballot, "ballot.put", "1", "2")
    assert en("ballot.none_left") in ballot.text
    assert ids_of(ballot, "ballot.put") == []
    ballot = await ada.choose(ballot, "ballot.take", "1")
    assert en.n("ballot.left", 1, budget=5) in ballot.text
    assert (cast(hall), prepared(hall)) == ([], ['{"1": 1, "2": 2, "3": 1}'])
    receipt = await ada.press(ballot, "ballot.cast")
    assert receipt.private
    assert "<t:" in receipt.text
    lines = r"\*\*1 dot\*\* · `1` \w+\n\*\*2 dots\*\* · `2` \w+\n\*\*1 dot\*\* · `3` \w+$"
    assert re.search(lines, receipt.text, re.MULTILINE)
    assert en("ballot.until_close") in receipt.text
    assert (cast(hall), prepared(hall)) == (['{"1": 1, "2": 2, "3": 1}'], [])


async def test_what_was_cast_counts_until_the_change_is_cast_too(hall: Room) -> None:
    ada = await small_vote(hall)
    receipt = await hall.put_dots(ada, "1", "2")
    ballot = await ada.press(receipt, "ballot.open")
    assert en("ballot.counts") in ballot.text
    assert ids_of(ballot, "ballot.cast") == [], "there is nothing new to cast"
    ballot = await ada.press(ballot, "ballot.clear")
    assert en("ballot.earlier") in ballot.text
    assert en.n("ballot.left", 5, budget=5) in ballot.text
    ballot = await ada.choose(ballot, "ballot.put", "3")
    assert en("ballot.earlier") in ballot.text
    assert buttons(ballot)[-2:] == [en("ballot.cast_again"), en("ballot.withdraw")]
    assert cast(hall) == ['{"1": 1, "2": 1}']
    receipt = await ada.press(ballot, "ballot.cast")
    assert "**1 dot** · `3` " in receipt.text
    assert "`1`" not in receipt.text
    assert cast(hall) == ['{"3": 1}']


@pytest.mark.parametrize("language", list(Language))
async def test_a_ballot_is_withdrawn_and_cast_again(hall: Room, language: Language) -> None:
    t = en if language is Language.ENGLISH else fr
    await small_vote(hall)
    ben = hall.person("Ben", language)
    receipt = await hall.put_dots(ben, "1")
    (withdraw,) = ids_of(receipt, "ballot.withdraw")
    gone = await ben.press(receipt, "ballot.withdraw")
    assert t("ballot.withdrawn") in gone.text
    assert (cast(hall), rows(hall.path, "SELECT * FROM turnout")) == ([], [])
    twice = await press_id(hall, ben, receipt, withdraw)
    assert t("ballot.withdrawn") in twice.text, "pressed twice, it is out of the box all the same"
    ballot = await ben.press(gone, "ballot.open")
    assert t.n("ballot.left", 5, budget=5) in ballot.text
    await ben.press(await ben.choose(ballot, "ballot.put", "2"), "ballot.cast")
    assert cast(hall) == ['{"2": 1}']


async def test_a_blank_ballot_is_cast_on_purpose(hall: Room) -> None:
    ada = await small_vote(hall)
    ballot = await ada.press(hall.card, "ballot.open")
    assert en("ballot.cast") not in buttons(ballot), "it waits for something to be marked"
    assert buttons(ballot) == [en("ballot.blank_button")]
    asked = await ada.press(ballot, "ballot.blank")
    assert en("ballot.blank_question") in asked.text
    assert cast(hall) == [], "asked once"
    back = await ada.press(asked, "ballot.open")
    assert buttons(back) == [en("ballot.blank_button")]
    receipt = await ada.press(await ada.press(back, "ballot.blank"), "ballot.cast")
    assert en("ballot.blank") in receipt.text
    assert cast(hall) == ["{}"]


async def test_a_ballot_marked_meanwhile_is_no_blank_one(hall: Room) -> None:
    ada = await small_vote(hall)
    on_phone = await ada.press(hall.card, "ballot.open")
    (blank,) = ids_of(on_phone, "ballot.blank")
    asked = await ada.press(on_phone, "ballot.blank")
    await ada.choose(await ada.press(hall.card, "ballot.open"), "ballot.put", "1")
    told = await ada.press(asked, "ballot.cast")
    assert en("ballot.changed") in told.text
    told = await press_id(hall, ada, told, blank)
    assert en("ballot.changed_elsewhere") in told.text
    assert (cast(hall), prepared(hall)) == ([], ['{"1": 1}'])


async def test_a_ballot_cast_twice_is_one_ballot(hall: Room) -> None:
    ada = await small_vote(hall)
    ballot = await ada.press(hall.card, "ballot.open")
    ballot = await ada.choose(ballot, "ballot.put", "1")
    (again,) = ids_of(ballot, "ballot.cast")
    first = await ada.press(ballot, "ballot.cast")
    second = await press_id(hall, ada, ballot, again)
    assert first.text == second.text
    assert cast(hall) == ['{"1": 1}']


async def test_only_what_was_seen_is_cast(hall: Room) -> None:
    ada = await small_vote(hall)
    on_phone = await ada.press(hall.card, "ballot.open")
    on_phone = await ada.choose(on_phone, "ballot.put", "1")
    on_computer = await ada.press(hall.card, "ballot.open")
    on_computer = await ada.choose(on_computer, "ballot.put", "2")
    told = await ada.press(on_phone, "ballot.cast")
    assert en("ballot.changed") in told.text
    assert en.n("ballot.left", 3, budget=5) in told.text
    assert cast(hall) == [], "the phone showed one dot"
    await ada.press(told, "ballot.cast")
    assert cast(hall) == ['{"1": 1, "2": 1}']


async def test_too_many_dots_on_one_option_are_refused_and_the_ballot_shown_again(
    hall: Room,
) -> None:
    ada = await small_vote(hall)
    ballot = await ada.press(hall.card, "ballot.open")
    for _ in range(2):
        ballot = await ada.choose(ballot, "ballot.put", "1")
    refused = await ada.choose(ballot, "ballot.put", "1", "2")
    assert en("ballot.cap", cap=2) in refused.text
    assert prepared(hall) == ['{"1": 2}'], "all dots move or none"
    assert en.n("ballot.left", 3, budget=5) in refused.text
    assert len(ids_of(refused, "ballot.put")) == 1


async def test_a_press_on_a_ballot_that_was_not_redrawn_counts_once(hall: Room) -> None:
    ada = await small_vote(hall)
    ballot = await ada.press(hall.card, "ballot.open")
    (put,) = ids_of(ballot, "ballot.put")
    for _ in range(3):
        again = await choose_id(hall, ada, ballot, put, "2")
    assert prepared(hall) == ['{"2": 1}']
    assert en.n("ballot.left", 4, budget=5) in again.text


async def test_a_forged_choice_past_the_budget_is_refused(hall: Room) -> None:
    ada = await small_vote(hall)
    ballot = await ada.press(hall.card, "ballot.open")
    (put,) = ids_of(ballot, "ballot.put")
    answer = await choose_id(hall, ada, ballot, put, "1", "1", "2", "2", "3", "3")
    assert en("ballot.budget", budget=5) in answer.text
    answer = await choose_id(hall, ada, ballot, put, "99")
    assert answer.text.startswith("⚠️ " + en("ballot.unknown_option"))
    assert en.n("ballot.left", 5, budget=5) in answer.text, "the ballot is there to be marked"
    answer = await choose_id(hall, ada, ballot, put.replace("ballot.put", "ballot.take"), "1")
    assert answer.text.startswith("⚠️ " + en("ballot.none_there"))
    assert (cast(hall), prepared(hall)) == ([], [])


async def test_two_ballots_opened_by_one_person_are_the_same_ballot(hall: Room) -> None:
    ada = await small_vote(hall)
    on_phone = await ada.press(hall.card, "ballot.open")
    on_computer = await ada.press(hall.card, "ballot.open")
    await ada.choose(on_phone, "ballot.put", "1")
    stale = await ada.choose(on_computer, "ballot.put", "2")
    assert prepared(hall) == ['{"1": 1}'], "the computer showed five dots left"
    assert stale.text.startswith("⚠️ " + en("ballot.changed_elsewhere"))
    assert en.n("ballot.left", 4, budget=5) in stale.text
    await ada.choose(stale, "ballot.put", "2")
    assert prepared(hall) == ['{"1": 1, "2": 1}']


async def test_the_card_counts_voters_and_nothing_else(hall: Room) -> None:
    ada = await small_vote(hall)
    await ada.choose(await ada.press(hall.card, "ballot.open"), "ballot.put", "3")
    await hall.stage.later(10)
    assert fr.n("vote.turnout", 0) in hall.texts[-1], "nothing is cast yet"
    receipt = await ada.press(await ada.press(hall.card, "ballot.open"), "ballot.cast")
    await hall.stage.later(10)
    assert fr.n("vote.turnout", 1) in hall.texts[-1]
    assert "gamma" not in hall.texts[-1]
    await ada.press(receipt, "ballot.withdraw")
    await hall.stage.later(10)
    assert fr.n("vote.turnout", 0) in hall.texts[-1]


async def test_the_log_of_a_fault_does_not_tell_what_was_answered(hall: Room) -> None:
    """Whoever reports the fault gives its reference: the log would tell how they vote."""
    ada = hall.person("Ada")
    await hall.vote("On essaie ?", "yes_no")
    ballot = await ada.press(hall.card, "ballot.open")
    (yes, *_) = ids_of(ballot, "ballot.say")
    ballot = await press_id(hall, ada, ballot, yes)
    with closing(sqlite3.connect(hall.path)) as file, file:
        file.execute("UPDATE ballot_drafts SET content = 'torn'")
    told = await press_id(hall, ada, ballot, yes)
    (logged,) = hall.faults.logged
    reference = re.findall("fault ([0-9a-f]+) in ballot.say:1\n", logged)
    assert told.text == fr("error.fault", reference=reference[0])
    hall.faults.logged.clear()


async def test_with_two_ballots_nobody_learns_who_chose_what(hall: Room) -> None:
    ada = await small_vote(hall)
    for person in (ada, hall.person("Ben")):
        await hall.put_dots(person, "3")
    await hall.steer("lead.next")
    (result,) = hall.results
    assert fr("result.too_few") in result
    await hall.end()
    for told in (result, hall.texts[-1]):
        assert not any(idea in told for idea in ("alpha", "beta", "gamma"))


async def test_with_two_ballots_the_facilitator_learns_nothing_more(hall: Room) -> None:
    awa, ben = hall.person("Awa"), hall.person("Ben")
    await hall.play("atelier", "collect", scenario="adere-2032.fr")
    await hall.write(awa, "un", "deux", "trois")
    await hall.steer("lead.next")
    await hall.steer("lead.next")
    for person in (awa, ben):
        await hall.put_dots(person, "3")
    await hall.steer("lead.next")
    picker = options(await hall.lead.press(hall.panel, "road.place"), "road.pick")
    assert [label.split(" · ")[0] for label in picker.values()] == ["1", "2", "3"]


async def test_a_tie_is_said_to_be_a_tie(hall: Room) -> None:
    ada = await small_vote(hall)
    for person in (ada, hall.person("Ben"), hall.person("Cléo")):
        await hall.put_dots(person, "1", "3")
    await hall.steer("lead.next")
    (result,) = hall.results
    assert fr("result.second.none") in result


async def test_dots_placed_before_a_step_back_are_still_there_after_it(hall: Room) -> None:
    ada = await small_vote(hall)
    receipt = await hall.put_dots(ada, "2")
    await hall.steer("lead.back")
    aside = await press_id(hall, ada, receipt, ids_of(receipt, "ballot.withdraw")[0])
    assert aside.text == en("step.not_open")
    await hall.steer("lead.next")
    again = await ada.press(hall.card, "ballot.open")
    assert en.n("ballot.left", 4, budget=5) in again.text


async def test_the_ballot_of_a_skipped_vote_is_kept_until_the_end(hall: Room) -> None:
    ada = await small_vote(hall)
    await hall.put_dots(ada, "2")
    await hall.steer("lead.skip")
    assert len(cast(hall)) == 1
    assert hall.results == []
    await hall.end()
    assert cast(hall) == []
    assert rows(hall.path, "SELECT * FROM keys") == []
    assert fr("result.too_few") in hall.results[0]


@pytest.fixture
async def big(hall: Room) -> tuple[Room, Person]:
    """A vote on 66 post-its in four dimensions and beside them."""
    people = [hall.person(name) for name in ("Awa", "Ben", "Cléo", "Dan", "Eve", "Fay")]
    await hall.play("atelier", "collect", scenario="adere-2032.fr")
    for rank, person in enumerate(people):
        place = {"dimension": [LANES[rank]]} if rank < 4 else {}
        ideas = (f"{person.name} {n:02}" for n in range(12 if rank < 5 else 6))
        await hall.write(person, *ideas, **place)
    await hall.go("vote")
    return hall, people[0]


async def test_sixty_options_are_reached_page_by_page(big: tuple[Room, Person]) -> None:
    hall, awa = big
    ballot = await awa.press(hall.card, "ballot.open")
    seen: list[str] = []
    for page in range(1, 4):
        assert fr("ballot.put", page=page, pages=3) in _placeholders(ballot)
        seen += options(ballot, "ballot.put")
        if page < 3:
            ballot = await awa.press(ballot, label="▶")
    last = seen[-1]
    assert sorted(map(int, seen)) == list(range(1, 67)), "each once"
    assert "▶" not in buttons(ballot)
    ballot = await awa.choose(ballot, "ballot.put", last)
    assert fr("ballot.put", page=3, pages=3) in _placeholders(ballot), "the page stays"
    dot = f"**{fr.n('ballot.dots', 1)}** · `{last}`"
    assert dot in ballot.text
    assert list(options(ballot, "ballot.take")) == [last]
    ballot = await awa.press(ballot, label="◀")
    assert dot in ballot.text, "dots of other pages are still shown"


async def test_options_can_be_narrowed_to_one_dimension(big: tuple[Room, Person]) -> None:
    hall, awa = big
    ballot = await awa.press(hall.card, "ballot.open")
    lanes = {label: value for value, label in options(ballot, "ballot.lane").items()}
    assert list(lanes) == [fr("ballot.all_dimensions"), *LANES, fr("wall.no_dimension")]
    for name, author, count in (("Gouvernance", "Ben", 12), (fr("wall.no_dimension"), "", 18)):
        ballot = await awa.choose(ballot, "ballot.lane", lanes[name])
        shown = options(ballot, "ballot.put").values()
        assert len(shown) == count
        assert all(author in label for label in shown)
    ballot = await awa.choose(ballot, "ballot.put", next(iter(options(ballot, "ballot.put"))))
    assert len(options(ballot, "ballot.put")) == 18, "the filter stays"
    ballot = await awa.choose(ballot, "ballot.lane", lanes[fr("ballot.all_dimensions")])
    assert len(options(ballot, "ballot.put")) == 25


def _placeholders(ballot: Answer) -> list[str]:
    assert ballot.message is not None
    return [str(part.get("placeholder")) for part in components(ballot.message)]


async def test_ticks_of_another_screen_are_never_dropped_in_silence(hall: Room) -> None:
    """A menu tells all that is ticked on its page: on a stale one, what it does not show."""
    ada = hall.person("Ada", Language.ENGLISH)
    await hall.vote("Quel jour ?", "approval", options="Lundi ; Mardi ; Mercredi")
    on_phone = await ada.press(hall.card, "ballot.open")
    (stale,) = ids_of(on_phone, "ballot.tick")
    await ada.choose(await ada.press(hall.card, "ballot.open"), "ballot.tick", "1", "2")
    told = await choose_id(hall, ada, on_phone, stale, "3")
    assert told.text.startswith("⚠️ " + en("ballot.changed_elsewhere"))
    assert prepared(hall) == ['["1", "2"]']
    assert "☑️ `1` Lundi" in told.text, "the present state is shown"
    told = await ada.choose(told, "ballot.tick", "1", "2", "3")
    assert prepared(hall) == ['["1", "2", "3"]']


async def test_an_order_changed_on_another_screen_is_shown_before_it_is_added_to(
    hall: Room,
) -> None:
    ada = hall.person("Ada", Language.ENGLISH)
    await hall.vote("Quel jour ?", "schulze", options="Lundi ; Mardi ; Mercredi")
    on_phone = await ada.choose(await ada.press(hall.card, "ballot.open"), "ballot.next", "1")
    (undo,), (following,) = ids_of(on_phone, "ballot.undo"), ids_of(on_phone, "ballot.next")
    elsewhere = await ada.press(await ada.press(hall.card, "ballot.open"), "ballot.undo")
    await ada.choose(elsewhere, "ballot.next", "2")
    told = await press_id(hall, ada, on_phone, undo)
    assert told.text.startswith("⚠️ " + en("ballot.changed_elsewhere"))
    told = await choose_id(hall, ada, on_phone, following, "3")
    assert told.text.startswith("⚠️ " + en("ballot.changed_elsewhere"))
    assert prepared(hall) == ['[["2"]]'], "as many are ranked, but not the same"


async def test_a_receipt_that_was_lost_is_found_at_the_next_look(hall: Room) -> None:
    ada = await small_vote(hall)
    ballot = await ada.press(hall.card, "ballot.open")
    ballot = await ada.choose(ballot, "ballot.put", "1")
    (press,) = ids_of(ballot, "ballot.cast")
    hall.stage.env.inject_error("POST", "/interactions/*/*/callback", status=500, times=1)
    await press_id(hall, ada, ballot, press)
    hall.faults.logged.clear()
    hall.stage.refused.clear()
    (kept,) = rows(hall.path, "SELECT cast_at FROM cast_ballots")
    at = f"<t:{int(datetime.fromisoformat(kept['cast_at']).timestamp())}:t>"
    await hall.stage.later(180)
    look = await ada.press(hall.card, "ballot.open")
    assert f"{en('ballot.counts')} {en('ballot.cast_at', clock=at)}" in look.text
    again = await press_id(hall, ada, look, press)
    assert en("ballot.receipt", clock=at) in again.text, "the same press, the same ballot"
    assert rows(hall.path, "SELECT cast_at FROM cast_ballots") == [kept]


async def test_what_is_in_the_box_is_always_said(hall: Room) -> None:
    ada = await small_vote(hall)
    receipt = await hall.put_dots(ada, "1")
    (at,) = re.findall(r"<t:\d+:t>", receipt.text)
    ballot = await ada.press(receipt, "ballot.open")
    ballot = await ada.press(ballot, "ballot.clear")
    held = ballot.text.partition(en("ballot.box_holds_since", clock=at))[2]
    assert re.match(r"\n\*\*1 dot\*\* · `1` \w+", held)
