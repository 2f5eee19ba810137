"""Under ten voters the export of a secret vote holds totals: no ballot can be recognised in it."""

from __future__ import annotations

import json

import pytest

from bot.workshop.vote.ballot import WHOLE_FROM
from bot.workshop.vote.methods import Method
from tests.exported import as_json
from tests.reports.elections import BALLOTS, sample, session
from tests.reports.vote.test_data import exported, only
from tests.tally.voting import answer


def of_people(method: Method, people: int, **settings: object) -> dict[str, object]:
    """The export of a vote of so many people, who take the ballots of the sample in turn."""
    contents = [content for _, content in BALLOTS[method]]
    cast = [(1, contents[rank % len(contents)]) for rank in range(people)]
    return only(exported(sample(method, cast=cast, **settings)))  # type: ignore[arg-type]


@pytest.mark.parametrize("method", Method)
def test_few_secret_ballots_are_published_as_totals_where_that_is_enough(method: Method) -> None:
    found = of_people(method, WHOLE_FROM - 1)
    if not method.has_totals:
        assert found["totals"] is None
        assert found["ballots"]
    else:
        assert (found["ballots"], found["ballots_withheld"]) == (None, "few")
    (again,) = answer({"votes": [found]})["votes"]
    assert again["as_stated"] is True
    assert again["labels"] == found["labels"]


@pytest.mark.parametrize("method", Method)
def test_from_ten_people_on_and_signed_the_ballots_are_there(method: Method) -> None:
    for found in (of_people(method, WHOLE_FROM), of_people(method, 4, secret=False)):
        assert found["ballots"]
        assert found["totals"] is None


def test_ballots_of_the_room_do_not_make_the_voters_more() -> None:
    """The facilitator who recorded them knows them: the others are as few as before."""
    vote = sample(Method.APPROVAL, room=12)
    assert vote.outcome.turnout < WHOLE_FROM <= vote.outcome.ballots
    assert only(exported(vote))["ballots"] is None


def test_a_total_that_is_changed_is_noticed() -> None:
    document = json.loads(as_json(session(sample(Method.DOTS, cast=BALLOTS[Method.DOTS][:1]))))
    stated = only(document)
    stated["totals"]["dots"]["1"] -= 1
    assert only(answer(document))["as_stated"] is False
