"""Recipes for Hypothesis: any kind, with any of its settings."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from pydantic import ValidationError

from bot.interface.words.sessions.kinds import usual_step
from bot.workshop.kinds import STEP_KINDS
from bot.workshop.recipes.pieces import (
    CURRENCY_SIGN,
    MAJORITY,
    QUORUM,
    THRESHOLD,
    ChosenThemes,
    Columns,
    Costs,
    People,
    ProposalText,
    Scale,
    Voters,
)
from bot.workshop.recipes.settings import HEADING, Item, forms_of, written
from bot.workshop.recipes.shapes import Choice, Flags, Length, Lines, Shape, Whole, Words
from bot.workshop.sessions.recipe import Recipe
from tests.workshop.scenarios import words


def both(limit: int) -> st.SearchStrategy[dict[str, str]]:
    """Texts in both languages, the same or not."""
    same = words(limit).map(lambda text: {"fr": text, "en": text})
    return same | st.fixed_dictionaries({"fr": words(limit), "en": words(limit)})


def _values(item: Item) -> st.SearchStrategy[dict[str, Any]]:
    """What a file may say for the settings of an item."""
    shape: Shape = item.shape
    (first, *others) = item.fields
    match shape:
        case Words():
            found: st.SearchStrategy[Any] = both(shape.limit)
        case Whole():
            found = st.integers(shape.low, shape.high)
        case Length():
            found = st.integers(1, 2 * 7 * 24 * 60).map(lambda halves: halves / 2)
        case Choice():
            found = st.sampled_from([one.value for one in shape.values])
        case Flags():
            return st.fixed_dictionaries({field: st.booleans() for field in item.fields})
        case Lines():
            found = st.lists(both(30), max_size=5)
        case Columns():
            column = st.fixed_dictionaries(
                {"name": both(60)}, optional={"mark": st.sampled_from("+-?")}
            )
            found = st.lists(column, max_size=4)
        case People():
            found = st.lists(st.integers(1, 500), min_size=2, max_size=2).map(sorted)
        case Scale():
            found = st.sampled_from([[0, 5], [0, 10], [-3, 3], [1, 20]])
        case ChosenThemes():
            return st.integers(1, 25).map(
                lambda n: dict(zip(item.fields, ("chosen", n), strict=True))
            )
        case Voters():
            found = st.sampled_from([{"who": "number", "size": 9}, {"who": "role", "place": 7}])
        case ProposalText():
            return both(500).map(lambda text: {first: text}) | words(900).map(
                lambda text: {others[0]: text}
            )
        case Costs():
            found = st.lists(st.sampled_from(["3000", "1200.50", "1"]), min_size=1, max_size=3)
        case _ if shape is CURRENCY_SIGN:
            found = st.sampled_from(["€", "CHF", "points"])
        case _ if shape is MAJORITY or shape is THRESHOLD:
            found = st.sampled_from(["1/2", "2/3", "66/100"])
        case _ if shape is QUORUM:
            found = st.sampled_from(["5", "1/2"])
        case _:
            raise AssertionError(f"write what {item.name} may be, in tests/workshop/recipes")
    return found.map(lambda value: {first: value})


@st.composite
def plans(draw: st.DrawFn, kind: str) -> dict[str, Any]:
    """A step of a kind as a file says it, right or wrong."""
    plan = usual_step(kind).written()
    for items in forms_of(kind).values():
        for item in items:
            if draw(st.booleans()):
                plan |= draw(_values(item))
    del plan["kind"]
    return written(kind, plan)


@st.composite
def recipes(draw: st.DrawFn) -> Recipe:
    """Any recipe: steps whose settings do not go together are as usual."""
    steps = []
    for kind in draw(st.lists(st.sampled_from(sorted(STEP_KINDS)), min_size=1, max_size=4)):
        steps.append(draw(plans(kind)))
        if not _is_right(steps[-1]):
            steps[-1] = usual_step(kind).written()
    head: dict[str, Any] = {}
    for item in HEADING["heading"]:
        if item.name in _HEAD or draw(st.booleans()):
            head |= draw(_values(item))
    return Recipe.model_validate({**head, "steps": steps})


def _is_right(step: dict[str, Any]) -> bool:
    try:
        Recipe.model_validate({**_HEAD, "steps": [step]})
    except ValidationError:
        return False
    return True


_HEAD = {"title": {"fr": "x", "en": "x"}, "purpose": {"fr": "x", "en": "x"}}
