"""A ballot: private, changed until the close, usable with more options than a menu holds."""

from __future__ import annotations

import pytest

from bot.rehearsal.stage import Answer, Person, components
from bot.workshop.language import Language
from tests.discord.acting import Room, buttons, en, fr, ids_of, options, press, rows
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
    return [row["content"] for row in rows(hall.path, "SELECT content FROM ballots")]


async def test_dots_are_placed_changed_and_taken_back(hall: Room) -> None:
    ada = await small_vote(hall)
    ballot = await press(ada, hall.card, "ballot.open")
    assert "○○○○○" in ballot.text
    assert en.n("ballot.left", 5) in ballot.text
    assert ids_of(ballot, "ballot.take") == []
    ballot = await ada.choose(ballot, "ballot.put", "1", "2", "3")
    assert "●●●○○" in ballot.text
    ballot = await ada.choose(ballot, "ballot.put", "1", "2")
    assert en("ballot.none_left") in ballot.text
    assert ids_of(ballot, "ballot.put") == []
    assert cast(hall) == ['{"1": 2, "2": 2, "3": 1}']
    ballot = await ada.choose(ballot, "ballot.take", "1")
    assert en.n("ballot.left", 1) in ballot.text
    ballot = await press(ada, ballot, "ballot.clear")
    assert en("ballot.cleared") in ballot.text
    assert "○○○○○" in ballot.text
    assert cast(hall) == []


async def test_too_many_dots_on_one_option_are_refused_and_the_ballot_shown_again(
    hall: Room,
) -> None:
    ada = await small_vote(hall)
    ballot = await press(ada, hall.card, "ballot.open")
    for _ in range(2):
        ballot = await ada.choose(ballot, "ballot.put", "1")
    refused = await ada.choose(ballot, "ballot.put", "1", "2")
    assert en("ballot.cap", cap=2) in refused.text
    assert cast(hall) == ['{"1": 2}'], "all dots move or none"
    assert "●●○○○" in refused.text
    assert len(ids_of(refused, "ballot.put")) == 1


async def test_a_press_on_a_ballot_that_was_not_redrawn_counts_once(hall: Room) -> None:
    ada = await small_vote(hall)
    ballot = await press(ada, hall.card, "ballot.open")
    (put,) = ids_of(ballot, "ballot.put")
    for _ in range(3):
        again = await choose_id(hall, ada, ballot, put, "2")
    assert cast(hall) == ['{"2": 1}']
    assert "●○○○○" in again.text


async def test_a_forged_choice_past_the_budget_is_refused(hall: Room) -> None:
    ada = await small_vote(hall)
    ballot = await press(ada, hall.card, "ballot.open")
    (put,) = ids_of(ballot, "ballot.put")
    answer = await choose_id(hall, ada, ballot, put, "1", "1", "2", "2", "3", "3")
    assert en("ballot.budget", budget=5) in answer.text
    answer = await choose_id(hall, ada, ballot, put, "99")
    assert answer.text == en("ballot.unknown_option")
    answer = await choose_id(hall, ada, ballot, put.replace("ballot.put", "ballot.take"), "1")
    assert answer.text == en("ballot.none_there")
    assert cast(hall) == []


async def test_two_ballots_opened_by_one_person_are_the_same_ballot(hall: Room) -> None:
    ada = await small_vote(hall)
    on_phone = await press(ada, hall.card, "ballot.open")
    on_computer = await press(ada, hall.card, "ballot.open")
    await ada.choose(on_phone, "ballot.put", "1")
    stale = await ada.choose(on_computer, "ballot.put", "2")
    assert cast(hall) == ['{"1": 1}'], "the computer showed five dots left"
    assert "●○○○○" in stale.text
    await ada.choose(stale, "ballot.put", "2")
    assert cast(hall) == ['{"1": 1, "2": 1}']


async def test_the_card_counts_voters_and_nothing_else(hall: Room) -> None:
    ada = await small_vote(hall)
    await ada.choose(await press(ada, hall.card, "ballot.open"), "ballot.put", "3")
    await hall.stage.later(10)
    assert fr.n("vote.turnout", 1) in hall.texts[-1]
    assert "gamma" not in hall.texts[-1]
    await press(ada, await press(ada, hall.card, "ballot.open"), "ballot.clear")
    await hall.stage.later(10)
    assert fr.n("vote.turnout", 0) in hall.texts[-1]


