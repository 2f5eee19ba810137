"""Votes in the JSON: anyone counts them again and finds what was stated, by every method."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import catalogue
from bot.interface.sending.illustration import Illustration
from bot.interface.words.vote.results import result as message
from bot.reports.markdown import markdown
from bot.reports.pictures.vote.result import result as picture
from bot.reports.record import VoteRecord
from bot.reports.summary import summary
from bot.tally.lot import drawn
from bot.workshop.language import Language
from bot.workshop.vote.methods import Method, SecondRule
from bot.workshop.vote.outcome import Outcome
from tests import builders
from tests.exported import as_json
from tests.reports.builders import decided, on_wall, postits, record, without_raw
from tests.reports.elections import contents, decided_in_words, elections, plan, sample, session
from tests.tally.voting import answer

FR = catalogue(Language.FRENCH)


def exported(vote: VoteRecord, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(as_json(session(vote, **more)))
    return found


def only(document: dict[str, Any]) -> dict[str, Any]:
    (vote,) = document["votes"]
    assert isinstance(vote, dict)
    return vote


@pytest.mark.parametrize("method", Method)
@given(data=st.data())
def test_any_vote_is_recounted_as_stated(method: Method, data: st.DataObject) -> None:
    vote = data.draw(elections(method))
    document = exported(vote)
    again = only(answer(document))
    stated = only(document)
    if vote.secret and not vote.detailed:
        assert again["ballots_withheld"] == "too_few"
        return
    assert again["as_stated"] is True
    assert again["quorum_met"] == stated["result"]["quorum_met"]
    assert again["details"]["ballots"] == stated["turnout"] + stated["in_room"]
    for name, figures in stated["result"].items():
        assert again["details"].get(name, again.get(name)) == figures
    second = stated["second_rule"]
    assert ("lot" in again) is (second is not None and second["seed"] is not None)
    if "lot" in again:
        seated = "tied_at_cut" in again
        assert sorted(again["lot"]) == sorted(again["tied_at_cut" if seated else "winners"])
        if seated:
            drawn = again["lot"][: again["places_left"]]
            assert sorted(drawn) == sorted(second["winners"])
        else:
            assert again["lot"][0] == second["winner"]


def test_a_vote_says_what_was_asked_of_whom() -> None:
    vote = sample(Method.SCORE, room=2, quorum="1/2", tie=SecondRule.LOT)
    found = only(exported(vote))
    assert found["question"] == "Par quoi commençons-nous ?"
    assert (found["step"], found["on"], found["method"]) == (1, "options", "score")
    assert (found["turnout"], found["in_room"], found["electors"]) == (16, 2, 24)
    assert (found["quorum"], found["settings"]["quorum"]) == (12, 12)
    assert found["options"] == list(found["labels"]) == ["1", "2", "3", "4", "5"]
    assert found["secret"] is True
    assert found["voters"] is None
    assert found["result"]["winners"] == ["1", "4"]
    assert found["result"]["totals"]["1"] == 52
    assert found["result"]["quorum_met"] is True
    assert found["second_rule"] == {"rule": "lot", "winner": "4", "seed": "00c0ffee00c0ffee"}
    assert sum(cast["weight"] for cast in found["ballots"]) == 18
    assert len(found["ballots"]) == 4, "the same ballots stand once, with their weight"


def test_the_order_of_ballots_says_nothing() -> None:
    for method in Method:
        vote = sample(method)
        turned = decided(vote.plan, [b.content for b in reversed(vote.ballots)], size=24)
        assert only(exported(turned)) == only(exported(vote))


@pytest.mark.parametrize(
    "change",
    [
        {"winners": ["4"]},
        {"tie": False},
        {"quorum_met": False},
        {"ranking": [["1"], ["4"], ["2"], ["3"], ["5"]]},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_result_that_states_something_else_is_found_out(change: dict[str, Any]) -> None:
    document = exported(sample(Method.SCORE, quorum="3", tie=SecondRule.LOT))
    assert only(answer(document))["as_stated"] is True
    only(document)["result"] |= change
    assert only(answer(document))["as_stated"] is False


def test_a_lot_that_fell_otherwise_is_found_out() -> None:
    document = exported(sample(Method.DOTS, tie=SecondRule.LOT))
    second = only(document)["second_rule"]
    winner, loser = drawn(second["seed"], ["1", "2"])
    assert second["winner"] == winner
    second["winner"] = loser
    again = only(answer(document))
    assert again["lot"] == [winner, loser]
    assert again["as_stated"] is False


@pytest.mark.parametrize(("options", "whole"), [(40, True), (41, False)])
def test_figures_of_pairs_are_left_to_the_recount_of_many_options(
    options: int, whole: bool
) -> None:
    names = [f"Idée {n}" for n in range(1, options + 1)]
    document = exported(decided(plan(Method.SCHULZE, names), [[["1"], ["2"]]] * 3))
    stated = only(document)["result"]
    assert ("pairwise" in stated, "strongest_paths" in stated) == (whole, whole)
    again = only(answer(document))
    assert again["as_stated"] is True
    assert again["details"]["pairwise"]["1"]["2"] == 3


def test_a_file_of_before_the_quorum_still_recounts() -> None:
    document = exported(sample(Method.APPROVAL))
    vote = only(document)
    del vote["result"]["quorum_met"], vote["second_rule"]
    assert only(answer(document))["as_stated"] is True


@pytest.mark.parametrize("method", Method)
def test_signed_votes_tell_who_voted_what_until_the_deletion(method: Method) -> None:
    vote = sample(method, secret=False, room=1)
    found = only(exported(vote))
    assert [cast["name"] for cast in found["voters"]] == [
        b.name for b in vote.ballots if not b.in_room
    ]
    assert found["voters"][0]["ballot"] == vote.ballots[1].content
    gone = only(json.loads(as_json(without_raw(session(vote)))))
    assert (gone["voters"], gone["ballots"], gone["ballots_withheld"]) == (None, None, "deleted")
    assert gone["result"] == found["result"]
    assert "Personne" not in as_json(without_raw(session(vote)))


def test_a_signed_vote_without_a_ballot_withholds_nothing() -> None:
    found = only(exported(sample(Method.YES_NO, secret=False, cast=[])))
    assert (found["ballots"], found["ballots_withheld"]) == ([], None)
    assert found["result"]["winners"] == []


def test_dots_counted_before_all_methods_recount() -> None:
    wall = postits(["Une charte", "Un potager", "Une fête"])
    held = decided(builders.vote(), [{"1": 3}, {"1": 1, "2": 4}, {"2": 0}], options=on_wall(wall))
    old = '{"totals": {"1": 4, "2": 4, "3": 0}, "ballots": 3, "turnout": 3}'
    told = record((builders.collect(), held.plan), postits=wall,
                  votes={"vote": replace(held, outcome=Outcome.read(old))})  # fmt: skip
    document: dict[str, Any] = json.loads(as_json(told))
    assert only(answer(document))["as_stated"] is True
    assert [p["dots"] for p in document["postits"]] == [4, 4, 0]


# Nothing tells what few people chose


def everything(vote: VoteRecord) -> list[str]:
    """All that the program says of a vote, by every path."""
    told = session(vote)
    view = message(told, told.steps[0], Illustration(), 1)
    parts = [str(part.to_component_dict()) for part in view.children]
    drawings = picture(told, told.steps[0], FR)
    return [
        markdown(told, FR),
        "\n".join(summary(told, FR).parts),
        as_json(told),
        *parts,
        decided_in_words(vote, FR),
        *(f"{drawing.data}{drawing.alt}" for drawing in drawings),
    ]


@pytest.mark.parametrize("method", Method)
@given(data=st.data())
def test_under_three_secret_ballots_nothing_tells_what_they_say(
    method: Method, data: st.DataObject
) -> None:
    ties = [rule for rule in SecondRule if (method, rule) != (Method.YES_NO, SecondRule.RUNOFF)]
    if method is Method.SHARED_BUDGET:
        ties = [SecondRule.LOT]
    if method is Method.STV:
        ties = [SecondRule.NONE, SecondRule.LOT]
    of = plan(
        method,
        quorum=data.draw(st.none() | st.sampled_from(["1", "2", "3"])),
        abstentions_count=data.draw(st.booleans()),
        tie=data.draw(st.sampled_from(ties)),
    )
    people = data.draw(st.integers(1, 2))
    one, other = (
        decided(
            of, data.draw(st.lists(contents(of, Language.FRENCH), min_size=people, max_size=people))
        )
        for _ in range(2)
    )
    kept = replace(one, ballots=(), outcome=one.outcome.withheld())  # as the file holds it
    assert everything(one) == everything(other) == everything(kept)
    assert "too_few" in as_json(session(one))
    told = session(one)
    assert picture(told, told.steps[0], FR) == []


@pytest.mark.parametrize("method", Method)
def test_ballots_of_the_room_hide_nobody(method: Method) -> None:
    """Whoever recorded five ballots would know the two others."""
    few = sample(method, room=16, cast=[(18, sample(method).ballots[0].content)])
    assert few.outcome.turnout == 2
    assert only(exported(few))["result"] is None
    assert FR("result.too_few_room") in decided_in_words(few, FR)


def numbers(held: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the places of every number and every exact fraction below `held`."""
    if isinstance(held, dict):
        return [p for key, of in held.items() for p in numbers(of, (*path, key))]
    if isinstance(held, list):
        return [p for rank, of in enumerate(held) for p in numbers(of, (*path, rank))]
    whole = isinstance(held, int) and not isinstance(held, bool)
    return [path] if whole else []


