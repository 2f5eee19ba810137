"""The wall drawn: an overview of its themes, then the post-its of each, in colour.

Notes stand under their themes once there are some, else under their columns or dimensions. Where
all were written in columns, the overview shows these side by side, or as a boat at sea.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import Catalogue
from bot.reports.pictures.drawing import Drawing, alt_text, file_name
from bot.reports.pictures.lettering import lettered
from bot.reports.pictures.wall.columns import scene
from bot.reports.pictures.wall.lanes import (
    MOST,
    Lane,
    Sheet,
    sheets,
    two_columns,
    visible,
    wall_lanes,
)
from bot.reports.pictures.wall.notes import GLANCE, frame, most_voted, note, note_alt
from bot.reports.record import SessionRecord
from bot.workshop.text import one_line, shorten

_IN_ALL = 3 * MOST
# A wall of no more needs no overview.
_ALONE = 10
# Fewer say nothing that a picture would say better.
GLANCED = 3

_NAME = 80

# The overview names so many themes, with fewer notes of each where there are more of them: it is
# read at a glance, on a phone.
_BLOCKS = 12
_SHOWN = ((1, 8), (2, 5), (6, 3), (8, 2), (_BLOCKS, 1))


def wall(
    record: SessionRecord, t: Catalogue, first: int = 1, last: int | None = None
) -> list[Drawing]:
    """Return the wall from number `first` to `last`: an overview, then the notes.

    A small wall is one picture; a large one needs several messages of `MOST`. Post-its that are
    not revealed are never shown.
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
        drawn.drawing if drawn else _overview(record, t, found, undrawn),
        *(_notes(record, t, sheet, i, len(shown)) for i, sheet in enumerate(shown, start=1)),
    ]


def share(drawings: Sequence[Drawing], part: int) -> Sequence[Drawing]:
    """Return what message `part`, from 0, shows of them."""
    return drawings[part * MOST : (part + 1) * MOST]


def overview(record: SessionRecord, t: Catalogue) -> list[Drawing]:
    """Return the overview of the whole wall; nothing when a wall is too small to need one."""
    postits = visible(record)
    drawn = scene(record, t, postits) if postits else None
    if drawn is not None:
        return [drawn.drawing]
    if len(postits) <= _ALONE:
        return []
    return [_overview(record, t, wall_lanes(record, t, postits), 0)]


def glance(record: SessionRecord, t: Catalogue, step_id: int | None = None) -> Drawing | None:
    """Return the overview that a card shows while the wall grows: of one step if it is given.

    None while there are fewer than `GLANCED` post-its to see.
    """
    postits = visible(record, step_id=step_id)
    if len(postits) < GLANCED:
        return None
    drawn = scene(record, t, postits)
    if drawn is not None:
        return drawn.drawing
    return _overview(record, t, wall_lanes(record, t, postits), 0)


def _notes(record: SessionRecord, t: Catalogue, sheet: Sheet, rank: int, of: int) -> Drawing:
    dots = record.dots_of_postits
    sections: list[dict[str, object]] = []
    alts: list[str] = []
    for lane in sheet.lanes:
        sections.append(
            {
                **_heading(record, t, lane),
                "columns": [
                    [note(record, held.postit, dots, t) for held in column]
                    for column in two_columns(lane.held)
                ],
            }
        )
        first, *others = (note_alt(record, postit, dots, t) for postit in lane.postits)
        alts += [f"{t('picture.alt.lane', name=shorten(lane.name, _NAME))} {first}", *others]
    return Drawing(
        "wall",
        {
            **frame(record, t),
            "page": t("picture.page", page=rank, pages=of) if of > 1 else "",
            "sections": sections,
        },
        file_name(record, t, "wall", rank),
        alt_text(
            t("picture.alt.wall", page=rank, pages=of, notes=t.n("picture.notes", sheet.notes)),
            alts,
            t,
        ),
    )


def _overview(record: SessionRecord, t: Catalogue, found: Sequence[Lane], undrawn: int) -> Drawing:
    dots = record.dots_of_postits
    total = sum(len(lane.held) for lane in found)
    shown = next(many for most, many in _SHOWN if min(len(found), _BLOCKS) <= most)
    blocks = [
        {
            **_heading(record, t, lane),
            "count": lane.total,
            "dots": sum(dots.get(p.id, 0) for p in lane.postits),
            "notes": [
                note(record, postit, dots, t, GLANCE)
                for postit in most_voted(lane.postits, dots)[:shown]
            ],
        }
        for lane in found[:_BLOCKS]
    ]
    drawn = sum(min(len(lane.postits), shown) for lane in found[:_BLOCKS])
    rest = [
        t("picture.wall.some", drawn=drawn, total=total) if drawn < total and not undrawn else "",
        t("picture.wall.others", names=" · ".join(one_line(lane.name) for lane in found[_BLOCKS:]))
        if len(found) > _BLOCKS
        else "",
        t.n("picture.wall.undrawn", undrawn) if undrawn else "",
    ]
    counted = t.n("picture.notes", total)
    return Drawing(
        "overview",
        {
            **frame(record, t),
            "count": counted,
            "blocks": blocks,
            "rest": [lettered(line, record.session.language, 400) for line in rest if line],
        },
        file_name(record, t, "wall", 0),
        alt_text(
            t("picture.alt.overview", notes=counted),
            [
                t(
                    "picture.alt.block",
                    name=shorten(lane.name, _NAME),
                    notes=t.n("picture.notes", lane.total),
                )
                for lane in found
            ],
            t,
        ),
    )


def _heading(record: SessionRecord, t: Catalogue, lane: Lane) -> dict[str, object]:
    return {
        "name": lettered(lane.name, record.session.language, _NAME),
        "hue": lane.hue,
        "label": t.n("picture.notes", lane.total),
        "more": t("picture.wall.continued") if lane.continued else "",
    }
