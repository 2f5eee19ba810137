"""The wall at a glance, as a chat shows it: near square, read in a preview.

A card for each theme, column or dimension, with as many of its post-its as fit; one card alone
for a part of the wall. Where all were written in columns, these stand side by side, or as a boat
at sea.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import Catalogue
from bot.reports.pictures.drawing import Drawing, alt_text, file_name
from bot.reports.pictures.lettering import lettered
from bot.reports.pictures.wall.columns import scene
from bot.reports.pictures.wall.lanes import TEXT, Lane, lane_at, visible, wall_lanes
from bot.reports.pictures.wall.notes import GLANCE, frame, most_voted, note
from bot.reports.record import SessionRecord
from bot.workshop.text import one_line
from bot.workshop.wall.shelves import Place

# Fewer say nothing that a picture would say better.
GLANCED = 3

_NAME = 80
# So many cards, and so many notes on all of them together: the template chooses how many fit.
_CARDS = 12
_NOTES = 36
# So few post-its are worth their whole text; past so many cards, less and less of each is shown.
_FEW = 12
_GLANCES = ((6, GLANCE), (9, 64), (_CARDS, 46))


def overview(
    record: SessionRecord, t: Catalogue, first: int = 1, last: int | None = None
) -> list[Drawing]:
    """Return the wall from number `first` to `last` in one picture; nothing where it is empty."""
    postits = visible(record, first, last)
    if not postits:
        return []
    drawn = scene(record, t, postits)
    return [drawn.drawing if drawn else cards(record, t, wall_lanes(record, t, postits))]


def part(record: SessionRecord, t: Catalogue, place: Place) -> list[Drawing]:
    """Return one part of the wall in one picture; nothing where it holds nothing."""
    lane = lane_at(record, t, place)
    return [cards(record, t, [lane])] if lane is not None else []


def glance(record: SessionRecord, t: Catalogue, step_id: int | None = None) -> Drawing | None:
    """Return what a card shows while the wall grows: of one step if it is given.

    None while there are fewer than `GLANCED` post-its to see.
    """
    postits = visible(record, step_id=step_id)
    if len(postits) < GLANCED:
        return None
    drawn = scene(record, t, postits)
    return drawn.drawing if drawn else cards(record, t, wall_lanes(record, t, postits))


def cards(
    record: SessionRecord, t: Catalogue, found: Sequence[Lane], *, undrawn: int = 0
) -> Drawing:
    """Return a card for each lane; `undrawn` is how many post-its the pages after it leave out."""
    language = record.session.language
    total = sum(lane.total for lane in found)
    rest = [
        t("picture.wall.others", names=" · ".join(one_line(lane.name) for lane in found[_CARDS:]))
        if len(found) > _CARDS
        else "",
        t.n("picture.wall.undrawn", undrawn) if undrawn else "",
    ]
    counted = t.n("picture.notes", total)
    return Drawing(
        "overview",
        {
            **frame(record, t),
            "count": counted,
            "blocks": [_card(record, t, lane, found) for lane in found[:_CARDS]],
            "rest": [lettered(line, language, 400) for line in rest if line],
        },
        file_name(record, t, "wall", 0),
        alt_text(
            t("picture.alt.part", name=found[0].name, notes=counted)
            if len(found) == 1
            else t("picture.alt.overview", notes=counted, cards=t.n("picture.cards", len(found)))
        ),
    )


def heading(record: SessionRecord, t: Catalogue, lane: Lane) -> dict[str, object]:
    """Return what stands above the notes of a lane."""
    return {
        "name": lettered(lane.name, record.session.language, _NAME),
        "hue": lane.hue,
        "label": t.n("picture.notes", lane.total),
        "more": t("picture.wall.continued") if lane.continued else "",
    }


def _card(
    record: SessionRecord, t: Catalogue, lane: Lane, beside: Sequence[Lane]
) -> dict[str, object]:
    dots = record.dots_of_postits
    room = max(1, _NOTES // min(len(beside), _CARDS))
    limit = next(limit for most, limit in _GLANCES if min(len(beside), _CARDS) <= most)
    if sum(one.total for one in beside) <= _FEW:
        limit = TEXT
    shown = most_voted(lane.postits, dots)[:room]
    return {
        **heading(record, t, lane),
        "count": lane.total,
        "dots": sum(dots.get(p.id, 0) for p in lane.postits),
        "notes": [note(record, p, dots, t, limit) for p in shown],
        # By the number of notes that the template finds room for.
        "more": [
            t.n("picture.columns.more", lane.total - kept) if kept < lane.total else ""
            for kept in range(len(shown) + 1)
        ],
    }
