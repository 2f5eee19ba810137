"""Forms of ballots: what is ticked twice, typed wrongly, late or forged; a restart between."""

from __future__ import annotations

import json

import pytest

from bot.rehearsal.stage import Answer
from bot.workshop.language import Language
from tests.discord.acting import Room, en, fr, ids_of, rows
from tests.discord.forging import press_id, send_form

SIX = "Un potager ; Une serre ; *Un* verger ; Une mare ; Un four ; Un vélo"


def prepared(hall: Room) -> object:
    found = rows(hall.path, "SELECT content FROM ballot_drafts")
    return json.loads(found[0]["content"]) if found else None


def defaults(form: Answer) -> dict[str, str | None]:
    """What the fields to write in hold."""
    assert form.form is not None
    parts = [label["component"] for label in form.form["components"] if "component" in label]
    return {part["custom_id"]: part.get("value") for part in parts}


async def test_what_is_ticked_twice_is_asked_again_and_nothing_is_chosen(hall: Room) -> None:
    await hall.vote("Que faire ?", "majority_judgment", options=SIX)
    ben = hall.person("Ben")
    ballot = await ben.press(hall.card, "ballot.open")
    better, others = ids_of(ballot, "ballot.form")
    form = await ben.press(ballot, custom_id=better)
    ballot = await ben.fill(form, **{"6": ["1", "3"], "5": ["3", "2"]})
    assert fr.n("ballot.graded_twice", 1, options="`3` \\*Un\\* verger") in ballot.text
    assert prepared(hall) == {"1": "Excellent", "2": "Très bien"}
    form = await ben.press(ballot, custom_id=others)
    assert form.form is not None
    offered = [o["value"] for o in form.form["components"][0]["component"]["options"]]
    assert sorted(offered) == ["3", "4", "5", "6"], "those of the other form have a grade"
    ballot = await ben.fill(form, **{"0": ["4"]})
    left = fr.n("ballot.grade_left", 3)
    form = await ben.press(ballot, label=left)
    ballot = await ben.fill(form, **{"3": "6", "5": "1", "6": "1"})
    assert fr("ballot.all_graded") in ballot.text
    form = await ben.press(ballot, custom_id=better)
    assert sorted(form.preset["6"]) == ["1", "3"], "what is graded is ticked"
    ballot = await ben.fill(form, **{"6": ["3"], "5": ["2"]})
    assert fr.n("ballot.to_grade", 1) in ballot.text, "what is no more ticked has no grade"
    assert prepared(hall) == {
        "2": "Très bien",
        "3": "Excellent",
        "4": "À rejeter",
        "5": "Insuffisant",
        "6": "Insuffisant",
    }


async def test_a_form_counts_for_the_ballot_on_which_it_was_opened(hall: Room) -> None:
    await hall.vote("Que faire ?", "majority_judgment", options=SIX)
    ben = hall.person("Ben")
    on_phone = await ben.press(hall.card, "ballot.open")
    form = await ben.press(on_phone, custom_id=ids_of(on_phone, "ballot.form")[0])
    on_computer = await ben.press(hall.card, "ballot.open")
    other = await ben.press(on_computer, custom_id=ids_of(on_computer, "ballot.form")[0])
    seen = await ben.fill(other, **{"6": ["1"]})
    told = await ben.fill(form, **{"6": ["2"]})
    assert told.text.startswith("⚠️ " + fr("ballot.changed_elsewhere"))
    assert fr("ballot.had_ticked", ticked="**Excellent** `2`") in told.text, "it can be said again"
    assert prepared(hall) == {"1": "Excellent"}
    (stale,) = ids_of(told, "ballot.cast")
    again = await ben.press(seen, custom_id=ids_of(seen, "ballot.form")[0])
    await ben.fill(again, **{"6": ["1"], "4": ["2"]})
    told = await press_id(hall, ben, told, stale)
    assert fr("ballot.changed") in told.text, "what is cast is what was seen"