@pytest.mark.parametrize("method", Method)
@given(data=st.data())
def test_any_figure_that_is_changed_by_one_is_noticed(method: Method, data: st.DataObject) -> None:
    vote = data.draw(elections(method))
    document = exported(vote)
    stated = only(document)
    if stated["result"] is None:
        return
    places = [("result", *place) for place in numbers(stated["result"])]
    places += [(name,) for name in ("turnout", "in_room", "quorum") if stated[name] is not None]
    for *way, last in places:
        holder = stated
        for key in way:
            holder = holder[key]
        true = holder[last]
        holder[last] = true + 1
        again = only(answer(document))
        assert again["as_stated"] is False
        assert again["differences"], (way, last)
        holder[last] = true
    assert only(answer(document))["as_stated"] is True


def test_what_differs_is_named_with_its_place() -> None:
    document = exported(sample(Method.DOTS))
    stated = only(document)
    stated["result"]["totals"]["2"] += 1
    stated["turnout"] -= 1
    given, total = stated["turnout"] + 1, stated["result"]["totals"]["2"] - 1
    assert only(answer(document))["differences"] == [
        {"at": 'votes[0].result.totals["2"]', "stated": total + 1, "counted": total},
        {"at": "votes[0].turnout", "stated": given - 1, "counted": given},
    ]


def test_a_figure_that_no_ballot_gives_is_named() -> None:
    document = exported(sample(Method.APPROVAL))
    only(document)["result"]["points"] = {"1": 3}
    assert only(answer(document))["as_stated"] is False
    document = exported(sample(Method.APPROVAL))
    del only(document)["result"]["approvals"]["1"]
    assert only(answer(document))["as_stated"] is False
