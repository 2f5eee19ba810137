"""What themes make of votes: the order of the options, and which themes a vote chose."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.language import Language
from bot.workshop.vote.ballot import Content
from bot.workshop.vote.document import document
from bot.workshop.vote.methods import SecondRule, VoteOn
from bot.workshop.vote.options import Option
from bot.workshop.vote.outcome import Outcome, Settled
from bot.workshop.vote.themes import Chosen, by_theme, chosen
from tests.builders import vote

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


THEMES = [Option(n, f"thème {n}", 100 + n) for n in range(1, 7)]
BALLOTS = st.lists(
    st.dictionaries(st.sampled_from([str(n) for n in range(1, 7)]), st.integers(1, 3), max_size=4),
    max_size=12,
)


def counted(ballots: Sequence[Content], *, quorum: int | None = None) -> Outcome:
    plan = vote(on=VoteOn.THEMES, budget=20, quorum=str(quorum) if quorum else None)
    told = document(plan, Language.FRENCH, THEMES, [(1, ballot) for ballot in ballots], quorum)
    return Outcome.count(plan, told, turnout=len(ballots))


@given(BALLOTS, st.integers(1, 6))
def test_no_theme_is_left_out_that_got_as_much_as_one_that_is_taken(
    ballots: list[Content], most: int
) -> None:
    outcome = counted(ballots)
    found = chosen(outcome, THEMES, most, secret=False)
    got = {o.source_id: outcome.figures.get(o.name, Fraction(0)) for o in THEMES}
    taken, left = found.themes, [o for o in got if o not in found.themes]
    assert all(got[theme] > 0 for theme in taken), "nobody gave anything to the others"
    assert len(taken) >= min(most, sum(dots > 0 for dots in got.values()))
    if taken:
        least = min(got[theme] for theme in taken)
        assert all(got[theme] < least for theme in left)
        assert sum(got[theme] > least for theme in taken) < most, "no more than asked, but level"
    assert found.tied == (len(taken) > most)
    assert found == chosen(counted(ballots[::-1]), THEMES, most, secret=False)


def test_a_vote_that_decides_or_tells_nothing_chooses_no_theme() -> None:
    ballots: list[Content] = [{"1": 3}, {"1": 1}]
    assert chosen(counted(ballots), THEMES, 3, secret=False) == Chosen((101,))
    assert chosen(counted(ballots), THEMES, 3, secret=True) == Chosen(), "two voted"
    assert chosen(counted(ballots, quorum=5), THEMES, 3, secret=False) == Chosen()


def test_a_tie_that_was_settled_has_its_winner_first() -> None:
    outcome = counted([{"1": 2}, {"2": 2}, {"3": 1}])
    assert chosen(outcome, THEMES, 1, secret=False) == Chosen((101, 102), tied=True)
    second = Settled(rule=SecondRule.FACILITATOR, winner="2")
    settled = outcome.model_copy(update={"second": second})
    assert chosen(settled, THEMES, 1, secret=False) == Chosen((102,))
    assert chosen(settled, THEMES, 2, secret=False) == Chosen((102, 101))
