"""Ranked methods: counted again in the plainest way, and held to what is proved about them."""

from __future__ import annotations

from fractions import Fraction
from itertools import chain, combinations, permutations, product

from hypothesis import assume, given
from hypothesis import strategies as st

from bot.tally.order import Order
from bot.tally.rules import irv
from tests.tally.strategies import OPTIONS, linear_orders, weak_orders, weighted
from tests.tally.voting import RANKED, orders, place, recount

Cast = list[tuple[int, list[list[str]]]]

ballots = weighted(weak_orders())
strict = weighted(linear_orders(), fewest=1)
methods = st.sampled_from(RANKED)


def rank(ballot: list[list[str]], option: str) -> int:
    return next((n for n, group in enumerate(ballot) if option in group), len(ballot))


def prefer(cast: Cast, one: str, other: str) -> int:
    return sum(w for w, ballot in cast if rank(ballot, one) < rank(ballot, other))


def beats(cast: Cast, one: str, other: str) -> bool:
    return prefer(cast, one, other) > prefer(cast, other, one)


def condorcet_winners(cast: Cast) -> list[str]:
    return [a for a in OPTIONS if all(beats(cast, a, b) for b in OPTIONS if b != a)]


def strength(cast: Cast, start: str, end: str) -> int:
    """Return the strength of the strongest path, all paths being tried."""
    between = [o for o in OPTIONS if o not in (start, end)]
    middles = chain.from_iterable(permutations(between, n) for n in range(len(between) + 1))
    return max(
        min(
            prefer(cast, a, b) if beats(cast, a, b) else 0
            for a, b in zip((start, *middle), (*middle, end), strict=True)
        )
        for middle in middles
    )


@given(ballots)
def test_schulze_with_all_paths_tried(cast: Cast) -> None:
    found = recount("schulze", OPTIONS, cast)
    paths = {a: {b: strength(cast, a, b) for b in OPTIONS if b != a} for a in OPTIONS}
    assert found["details"]["strongest_paths"] == paths
    left, layers = set(OPTIONS), []
    while left:
        best = {a for a in left if not any(paths[b][a] > paths[a].get(b, 0) for b in left - {a})}
        layers.append(sorted(best))
        left -= best
    assert found["ranking"] == layers


@given(ballots)
def test_a_condorcet_winner_is_found_and_elected_by_schulze(cast: Cast) -> None:
    best = condorcet_winners(cast)
    found = recount("condorcet", OPTIONS, cast)
    assert found["winners"] == best
    assert found["details"]["condorcet_winner"] == (best[0] if best else None)
    for method in RANKED:
        details = recount(method, OPTIONS, cast)["details"]
        assert details["condorcet_winner"] == (best[0] if best else None)
    if best:
        assert recount("schulze", OPTIONS, cast)["winners"] == best
        assert place(recount("borda", OPTIONS, cast), best[0]) < len(OPTIONS) - 1
        assert recount("borda", OPTIONS, cast)["ranking"][-1] != best
        assert found["tie"] is False
    else:
        assert found["ranking"] == [list(OPTIONS)]


@given(ballots)
def test_schulze_elects_from_the_smith_set(cast: Cast) -> None:
    subsets = chain.from_iterable(combinations(OPTIONS, n) for n in range(1, len(OPTIONS) + 1))
    smith = next(
        group
        for group in subsets
        if all(beats(cast, a, b) for a in group for b in OPTIONS if b not in group)
    )
    assert set(recount("schulze", OPTIONS, cast)["winners"]) <= set(smith)


@given(strict)
def test_schulze_reversed_does_not_elect_the_same_alone(cast: Cast) -> None:
    winners = recount("schulze", OPTIONS, cast)["winners"]
    assume(len(winners) == 1)
    backwards = [(weight, ballot[::-1]) for weight, ballot in cast]
    assert winners[0] not in recount("schulze", OPTIONS, backwards)["winners"]


@given(strict, st.sampled_from(["schulze", "borda", "condorcet"]), st.data())
def test_ranking_a_winner_higher_keeps_it_winning(
    cast: Cast, method: str, data: st.DataObject
) -> None:
    """Not so for instant run-off, which is known to fail it."""
    winners = recount(method, OPTIONS, cast)["winners"]
    assume(len(winners) > 0)
    n = data.draw(st.integers(0, len(cast) - 1))
    weight, ballot = cast[n]
    higher = [winners[:1], *(group for group in ballot if group != winners[:1])]
    after = recount(method, OPTIONS, [*cast[:n], (weight, higher), *cast[n + 1 :]])
    assert winners[0] in after["winners"]


