"""The order drawn for a voter: the same each time, fair over all of them."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.vote.options import Option
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


@given(st.text(min_size=1), st.lists(st.sampled_from([None, "Eau", "Nuits", "Rues"]), max_size=20))
def test_those_of_one_theme_stay_together(voter: str, themes: list[str | None]) -> None:
    options = [Option(n, f"Idée {n}", theme=theme) for n, theme in enumerate(themes, start=1)]
    order = drawn(options, lot_of(voter))
    assert sorted(order, key=lambda o: o.number) == options
    stretches = [theme for theme, _ in groupby(order, key=lambda o: o.theme)]
    assert len(stretches) == len(set(themes))


def test_an_option_alone_in_its_theme_comes_first_as_often_as_another() -> None:
    options = [Option(n, f"Idée {n}", theme="Seule" if n == 1 else "Autres") for n in range(1, 11)]
    first = Counter(drawn(options, lot_of(f"voter {n}"))[0].number for n in range(5000))
    assert all(400 < first[option.number] < 600 for option in options)
