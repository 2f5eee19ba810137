"""When troubles come: each once, where it fits, wherever the session goes."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.library import Library
from bot.rehearsal.trouble.kinds import Trouble, spread
from bot.workshop.kinds import BaseStep
from tests import builders

RECIPES = {name: recipe.steps for name, recipe in Library.load().recipes.items()}


def flown(plans: tuple[BaseStep, ...], seed: int) -> list[tuple[int, Trouble]]:
    """Return what comes in each step of a session in which all that is drawn comes."""
    chance, left, came = Random(seed), list(Trouble), []
    for place in range(len(plans)):
        for trouble in spread(plans, place, left, chance):
            left.remove(trouble)
            came.append((place, trouble))
    return came


@given(name=st.sampled_from(sorted(RECIPES)), seed=st.integers(0, 999))
def test_whatever_the_recipe_each_comes_once_where_it_fits(name: str, seed: int) -> None:
    plans = RECIPES[name]
    came = flown(plans, seed)
    troubles = [trouble for _, trouble in came]
    assert len(set(troubles)) == len(troubles)
    assert all(trouble.fits(plans[place], place, len(plans)) for place, trouble in came)
    fitting = {
        trouble
        for trouble in Trouble
        if any(trouble.fits(plan, place, len(plans)) for place, plan in enumerate(plans))
    }
    assert set(troubles) == fitting, "what fits somewhere comes"
    assert came == flown(plans, seed), "and comes again with the same seed"


def test_they_are_spread_over_the_session() -> None:
    plans = RECIPES["brainstorm"]
    for seed in range(20):
        places = [place for place, _ in flown(plans, seed)]
        assert len(set(places)) >= 5, "seven troubles, of which four are for two collections"


def test_those_that_open_a_step_come_first_and_a_flood_after_who_writes() -> None:
    for seed in range(20):
        (*came,) = spread((builders.collect(per_person=12),), 0, list(Trouble), Random(seed))
        assert came[0] is Trouble.SILENCE
        assert came[1:3] == [Trouble.LOUD, Trouble.RUDE]
        assert set(came[3:]) == {Trouble.FLOOD, Trouble.LATE, Trouble.RESTART}


@pytest.mark.parametrize(
    ("trouble", "fits"),
    [
        (Trouble.SILENCE, {"collect"}),
        (Trouble.LOUD, set()),
        (Trouble.CONTESTED, {"vote"}),
        (Trouble.LATE, {"vote", "discuss"}),
        (Trouble.RESTART, {"collect", "reveal", "vote", "discuss"}),
    ],
)
def test_what_does_not_fit_does_not_come(trouble: Trouble, fits: set[str]) -> None:
    plans = (
        builders.collect(per_person=3),
        builders.reveal(),
        builders.vote(budget=5),
        builders.discuss(),
    )
    kinds = {p.kind for place, p in enumerate(plans) if trouble.fits(p, place, len(plans))}
    assert kinds == fits
