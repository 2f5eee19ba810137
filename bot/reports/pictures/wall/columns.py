"""Post-its that were written in columns: side by side, or as a boat at sea.

Which of the two is a setting of the step (`Collect.picture`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.i18n import Catalogue
from bot.reports.pictures.drawing import Drawing, alt_text, file_name
from bot.reports.pictures.lettering import lettered, lines_of
from bot.reports.pictures.wall.lanes import GREY, TEXT
from bot.reports.pictures.wall.notes import GLANCE, frame, most_voted, note
from bot.reports.record import SessionRecord
from bot.workshop.kinds import Collect
from bot.workshop.postits.postit import PostIt
from bot.workshop.postits.step import PictureKind
from bot.workshop.text import one_line, shorten
from bot.workshop.wall.wall import nowhere

_NAME = 80

# Points, as in columns.typ and speedboat.typ: how much height the notes of a picture may take,
# and what a note takes of it. More would not be read on a phone.
_ROOM = {PictureKind.COLUMNS: 780.0, PictureKind.SPEEDBOAT: 440.0}
# By the number of columns beside each other: the width of a text.
_WIDTHS = {1: 1284.0, 2: 598.0, 3: 369.0}
_BOAT_WIDTH = 382.0
_SIZE = 28.0
_LINE = 37.0
_REST = 52.0
_HEADING = 150.0

# “The island: where we want to land”: what comes before the colon is the name.
_EXPLAINED = re.compile(r"\s?[:：]\s+")


@dataclass(frozen=True, slots=True)
class Scene:
    """A drawing of columns; `whole` when it shows every post-it, and all of each."""

    drawing: Drawing
    whole: bool


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    hue: int
    mark: str | None
    postits: tuple[PostIt, ...]


@dataclass(frozen=True, slots=True)
class _Held:
    """The notes that a column shows, cut at `limit` characters, and how many it does not."""

    postits: tuple[PostIt, ...]
    limit: int
    left: int


def scene(
    record: SessionRecord, t: Catalogue, postits: Sequence[PostIt], undrawn: int = 0
) -> Scene | None:
    """Return `postits` drawn in the columns they were written in.

    None once the room has sorted them into themes, or where some were written in no columns.
    `undrawn` is how many of them no picture shows.
    """
    plans = [
        step.plan
        for step in record.steps
        if isinstance(step.plan, Collect) and step.id in {p.step_id for p in postits}
    ]
    kinds = {plan.drawn_as for plan in plans}
    if record.sorting.themes or not plans or PictureKind.WALL in kinds:
        return None
    names = {plan.column_names(record.session.language) for plan in plans}
    if kinds == {PictureKind.SPEEDBOAT} and len(names) == 1:
        return _speedboat(record, t, _columns(record, plans, postits, t), plans, undrawn)
    return _side_by_side(record, t, _columns(record, plans, postits, t), plans, undrawn)


def _columns(
    record: SessionRecord, plans: Sequence[Collect], postits: Sequence[PostIt], t: Catalogue
) -> list[_Column]:
    """Return all columns, empty ones too, then what stands in none."""
    language = record.session.language
    marks = {c.name[language]: c.mark for plan in reversed(plans) for c in plan.columns}
    names = dict.fromkeys(name for plan in plans for name in plan.column_names(language))
    found = [
        _Column(name, hue, marks[name], tuple(p for p in postits if p.column == name))
        for hue, name in enumerate(names)
    ]
    elsewhere = tuple(p for p in postits if p.column not in names)
    if elsewhere:
        found.append(_Column(t(nowhere(record.session)), GREY, None, elsewhere))
    return found


def _side_by_side(
    record: SessionRecord,
    t: Catalogue,
    columns: Sequence[_Column],
    plans: Sequence[Collect],
    undrawn: int,
) -> Scene:
    rows = _rows(columns)
    room = _ROOM[PictureKind.COLUMNS] / len(rows)
    width = _WIDTHS[max(len(row) for row in rows)]
    held = _held(record, columns, width, room if len(rows) == 1 else room - _HEADING)
    drawn = iter(_drawn(record, t, columns, held))
    postits = [p for column in columns for p in column.postits]
    counted = t.n("picture.notes", len(postits))
    rest = [t.n("picture.wall.undrawn", undrawn)] if undrawn else []
    drawing = Drawing(
        "columns",
        {
            **frame(record, t, _kicker(record, plans)),
            "count": counted,
            "rows": [[next(drawn) for _ in row] for row in rows],
            "across": max(len(row) for row in rows),
            "rest": [lettered(line, record.session.language) for line in rest],
        },
        file_name(record, t, "wall", 0),
        alt_text(t("picture.alt.columns", notes=counted)),
    )
    return Scene(drawing, _whole(held))


def _speedboat(
    record: SessionRecord,
    t: Catalogue,
    columns: Sequence[_Column],
    plans: Sequence[Collect],
    undrawn: int,
) -> Scene:
    four, elsewhere = columns[:4], columns[4:]
    held = _held(record, four, _BOAT_WIDTH, _ROOM[PictureKind.SPEEDBOAT])
    drawn = _drawn(record, t, four, held)
    astray = sum(len(column.postits) for column in elsewhere)
    counted = t.n("picture.notes", sum(len(column.postits) for column in columns))
    rest = [
        t.n("picture.speedboat.astray", astray) if astray else "",
        t.n("picture.wall.undrawn", undrawn) if undrawn else "",
    ]
    places = ("island", "wind", "anchor", "reefs")
    drawing = Drawing(
        "speedboat",
        {
            **frame(record, t, _kicker(record, plans)),
            "count": counted,
            **dict(zip(places, drawn, strict=True)),
            "rest": [lettered(line, record.session.language) for line in rest if line],
        },
        file_name(record, t, "wall", 0),
        alt_text(t("picture.alt.speedboat", notes=counted)),
    )
    return Scene(drawing, _whole(held) and not astray)


def _rows(columns: Sequence[_Column]) -> list[Sequence[_Column]]:
    """Return the columns in even rows of at most three: narrower ones could not be read."""
    rows = -(-len(columns) // 3)
    cuts = [round(rank * len(columns) / rows) for rank in range(rows + 1)]
    return [columns[first:last] for first, last in pairwise(cuts)]


def _held(
    record: SessionRecord, columns: Sequence[_Column], width: float, room: float
) -> list[_Held]:
    """Return what each column shows: all of it if there is room, else the start of some notes,
    those with most dots first."""
    entire = [_Held(column.postits, TEXT, 0) for column in columns]
    if all(
        sum(_height(record, p, width, TEXT) for p in column.postits) <= room
        and all(len(one_line(p.text)) <= TEXT for p in column.postits)
        for column in columns
    ):
        return entire
    dots = record.dots_of_postits
    found: list[_Held] = []
    for column in columns:
        kept: list[PostIt] = []
        used = 0.0
        for postit in most_voted(column.postits, dots):
            used += _height(record, postit, width, GLANCE)
            if kept and used > room:
                break
            kept.append(postit)
        found.append(_Held(tuple(kept), GLANCE, len(column.postits) - len(kept)))
    return found


def _whole(held: Sequence[_Held]) -> bool:
    return all(one.limit == TEXT for one in held)


def _height(record: SessionRecord, postit: PostIt, width: float, limit: int) -> float:
    """Return about how high a note is, in points."""
    beside = f"{postit.number} {postit.year or ''} {record.author(postit) or ''}"
    return _REST + _LINE * lines_of(f"{beside} {shorten(postit.text, limit)}", width, _SIZE)


def _drawn(
    record: SessionRecord, t: Catalogue, columns: Sequence[_Column], held: Sequence[_Held]
) -> list[dict[str, object]]:
    dots, language = record.dots_of_postits, record.session.language
    return [
        {
            **_named(column.name, record),
            "hue": column.hue,
            "mark": column.mark,
            "count": len(column.postits),
            "dots": sum(dots.get(p.id, 0) for p in column.postits),
            "notes": [note(record, postit, dots, t, one.limit) for postit in one.postits],
            "more": t.n("picture.columns.more", one.left) if one.left else "",
            "empty": lettered(t("picture.columns.empty"), language),
        }
        for column, one in zip(columns, held, strict=True)
    ]


def _named(name: str, record: SessionRecord) -> dict[str, object]:
    language = record.session.language
    title, *explained = _EXPLAINED.split(name, maxsplit=1)
    return {
        "name": lettered(title, language, _NAME),
        "what": lettered(explained[0], language, _NAME) if explained else None,
    }


def _kicker(record: SessionRecord, plans: Sequence[Collect]) -> str | None:
    """Return the title of the step, where the post-its come from one alone."""
    return plans[0].title[record.session.language] if len(plans) == 1 else None
