"""Recipes as files: what is written is read back, and what is wrong is said with its step."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from bot.interface.words.sessions.kinds import usual_step
from bot.library import DATA
from bot.workshop.errors import DataError
from bot.workshop.faults import FaultKind
from bot.workshop.kinds import STEP_KINDS
from bot.workshop.language import Language
from bot.workshop.recipes.recipe_file import FILE_LIMIT, read_sketch, write_recipe
from bot.workshop.recipes.sketch import Sketch
from bot.workshop.sessions.recipe import MOST_STEPS, Recipe, read_recipe
from tests.builders import both, poll, recipe, titled
from tests.workshop.recipes.written import recipes

SHIPPED = sorted((DATA / "recipes").glob("*.toml"))
EVERY = Recipe(
    title=titled("Tout"),
    purpose=both("Tout essayer."),
    steps=tuple(usual_step(kind) for kind in STEP_KINDS),
)
TEXT = write_recipe(EVERY)


def wrong(content: bytes) -> list[tuple[str, FaultKind, str]]:
    """Return the places and kinds of what is wrong with a file, and the rules broken."""
    with pytest.raises(DataError) as caught:
        read_sketch(content, "a.toml", Language.FRENCH)
    assert caught.value.faults, "there is something to tell"
    return [(fault.place, fault.kind, fault.rule) for fault in caught.value.faults]


def changed(old: str, new: str) -> bytes:
    assert old in TEXT
    return TEXT.replace(old, new, 1).encode()


@settings(max_examples=150)
@given(recipes())
def test_what_is_written_is_read_back_exactly(whole: Recipe) -> None:
    assert read_recipe(write_recipe(whole), "a.toml") == whole


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_a_shipped_recipe_is_written_read_and_imported_as_it_is(path: Path) -> None:
    whole = read_recipe(path.read_text("utf-8"), path.name)
    text = write_recipe(whole)
    assert read_recipe(text, path.name) == whole
    sketch = read_sketch(text.encode(), path.name, Language.ENGLISH)
    assert sketch.whole() == whole
    assert sketch.tells(whole)
    assert len(text.encode()) < FILE_LIMIT / 8


def test_a_vote_that_opened_is_written_as_it_was_planned() -> None:
    """The budget that its options suggested, the part of the wall, are of one session."""
    planned = poll("dots", "a", "b").model_copy(update={"suggested": True})
    opened = planned.sized(12)
    assert opened.budget != planned.budget
    (kept,) = Sketch.of(recipe(opened), Language.FRENCH).whole().steps
    assert kept == planned
    chosen = poll("dots", "a", "b", budget=5)
    assert "budget = 5" in write_recipe(recipe(chosen)), "else it would be suggested"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", [(key, FaultKind.MISSING, "") for key in ("title", "purpose", "steps")]),
        (b"\xff\xfe", [("", FaultKind.NOT_UTF8, "")]),
        (b"title = ", [("", FaultKind.TOML, "")]),
        (b"a = " + b"[" * 30_000, [("", FaultKind.TOML, "")]),
        (b"a." * 60_000 + b"b = 1", [("", FaultKind.TOML, "")]),
        (b"a = " + b"9" * 5_000, [("", FaultKind.TOML, "")]),
        (changed('kind = "story"', 'kind = "dance"'), [("steps[1]", FaultKind.CHOICE, "")]),
        (changed('kind = "story"\n', ""), [("steps[1]", FaultKind.MISSING, "")]),
        (changed("minutes = 5", "minutes = 5\ncolour = 3"), [
            ("steps[1].story.colour", FaultKind.UNKNOWN, ""),
        ]),
        (changed("minutes = 5", "minutes = 0"), [("steps[1].story.minutes", FaultKind.YEAR, "")]),
        (changed("minutes = 5", "minutes = 1.2"), [
            ("steps[1].story.minutes", FaultKind.RULE, "halves"),
        ]),
        (changed("minutes = 5", 'minutes = 5\nat_end = "stop"'), [
            ("steps[1].story.at_end", FaultKind.CHOICE, ""),
        ]),
        (changed("minutes = 5", 'minutes = 5\noptional = "yes, please"'), [
            ("steps[1].story.optional", FaultKind.NOT_FLAG, ""),
        ]),
        (changed('method = "dots"', 'method = "yes_no"'), [
            ("steps[5].vote", FaultKind.RULE, "yes_no_options"),
        ]),
        (changed('method = "dots"', 'method = "score"\nscale = [5, 5]'), [
            ("steps[5].vote", FaultKind.RULE, "scale"),
        ]),
        (changed('method = "dots"', 'method = "dots"\nquorum = "many"'), [
            ("steps[5].vote.quorum", FaultKind.ODD, ""),
        ]),
        (changed('fr = "Le récit"', 'fr = "Le \\u202erécit"'), [
            ("steps[1].title", FaultKind.CONTROL, ""),
        ]),
        (changed('{ fr = "Le récit"', '{ fr = "\\u200b"'), [
            ("steps[1].story.title", FaultKind.EMPTY, ""),
        ]),
    ],
)  # fmt: skip
def test_a_broken_or_hostile_file_is_told_step_by_step(
    content: bytes, found: list[tuple[str, FaultKind, str]]
) -> None:
    assert wrong(content) == found


def test_a_file_of_too_many_steps_says_how_many_it_may_have() -> None:
    """Not each of them."""
    head, _, step = TEXT.partition("\n[[steps]]")
    step = "\n[[steps]]" + step.partition("\n[[steps]]")[0]
    ((place, kind, _),) = wrong((head + step * (MOST_STEPS + 1)).encode())
    assert (place, kind) == ("steps", FaultKind.MANY)
