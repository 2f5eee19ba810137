"""Columns drawn side by side, and the speedboat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.i18n import catalogue
from bot.reports.pictures.drawing import ALT_LIMIT, Drawing
from bot.reports.pictures.wall.overview import GLANCED, glance, overview
from bot.reports.pictures.wall.wall import wall
from bot.reports.record import SessionRecord
from bot.workshop.kinds import Collect
from bot.workshop.language import Language, Title
from bot.workshop.postits.step import Column, PictureKind
from bot.workshop.sessions.session import Signing
from bot.workshop.themes.sorting import Sorting, Theme
from tests.builders import collect, reveal, vote
from tests.reports.builders import counted, postits, record
from tests.reports.drawn import texts_in

FR = catalogue(Language.FRENCH)
THREE = ("Garder", "Jeter", "Essayer")
BOAT = ("L'île : où l'on va", "Le vent", "L'ancre", "Les récifs")
LONG = "Nous avons confié les urgences à une équipe libre de décider, jusque tard le soir, "


def plan(names: Sequence[str] = THREE, picture: PictureKind | None = None) -> Collect:
    columns = tuple(
        Column(name=Title(fr=name, en=name), mark="+" if name == "Garder" else None)
        for name in names
    )
    return collect().model_copy(update={"columns": columns, "picture": picture})


SIDE_BY_SIDE = plan()
SPEEDBOAT = plan(BOAT, PictureKind.SPEEDBOAT)


def told(made: Collect, *held: Sequence[str], dots: dict[int, int] | None = None) -> SessionRecord:
    """A session whose columns hold these texts; three people gave `dots` to numbers, each."""
    names = made.column_names(Language.FRENCH)
    columns: list[str | None] = [
        *(name for name, texts in zip(names, held, strict=False) for _ in texts)
    ]
    columns += [None for texts in held[len(names) :] for _ in texts]
    written = postits([text for texts in held for text in texts])
    written = [replace(p, column=c) for p, c in zip(written, columns, strict=True)]
    votes = {"vote": counted(written, [dots] * 3)} if dots else {}
    return record((made, reveal(), vote()), postits=written, votes=votes)


def template(drawing: Drawing | None) -> str:
    assert drawing is not None
    return drawing.template


def columns_of(drawing: Drawing) -> list[dict[str, Any]]:
    if drawing.template == "speedboat":
        found: list[Any] = [drawing.data[place] for place in ("island", "wind", "anchor", "reefs")]
        return found
    rows = drawing.data["rows"]
    assert isinstance(rows, list)
    return [column for row in rows for column in row]


def numbers(drawing: Drawing) -> list[list[int]]:
    return [[note["number"] for note in column["notes"]] for column in columns_of(drawing)]


def test_columns_stand_side_by_side_with_their_counts_marks_and_dots() -> None:
    session = told(SIDE_BY_SIDE, ["a", "b"], [], ["c"], dots={2: 1, 3: 2})
    (drawing,) = wall(session, FR)
    assert drawing.template == "columns"
    found = columns_of(drawing)
    assert [c["name"]["text"] for c in found] == list(THREE)
    assert [c["count"] for c in found] == [2, 0, 1]
    assert [c["mark"] for c in found] == ["+", None, None]
    assert [c["dots"] for c in found] == [3, 0, 6]
    assert numbers(drawing) == [[1, 2], [], [3]]
    assert drawing.data["kicker"] == SIDE_BY_SIDE.title.fr
    assert found[1]["empty"]["text"] == FR("picture.columns.empty")
    assert len({c["hue"] for c in found}) == 3


def test_the_speedboat_has_its_four_places_and_explains_them() -> None:
    session = told(SPEEDBOAT, ["loin"], ["bise"], [], ["roc"])
    (drawing,) = wall(session, FR)
    assert drawing.template == "speedboat"
    assert numbers(drawing) == [[1], [2], [], [3]]
    island, wind, *_ = columns_of(drawing)
    assert (island["name"]["text"], island["what"]["text"]) == ("L'île", "où l'on va")
    assert (wind["name"]["text"], wind["what"]) == ("Le vent", None)
    assert drawing.alt == FR("picture.alt.speedboat", notes=FR.n("picture.notes", 3))


@pytest.mark.parametrize("made", [SIDE_BY_SIDE, SPEEDBOAT], ids=["columns", "speedboat"])
def test_too_many_notes_are_told_and_drawn_column_by_column(made: Collect) -> None:
    session = told(made, [LONG * 2] * 30, ["court"] * 3, ["autre"], dots={20: 1, 31: 1})
    first, *sheets = wall(session, FR)
    long, short, *_ = columns_of(first)
    assert long["notes"][0]["number"] == 20, "the one with most dots comes first"
    left = 30 - len(long["notes"])
    assert left > 0
    assert long["more"] == FR.n("picture.columns.more", left)
    assert short["more"] == ""
    drawn = [
        note["number"]
        for sheet in sheets
        for section in _sections(sheet)
        for column in section["columns"]
        for note in column
    ]
    assert sorted(drawn) == list(range(1, 35))
    assert overview(session, FR)[0].data == first.data


def test_a_note_cut_on_the_overview_is_whole_on_the_next_picture() -> None:
    session = told(SIDE_BY_SIDE, ["mot " * 80], ["b"])
    first, *others = wall(session, FR)
    assert first.template == "columns"
    assert [sheet.template for sheet in others] == ["wall"]


def test_columns_keep_their_colours_on_every_picture() -> None:
    session = told(SIDE_BY_SIDE, [], [LONG] * 25, ["c"])
    first, *sheets = wall(session, FR)
    hues = {c["name"]["text"]: c["hue"] for c in columns_of(first)}
    for sheet in sheets:
        for section in _sections(sheet):
            assert hues[section["name"]["text"]] == section["hue"]


def test_more_than_three_columns_make_even_rows() -> None:
    for many, rows in (
        (1, [1]),
        (3, [3]),
        (4, [2, 2]),
        (5, [2, 3]),
        (7, [2, 3, 2]),
        (8, [3, 2, 3]),
    ):
        names = [f"Colonne {n}" for n in range(many)]
        (drawing,) = wall(told(plan(names), ["a"]), FR)
        found = drawing.data["rows"]
        assert isinstance(found, list)
        assert [len(row) for row in found] == rows
        assert drawing.data["across"] == max(rows)


def test_what_stands_in_no_column_is_on_the_wall_too() -> None:
    (drawing,) = wall(told(SIDE_BY_SIDE, ["a"], [], [], ["seul"]), FR)
    assert columns_of(drawing)[-1]["name"]["text"] == FR("wall.no_column")
    assert numbers(drawing)[-1] == [2]
    first, *others = wall(told(SPEEDBOAT, ["a"], [], [], [], ["seul"]), FR)
    assert FR.n("picture.speedboat.astray", 1) in list(texts_in(dict(first.data)))
    assert [sheet.template for sheet in others] == ["wall"]


def test_themes_come_before_columns() -> None:
    session = told(SIDE_BY_SIDE, ["a", "b"], ["c"])
    themes = Sorting((Theme(1, "Manger"),), {p.id: 1 for p in session.postits})
    themed = replace(session, sorting=themes)
    (drawing,) = wall(themed, FR)
    assert drawing.template == "wall"
    assert template(glance(themed, FR)) == "overview"


def test_steps_with_and_without_columns_share_the_plain_wall() -> None:
    session = told(SIDE_BY_SIDE, ["a", "b"])
    (other,) = (replace(session.steps[0], id=999, plan=collect()),)
    elsewhere = replace(postits(["c", "d", "e"])[2], step_id=999)
    mixed = replace(session, steps=(*session.steps, other), postits=(*session.postits, elsewhere))
    assert [d.template for d in wall(mixed, FR)] == ["wall"]
    assert template(glance(mixed, FR)) == "overview"
    alone = replace(mixed, postits=(*session.postits, *session.postits[:1], elsewhere))
    assert template(glance(alone, FR, step_id=100)) == "columns"


def test_a_recipe_can_keep_the_plain_wall() -> None:
    session = told(plan(picture=PictureKind.WALL), ["a"], ["b"])
    assert [d.template for d in wall(session, FR)] == ["wall"]


def test_a_card_shows_nothing_until_there_is_something_to_see() -> None:
    assert glance(told(SIDE_BY_SIDE, ["a", "b"]), FR) is None
    assert template(glance(told(SIDE_BY_SIDE, ["a", "b", "c"]), FR)) == "columns"
    hidden = told(SIDE_BY_SIDE, ["a", "b", "c"])
    hidden = replace(hidden, postits=tuple(replace(p, number=None) for p in hidden.postits))
    assert glance(hidden, FR) is None
    assert wall(hidden, FR) == []


def test_a_masked_session_shows_nobody_in_columns() -> None:
    session = told(SIDE_BY_SIDE, ["a"], ["b"], ["c"])
    masked = replace(session, session=replace(session.session, signing=Signing.MASKED))
    assert "Alix" in list(texts_in(dict(wall(session, FR)[0].data)))
    assert "Alix" not in list(texts_in(dict(wall(masked, FR)[0].data)))


@given(
    held=st.lists(st.lists(st.text(max_size=300), max_size=12), min_size=4, max_size=5),
    boat=st.booleans(),
    hidden=st.sets(st.integers(1, 60)),
)
@settings(max_examples=60, deadline=None)
def test_every_revealed_note_is_shown_or_counted_and_no_hidden_one(
    held: list[list[str]], boat: bool, hidden: set[int]
) -> None:
    session = told(SPEEDBOAT if boat else SIDE_BY_SIDE, *held)
    seen = tuple(
        replace(p, number=None, text=f"SECRET{p.id}") if p.number in hidden else p
        for p in session.postits
    )
    session = replace(session, postits=seen)
    visible = [p for p in seen if p.number is not None]
    drawing = glance(session, FR)
    assert (drawing is not None) == (len(visible) >= GLANCED)
    if drawing is not None:
        assert len(drawing.alt) <= ALT_LIMIT
        assert not any("SECRET" in text for text in texts_in([drawing.data, drawing.alt]))
        found = columns_of(drawing)
        shown = [note["number"] for column in found for note in column["notes"]]
        assert len(set(shown)) == len(shown)
        in_columns = sum(column["count"] for column in found)
        astray = sum(1 for p in visible if p.column is None) if boat else 0
        assert in_columns + astray == len(visible)


def _sections(drawing: Drawing) -> list[dict[str, Any]]:
    found = drawing.data["sections"]
    assert isinstance(found, list)
    return found
