"""How many touches a ballot costs, the opening press and the cast included."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from bot.rehearsal.stage import Answer, Person
from bot.workshop.vote.step import GRADES
from tests.discord.acting import Room, fr, ids_of, rows
from tests.discord.described import FILE, problems

MENTIONS = 7
CRITERIA = "Neuf ; Utile ; Faisable"


@dataclass
class Touches:
    """What one person did: presses, choices and forms sent."""

    made: int = 0


@contextmanager
def touches(hall: Room) -> Iterator[Touches]:
    """Count what is answered; then hold every request against Discord's description."""
    counted, before = Touches(), hall.stage.answers
    yield counted
    counted.made = hall.stage.answers - before
    for request in hall.stage.env.http_requests if FILE.is_file() else ():
        assert problems(request) == [], f"{request.method} {request.path}"


def named(number: int) -> str:
    return " ; ".join(f"Idée {n:02}, un jardin partagé derrière l'école" for n in range(number))


def in_box(hall: Room) -> Any:
    ((content,),) = rows(hall.path, "SELECT content FROM ballots")
    return json.loads(content)


def menus(form: Answer) -> dict[str, list[str]]:
    """The choices of each menu of a form, by its name."""
    assert form.form is not None
    parts = [label["component"] for label in form.form["components"] if "component" in label]
    return {p["custom_id"]: [o["value"] for o in p.get("options", ())] for p in parts}


async def send(person: Person, ballot: Answer, custom: str, fill: Callable[..., Any]) -> Answer:
    """Open a form of a ballot and fill each of its fields by its name and its choices."""
    form = await person.press(ballot, custom_id=custom)
    values = {name: fill(name, offered) for name, offered in menus(form).items()}
    return await person.fill(form, **values)


async def grade_all(person: Person, ballot: Answer, wish: dict[str, int]) -> Answer:
    """Give each option the grade that is wished, form after form."""

    def ticked(rank: str, offered: list[str]) -> list[str]:
        return [one for one in offered if wish[one] == int(rank)]

    while fr("ballot.all_graded") not in ballot.text:
        for custom in ids_of(ballot, "ballot.form")[:2]:
            ballot = await send(person, ballot, custom, ticked)
    return ballot


@pytest.mark.parametrize(("number", "most"), [(25, 8), (60, 16)])
async def test_many_options_are_graded_by_grade(hall: Room, number: int, most: int) -> None:
    await hall.vote("Que faire ?", "majority_judgment", options=named(number))
    ben = hall.person("Ben")
    wish = {str(n): n % MENTIONS for n in range(1, number + 1)}
    with touches(hall) as counted:
        ballot = await ben.press(hall.card, "ballot.open")
        assert fr.n("ballot.to_grade", number) in ballot.text
        receipt = await ben.press(await grade_all(ben, ballot, wish), "ballot.cast")
    assert counted.made <= most
    assert in_box(hall) == {option: GRADES[rank].fr for option, rank in wish.items()}
    assert all(f"`{option}`" in receipt.text for option in wish)


async def test_up_to_five_options_are_one_form(hall: Room) -> None:
    await hall.vote("Que faire ?", "majority_judgment", options=named(5))
    ben = hall.person("Ben")
    with touches(hall) as counted:
        ballot = await ben.press(hall.card, "ballot.open")
        (custom,) = ids_of(ballot, "ballot.form")
        form = await ben.press(ballot, custom_id=custom)
        assert all(len(offered) == MENTIONS for offered in menus(form).values())
        ballot = await ben.fill(form, **{"1": "6", "2": "0", "3": "3", "5": "6"})
        assert fr.n("ballot.to_grade", 1) in ballot.text, "what has no grade is said"
        await ben.press(ballot, "ballot.cast")
    assert counted.made == 4
    assert sorted(in_box(hall)) == ["1", "2", "3", "5"]
    again = await ben.press(await ben.press(hall.card, "ballot.open"), "ballot.form")
    assert again.form is not None
    preset = {
        label["component"]["custom_id"]: [
            o["value"] for o in label["component"]["options"] if o.get("default")
        ]
        for label in again.form["components"]
    }
    assert preset == {"1": ["6"], "2": ["0"], "3": ["3"], "4": [], "5": ["6"]}
    ballot = await ben.fill(again, **{"1": "none", "2": "0", "3": "3", "5": "6"})
    await ben.press(ballot, "ballot.cast")
    assert sorted(in_box(hall)) == ["2", "3", "5"], "a grade is taken back"


async def test_thirty_six_ideas_on_three_criteria(hall: Room) -> None:
    asked = {"options": named(36), "criteria": CRITERIA, "scale": "1 à 10"}
    await hall.vote("Lesquelles ?", "score", **asked)
    ben = hall.person("Ben")
    with touches(hall) as counted:
        ballot = await ben.press(hall.card, "ballot.open")
        while fr("ballot.all_scored") not in ballot.text:
            (custom,) = ids_of(ballot, "ballot.form")
            ballot = await send(ben, ballot, custom, lambda name, _: f"{int(name) % 10 + 1} 5, 7")
        await ben.press(ballot, "ballot.cast")
    assert counted.made <= 18
    found = in_box(hall)
    assert len(found) == 36
    assert found["36"] == {"Neuf": 7, "Utile": 5, "Faisable": 7}


@pytest.mark.parametrize("method", ["approval", "dots"])
async def test_sixty_options_are_chosen_among_in_one_form(hall: Room, method: str) -> None:
    settings = {"dots": 8} if method == "dots" else {}
    await hall.vote("Lesquelles ?", method, options=named(60), **settings)
    ben = hall.person("Ben")
    wish = {str(n) for n in range(5, 61, 7)}
    with touches(hall) as counted:
        ballot = await ben.press(hall.card, "ballot.open")
        (custom,) = ids_of(ballot, "ballot.form")
        ballot = await send(ben, ballot, custom, lambda _, offered: [*wish & set(offered)])
        await ben.press(ballot, "ballot.cast")
    assert counted.made == 4
    assert set(in_box(hall)) == wish


@pytest.mark.parametrize("number", [25, 60])
async def test_an_order_is_typed_at_once(hall: Room, number: int) -> None:
    await hall.vote("Dans quel ordre ?", "schulze", options=named(number))
    ben = hall.person("Ben")
    with touches(hall) as counted:
        ballot = await ben.press(hall.card, "ballot.open")
        form = await ben.press(ballot, "ballot.form")
        assert form.form is not None
        said = form.form["components"][0]["content"]
        assert all(f"`{n}`" in said for n in range(1, number + 1)), "what is ordered is in sight"
        written = " ".join(str(n) for n in range(number, 3, -1)) + " > 3 = 1 , 2"
        ballot = await ben.fill(form, order=written)
        await ben.press(ballot, "ballot.cast")
    assert counted.made == 4
    last = [["1", "3"], ["2"]]
    assert in_box(hall) == [[str(n)] for n in range(number, 3, -1)] + last
