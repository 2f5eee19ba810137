"""The order drawn for a voter: the same each time, fair over all of them."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.vote.ballot import Option
from bot.workshop.vote.order import drawn, lot_of

TEN = [Option(n, f"Idée {n}") for n in range(1, 11)]


def test_without_a_lot_the_numbers_give_the_order() -> None:
    assert list(drawn(TEN, b"")) == TEN
    assert list(drawn([], lot_of("x"))) == []


@given(st.text(min_size=1), st.sets(st.sampled_from(TEN)))
def test_what_comes_or_goes_moves_nothing_else(voter: str, some: set[Option]) -> None:
    order = list(drawn(TEN, lot_of(voter)))
    assert sorted(order, key=lambda o: o.number) == TEN
    rest = [option for option in TEN if option in some]
    assert list(drawn(rest, lot_of(voter))) == [option for option in order if option in some]


def test_each_option_is_read_first_about_as_often() -> None:
    first = Counter(drawn(TEN, lot_of(f"voter {n}"))[0].number for n in range(5000))
    assert all(400 < first[option.number] < 600 for option in TEN)
