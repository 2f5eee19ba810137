"""Single transferable vote: the Scottish Order's count, examples, properties, and a count written
otherwise (`tests.tally.scottish`)."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from random import Random
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.tally.lot import drawn
from bot.tally.result import Cast
from bot.tally.rules import stv
from tests.tally.scottish import elected, every_result
from tests.tally.voting import Answer, orders, recount

NAMES = "ABCDE"
partial = st.permutations(NAMES).flatmap(
    lambda names: st.integers(1, len(NAMES)).map(lambda length: tuple(names[:length]))
)
papers = st.lists(partial, min_size=1, max_size=9)
seats = st.integers(1, 4)


def counted(cast: list[tuple[str, ...]], places: int, **settings: Any) -> Answer:
    ballots = [(1, [[name] for name in ranks]) for ranks in cast]
    return recount("stv", NAMES, ballots, seats=places, **settings)


def told(answer: Answer) -> list[dict[str, Fraction]]:
    return [
        {name: Fraction(of) for name, of in one["counts"].items()}
        for one in answer["details"]["rounds"]
    ]


def test_a_surplus_goes_on_at_five_decimals_that_are_cut() -> None:
    # Quota: 20 // 3 + 1 = 7. Ada has 11: each of her 11 papers goes on at 4 / 11 = 0.36363.
    found = recount("stv", "ABC", orders("8 AB, 3 AC, 5 B, 4 C"), seats=2)
    first, second = found["details"]["rounds"]
    assert found["details"]["quota"] == 7
    assert first["elected"] == ["A"] and (first["shared"], first["surplus"]) == ("A", 4)
    assert second["counts"] == {"A": 7, "B": "7.90904", "C": "5.09089"}
    assert second["lost"] == "0.00007" and second["elected"] == ["B"]
    assert found["elected"] == found["winners"] == ["A", "B"] and not found["tie"]


def test_papers_without_a_next_choice_leave_with_their_part() -> None:
    found = recount("stv", "ABC", orders("8 A, 3 AC, 5 B, 4 C"), seats=2)
    _, second = found["details"]["rounds"][:2]
    assert second["for_nobody"] == "2.90904"
    assert second["counts"]["C"] == "5.09089"


def test_a_paper_keeps_its_value_when_its_holder_is_excluded() -> None:
    found = recount("stv", "ABCD", orders("12 AB, 2 B, 5 CB, 5 D"), seats=2)
    # Quota 9: three votes go to B at 0.25 each, then B is excluded with 5 and nobody has a next.
    shared = found["details"]["rounds"][1]
    assert shared["counts"] == {"A": 9, "B": 5, "C": 5, "D": 5}
    assert shared["eliminated"] == [] or shared["level"] == []
    excluded = found["details"]["rounds"][2]
    assert excluded["for_nobody"] == 5 and found["tied_at_cut"] == ["C", "D"]


def test_the_most_recent_stage_at_which_they_differed_says_who_is_out() -> None:
    # B and C are level at 5 once D's papers have gone on; before that C had fewer.
    found = recount("stv", "ABCD", orders("7 A, 5 B, 4 C, 1 DC"), seats=1)
    second = found["details"]["rounds"][1]
    assert second["counts"] == {"A": 7, "B": 5, "C": 5}
    assert second["eliminated"] == ["C"] and second["level"] == []


def test_as_many_as_places_are_elected_without_the_quota() -> None:
    found = recount("stv", "ABC", orders("5 A, 3 B, 1 C"), seats=2)
    last = found["details"]["rounds"][-1]
    assert found["elected"] == ["A", "B"] and last["filled"] == ["B"]
    everyone = recount("stv", "ABC", orders("5 A"), seats=5)
    assert everyone["elected"] == ["A", "B", "C"] and everyone["places_left"] == 2
    assert everyone["details"]["rounds"][0]["filled"] == ["B", "C"]


def test_whoever_has_no_paper_goes_out_with_the_others_who_have_none() -> None:
    found = recount("stv", "ABCDEF", orders("5 A, 3 B, 4 C"), seats=2)
    assert found["details"]["rounds"][0]["eliminated"] == ["D", "E", "F"]
    assert "orders_followed" not in found["details"]


def test_those_without_a_paper_tie_for_places_that_nobody_else_can_take() -> None:
    found = recount("stv", "ABCD", orders("5 A"), seats=2)
    assert (found["elected"], found["tied_at_cut"], found["places_left"]) == (
        ["A"],
        ["B", "C", "D"],
        1,
    )
    by_lot = recount("stv", "ABCD", orders("5 A"), seats=2, seed="7")
    assert by_lot["elected"] == sorted(["A", drawn("7", "BCD")[0]])


def test_a_tie_is_stated_or_settled_by_the_lot_of_the_seed() -> None:
    level = orders("5 A, 3 C, 3 D")
    stated = recount("stv", "ACD", level, seats=2)
    assert stated["elected"] == ["A"] and stated["tied_at_cut"] == ["C", "D"] and stated["tie"]
    assert stated["details"]["rounds"][-1]["level"] == ["C", "D"]
    for seed in ("1", "2", "3", "4"):
        found = recount("stv", "ACD", level, seats=2, seed=seed)
        in_order = list(drawn(seed, "ACD"))
        first = min("CD", key=in_order.index)
        assert found["elected"] == sorted(["A", first]) and not found["tie"]
        assert found["details"]["lot"] == in_order and found["details"]["lot_drawn"]


def test_a_tie_that_changes_nothing_is_no_tie() -> None:
    found = recount("stv", "ABCD", orders("9 A, 8 B, 2 C, 2 D"), seats=2)
    assert found["elected"] == ["A", "B"] and not found["tie"]
    assert found["details"].get("orders_followed") in (None, True)


def test_equals_stop_a_paper_and_those_who_withdrew_are_passed_over() -> None:
    found = recount("stv", "ABC", [(2, [["A"], ["B", "C"]]), (1, [["B", "C"]]), (1, [["C"]])])
    assert found["details"]["blank"] == 1 and found["elected"] == ["A"]
    gone = recount("stv", "ABC", orders("5 AB, 2 C"), seats=1, passed_over=["A"])
    assert gone["elected"] == ["B"] and gone["ranking"][-1] == ["A"]
    level = recount("stv", "ABC", [(3, [["A", "B"]]), (1, [["C"]])], passed_over=["A"])
    assert level["elected"] == ["B"]


def test_nobody_is_elected_where_nobody_said_anything() -> None:
    found = recount("stv", "AB", [(3, [])], seats=2)
    assert (found["elected"], found["tie"], found["places_left"]) == ([], False, 2)


def test_without_the_quorum_nobody_is_elected() -> None:
    found = recount("stv", "AB", orders("3 A"), seats=1, quorum=4)
    assert (found["elected"], found["tied_at_cut"], found["places_left"]) == ([], [], 1)


@given(papers, seats)
@example([("A",), ("A",), ("B",), ("C",)], 2)
def test_every_lot_falls_as_in_a_count_paper_by_paper(
    cast: list[tuple[str, ...]], places: int
) -> None:
    results = every_result(NAMES, cast, places)
    found = counted(cast, places)
    assert set(found["elected"]) == set.intersection(*map(set, results))
    assert set(found["elected"]) | set(found["tied_at_cut"]) == set.union(*map(set, results))
    assert found["places_left"] == min(places, 5) - len(found["elected"])


@given(papers, seats, st.integers(0, 99))
def test_a_lot_gives_the_count_in_which_its_order_decides(
    cast: list[tuple[str, ...]], places: int, seed: int
) -> None:
    found = counted(cast, places, seed=str(seed))
    assert not found["tie"] and len(found["elected"]) == min(places, len(NAMES))
    assert frozenset(found["elected"]) in every_result(NAMES, cast, places)


@given(st.lists(partial, min_size=30, max_size=80), seats)
def test_each_stage_is_that_of_a_count_paper_by_paper(
    cast: list[tuple[str, ...]], places: int
) -> None:
    def no_lot(_: object) -> str:
        raise LookupError

    try:
        theirs, stages = elected(NAMES, cast, places, no_lot)
    except LookupError:
        assume(False)
    found = counted(cast, places)
    assert set(found["elected"]) == theirs and not found["tie"]
    ours = told(found)
    assert len(ours) == len(stages)
    for mine, stage in zip(ours, stages, strict=True):
        assert {n: Fraction(stage[n]) for n in mine} == mine
        assert not any(stage[n] for n in set(NAMES) - set(mine))


@given(papers, seats)
def test_no_vote_appears_or_is_lost_unsaid(cast: list[tuple[str, ...]], places: int) -> None:
    for one in counted(cast, places)["details"]["rounds"]:
        held = sum(Fraction(of) for of in one["counts"].values())
        assert held + Fraction(one["for_nobody"]) + Fraction(one["lost"]) == len(cast)


@given(papers, seats)
def test_a_coalition_has_the_seats_that_its_votes_fill(
    cast: list[tuple[str, ...]], places: int
) -> None:
    """Woodall (1994), the Droop proportionality criterion: where at least k quotas of voters put
    the same m candidates above all others, at least min(k, m) of these are elected."""
    quota = len(cast) // (places + 1) + 1
    for result in every_result(NAMES, cast, places):
        for size in range(1, len(NAMES)):
            for some in combinations(NAMES, size):
                solid = sum(set(paper[:size]) == set(some) for paper in cast)
                owed = min(solid // quota, size)
                assert len(result & set(some)) >= owed
    found = counted(cast, places)
    for size in range(1, len(NAMES)):
        for some in combinations(NAMES, size):
            solid = sum(set(paper[:size]) == set(some) for paper in cast)
            sure = set(some) & {*found["elected"], *found["tied_at_cut"]}
            assert len(sure) >= min(solid // quota, size)


@given(papers, seats, st.randoms(use_true_random=False))
def test_neither_the_order_of_papers_nor_names_decide(
    cast: list[tuple[str, ...]], places: int, random: Random
) -> None:
    found = counted(cast, places)
    shuffled = random.sample(cast, len(cast))
    assert counted(shuffled, places) == found
    new = dict(zip(NAMES, random.sample(NAMES, len(NAMES)), strict=True))
    renamed = counted([tuple(new[name] for name in paper) for paper in cast], places)
    for key in ("elected", "tied_at_cut"):
        assert sorted(new[name] for name in found[key]) == renamed[key]


def test_past_the_bound_what_is_not_certain_is_tied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stv, "MOST_READINGS", 100)
    names = "ABCDEFGH"
    cast = [Cast((name,)) for name in names]
    found = stv.count(names, [*cast, Cast(("A", "B")), Cast(("A",))], 3)
    assert found.details["orders_followed"] is False
    assert found.cut is not None
    assert {*found.cut.elected, *found.cut.tied} >= set("BCDEFGH") and "A" in found.cut.elected
