"""The columns of a collect step: in recipes, on the wall; and drafts."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.workshop.errors import Refusal
from bot.workshop.kinds import Collect
from bot.workshop.language import Language
from bot.workshop.postits.draft import FORM_LIMIT, Draft, joined
from bot.workshop.postits.postit import PostIt, check_column, sort_ideas
from bot.workshop.postits.step import PictureKind
from bot.workshop.wall.wall import columns_of, in_lanes, sheets, shuffled
from tests.builders import both, collect, postit, recipe, scenario, session

THREE = [
    {"name": {"fr": "Garder", "en": "Keep"}, "mark": "+"},
    {"name": {"fr": "Jeter", "en": "Drop"}, "mark": "-"},
    {"name": {"fr": "Essayer", "en": "Try"}},
]


def plan(**settings: Any) -> Collect:
    table = {**collect().model_dump(), "columns": THREE, **settings}
    return Collect.model_validate(table)


def test_columns_are_named_in_the_language_of_the_session() -> None:
    assert plan().column_names(Language.FRENCH) == ("Garder", "Jeter", "Essayer")
    assert plan().marked(Language.ENGLISH) == {"+": "Keep", "-": "Drop"}
    assert check_column(plan(), Language.FRENCH, "Jeter") == "Jeter"
    assert check_column(collect(), Language.FRENCH, None) is None
    for step, name in ((plan(), "Drop"), (collect(), "Jeter")):
        with pytest.raises(Refusal, match=r"^place\.unknown_column$"):
            check_column(step, Language.FRENCH, name)


def test_columns_are_drawn_side_by_side_unless_the_recipe_says_otherwise() -> None:
    assert collect().drawn_as is PictureKind.WALL
    assert plan().drawn_as is PictureKind.COLUMNS
    assert plan(picture="wall").drawn_as is PictureKind.WALL
    four = [{"name": {"fr": name, "en": name}} for name in "abcd"]
    assert plan(columns=four, picture="speedboat").drawn_as is PictureKind.SPEEDBOAT
    assert plan(columns=four).drawn_as is PictureKind.COLUMNS


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ({"columns": [*THREE, {"name": {"fr": "garder", "en": "Other"}}]}, "different names"),
        ({"columns": [*THREE, {"name": {"fr": "D", "en": "D"}, "mark": "+"}]}, "different marks"),
        ({"columns": [{"name": {"fr": "x" * 61, "en": "x"}}]}, "at most 60 characters"),
        ({"columns": [{"name": {"fr": "x\ny", "en": "x"}}]}, "one line"),
        ({"columns": [{"name": {"fr": "x", "en": "x"}, "mark": "*"}]}, "'\\+', '-' or '\\?'"),
        ({"columns": [{"name": {"fr": f"{n}", "en": f"{n}"}} for n in range(9)]}, "at most 8"),
        ({"columns": [], "picture": "columns"}, 'picture = "columns" needs columns'),
        (
            {"picture": "speedboat"},
            "needs four columns, in this order: the island, the wind, the anchor, the reefs;"
            " there should not be 3",
        ),
        ({"picture": "poster"}, "'wall', 'columns' or 'speedboat'"),
        ({"ideas": 4, "per_person": 3}, r"at most per_person \(3\)"),
    ],
)
def test_a_recipe_with_impossible_columns_is_told_why(settings: dict[str, Any], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        plan(**settings)


def stuck(number: int, column: str | None, dimension: str | None = None) -> PostIt:
    return replace(postit(number, dimension=dimension), column=column)


def test_the_wall_stands_by_column_then_by_dimension_then_the_rest() -> None:
    held = session(recipe(plan(), collect(), plan()), told=scenario())
    assert columns_of(held) == ("Garder", "Jeter", "Essayer")
    wall = [
        stuck(1, None),
        stuck(2, None, "Services"),
        stuck(3, "Essayer", "Services"),
        stuck(4, None, "Gouvernance"),
        stuck(5, "Garder"),
        stuck(6, "Ailleurs"),
        stuck(7, "Garder"),
    ]
    assert [p.number for p in in_lanes(wall, held)] == [5, 7, 3, 4, 2, 6, 1]
    order = shuffled(wall, scenario(), Random(1), columns_of(held))
    lanes = [next(p.lane for p in wall if p.id == postit_id) for postit_id in order]
    assert lanes == ["Garder", "Garder", "Essayer", "Gouvernance", "Services", None, "Ailleurs"]


@given(st.lists(st.sampled_from(["Garder", "Jeter", None]), max_size=200), st.integers(1, 30))
def test_sheets_hold_every_post_it_in_the_order_given(lanes: list[str | None], most: int) -> None:
    wall = [stuck(n, lane) for n, lane in enumerate(lanes, start=1)]
    held = session(recipe(plan()))
    found = sheets(in_lanes(wall, held), most)
    assert [p for sheet in found for p in sheet] == in_lanes(wall, held)
    assert all(1 <= len(sheet) <= most for sheet in found)


def test_what_one_has_written_already_is_neither_kept_again_nor_refused() -> None:
    found = sort_ideas("Un  FOUR\nun verger\nUN VERGER", collect(per_person=2), 1, ["un four"])
    assert (found.kept, found.refused, found.known) == (("un verger",), (), ("Un FOUR",))


def test_a_draft_keeps_each_line_once_the_newest_first() -> None:
    assert joined("deux\nun", "Un\n\ntrois") == "deux\nun\ntrois"
    assert len(joined("\n".join(f"{n:09}" for n in range(9000)))) <= 20_000


@given(st.lists(st.text("ab ", max_size=900).map(str.strip), max_size=12))
def test_a_form_shows_as_many_lines_of_a_draft_as_it_holds(lines: list[str]) -> None:
    draft = Draft(joined("\n".join(lines)))
    assert len(draft.shown) <= FORM_LIMIT
    assert "\n".join(filter(None, [draft.shown, draft.beyond])) == draft.text


def test_both_languages_must_tell_columns_apart() -> None:
    columns = [{"name": both("Un").model_dump()}, {"name": {"fr": "Deux", "en": "UN"}}]
    with pytest.raises(ValidationError, match="different names"):
        plan(columns=columns)
