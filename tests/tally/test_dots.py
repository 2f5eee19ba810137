from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tally.dots import Tally, tally

OPTIONS = (1, 2, 3, 4, 5)
BALLOTS = st.lists(st.dictionaries(st.sampled_from(OPTIONS), st.integers(1, 9)), max_size=12)


def test_the_example_of_the_brief_is_counted_as_published() -> None:
    result = tally([1, 2, 3], [{1: 3, 2: 2}, {1: 5}, {2: 2, 3: 3}])
    assert result == Tally({1: 8, 2: 4, 3: 3}, ((1,), (2,), (3,)), ballots=3)
    assert result.winners == (1,)
    assert not result.tie


def test_equal_sums_are_said_to_be_a_tie() -> None:
    result = tally([3, 1, 2], [{3: 2}, {1: 2}, {2: 1}])
    assert result.ranking == ((1, 3), (2,))
    assert result.winners == (1, 3)
    assert result.tie


def test_when_nobody_places_a_dot_nobody_wins() -> None:
    nothing: tuple[list[dict[int, int]], ...] = ([], [{}])
    for ballots in nothing:
        result = tally([1, 2], ballots)
        assert result.ranking == ((1, 2),)
        assert result.winners == ()
        assert not result.tie
    assert tally([], []).winners == ()


def test_a_dot_on_something_that_is_no_option_is_an_error() -> None:
    with pytest.raises(KeyError):
        tally([1], [{2: 1}])


@given(st.data(), BALLOTS)
def test_the_order_of_ballots_never_matters(
    data: st.DataObject, ballots: list[dict[int, int]]
) -> None:
    shuffled = data.draw(st.permutations(ballots))
    assert tally(OPTIONS, shuffled) == tally(OPTIONS, ballots)


@given(st.permutations(OPTIONS), BALLOTS)
def test_renaming_the_options_renames_the_result(
    names: list[int], ballots: list[dict[int, int]]
) -> None:
    name = dict(zip(OPTIONS, names, strict=True))
    plain = tally(OPTIONS, ballots)
    renamed = tally(
        [name[option] for option in OPTIONS],
        [{name[option]: dots for option, dots in ballot.items()} for ballot in ballots],
    )
    assert renamed.totals == {name[option]: total for option, total in plain.totals.items()}
    assert [set(group) for group in renamed.ranking] == [
        {name[option] for option in group} for group in plain.ranking
    ]
    assert renamed.tie == plain.tie


@given(BALLOTS)
def test_every_dot_is_counted_once_and_every_option_is_ranked_once(
    ballots: list[dict[int, int]],
) -> None:
    result = tally(OPTIONS, ballots)
    assert sum(result.totals.values()) == sum(sum(ballot.values()) for ballot in ballots)
    assert sorted(option for group in result.ranking for option in group) == list(OPTIONS)
    assert result.ballots == len(ballots)
    sums = [{result.totals[option] for option in group} for group in result.ranking]
    assert all(len(group) == 1 for group in sums)
    best_first = [min(group) for group in sums]
    assert best_first == sorted(set(best_first), reverse=True)


@given(BALLOTS, st.sampled_from(OPTIONS))
def test_one_more_dot_never_hurts_an_option(ballots: list[dict[int, int]], option: int) -> None:
    def rank(result: Tally) -> int:
        return next(n for n, group in enumerate(result.ranking) if option in group)

    assert rank(tally(OPTIONS, [*ballots, {option: 1}])) <= rank(tally(OPTIONS, ballots))
