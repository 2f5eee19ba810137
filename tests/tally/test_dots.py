from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tally.result import Cast, Result
from bot.tally.rules.dots import count

OPTIONS = ("1", "2", "3", "4", "5")
Dots = dict[str, int]
BALLOTS = st.lists(st.dictionaries(st.sampled_from(OPTIONS), st.integers(1, 9)), max_size=12)


def tally(options: tuple[str, ...] | list[str], ballots: list[Dots]) -> Result:
    return count(options, [Cast(ballot) for ballot in ballots])


def totals(result: Result) -> Dots:
    found = result.details["totals"]
    assert isinstance(found, dict)
    return found


def test_the_example_of_the_brief_is_counted_as_published() -> None:
    result = tally(["1", "2", "3"], [{"1": 3, "2": 2}, {"1": 5}, {"2": 2, "3": 3}])
    assert totals(result) == {"1": 8, "2": 4, "3": 3}
    assert result.ranking == (("1",), ("2",), ("3",))
    assert (result.winners, result.tie) == (("1",), False)


def test_equal_sums_are_said_to_be_a_tie() -> None:
    result = tally(["3", "1", "2"], [{"3": 2}, {"1": 2}, {"2": 1}])
    assert result.ranking == (("1", "3"), ("2",))
    assert (result.winners, result.tie) == (("1", "3"), True)


def test_when_nobody_places_a_dot_nobody_wins() -> None:
    nothing: tuple[list[Dots], ...] = ([], [{}])
    for ballots in nothing:
        result = tally(["1", "2"], ballots)
        assert result.ranking == (("1", "2"),)
        assert (result.winners, result.tie) == ((), False)


def test_a_ballot_of_several_people_counts_for_each() -> None:
    result = count(["1", "2"], [Cast({"1": 2}, weight=3), Cast({"2": 5})])
    assert totals(result) == {"1": 6, "2": 5}


def test_a_dot_on_something_that_is_no_option_is_an_error() -> None:
    with pytest.raises(KeyError):
        tally(["1"], [{"2": 1}])


@given(st.data(), BALLOTS)
def test_the_order_of_ballots_never_matters(data: st.DataObject, ballots: list[Dots]) -> None:
    shuffled = data.draw(st.permutations(ballots))
    assert tally(OPTIONS, shuffled) == tally(OPTIONS, ballots)


@given(st.permutations(OPTIONS), BALLOTS)
def test_renaming_the_options_renames_the_result(names: list[str], ballots: list[Dots]) -> None:
    name = dict(zip(OPTIONS, names, strict=True))
    plain = tally(OPTIONS, ballots)
    renamed = tally(
        [name[option] for option in OPTIONS],
        [{name[option]: dots for option, dots in ballot.items()} for ballot in ballots],
    )
    assert totals(renamed) == {name[o]: total for o, total in totals(plain).items()}
    assert [set(group) for group in renamed.ranking] == [
        {name[option] for option in group} for group in plain.ranking
    ]
    assert renamed.tie == plain.tie


@given(BALLOTS)
def test_every_dot_is_counted_once_and_every_option_is_ranked_once(ballots: list[Dots]) -> None:
    result = tally(OPTIONS, ballots)
    sums = totals(result)
    assert sum(sums.values()) == sum(sum(ballot.values()) for ballot in ballots)
    assert sorted(option for group in result.ranking for option in group) == list(OPTIONS)
    by_group = [{sums[option] for option in group} for group in result.ranking]
    assert all(len(group) == 1 for group in by_group)
    best_first = [min(group) for group in by_group]
    assert best_first == sorted(set(best_first), reverse=True)


@given(BALLOTS, st.sampled_from(OPTIONS))
def test_one_more_dot_never_hurts_an_option(ballots: list[Dots], option: str) -> None:
    def rank(result: Result) -> int:
        return next(n for n, group in enumerate(result.ranking) if option in group)

    assert rank(tally(OPTIONS, [*ballots, {option: 1}])) <= rank(tally(OPTIONS, ballots))
