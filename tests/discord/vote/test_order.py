"""The first page does not win because it is first: each person reads the options in their order."""

from __future__ import annotations

import pytest

from bot.rehearsal.stage import Answer, Person
from tests.discord.acting import Room, fr, options
from tests.discord.forging import choose_id
from tests.discord.vote.test_few_touches import named


def as_read(ballot: Answer) -> list[str]:
    return list(options(ballot, "ballot.tick"))


async def test_the_order_is_each_persons_own_and_stays_theirs(hall: Room) -> None:
    await hall.vote("Lesquelles ?", "approval", options=named(20))
    people = [hall.person(name) for name in ("Awa", "Ben", "Cléo")]
    orders = [as_read(await opened(hall, person)) for person in people]
    assert len({tuple(order) for order in orders}) == 3
    numbers = [str(n) for n in range(1, 21)]
    assert all(sorted(order, key=int) == numbers for order in orders)
    await hall.stage.restart()
    assert [as_read(await opened(hall, person)) for person in people] == orders
    ballot = await people[0].choose(await opened(hall, people[0]), "ballot.tick", *numbers[:6])
    assert as_read(ballot) == orders[0], "what is marked moves nothing"
    assert fr("ballot.order_drawn") in ballot.text
    receipt = await people[0].press(ballot, "ballot.cast")
    said = [line for line in receipt.text.split("\n") if line.startswith("☑️")]
    assert [line.split("`")[1] for line in said] == numbers[:6], "the receipt follows the numbers"
    assert fr("ballot.order_drawn") not in receipt.text


async def test_people_in_the_room_read_paper(hall: Room) -> None:
    await hall.vote("Lesquelles ?", "approval", options=named(20))
    ballot = await hall.lead.press(hall.panel, "ballot.open")
    assert as_read(ballot) == [str(n) for n in range(1, 21)]
    assert fr("ballot.order_drawn") not in ballot.text


async def test_a_question_is_asked_of_all_in_the_same_words(hall: Room) -> None:
    await hall.vote("On y va ?", "yes_no")
    ballot = await opened(hall, hall.person("Ben"))
    assert fr("ballot.order_drawn") not in ballot.text


@pytest.mark.parametrize("method", ["dots", "majority_judgment", "score", "borda"])
async def test_every_method_says_that_the_order_is_drawn(hall: Room, method: str) -> None:
    await hall.vote("Lesquelles ?", method, options=named(3))
    ballot = await opened(hall, hall.person("Ben"))
    assert fr("ballot.order_drawn") in ballot.text


async def opened(hall: Room, person: Person) -> Answer:
    return await person.press(hall.card, "ballot.open")


async def test_a_menu_of_before_the_order_was_drawn_is_read_by_its_numbers(hall: Room) -> None:
    """Its pages followed the numbers: what was ticked there is what it showed."""
    await hall.vote("Lesquelles ?", "approval", options=named(30))
    ben = hall.person("Ben")
    ballot = await opened(hall, ben)
    told = await choose_id(hall, ben, ballot, "ballot.tick:1:0:0", "1", "2", "25")
    assert all(f"☑️ `{number}`" in told.text for number in (1, 2, 25))
