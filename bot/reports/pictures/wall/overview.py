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
from bot.workshop.text import one_line, shorten
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
    if lane is None:
        return []
    whole = lane.total == len(visible(record))
    return [cards(record, t, [lane], part_named=None if whole else lane.name)]


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
    record: SessionRecord,
    t: Catalogue,
    found: Sequence[Lane],
    *,
    undrawn: int = 0,
    part_named: str | None = None,
) -> Drawing:
    """Return a card for each lane, the largest where they are too many, the others counted.

    `undrawn` is how many post-its the pages after it leave out, `part_named` what a part of the
    wall is called, where the picture is of that part alone.
    """
    language = record.session.language
    total = sum(lane.total for lane in found)
    shown = _shown(found, themed=bool(record.sorting.themes))
    others = _others(record, t, [lane for lane in found if lane not in shown])
    rest = [others, t.n("picture.wall.undrawn", undrawn) if undrawn else ""]
    counted = t.n("picture.notes", total)
    described = (
        t(
            "picture.alt.overview",
            notes=t.n("picture.notes", sum(lane.total for lane in shown)),
            cards=t.n("picture.cards", len(shown)),
            others=f" {others}" if others else "",
        )
        if part_named is None
        else t("picture.alt.part", name=shorten(one_line(part_named), _NAME), notes=counted)
    )
    return Drawing(
        "overview",
        {
            **frame(record, t),
            "count": counted,
            "blocks": [_card(record, t, lane, shown) for lane in shown],
            "rest": [lettered(line, language, 400) for line in rest if line],
        },
        file_name(record, t, "wall", 0),
        alt_text(described),
    )


def _shown(found: Sequence[Lane], *, themed: bool) -> list[Lane]:
    """Return the lanes that have a card: what stands in none and the largest of the others, from
    the largest; columns and dimensions keep their order where all of them have one."""
    if len(found) <= _CARDS and not themed:
        return list(found)
    chosen = sorted(found, key=lambda lane: (not lane.is_rest, -lane.total))[:_CARDS]
    return sorted(chosen, key=lambda lane: -lane.total)


def _others(record: SessionRecord, t: Catalogue, lanes: Sequence[Lane]) -> str:
    """Return the sentence that counts the lanes without a card; empty where there are none."""
    if not lanes:
        return ""
    key = "picture.wall.other_themes" if record.sorting.themes else "picture.wall.other_parts"
    return t.n(key, len(lanes), notes=t.n("picture.notes", sum(lane.total for lane in lanes)))


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
    room = max(1, _NOTES // len(beside))
    limit = next(limit for most, limit in _GLANCES if len(beside) <= most)
    if sum(one.total for one in beside) <= _FEW:
        limit = TEXT
    shown = most_voted(lane.postits, dots)[:room]
    put = sum(dots.get(p.id, 0) for p in lane.postits)
    return {
        **heading(record, t, lane),
        "count": lane.total,
        "dots": t.n("picture.wall.dots", put) if put else "",
        # The most dots of one of them: it is seen first.
        "weight": max(dots.get(p.id, 0) for p in lane.postits),
        "notes": [note(record, p, dots, t, limit) for p in shown],
        # By the number of notes that the template finds room for.
        "more": [
            t.n("picture.columns.more", lane.total - kept) if kept < lane.total else ""
            for kept in range(len(shown) + 1)
        ],
    }