async def test_with_two_ballots_nobody_learns_who_chose_what(hall: Room) -> None:
    ada = await small_vote(hall)
    for person in (ada, hall.person("Ben")):
        await person.choose(await press(person, hall.card, "ballot.open"), "ballot.put", "3")
    await hall.steer("lead.next")
    (result,) = [text for text in hall.texts if fr("result.title") in text]
    assert fr("result.too_few") in result
    assert "gamma" not in result
    await hall.end()
    assert "gamma" not in hall.texts[-1]


async def test_with_two_ballots_the_facilitator_learns_nothing_more(hall: Room) -> None:
    awa, ben = hall.person("Awa"), hall.person("Ben")
    await hall.play("atelier", "collect", scenario="adere-2032.fr")
    await hall.write(awa, "un", "deux", "trois")
    await hall.steer("lead.next")
    await hall.steer("lead.next")
    for person in (awa, ben):
        await person.choose(await press(person, hall.card, "ballot.open"), "ballot.put", "3")
    await hall.steer("lead.next")
    picker = options(await press(hall.lead, hall.panel, "road.place"), "road.pick")
    assert [label.split(" · ")[0] for label in picker.values()] == ["1", "2", "3"]


async def test_a_tie_is_said_to_be_a_tie(hall: Room) -> None:
    ada = await small_vote(hall)
    for person in (ada, hall.person("Ben"), hall.person("Cléo")):
        await person.choose(await press(person, hall.card, "ballot.open"), "ballot.put", "1", "3")
    await hall.steer("lead.next")
    (result,) = [text for text in hall.texts if fr("result.title") in text]
    assert fr("result.tie", count=2, numbers="`1`, `3`") in result


async def test_dots_placed_before_a_step_back_are_still_there_after_it(hall: Room) -> None:
    ada = await small_vote(hall)
    ballot = await ada.choose(await press(ada, hall.card, "ballot.open"), "ballot.put", "2")
    await hall.steer("lead.back")
    aside = await press_id(hall, ada, ballot, ids_of(ballot, "ballot.clear")[0])
    assert aside.text == en("step.not_open")
    await hall.steer("lead.next")
    again = await press(ada, hall.card, "ballot.open")
    assert "●○○○○" in again.text


async def test_a_skipped_vote_leaves_no_ballot(hall: Room) -> None:
    ada = await small_vote(hall)
    await ada.choose(await press(ada, hall.card, "ballot.open"), "ballot.put", "2")
    await hall.steer("lead.skip")
    assert cast(hall) == []
    assert rows(hall.path, "SELECT * FROM keys") == []
    assert not any(fr("result.title") in text for text in hall.texts)


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
    ballot = await press(awa, hall.card, "ballot.open")
    seen: list[str] = []
    for page in range(1, 4):
        assert fr("ballot.put", page=page, pages=3) in _placeholders(ballot)
        seen += options(ballot, "ballot.put")
        if page < 3:
            ballot = await awa.press(ballot, "▶")
    last = seen[-1]
    assert [int(number) for number in seen] == list(range(1, 67))
    assert "▶" not in buttons(ballot)
    ballot = await awa.choose(ballot, "ballot.put", last)
    assert fr("ballot.put", page=3, pages=3) in _placeholders(ballot), "the page stays"
    assert f"● `{last}`" in ballot.text
    assert list(options(ballot, "ballot.take")) == [last]
    ballot = await awa.press(ballot, "◀")
    assert f"● `{last}`" in ballot.text, "dots of other pages are still shown"


async def test_options_can_be_narrowed_to_one_dimension(big: tuple[Room, Person]) -> None:
    hall, awa = big
    ballot = await press(awa, hall.card, "ballot.open")
    lanes = {label: value for value, label in options(ballot, "ballot.lane").items()}
    assert list(lanes) == [fr("ballot.all_lanes"), *LANES, fr("wall.no_dimension")]
    for name, author, count in (("Gouvernance", "Ben", 12), (fr("wall.no_dimension"), "", 18)):
        ballot = await awa.choose(ballot, "ballot.lane", lanes[name])
        shown = options(ballot, "ballot.put").values()
        assert len(shown) == count
        assert all(author in label for label in shown)
    ballot = await awa.choose(ballot, "ballot.put", next(iter(options(ballot, "ballot.put"))))
    assert len(options(ballot, "ballot.put")) == 18, "the filter stays"
    ballot = await awa.choose(ballot, "ballot.lane", lanes[fr("ballot.all_lanes")])
    assert len(options(ballot, "ballot.put")) == 25


def _placeholders(ballot: Answer) -> list[str]:
    assert ballot.message is not None
    return [str(part.get("placeholder")) for part in components(ballot.message)]
