"""Each voting method, from the command to the receipt, in both languages."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.i18n import Catalogue
from bot.interface.words.vote.ballots import choice_label
from bot.rehearsal.stage import Answer, Person
from bot.workshop.language import Language
from tests.discord.acting import Room, buttons, en, fr, ids_of, options, rows
from tests.discord.described import FILE, problems
from tests.discord.forging import choose_id, press_id

OPTIONS = "Un potager ; Une serre ; *Un* verger ; Une mare"


async def tick(person: Person, ballot: Answer, _: Catalogue) -> Answer:
    ballot = await person.choose(ballot, "ballot.tick", "1", "2")
    assert {o["value"] for o in ballot.options("ballot.tick") if o["default"]} == {"1", "2"}
    return await person.choose(ballot, "ballot.tick", "1", "3")


async def grade(person: Person, ballot: Answer, t: Catalogue) -> Answer:
    ballot = await person.press(ballot, label=t("ballot.singly"))
    assert len(ids_of(ballot, "ballot.grade")) == 4
    for number, rank in (("1", "6"), ("3", "0"), ("2", "4"), ("2", "none")):
        ballot = await pick(person, ballot, f"ballot.grade:1:0:{number}:0", rank)
    assert t.n("ballot.to_grade", 2) in ballot.text
    return ballot


async def score(person: Person, ballot: Answer, t: Catalogue) -> Answer:
    ballot = await person.press(ballot, label=t("ballot.singly"))
    assert len(ids_of(ballot, "ballot.score")) == 4
    for number, points in (("1", "5"), ("2", "0"), ("3", "2"), ("3", "none"), ("4", "10")):
        ballot = await pick(person, ballot, f"ballot.score:1:0:{number}:0:0", points)
    assert t.n("ballot.to_score", 1) in ballot.text
    return ballot


async def score_each(person: Person, ballot: Answer, t: Catalogue) -> Answer:
    ballot = await person.press(ballot, label=t("ballot.singly"))
    assert len(ids_of(ballot, "ballot.score")) == 9, "three options of three criteria on a page"
    for number, criterion, points in (("1", "0", "5"), ("1", "2", "1"), ("2", "1", "3")):
        ballot = await turned_to(person, ballot, number)
        (menu,) = of_option(ballot, number)[int(criterion) : int(criterion) + 1]
        ballot = await pick(person, ballot, menu, points)
    assert t.n("ballot.to_score", 4) in ballot.text, "an option is scored on every criterion"
    return ballot


async def rank(person: Person, ballot: Answer, t: Catalogue) -> Answer:
    assert ids_of(ballot, "ballot.level") == [], "there is nothing to be level with"
    ballot = await person.choose(ballot, "ballot.next", "3")
    ballot = await person.choose(ballot, "ballot.next", "2")
    ballot = await person.press(ballot, "ballot.undo")
    ballot = await person.choose(ballot, "ballot.next", "4")
    ballot = await person.choose(ballot, "ballot.level", "1")
    assert list(options(ballot, "ballot.next")) == ["2"]
    assert t.n("ballot.unranked", 1) in ballot.text
    return ballot


async def answer(person: Person, ballot: Answer, t: Catalogue) -> Answer:
    assert buttons(ballot) == [choice_label(c, t) for c in ("yes", "no", "abstain")]
    for choice in (t("ballot.yes"), t("ballot.no")):
        (label,) = [shown for shown in buttons(ballot) if shown.endswith(choice)]
        ballot = await person.press(ballot, label=label)
        assert choice in ballot.text
    return ballot


async def dots(person: Person, ballot: Answer, _: Catalogue) -> Answer:
    ballot = await person.choose(ballot, "ballot.put", "1", "3")
    return await person.choose(ballot, "ballot.put", "3")


Fill = Callable[[Person, Answer, Catalogue], Awaitable[Answer]]


@dataclass(frozen=True)
class Case:
    """A vote, how its ballot is filled, what is then in the box, and lines of the receipt."""

    method: str
    fill: Fill
    content: Any
    receipt: tuple[str, ...]
    asked: dict[str, Any] = field(default_factory=lambda: {"options": OPTIONS})


RANKING = ("**1.** `3` \\*Un\\* verger", "**2.** `1` Un potager = `4` Une mare")
RANKED = Case("", rank, [["3"], ["1", "4"]], RANKING)
CASES = {
    "dots": Case(
        "dots",
        dots,
        {"1": 1, "3": 2},
        ("**{one}** · `1` Un potager", "**{two}** · `3` \\*Un\\* verger"),
    ),
    "approval": Case("approval", tick, ["1", "3"], ("☑️ `1` Un potager", "☑️ `3` \\*Un\\* verger")),
    "score": Case(
        "score",
        score,
        {"1": 0, "2": -5, "4": 5},
        ("**0** · `1` Un potager", "**-5** · `2` Une serre", "**5** · `4` Une mare"),
        {"options": OPTIONS, "scale": "-5 à 5"},
    ),
    "nuf": Case(
        "score",
        score_each,
        {"1": {"Neuf": 5, "Faisable": 1}, "2": {"Utile": 3}},
        ("`1` Un potager — Neuf **5** · Faisable **1**", "`2` Une serre — Utile **3**"),
        {"options": OPTIONS, "criteria": "Neuf ; Utile ; Faisable"},
    ),
    "majority_judgment": Case(
        "majority_judgment",
        grade,
        {"1": "Excellent", "3": "À rejeter"},
        ("**Excellent 🟪**\n`1` Un potager", "**À rejeter 🟫**\n`3` \\*Un\\* verger"),
    ),
    "yes_no": Case("yes_no", answer, "no", (), {"majority": "2/3"}),
    **{
        method: Case(method, RANKED.fill, RANKED.content, RANKED.receipt)
        for method in ("irv", "schulze", "borda", "condorcet")
    },
}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", CASES)
async def test_a_ballot_is_filled_cast_and_restated(
    hall: Room, name: str, language: Language
) -> None:
    case, t = CASES[name], en if language is Language.ENGLISH else fr
    panel = await hall.vote("Que faire du terrain ?", case.method, **case.asked)
    assert fr("vote.opened") in panel.text
    person = hall.person("Ben", language)
    ballot = await person.press(hall.card, "ballot.open")
    assert ballot.private
    assert "Que faire du terrain ?" in ballot.text
    assert t("ballot.nothing_yet") in ballot.text
    ballot = await case.fill(person, ballot, t)
    assert in_box(hall) == [], "nothing counts before it is cast"
    receipt = await person.press(ballot, "ballot.cast")
    assert in_box(hall) == [case.content]
    opened = int(hall.stage.env.now().timestamp())
    assert t("ballot.receipt", clock=f"<t:{opened}:t>") in receipt.text
    lines = case.receipt or (choice_label("no", t),)
    dots = {"one": t.n("ballot.dots", 1), "two": t.n("ballot.dots", 2)}
    lines = tuple(line.format(**dots) for line in lines)
    assert all(line in receipt.text for line in lines), receipt.text
    again = await person.press(receipt, "ballot.open")
    assert t("ballot.counts") in again.text
    gone = await person.press(again, "ballot.withdraw")
    assert t("ballot.withdrawn") in gone.text
    assert in_box(hall) == []
    if FILE.is_file():
        for request in hall.stage.env.http_requests:
            assert problems(request) == [], f"{request.method} {request.path}"


@pytest.mark.parametrize("name", CASES)
async def test_everything_is_cleared_in_one_press(hall: Room, name: str) -> None:
    case = CASES[name]
    await hall.vote("Que faire du terrain ?", case.method, **case.asked)
    ben = hall.person("Ben")
    ballot = await case.fill(ben, await ben.press(hall.card, "ballot.open"), fr)
    if case.method == "yes_no":
        assert ids_of(ballot, "ballot.clear") == [], "another answer takes its place"
        return
    ballot = await ben.press(ballot, "ballot.clear")
    assert fr("ballot.nothing_yet") in ballot.text
    asked = await ben.press(ballot, "ballot.blank")
    receipt = await ben.press(asked, "ballot.cast")
    assert fr("ballot.blank") in receipt.text
    assert in_box(hall) in ([{}], [[]])


@pytest.mark.parametrize("name", [name for name in CASES if name != "yes_no"])
async def test_a_press_made_twice_changes_nothing_more(hall: Room, name: str) -> None:
    case = CASES[name]
    await hall.vote("Que faire du terrain ?", case.method, **case.asked)
    ben = hall.person("Ben")
    ballot = await ben.press(hall.card, "ballot.open")
    if case.method in ("score", "majority_judgment"):
        ballot = await ben.press(ballot, label=fr("ballot.singly"))
    menus = {"ballot.put", "ballot.tick", "ballot.grade", "ballot.score", "ballot.next"}
    pressed = next(i for verb in menus for i in ids_of(ballot, verb))
    await choose_id(hall, ben, ballot, pressed, "1")
    (before,) = prepared(hall)
    await choose_id(hall, ben, ballot, pressed, "1")
    assert prepared(hall) == [before]


async def test_an_undo_pressed_twice_undoes_once(hall: Room) -> None:
    await hall.vote("Dans quel ordre ?", "borda", options=OPTIONS)
    ben = hall.person("Ben")
    ballot = await ben.press(hall.card, "ballot.open")
    for number in ("1", "2", "3"):
        ballot = await ben.choose(ballot, "ballot.next", number)
    (undo,) = ids_of(ballot, "ballot.undo")
    for _ in range(2):
        ballot = await press_id(hall, ben, ballot, undo)
    assert prepared(hall) == [[["1"], ["2"]]]
    assert "**2.** `2` Une serre" in ballot.text


async def test_too_many_ticks_are_refused_and_the_ballot_shown_again(hall: Room) -> None:
    await hall.vote("Que garder ?", "approval", options=OPTIONS, choices=2)
    ben = hall.person("Ben", Language.ENGLISH)
    ballot = await ben.press(hall.card, "ballot.open")
    (menu,) = ids_of(ballot, "ballot.tick")
    told = await choose_id(hall, ben, ballot, menu, "1", "2", "3")
    assert told.text.startswith("⚠️ " + en("ballot.too_many", most=2))
    assert prepared(hall) == []
    told = await ben.choose(told, "ballot.tick", "1", "2")
    assert en("ballot.ticked_of", ticked=2, most=2) in told.text


async def test_a_question_takes_an_answer_before_it_is_cast(hall: Room) -> None:
    await hall.vote("On y va ?", "yes_no")
    ben = hall.person("Ben")
    ballot = await ben.press(hall.card, "ballot.open")
    assert ids_of(ballot, "ballot.cast") == []
    seen = await press_id(hall, ben, ballot, "ballot.cast:1:3523407757")
    assert in_box(hall) == []
    assert fr("ballot.choose_first") in seen.text or fr("ballot.changed") in seen.text


async def test_a_menu_of_another_method_is_refused(hall: Room) -> None:
    await hall.vote("On y va ?", "yes_no")
    ben = hall.person("Ben")
    for custom_id, value in (
        ("ballot.put:1:0::5", "1"),
        ("ballot.tick:1:0", "1"),
        ("ballot.grade:1:0:1", "1"),
        ("ballot.score:1:0:1:0", "1"),
        ("ballot.next:1:0:0", "1"),
        ("ballot.level:1:0:0", "1"),
    ):
        answered = await choose_id(hall, ben, hall.card, custom_id, value)
        assert answered.text == fr("button.unknown"), custom_id
    assert prepared(hall) == []


async def test_a_grade_or_a_score_that_is_not_offered_is_refused(hall: Room) -> None:
    await hall.vote("Que faire ?", "majority_judgment", options=OPTIONS, grades="Non ; Bof ; Oui")
    ben = hall.person("Ben")
    ballot = await ben.press(hall.card, "ballot.open")
    ballot = await ben.press(ballot, label=fr("ballot.singly"))
    labels = [o["label"] for o in ballot.options("ballot.grade")[:3]]
    assert labels == ["Oui 🟦", "Bof 🟨", "Non 🟥"]
    for custom_id, value, key in (
        ("ballot.grade:1:0:1", "3", "ballot.unknown_grade"),
        ("ballot.grade:1:0:9", "1", "ballot.unknown_option"),
    ):
        told = await choose_id(hall, ben, ballot, custom_id, value)
        assert told.text.startswith("⚠️ " + fr(key))
    await hall.lead.command(hall.channel, "vote open", question="?", method="score", options="A;B")
    step = hall.open_step()["id"]
    ballot = await ben.press(hall.card, "ballot.open")
    for custom_id in (f"ballot.score:{step}:0:1:0", f"ballot.score:{step}:0:1:7"):
        told = await choose_id(hall, ben, ballot, custom_id, "6")
        assert told.text.startswith("⚠️ " + fr("ballot.off_scale", low=0, high=5))
    assert prepared(hall) == []


def in_box(hall: Room) -> list[Any]:
    return [json.loads(row["content"]) for row in rows(hall.path, "SELECT content FROM ballots")]


def prepared(hall: Room) -> list[Any]:
    found = rows(hall.path, "SELECT content FROM ballot_drafts")
    return [json.loads(row["content"]) for row in found]


def of_option(ballot: Answer, number: str) -> list[str]:
    """The menus of scores of an option, in the order of the criteria."""
    return [menu for menu in ids_of(ballot, "ballot.score") if menu.split(":")[3] == number]


async def turned_to(person: Person, ballot: Answer, number: str) -> Answer:
    """Turn the page, where an option stands on the other one."""
    if of_option(ballot, number):
        return ballot
    return await person.press(ballot, label="▶" if "▶" in buttons(ballot) else "◀")


async def pick(person: Person, ballot: Answer, custom_id: str, value: str) -> Answer:
    """Choose in one of several menus of the same verb."""
    return Answer(await person.member.select(ballot.shown, [value], custom_id=custom_id))