def shares(cast: Cast, standing: list[str]) -> dict[str, Fraction]:
    """Count one round of the run-off, a ballot after the other."""
    counts = dict.fromkeys(standing, Fraction(0))
    for weight, ballot in cast:
        best = min(rank(ballot, option) for option in standing)
        top = [option for option in standing if rank(ballot, option) == best]
        for option in top if len(top) < len(standing) else ():
            counts[option] += Fraction(weight, len(top))
    return counts


def electable(cast: Cast, standing: frozenset[str]) -> set[str]:
    """Return whom some order of elimination elects, each being tried to its end."""
    if len(standing) == 1:
        return set(standing)
    counts = shares(cast, sorted(standing))
    last = [option for option in standing if counts[option] == min(counts.values())]
    return set().union(*(electable(cast, standing - {option}) for option in last))


@given(ballots)
def test_every_order_of_elimination_is_followed(cast: Cast) -> None:
    found = recount("irv", OPTIONS, cast)
    spoken = any(len({rank(ballot, o) for o in OPTIONS}) > 1 for _, ballot in cast)
    winners = sorted(electable(cast, frozenset(OPTIONS)))
    assert found["winners"] == (winners if spoken else [])
    assert found["ranking"][0] == winners
    assert sorted(chain.from_iterable(found["ranking"])) == list(OPTIONS)


@given(ballots)
def test_the_rounds_shown_are_those_of_an_order(cast: Cast) -> None:
    details = recount("irv", OPTIONS, cast)["details"]
    shown = [details["rounds"]]
    orders = details.get("orders", {})
    shown += [[*details["rounds"][:-1], *order] for order in orders.values()]
    for rounds in shown:
        standing = list(OPTIONS)
        for one in rounds:
            counts = shares(cast, standing)
            assert {option: Fraction(n) for option, n in one["counts"].items()} == counts
            uncounted = one["for_nobody"] + details["blank"]
            assert sum(counts.values()) + uncounted == sum(weight for weight, _ in cast)
            last = [option for option in standing if counts[option] == min(counts.values())]
            assert one["last"] == last
            assert set(one["eliminated"]) <= set(last)
            standing = [option for option in standing if option not in one["eliminated"]]
    for winner, order in orders.items():
        assert [*order[-1]["counts"].keys() - order[-1]["eliminated"]] == [winner]


@given(ballots)
def test_a_majority_at_the_top_wins_the_run_off(cast: Cast) -> None:
    for one in recount("irv", OPTIONS, cast)["details"]["rounds"]:
        if one["majority"]:
            assert recount("irv", OPTIONS, cast)["winners"] == [one["majority"]]


@given(weighted(weak_orders(("A", "B"))), methods)
def test_between_two_options_every_ranked_method_is_the_majority(cast: Cast, method: str) -> None:
    found = recount(method, "AB", cast)
    ahead = prefer(cast, "A", "B") - prefer(cast, "B", "A")
    if ahead:
        assert found["ranking"] == ([["A"], ["B"]] if ahead > 0 else [["B"], ["A"]])
        assert found["tie"] is False
    else:
        assert found["ranking"] == [["A", "B"]]
        assert found["tie"] is (prefer(cast, "A", "B") > 0)


@given(ballots)
def test_borda_shares_the_points_of_tied_places(cast: Cast) -> None:
    """A ballot with ties gives the mean of what all its ways of breaking them would give."""
    points = dict.fromkeys(OPTIONS, Fraction(0))
    for weight, ballot in cast:
        listed = {option for group in ballot for option in group}
        groups = [*ballot, [o for o in OPTIONS if o not in listed]]
        ways = list(product(*(permutations(group) for group in groups)))
        for way in ways:
            for n, option in enumerate(chain.from_iterable(way)):
                points[option] += Fraction(weight * (len(OPTIONS) - 1 - n), len(ways))
    blank = sum(w for w, b in cast if len({rank(b, option) for option in OPTIONS}) == 1)
    share = Fraction(3 * blank, 2)  # blank ballots are left out
    found = recount("borda", OPTIONS, cast)
    given_points = {option: Fraction(n) for option, n in found["details"]["points"].items()}
    assert given_points == {option: total - share for option, total in points.items()}


@given(ballots, methods)
def test_options_left_out_are_last_together(cast: Cast, method: str) -> None:
    complete = []
    for weight, ballot in cast:
        listed = {option for group in ballot for option in group}
        rest = [option for option in OPTIONS if option not in listed]
        complete.append((weight, [*ballot, rest] if rest else ballot))
    assert recount(method, OPTIONS, complete) == recount(method, OPTIONS, cast)


