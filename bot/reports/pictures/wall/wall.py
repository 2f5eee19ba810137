"""The wall drawn in full, for whoever asks to read or print it: every post-it, page after page.

Notes stand under their themes once there are some, else under their columns or dimensions.
"""

from __future__ import annotations

from bot.i18n import Catalogue
from bot.reports.pictures.drawing import Drawing, alt_text, file_name
from bot.reports.pictures.wall.columns import scene
from bot.reports.pictures.wall.lanes import (
    MOST,
    Sheet,
    lane_at,
    sheets,
    two_columns,
    visible,
    wall_lanes,
)
from bot.reports.pictures.wall.notes import frame, note
from bot.reports.pictures.wall.overview import cards, heading
from bot.reports.record import SessionRecord
from bot.workshop.text import one_line, shorten
from bot.workshop.wall.shelves import Place

_IN_ALL = 3 * MOST
# A wall of no more needs no overview.
_ALONE = 10
# The template of a page.
PAGE = "wall"
_NAMED = 80


def wall(
    record: SessionRecord, t: Catalogue, first: int = 1, last: int | None = None
) -> list[Drawing]:
    """Return the wall from number `first` to `last`: an overview, then the notes.

    A small wall is one page. Post-its that are not revealed are never shown.
    """
    postits = visible(record, first, last)
    if not postits:
        return []
    found = wall_lanes(record, t, postits)
    shared = sheets(found)
    shown = shared[: _IN_ALL - 1]
    undrawn = len(postits) - sum(sheet.notes for sheet in shown)
    drawn = scene(record, t, postits, undrawn)
    if drawn is not None and drawn.whole:
        return [drawn.drawing]
    if drawn is None and len(shared) == 1 and len(postits) <= _ALONE:
        return [_notes(record, t, shared[0], 1, 1)]
    return [
        drawn.drawing if drawn else cards(record, t, found, undrawn=undrawn),
        *(_notes(record, t, sheet, i, len(shown)) for i, sheet in enumerate(shown, start=1)),
    ]


def part_in_full(record: SessionRecord, t: Catalogue, place: Place) -> list[Drawing]:
    """Return every post-it of one part of the wall; nothing where it holds none."""
    lane = lane_at(record, t, place)
    if lane is None:
        return []
    shown = sheets([lane])
    named = None if lane.total == len(visible(record)) else lane.name
    return [
        _notes(record, t, sheet, i, len(shown), named) for i, sheet in enumerate(shown, start=1)
    ]


def _notes(
    record: SessionRecord,
    t: Catalogue,
    sheet: Sheet,
    rank: int,
    of: int,
    part_named: str | None = None,
) -> Drawing:
    """Return one page of the wall, or of the part of it that `part_named` names."""
    dots = record.dots_of_postits
    sections: list[dict[str, object]] = []
    for lane in sheet.lanes:
        sections.append(
            {
                **heading(record, t, lane),
                "columns": [
                    [note(record, held.postit, dots, t) for held in column]
                    for column in two_columns(lane.held)
                ],
            }
        )
    return Drawing(
        PAGE,
        {
            **frame(record, t),
            "page": t("picture.page", page=rank, pages=of) if of > 1 else "",
            "sections": sections,
        },
        file_name(record, t, "wall", rank),
        alt_text(_described(t, sheet, rank, of, part_named)),
    )


def _described(t: Catalogue, sheet: Sheet, rank: int, of: int, part_named: str | None) -> str:
    notes = t.n("picture.notes", sheet.notes)
    if part_named is None:
        return t("picture.alt.wall", page=rank, pages=of, notes=notes)
    name = shorten(one_line(part_named), _NAMED)
    if of == 1:
        return t("picture.alt.part", name=name, notes=notes)
    return t("picture.alt.part_page", name=name, page=rank, pages=of, notes=notes)
