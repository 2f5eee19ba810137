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
    assert "**Excellent 🟪**\n`1` Un potager\n`3` \\*Un\\* verger" in receipt.text


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
    blank = en("ballot.blank_score.worst", low=1)
    named = "Neuf, Utile, Faisable"
    expected = en("ballot.type_scores", low=1, high=10, criteria=named, blank=blank)
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


@pytest.mark.parametrize(
    ("written", "why", "params"),
    [
        ("8,5", "decimal", {"part": "8,5"}),
        ("8.5 7", "decimal", {"part": "8.5"}),
        ("sept 7", "number", {"part": "sept"}),
        ("8 11", "range", {"part": "11", "low": 0, "high": 10}),
    ],
)
async def test_it_is_said_what_is_wrong_with_scores(
    hall: Room, written: str, why: str, params: dict[str, object]
) -> None:
    await hall.vote("Lesquelles ?", "score", options=SIX, criteria="Neuf ; Utile", scale="0 à 10")
    ben = hall.person("Ben")
    ballot = await ben.press(hall.card, "ballot.open")
    form = await ben.press(ballot, "ballot.form")
    first, second, third, *_ = defaults(form)
    told = await ben.fill(form, **{first: "8 / 7", second: written, third: "8"})
    lines = told.text.splitlines()
    assert any(f"`{second}`" in x and fr(f"ballot.score_wrong.{why}", **params) in x for x in lines)
    counted = fr.n("ballot.score_wrong.count", 1, asked=2)
    assert any(f"`{third}`" in line and counted in line for line in lines)
    assert prepared(hall) is None
    form = await ben.press(told, "ballot.form")
    ballot = await ben.fill(form, **{first: "8/7", second: "8, 5", third: "3;4"})
    assert prepared(hall) == {
        first: {"Neuf": 8, "Utile": 7},
        second: {"Neuf": 8, "Utile": 5},
        third: {"Neuf": 3, "Utile": 4},
    }


@pytest.mark.parametrize("missing", ["worst", "median", "ignore"])
async def test_what_is_left_out_is_said_to_count_in_the_form_and_on_the_receipt(
    hall: Room, missing: str
) -> None:
    await hall.vote("Que faire ?", "majority_judgment", options=SIX, missing=missing)
    ben = hall.person("Ben")
    ballot = await ben.press(hall.card, "ballot.open")
    counts_as = fr(f"vote.grade_missing.{missing}", worst="À rejeter")
    assert counts_as in ballot.text
    form = await ben.press(ballot, custom_id=ids_of(ballot, "ballot.form")[0])
    assert counts_as in json.dumps(form.form, ensure_ascii=False)
    receipt = await ben.press(await ben.fill(form, **{"6": ["1"]}), "ballot.cast")
    assert fr.n(f"ballot.ungraded.{missing}", 5, worst="À rejeter") in receipt.text


@pytest.mark.parametrize("missing", ["worst", "median", "ignore"])
async def test_a_dash_is_said_to_count_in_the_form_and_on_the_receipt(
    hall: Room, missing: str
) -> None:
    asked = {"criteria": "Neuf ; Utile", "scale": "0 à 10", "missing": missing}
    await hall.vote("Que faire ?", "score", options="Un four ; Un vélo", **asked)
    ben = hall.person("Ben")
    form = await ben.press(await ben.press(hall.card, "ballot.open"), "ballot.form")
    assert fr(f"ballot.blank_score.{missing}", low=0) in json.dumps(form.form, ensure_ascii=False)
    ballot = await ben.fill(form, **{"1": "8 7", "2": "5 –"})
    receipt = await ben.press(ballot, "ballot.cast")
    counts_as = fr(f"vote.score_missing.{missing}", low=0)
    assert f"{fr.n('ballot.unscored', 1)} {counts_as}" in receipt.text


async def test_an_option_without_a_score_is_not_said_to_lack_some_of_several(hall: Room) -> None:
    await hall.vote("Que faire ?", "score", options="Un four ; Un vélo")
    ben = hall.person("Ben")
    form = await ben.press(await ben.press(hall.card, "ballot.open"), "ballot.form")
    receipt = await ben.press(await ben.fill(form, **{"1": "4"}), "ballot.cast")
    assert fr.n("ballot.scoreless", 1) in receipt.text


async def test_a_form_of_dots_opened_again_tells_what_lies_and_what_is_left(hall: Room) -> None:
    options = " ; ".join(f"Idée {n:02}" for n in range(30))
    await hall.vote("Lesquelles ?", "dots", options=options, dots=5)
    ben = hall.person("Ben")
    form = await ben.press(await ben.press(hall.card, "ballot.open"), "ballot.form")
    ballot = await ben.fill(form, **{"0": [form_options(form)[0]], "1": []})
    form = await ben.press(ballot, "ballot.form")
    shown = json.dumps(form.form, ensure_ascii=False)
    assert fr.n("ballot.form_left", 4) in shown
    assert fr("ballot.form_placed") in shown
    assert '"max_values": 4' in shown


def form_options(form: Answer) -> list[str]:
    """What the first menu of a form offers."""
    assert form.form is not None
    return [o["value"] for o in form.form["components"][0]["component"]["options"]]


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
        ("1 2 9", "ballot.order_unknown", {"number": "9"}),
        ("2 > 1 > 99", "ballot.order_unknown", {"number": "99"}),
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
    ballot = await ben.fill(form, order="2 = 1 > 6")
    assert prepared(hall) == [["1", "2"], ["6"]]
    await ben.fill(await ben.press(ballot, "ballot.form"), order="6 / 1 / 2")
    assert prepared(hall) == [["6"], ["1"], ["2"]]


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