def test_whoever_no_order_of_elimination_elects_is_not_elected() -> None:
    """Eliminated together, B and C would leave the place to A, which loses whichever goes first."""
    found = recount("irv", "ABC", orders("4 ABC, 3 BCA, 3 CBA"))
    assert (found["winners"], found["tie"]) == (["B", "C"], True)
    assert found["ranking"] == [["B", "C"], ["A"]]
    (fork,) = found["details"]["rounds"]
    assert (fork["last"], fork["eliminated"]) == (["B", "C"], [])
    assert [r["eliminated"] for r in found["details"]["orders"]["B"]] == [["C"], ["A"]]
    assert [r["eliminated"] for r in found["details"]["orders"]["C"]] == [["B"], ["A"]]
    assert found["details"]["orders_followed"] is True


def test_last_ones_that_nothing_can_save_are_eliminated_together() -> None:
    found = recount("irv", "ABCD", orders("5 AB, 4 BA, 1 CA, 1 DB"))
    assert found["details"]["rounds"][0]["eliminated"] == ["C", "D"]
    assert found["details"]["rounds_with_several_last"] == [1]
    assert (found["winners"], found["tie"]) == (["A"], False)


def test_orders_that_meet_again_elect_the_same() -> None:
    found = recount("irv", "ABC", orders("3 AB, 2 BA, 2 CA"))
    assert (found["winners"], found["ranking"]) == (["A"], [["A"], ["B", "C"]])
    first, second = found["details"]["rounds"]
    assert (first["last"], first["eliminated"]) == (["B", "C"], ["C"])
    assert second["eliminated"] == ["B"]
    assert "orders" not in found["details"]


def test_when_all_that_stand_are_last_they_tie() -> None:
    found = recount("irv", "ABC", orders("2 AB, 2 BA, 1 C"))
    assert found["ranking"] == [["A", "B"], ["C"]]
    assert (found["winners"], found["tie"]) == (["A", "B"], True)
    assert found["details"]["rounds"][-1]["eliminated"] == []


def test_past_the_bound_all_that_may_still_win_are_said_to_tie() -> None:
    """Twenty-four options that one person each puts first: 16 million sets could be looked at."""
    names = [f"o{n:02}" for n in range(24)]
    cast = [(1, [[name], [names[n - 7]], [names[n - 3]]]) for n, name in enumerate(names)]
    found = recount("irv", names, cast)
    assert found["details"]["orders_followed"] is False
    assert found["winners"] == names


def test_a_hundred_options_that_tie_take_no_more_memory_than_a_few() -> None:
    """Each of the sets that may come to stand would hold nearly all of them."""
    names = [f"{n:03}" for n in range(100)]
    every = frozenset(names)
    first: dict[Order, int] = {(frozenset((name,)), every - {name}): 1 for name in names}
    elimination = irv._Elimination(first, every)
    elimination.follow()
    assert elimination.winners == tuple(names)
    assert not elimination.complete
    assert sum(map(len, elimination.parents)) < irv.MOST_HELD + 100 * 100


def test_a_ballot_that_ties_its_top_is_shared_exactly() -> None:
    found = recount("irv", "ABCD", orders("1 A=B=CD, 1 A, 1 D"))
    assert found["details"]["rounds"][0]["counts"] == {"A": "4/3", "B": "1/3", "C": "1/3", "D": 1}
    assert found["winners"] == ["A"]


def test_a_cycle_has_no_condorcet_winner_and_says_so() -> None:
    found = recount("condorcet", "ABC", orders("1 ABC, 1 BCA, 1 CAB"))
    assert (found["winners"], found["tie"], found["ranking"]) == ([], True, [["A", "B", "C"]])
    schulze = recount("schulze", "ABC", orders("1 ABC, 1 BCA, 1 CAB"))
    assert (schulze["winners"], schulze["tie"]) == (["A", "B", "C"], True)


def test_options_that_tie_their_duel_are_unbeaten_without_winning() -> None:
    found = recount("condorcet", "ABC", orders("1 ABC, 1 BAC"))
    assert found["details"]["unbeaten"] == ["A", "B"]
    assert found["winners"] == []


def test_the_only_option_wins() -> None:
    for method in RANKED:
        found = recount(method, "A", [(1, [["A"]])])
        assert (found["winners"], found["tie"]) == (["A"], False)
