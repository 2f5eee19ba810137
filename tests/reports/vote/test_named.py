"""How options are named in results: with their place, marked when withdrawn, ties listed once."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.i18n import catalogue
from bot.reports.markdown import markdown
from bot.reports.record import VoteRecord
from bot.reports.summary import summary
from bot.workshop.language import Language
from bot.workshop.vote.methods import Method
from bot.workshop.vote.options import Departure
from tests.exported import as_json
from tests.reports.builders import decided
from tests.reports.elections import plan, sample, session
from tests.reports.vote.test_result_messages import message
from tests.reports.vote.test_result_pictures import drawn, words
from tests.tally.voting import answer

FR = catalogue(Language.FRENCH)
FEAST, DROP = "Une fête", "Jeter"
# A question has no options, and dates stand in no column.
METHODS = [method for method in Method if method not in (Method.YES_NO, Method.DATES)]
# Ballots in which the first option comes first.
FIRST: dict[Method, Any] = {
    Method.DOTS: {"1": 3, "2": 1},
    Method.APPROVAL: ["1"],
    Method.RESISTANCE: {"2": 4},
    Method.SHARED_BUDGET: ["1"],
    Method.SCORE: {"1": 5, "2": 1},
    Method.MAJORITY_JUDGMENT: {"1": "Excellent", "2": "Passable"},
}
# Ballots in which nothing tells two options apart.
LEVEL: dict[Method, Any] = {
    Method.DOTS: {"1": 2, "2": 2},
    Method.APPROVAL: ["1", "2"],
    Method.RESISTANCE: {"1": 4, "2": 4},
    Method.SHARED_BUDGET: ["1", "2"],
    Method.SCORE: {"1": 4, "2": 4},
    Method.MAJORITY_JUDGMENT: {"1": "Bien", "2": "Bien"},
}
TWO_ORDERS: list[Any] = [[["1"], ["2"]], [["2"], ["1"]]] * 2


def held(method: Method, ballots: list[Any], *, gone: Departure | None = None) -> VoteRecord:
    """A vote on two options, the first under *Drop*."""
    asked = plan(method, (FEAST, "Un journal"))
    first, second = decided(asked, ballots).options
    return decided(asked, ballots, options=(replace(first, place=DROP, gone=gone), second))


def told(vote: VoteRecord) -> dict[str, str]:
    """Every text in which a vote is told."""
    record, drawing = session(vote), drawn(vote)
    return {
        "message": message(vote),
        "picture": words(drawing).replace("\u200b", ""),
        "report": markdown(record, FR),
        "summary": "\n".join(summary(record, FR).parts),
        "json": in_words(as_json(record)),
    }


def in_words(text: str) -> str:
    """The export without what an import reads: there the parts of an option stand apart."""
    document = json.loads(text)
    for part, apart in (("votes", "choices"), ("steps", "plan")):
        for one in document[part]:
            del one[apart]
    return json.dumps(document, ensure_ascii=False)


@pytest.mark.parametrize("method", METHODS)
def test_a_place_goes_with_its_option_in_every_text(method: Method) -> None:
    for where, text in told(held(method, [FIRST.get(method, [["1"], ["2"]])] * 4)).items():
        assert FEAST in text, where
        assert text.count(FEAST) == text.count(f"{DROP} · {FEAST}"), where


def test_a_project_that_was_withdrawn_is_said_so_and_is_not_funded() -> None:
    ballots = [["1"], ["1"], ["1", "2"], ["2"]]
    vote = held(Method.SHARED_BUDGET, ballots, gone=Departure.WITHDRAWN)
    named = FR("option.withdrawn", option=f"{DROP} · {FEAST} — 4\u202f000\xa0€")
    texts = told(vote)
    document = json.loads(texts.pop("json"))
    assert named in texts["message"]
    assert FR("budget.passed_over")[1:] in texts["message"]
    for where, text in texts.items():
        assert (
            where == "picture"
            or FR.n("budget.gone", 1, options=FR("result.named", option=named)) in text
        ), where
    (again,) = answer(document)["votes"]
    assert (again["winners"], again["as_stated"]) == (["2"], True)


# Whoever leaves a transferable vote is passed over, and comes first no more.
@pytest.mark.parametrize(
    "method", [m for m in METHODS if m not in (Method.SHARED_BUDGET, Method.STV)]
)
def test_what_was_withdrawn_and_comes_first_is_said_in_every_text(method: Method) -> None:
    vote = held(method, [FIRST.get(method, [["1"], ["2"]])] * 4, gone=Departure.WITHDRAWN)
    mark = FR("option.withdrawn", option=f"{DROP} · {FEAST}")
    note = FR.n("result.withdrawn", 1, options=FR("result.named", option=f"{DROP} · {FEAST}"))
    texts = told(vote)
    document = json.loads(texts.pop("json"))
    for where, text in texts.items():
        assert mark in text, where
        assert note in text, where
    headline = next(line for line in texts["message"].split("\n") if line.startswith("### 🏆"))
    assert mark in headline
    (one,) = document["votes"]
    assert (one["withdrawn"], one["labels"]["1"]) == (["1"], f"{DROP} · {FEAST}")
    assert answer(document)["votes"][0]["as_stated"] is True


def test_under_three_ballots_the_text_of_what_was_withdrawn_is_not_told() -> None:
    vote = decided(plan(Method.DOTS, (FEAST, "Un journal")), [{"1": 5}] * 2)
    first, second = vote.options
    vote = replace(vote, options=(replace(first, gone=Departure.WITHDRAWN), second))
    text = message(vote)
    assert FR.n("result.withdrawn_count", 1) in text
    assert FEAST not in text


@pytest.mark.parametrize("method", [*LEVEL, Method.BORDA, Method.SCHULZE, Method.IRV])
def test_when_everything_ties_it_is_listed_once(method: Method) -> None:
    vote = held(method, [LEVEL[method]] * 4 if method in LEVEL else TWO_ORDERS)
    texts = told(vote)
    for where in ("message", "picture", "summary"):
        listed = texts[where].count(FEAST)
        assert listed == 1, (where, texts[where])
    decided_part = texts["report"].partition(f"## {FR('report.part.decided')}")[2]
    assert decided_part.partition("\n## ")[0].count(FEAST) == 1


def test_a_tie_above_others_is_named_first() -> None:
    vote = sample(Method.DOTS, cast=[(4, {"1": 2, "2": 2, "3": 1})])
    headline = next(line for line in message(vote).split("\n") if line.startswith("### ⚖️"))
    assert vote.options[0].label in headline
