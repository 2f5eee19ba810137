"""A step kind is one piece in each layer: these tests name the piece that is missing."""

from __future__ import annotations

import pytest

from bot.library import Library
from bot.reports.kinds import SECTIONS
from bot.services.kinds import STEP_ACTS
from bot.workshop.kinds import STEP_KINDS
from cogs.kinds import SCREENS

RECIPES = Library.load().recipes


@pytest.mark.parametrize("kind", STEP_KINDS)
def test_a_kind_has_its_pieces(kind: str) -> None:
    assert kind in SECTIONS, (
        f"“{kind}” says nothing in the reports: write its section in bot/reports/steps/{kind}.py"
        " and add it to SECTIONS in bot/reports/steps/__init__.py"
    )
    assert kind in SCREENS, (
        f"“{kind}” shows nothing in Discord: write its screen in cogs/steps/{kind}.py"
        " and add it to SCREENS in cogs/steps/__init__.py"
    )
    assert any(step.kind == kind for recipe in RECIPES.values() for step in recipe.steps), (
        f"“{kind}” is in no recipe: use it in a file of data/recipes/"
    )


@pytest.mark.parametrize(
    ("register", "pieces"),
    [
        ("SECTIONS of bot/reports/steps/__init__.py", SECTIONS),
        ("SCREENS of cogs/steps/__init__.py", SCREENS),
        ("STEP_ACTS of bot/services/steps/__init__.py", STEP_ACTS),
    ],
    ids=["reports", "cogs", "services"],
)
def test_a_piece_belongs_to_a_kind(register: str, pieces: dict[str, object]) -> None:
    for name in pieces:
        assert name in STEP_KINDS, (
            f"{register} has “{name}”, which is no kind: write it in"
            f" bot/workshop/steps/{name}.py and add it to Kinds in bot/workshop/steps/__init__.py"
        )
