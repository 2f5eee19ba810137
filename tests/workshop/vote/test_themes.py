"""What the themes of a wall make of a vote: the order of its options."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.vote.ballot import Option
from bot.workshop.vote.themes import by_theme

NAMES = st.sampled_from([None, "Gouvernance", "Services", "Lieux"])


@st.composite
def walls(draw: st.DrawFn) -> list[Option]:
    """Post-its on a wall, in an order of no meaning."""
    themes = draw(st.lists(NAMES, max_size=20))
    options = [Option(n, f"idée {n}", n, theme=theme) for n, theme in enumerate(themes, start=1)]
    return draw(st.permutations(options))


def told(options: Sequence[Option]) -> list[tuple[str | None, list[int]]]:
    return [(theme, [o.number for o in of]) for theme, of in groupby(options, lambda o: o.theme)]


@given(walls())
def test_options_of_a_theme_stand_together_whatever_their_order_on_the_wall(
    wall: list[Option],
) -> None:
    found = by_theme(wall)
    assert sorted(o.number for o in found) == sorted(o.number for o in wall), "each once"
    groups = told(found)
    themes = [theme for theme, _ in groups]
    assert len(set(themes)) == len(themes), "no theme is met twice"
    assert None not in themes[:-1], "those without a theme come last"
    sizes = [len(numbers) for theme, numbers in groups if theme is not None]
    assert sizes == sorted(sizes, reverse=True), "the largest theme first"
    assert all(numbers == sorted(numbers) for _, numbers in groups)
    assert by_theme(found) == found


def test_a_wall_without_themes_keeps_its_order() -> None:
    wall = [Option(n, "idée", n) for n in (1, 2, 3)]
    assert by_theme(wall) == wall