async def test_a_restart_between_two_forms_loses_nothing(hall: Room) -> None:
    await hall.vote("Que faire ?", "majority_judgment", options=SIX)
    ben = hall.person("Ben")
    ballot = await ben.press(hall.card, "ballot.open")
    better, others = ids_of(ballot, "ballot.form")
    form = await ben.press(ballot, custom_id=better)
    await hall.stage.restart()
    ballot = await ben.fill(form, **{"6": ["1", "3"], "5": ["2"]})
    await hall.stage.restart()
    form = await ben.press(ballot, custom_id=others)
    ballot = await ben.fill(form, **{"0": ["4", "5", "6"]})
    assert fr("ballot.all_graded") in ballot.text
    receipt = await ben.press(ballot, "ballot.cast")
    assert "**🟪 Excellent**\n`1` Un potager\n`3` \\*Un\\* verger" in receipt.text


@pytest.mark.parametrize(
    "written", ["8 5", "8 5 7 1", "8 5 11", "8 5 sept", "8/10 5 7", "8 5 7.5", "0 1 1", "٨ 5 7"]
)
async def test_scores_that_cannot_be_read_are_given_back(hall: Room, written: str) -> None:
    asked = {"criteria": "Neuf ; Utile ; Faisable", "scale": "1 à 10"}
    await hall.vote("Lesquelles ?", "score", options=SIX, **asked)
    ben = hall.person("Ben", Language.ENGLISH)
    ballot = await ben.press(hall.card, "ballot.open")
    form = await ben.press(ballot, "ballot.form")
    first, second, *_ = defaults(form)
    told = await ben.fill(form, **{first: "8 – 7", second: written})
    expected = en("ballot.type_scores", low=1, high=10, criteria="Neuf, Utile, Faisable")
    assert told.text.startswith("⚠️ ")
    assert expected in told.text
    assert f"`{second}`" in told.text.partition(expected)[0], "the option is named"
    assert f"`{first}`" not in told.text.partition(expected)[0]
    assert prepared(hall) is None
    form = await ben.press(told, "ballot.form")
    assert defaults(form)[first] == "8 – 7", "what was typed is still there"
    assert defaults(form)[second] == written
    ballot = await ben.fill(form, **{first: "8 – 7", second: "−"})
    assert prepared(hall) is None, "a dash is one score, and three are asked"
    ballot = await ben.fill(await ben.press(ballot, "ballot.form"), **{first: "8 – 7", second: ""})
    assert prepared(hall) == {first: {"Neuf": 8, "Faisable": 7}}
    assert en.n("ballot.to_score", 6) in ballot.text


async def test_scores_below_zero_are_typed_and_blanks_take_back(hall: Room) -> None:
    await hall.vote("Lesquelles ?", "score", options="Un four ; Un vélo", scale="-5 à 5")
    ben = hall.person("Ben")
    ballot = await ben.press(hall.card, "ballot.open")
    ballot = await ben.fill(await ben.press(ballot, "ballot.form"), **{"1": "−5", "2": "+3"})
    assert prepared(hall) == {"1": -5, "2": 3}
    form = await ben.press(ballot, "ballot.form")
    assert defaults(form) == {"1": "-5", "2": "3"}
    await ben.fill(form, **{"1": "", "2": "3"})
    assert prepared(hall) == {"2": 3}


@pytest.mark.parametrize(
    ("written", "key", "params"),
    [
        ("1 2 vélo", "ballot.order_unread", {"part": "vélo"}),
        ("1 2 **3**", "ballot.order_unread", {"part": "\\*\\*3\\*\\*"}),
        ("1 2 = 1", "ballot.order_twice", {"number": "1"}),
        ("1 2 9", "ballot.unknown_option", {}),
    ],
)
async def test_an_order_that_cannot_be_read_is_given_back(
    hall: Room, written: str, key: str, params: dict[str, str]
) -> None:
    await hall.vote("Dans quel ordre ?", "irv", options=SIX)
    ben = hall.person("Ben")
    ballot = await ben.press(hall.card, "ballot.open")
    told = await ben.fill(await ben.press(ballot, "ballot.form"), order=written)
    assert told.text.startswith("⚠️ " + fr(key, **params))
    assert prepared(hall) is None
    form = await ben.press(told, "ballot.form")
    assert defaults(form) == {"order": written}
    await ben.fill(form, order="2 = 1 > 6")
    assert prepared(hall) == [["1", "2"], ["6"]]


