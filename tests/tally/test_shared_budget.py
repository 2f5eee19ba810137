"""A shared budget: greedy and equal shares, by hand and against the definitions of the papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import partial
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tally.lot import drawn
from bot.tally.result import Cast
from bot.tally.rules import equal_shares, greedy_budget, shared_budget
from bot.tally.rules.equal_shares import RAISES, EqualShares
from bot.tally.rules.shared_budget import Sharing
from tests.tally.voting import Answer, recount

Points = Mapping[str, int]
NAMES = ("A", "B", "C", "D", "E")


def shared(
    money: Any, costs: Mapping[str, Any], ballots: Sequence[tuple[int, Any]], **settings: Any
) -> Answer:
    return recount("shared_budget", costs, ballots, money=money, costs=dict(costs), **settings)


def of(
    money: int, costs: Mapping[str, int], ballots: Sequence[Points], seed: str = ""
) -> EqualShares:
    exact = {name: Fraction(cost) for name, cost in costs.items()}
    return equal_shares.count(exact, [Cast(one) for one in ballots], Fraction(money), seed)


# By hand.


def test_half_of_the_people_decide_on_half_of_the_money() -> None:
    """51 people like ten projects, 49 ten others, and there is money for ten: the example with
    which the rule is introduced. By support alone, 49 people get nothing."""
    red, blue = [f"R{n}" for n in range(10)], [f"B{n}" for n in range(10)]
    costs = dict.fromkeys([*red, *blue], 100)
    found = shared(1000, costs, [(51, red), (49, blue)], seed="x")
    assert sorted(found["details"]["greedy"]["funded"]) == red
    bought = [one["project"] for one in found["details"]["equal_shares"]["bought"]]
    assert [sum(name in side for name in bought) for side in (red, blue)] == [5, 5]
    # 49 people hold 490 of the 1000, ten short of a fifth project: all shares are raised from 10.
    assert found["details"]["equal_shares"]["raised_to"] == "21/2"
    assert (found["winners"], found["details"]["equal_shares"]["left"]) == (sorted(bought), 0)


def test_each_purchase_is_paid_by_its_supporters() -> None:
    """1,200 of four people, 300 each. The three of A pay 200. Of B and C, as dear, the lot buys
    one: of its two people one has 100 left, the other 300, which is just enough. Then 200 remain,
    which do not pay for 400."""
    costs = {"A": 600, "B": 400, "C": 400}
    found = shared(
        1200,
        costs,
        [(1, ["A", "B"]), (1, ["A"]), (1, ["A", "C"]), (1, ["B", "C"])],
        decides="equal_shares",
    )
    details = found["details"]["equal_shares"]
    assert details["share"] == 300
    assert details["bought"][0] == {
        "project": "A",
        "each": 200,
        "in_full": 3,
        "all_they_had": 0,
    }
    (first, second) = details["drawn"][0]
    assert details["bought"][1:] == [
        {"project": first, "each": 300, "in_full": 1, "all_they_had": 1}
    ]
    assert details["short"] == [{"project": second, "had": 100}]
    assert details["left"] == 200


def test_greedy_goes_on_past_a_project_that_does_not_fit() -> None:
    costs = {"A": 600, "B": 600, "C": 300}
    found = shared(1000, costs, [(3, ["A"]), (2, ["B"]), (1, ["C"])], decides="greedy")
    assert found["winners"] == ["A", "C"]
    assert found["ranking"] == [["A", "C"], ["B"]]
    assert found["details"]["greedy"]["passed"] == [{"project": "B", "left": 400}]
    assert found["details"]["greedy"]["left"] == 100


def test_what_nobody_supports_is_never_funded() -> None:
    found = shared(1000, {"A": 100, "B": 100}, [(2, ["A"])])
    assert found["winners"] == ["A"]
    assert found["details"]["equal_shares"]["short"] == [{"project": "B", "had": None}]
    assert found["details"]["greedy"]["passed"] == [{"project": "B", "left": None}]


def test_one_project_that_costs_exactly_all() -> None:
    found = shared("1000.50", {"A": "1000.50", "B": 1}, [(2, ["A"]), (1, ["A", "B"])])
    assert found["winners"] == ["A"]
    # Twice the shares would pay for B too, and cost more than the money.
    assert found["details"]["equal_shares"]["left"] == 0
    assert found["details"]["equal_shares"]["bought"][0]["each"] == "667/2"


def test_shares_are_raised_where_money_would_remain() -> None:
    """Ten people hold 100 each. The four who like A have 400 of the 440 that it costs: shares are
    raised to 110, with which it is paid."""
    found = shared(1000, {"A": 440, "B": 900}, [(4, ["A"]), (6, [])])
    # Those who support nothing hold no share.
    assert found["details"]["equal_shares"]["share"] == 250
    found = shared(1000, {"A": 440, "B": 900}, [(4, ["A"]), (6, ["B"])])
    details = found["details"]["equal_shares"]
    assert (details["share"], details["raised_to"]) == (100, 110)
    assert [one["project"] for one in details["bought"]] == ["A"]
    assert details["short"] == [{"project": "B", "had": 660}]


def test_what_still_remains_goes_by_support() -> None:
    """Three people who each want something else can pay for none of it, even with twice their
    shares: the money goes by support, and the lot says where all have as much."""
    costs = {"A": 700, "B": 800, "C": 300}
    found = shared(900, costs, [(1, ["A"]), (1, ["B"]), (1, ["C"])], seed="s")
    details = found["details"]["equal_shares"]
    assert [one["project"] for one in details["bought"]] == ["C"]
    assert details["completed"] == []
    assert details["left"] == 600


@pytest.mark.parametrize("decides", ["greedy", "equal_shares"])
def test_what_has_withdrawn_is_passed_over_and_its_money_goes_to_others(decides: str) -> None:
    costs = {"A": 600, "B": 500, "C": 400}
    ballots = [(2, ["A", "B"]), (1, ["A"]), (2, ["B", "C"])]
    found = shared(1000, costs, ballots, decides=decides, passed_over=["A"])
    assert found["winners"] == ["B", "C"]
    assert found["ranking"] == [["B", "C"], ["A"]]
    details = found["details"]
    assert details["equal_shares"]["share"] == 250, "who supports nothing else holds no share"
    assert [one["project"] for one in details["equal_shares"]["short"]] == []
    assert details["greedy"]["passed"] == []
    assert (details["blank"], details["supporters"]["A"]) == (1, 3)


def test_points_pay_in_proportion() -> None:
    found = shared(
        120,
        {"A": 60, "B": 100},
        [(1, {"A": 5}), (1, {"A": 1, "B": 2})],
        marks="points",
        scale=[0, 5],
    )
    assert found["details"]["support"] == {"A": 6, "B": 2}
    assert found["details"]["equal_shares"]["bought"][0]["each"] == 10  # 50 and 10


def test_a_tie_is_settled_by_the_published_lot_and_stated() -> None:
    costs = {"A": 600, "B": 600}
    ballots = [(2, ["A"]), (2, ["B"])]
    for seed in ("x", "y", "z", "w"):
        found = shared(1000, costs, ballots, seed=seed)
        order = list(drawn(seed, ["A", "B"]))
        assert found["winners"] == order[:1]
        assert found["details"]["greedy"]["drawn"] == [order]
        assert found["details"]["equal_shares"]["drawn"] == [order]
        assert found["tie"] is False
    # Where both are funded whatever comes first, there is nothing to state.
    found = shared(1200, costs, ballots, seed="x")
    assert found["winners"] == ["A", "B"]
    assert found["details"]["equal_shares"]["drawn"] == []
    assert found["details"]["greedy"]["drawn"] == []


def test_nobody() -> None:
    found = shared(1000, {"A": 600, "B": 600}, [(3, [])])
    assert (found["winners"], found["ranking"]) == ([], [["A", "B"]])
    assert found["details"]["equal_shares"]["left"] == 1000


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, "settings.money: missing"),
        ({"money": 10}, "settings.costs: missing"),
        ({"money": 10, "costs": {"A": 1}}, '"B" is missing'),
        ({"money": 10, "costs": {"A": 1, "B": 0}}, "expected an amount over zero"),
        ({"money": 10, "costs": {"A": 1, "B": "1.5"}}, "expected an amount over zero"),
        ({"money": 10, "costs": {"A": 1, "B": 2, "C": 3}}, "no such option"),
        ({"money": 10, "costs": {"A": 1, "B": 2}, "decides": "me"}, "expected one of"),
    ],
)
def test_what_cannot_be_counted_is_said(settings: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        recount("shared_budget", ["A", "B"], [], **settings)


# Against the definitions.


@st.composite
def elections(draw: st.DrawFn) -> tuple[int, dict[str, int], list[dict[str, int]]]:
    names = NAMES[: draw(st.integers(1, 5))]
    costs = {name: draw(st.integers(1, 12)) for name in names}
    money = draw(st.integers(max(costs.values()), 30))
    ballot = st.dictionaries(st.sampled_from(names), st.sampled_from([1, 1, 2, 5]))
    return money, costs, draw(st.lists(ballot, max_size=6))


def rho(cost: int, purses: Sequence[Fraction], worth: Sequence[Fraction]) -> Fraction | None:
    """Return the least ρ with which Σ min(purse, ρ·worth) is the cost, from the definition: some
    people pay all that they have, the others ρ times what it is worth to them; every way to part
    them is tried."""
    people = [n for n, value in enumerate(worth) if value]
    found = []
    for size in range(len(people)):
        for poor in combinations(people, size):
            rich = [n for n in people if n not in poor]
            missing = cost - sum((purses[n] for n in poor), Fraction(0))
            tried = missing / sum((worth[n] for n in rich), Fraction(0))
            if tried >= 0 and sum(min(purses[n], tried * worth[n]) for n in people) == cost:
                found.append(tried)
    return min(found, default=None)


def plain_shares(
    share: Fraction, costs: Mapping[str, int], ballots: Sequence[Points], seed: str
) -> tuple[list[str], list[dict[str, Fraction]]]:
    """Return what is bought with such shares, and what each person paid for it."""
    purses = [share] * len(ballots)
    paid: list[dict[str, Fraction]] = [{} for _ in ballots]
    bought: list[str] = []
    while True:
        found = {}
        for name, cost in costs.items():
            worth = [Fraction(one.get(name, 0) * cost) for one in ballots]
            if name not in bought and (ratio := rho(cost, purses, worth)) is not None:
                found[name] = ratio
        if not found:
            return bought, paid
        least = min(found.values())
        name = drawn(seed, [one for one in found if found[one] == least])[0]
        for n, one in enumerate(ballots):
            due = min(purses[n], least * one.get(name, 0) * costs[name])
            purses[n] -= due
            if due:
                paid[n][name] = due
        bought.append(name)


def by_definition(
    money: int, costs: Mapping[str, int], ballots: Sequence[Points], seed: str
) -> tuple[list[str], list[dict[str, Fraction]], Fraction]:
    """Return what is bought after the completion by raised shares, who paid, and the share."""
    ballots = [one for one in ballots if one]
    share = Fraction(money, len(ballots))
    bought, paid = plain_shares(share, costs, ballots, seed)
    kept = share
    for step in range(1, RAISES + 1):
        left = money - sum(costs[name] for name in bought)
        supported = {name for one in ballots for name in one}
        if not any(costs[name] <= left for name in supported - set(bought)):
            break
        raised = share + share * Fraction(step, RAISES)
        more, by_whom = plain_shares(raised, costs, ballots, seed)
        if sum(costs[name] for name in more) > money:
            break
        bought, paid, kept = more, by_whom, raised
    return bought, paid, kept


@given(elections(), st.sampled_from("xyz"))
def test_equal_shares_as_the_paper_defines_them(
    election: tuple[int, dict[str, int], list[dict[str, int]]], seed: str
) -> None:
    money, costs, ballots = election
    found = of(money, costs, ballots, seed)
    if not any(ballots):
        assert found.funded == ()
        return
    bought, paid, share = by_definition(money, costs, ballots, seed)
    assert [one.project for one in found.bought] == bought
    assert found.raised == share
    for one in found.bought:
        dues = [given[one.project] for given in paid if one.project in given]
        assert sum(dues) == costs[one.project]
        most = {n: one.each * n for n in (1, 2, 5)}
        assert all(due in most.values() or due < max(most.values()) for due in dues)
    # Priceability: nobody pays more than their share, nor for what they do not support.
    assert all(sum(given.values()) <= share for given in paid)
    assert money - sum(costs[name] for name in found.funded) == found.left >= 0


@given(elections(), st.sampled_from("xyz"))
def test_what_stays_unbought_could_not_be_paid(
    election: tuple[int, dict[str, int], list[dict[str, int]]], seed: str
) -> None:
    money, costs, ballots = election
    found = of(money, costs, ballots, seed)
    for one in found.short:
        if one.had is None:
            assert not any(one.project in ballot for ballot in ballots)
        else:
            assert one.had < costs[one.project]
            assert found.left < costs[one.project]
    assert {*found.funded, *(one.project for one in found.short)} == set(costs)


@given(elections(), st.sampled_from("xyz"))
def test_a_cohesive_group_gets_its_due_but_for_one_project(
    election: tuple[int, dict[str, int], list[dict[str, int]]], seed: str
) -> None:
    """EJR up to one project (Peters et al. 2021, definition 2): of a group that agrees on projects
    which its part of the money pays, someone has what they agree on, or would with one more."""
    money, costs, ballots = election
    ballots = [one for one in ballots if one]
    if not ballots:
        return
    funded = set(of(money, costs, ballots, seed).funded)

    def worth(ballot: Points, projects: set[str]) -> int:
        return sum(ballot.get(name, 0) * costs[name] for name in projects)

    for size in range(1, len(ballots) + 1):
        for group in combinations(ballots, size):
            for length in range(1, len(costs) + 1):
                for projects in combinations(costs, length):
                    if sum(costs[p] for p in projects) * len(ballots) > money * size:
                        continue
                    due = sum(min(one.get(p, 0) for one in group) * costs[p] for p in projects)
                    assert any(
                        worth(one, funded) >= due
                        or any(worth(one, {*funded, name}) > due for name in costs)
                        for one in group
                    )


@given(elections(), st.sampled_from("xyz"), st.sampled_from(Sharing), st.data())
def test_what_has_withdrawn_counts_as_if_nobody_had_been_asked_of_it(
    election: tuple[int, dict[str, int], list[dict[str, int]]],
    seed: str,
    decides: Sharing,
    data: st.DataObject,
) -> None:
    money, costs, ballots = election
    gone = data.draw(st.sets(st.sampled_from(sorted(costs))))
    exact = {name: Fraction(cost) for name, cost in costs.items()}
    without = {name: cost for name, cost in exact.items() if name not in gone}
    left = [Cast({name: n for name, n in one.items() if name not in gone}) for one in ballots]
    cast = [Cast(one) for one in ballots]
    found = shared_budget.count(exact, cast, Fraction(money), decides, seed, gone)
    unasked = shared_budget.count(without, left, Fraction(money), decides, seed)
    assert found.winners == unasked.winners
    for rule in Sharing:
        assert found.details[rule.value] == unasked.details[rule.value]
    assert not gone.intersection(found.winners)


@given(elections(), st.sampled_from("xyz"), st.data())
def test_neither_order_nor_merging_nor_names_matter(
    election: tuple[int, dict[str, int], list[dict[str, int]]], seed: str, data: st.DataObject
) -> None:
    money, costs, ballots = election
    found = of(money, costs, ballots, seed)
    shuffled = data.draw(st.permutations(ballots))
    listed = dict(data.draw(st.permutations(list(costs.items()))))
    assert of(money, listed, shuffled, seed) == found
    twice = [Cast(one, 2) for one in ballots]
    exact = {name: Fraction(cost) for name, cost in costs.items()}
    doubled = equal_shares.count(exact, twice, Fraction(money), seed)
    assert (doubled.funded, doubled.left) == (found.funded, found.left)
    new = dict(zip(costs, data.draw(st.permutations("vwxyz")), strict=False))
    if not found.drawn:
        renamed = [{new[name]: n for name, n in one.items()} for one in ballots]
        again = of(money, {new[name]: cost for name, cost in costs.items()}, renamed, seed)
        assert set(again.funded) == {new[name] for name in found.funded}


def test_a_lot_that_ends_the_raising_of_shares_is_stated() -> None:
    """Projects are level once shares are raised, and which comes first says how far they are."""
    costs = {"A": 4, "B": 4, "C": 6, "D": 6}
    ballots: list[Points] = [{"B": 1, "C": 1}, {"A": 2, "C": 1, "D": 2}, {"B": 2}]
    found = [of(17, costs, ballots, seed) for seed in "abcdefgh"]
    assert len({frozenset(one.funded) for one in found}) == 2
    assert all(one.drawn for one in found)


@given(elections())
def test_where_no_lot_is_stated_every_lot_funds_the_same(
    election: tuple[int, dict[str, int], list[dict[str, int]]],
) -> None:
    found = [of(*election, seed) for seed in "abcdef"]
    if not all(one.drawn for one in found):
        assert len({frozenset(one.funded) for one in found}) == 1


@given(elections(), st.sampled_from("xyz"))
def test_greedy_counted_one_project_at_a_time(
    election: tuple[int, dict[str, int], list[dict[str, int]]], seed: str
) -> None:
    money, costs, ballots = election
    support = {name: sum(one.get(name, 0) for one in ballots) for name in costs}
    exact = {name: Fraction(cost) for name, cost in costs.items()}
    found = greedy_budget.count(exact, support, Fraction(money), partial(drawn, seed))
    left, funded = Fraction(money), set()
    for name in sorted(costs, key=lambda one: (-support[one], drawn(seed, NAMES).index(one))):
        if support[name] and costs[name] <= left:
            left -= costs[name]
            funded.add(name)
    assert (set(found.funded), found.left) == (funded, left)


@given(elections(), st.sampled_from("xyz"), st.sampled_from(NAMES))
def test_greedy_is_monotone(
    election: tuple[int, dict[str, int], list[dict[str, int]]], seed: str, name: str
) -> None:
    money, costs, ballots = election
    if name not in costs:
        return
    exact = {one: Fraction(cost) for one, cost in costs.items()}
    support = {one: sum(ballot.get(one, 0) for ballot in ballots) for one in costs}
    before = greedy_budget.count(exact, support, Fraction(money), partial(drawn, seed))
    support[name] += 1
    after = greedy_budget.count(exact, support, Fraction(money), partial(drawn, seed))
    assert name not in before.funded or name in after.funded
