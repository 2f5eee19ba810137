"""Which steps make sense where they stand: the same for a recipe and for a plan that bends."""

from __future__ import annotations

import pytest

from bot.library import Library
from bot.workshop.language import Language
from bot.workshop.recipes.checking import doubts
from bot.workshop.recipes.sketch import Sketch
from bot.workshop.sessions.doubting import Piece, doubt_of
from tests.builders import subgroups

SECRET = Piece("collect", hidden=True)
OPEN = Piece("collect")
WALL = Piece("reveal")
GROUP = Piece("group")
ON_POSTITS = Piece("vote", on="postits")
ON_CHOSEN = Piece("vote", on="postits", chosen=True)
ON_THEMES = Piece("vote", on="themes")
ON_OPTIONS = Piece("vote", on="options")
PAIRS = Piece("subgroups")
FOLLOWING = Piece("subgroups", follows=True)
OF_THEMES = Piece("subgroups", themes=True)
ON_ROAD = Piece("vote", on="milestones")


@pytest.mark.parametrize(
    ("pieces", "why"),
    [
        ([ON_POSTITS], "no_postits_vote"),
        ([WALL, ON_POSTITS], "no_postits_vote"),
        ([SECRET, ON_POSTITS], "wall_closed_vote"),
        ([WALL, SECRET, ON_POSTITS], "wall_closed_vote"),
        ([SECRET, WALL, ON_POSTITS], None),
        ([OPEN, ON_POSTITS], None),
        ([SECRET, OPEN, ON_POSTITS], None),
        ([OPEN, ON_CHOSEN], "no_chosen"),
        ([OPEN, GROUP, ON_THEMES, ON_CHOSEN], None),
        ([OPEN, ON_THEMES], "no_themes"),
        ([SECRET, GROUP, ON_THEMES], "wall_closed_vote"),
        ([SECRET, GROUP], "wall_closed_group"),
        ([GROUP], "no_postits_group"),
        ([WALL], "no_postits_reveal"),
        ([ON_ROAD], "no_milestones"),
        ([Piece("roadmap"), ON_ROAD], None),
        ([ON_OPTIONS], None),
        ([WALL, SECRET], "stays_hidden"),
        ([SECRET, PAIRS, ON_POSTITS], None),
        ([PAIRS, WALL], None),
        ([PAIRS, GROUP], None),
        ([SECRET, FOLLOWING], "no_groups"),
        ([PAIRS, ON_OPTIONS, FOLLOWING], None),
        ([OPEN, OF_THEMES], "no_themes_groups"),
        ([OPEN, GROUP, OF_THEMES], None),
    ],
)
def test_the_last_step_of(pieces: list[Piece], why: str | None) -> None:
    assert doubt_of(pieces, len(pieces) - 1) == why


def test_no_recipe_that_comes_with_the_program_is_in_doubt() -> None:
    found = {
        name: doubts(Sketch.of(recipe, Language.FRENCH))
        for name, recipe in Library.load().recipes.items()
    }
    assert {name: told for name, told in found.items() if told} == {}


def test_what_is_hidden_before_small_groups_is_taken_over() -> None:
    assert doubt_of([SECRET, PAIRS], 0) is None


def test_small_groups_are_read_as_a_recipe_writes_them() -> None:
    assert Piece.written("subgroups", {"size": 2}) == PAIRS
    assert Piece.written("subgroups", {"follows": "merge"}) == FOLLOWING
    assert Piece.written("subgroups", {"deal": "theme"}) == OF_THEMES
    assert Piece.of(subgroups(follows="rotate")) == FOLLOWING