async def test_too_many_dots_in_a_form_move_none_and_stay_ticked(hall: Room) -> None:
    options = " ; ".join(f"Idée {n:02}" for n in range(30))
    await hall.vote("Lesquelles ?", "dots", options=options, dots=3)
    ben = hall.person("Ben")
    ballot = await ben.press(hall.card, "ballot.open")
    form = await ben.press(ballot, "ballot.form")
    assert form.form is not None
    first, second = (
        [o["value"] for o in label["component"]["options"]] for label in form.form["components"]
    )
    told = await ben.fill(form, **{"0": first[:3], "1": second[:1]})
    assert told.text.startswith("⚠️ " + fr("ballot.budget", budget=3))
    assert prepared(hall) is None
    form = await ben.press(told, "ballot.form")
    assert form.preset == {"0": first[:3], "1": second[:1]}
    await ben.fill(form, **{"0": first[:2], "1": second[:1]})
    assert prepared(hall) == dict.fromkeys(sorted([*first[:2], second[0]], key=int), 1)


@pytest.mark.parametrize("method", ["score", "schulze", "majority_judgment"])
async def test_the_fullest_refusal_fits_a_message(hall: Room, method: str) -> None:
    asked: dict[str, object] = {
        "signed": True,
        "options": " ; ".join(["*_~|" * 24 + str(n) for n in range(5 if method[0] == "m" else 40)]),
    }
    if method == "score":
        asked["criteria"] = " ; ".join("*_~|" * 7 + str(n) for n in range(5))
    await hall.vote("*_~|" * 100, method, **asked)
    ben = hall.person("Ben")
    ballot = await ben.press(hall.card, "ballot.open")
    if method == "majority_judgment":
        form = await ben.press(ballot, "ballot.form")
        ballot = await ben.fill(form, **dict.fromkeys("12345", "6"))
        assert fr("ballot.all_graded") in ballot.text
    else:
        for good, bad in (("1 2 3 4 5", "*_~|" * 10), ("5 4 3 2 1", "*_~|" * 9)):
            form = await ben.press(ballot, "ballot.form")
            ballot = await ben.fill(form, **dict.fromkeys(defaults(form), good))
            ballot = await ben.press(await ben.press(ballot, "ballot.cast"), "ballot.open")
            form = await ben.press(ballot, "ballot.form")
            ballot = await ben.fill(form, **dict.fromkeys(defaults(form), bad))
            assert ballot.text.startswith("⚠️ ")
    again = await ben.press(hall.card, "ballot.open")
    assert fr("ballot.signed") in again.text


async def test_forms_that_were_forged_mark_nothing(hall: Room) -> None:
    await hall.vote("Que faire ?", "majority_judgment", options=SIX)
    ben = hall.person("Ben")
    forged: list[dict[str, str | list[str]]] = [
        {"6": ["99"]},
        {"6": "12"},
        {"9": ["1"]},
        {"0": ["1"]},  # a grade of the other form
        {"x": ["1"]},
        {"6": ["y"]},
    ]
    for fields in forged:
        told = await send_form(hall, ben, "ballot.filled:1:0:0:2745614147:0", fields)
        assert told.private
    await send_form(hall, ben, "ballot.filled:1:0:2:2745614147:0", {"99": "1", "1": "12"})
    await send_form(hall, ben, "ballot.filled:1:0:7:2745614147:0", {})
    assert prepared(hall) in (None, {})


async def test_a_question_has_no_form(hall: Room) -> None:
    await hall.vote("On y va ?", "yes_no")
    told = await send_form(hall, hall.person("Ben"), "ballot.filled:1:0:0:0:0", {"1": "1"})
    assert told.text.startswith(fr("button.unknown"))
    assert prepared(hall) is None
