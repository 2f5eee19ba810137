"""The wall drawn: an overview of its themes, then the post-its of each, in colour.

Notes stand under their themes once there are some, else under their columns or dimensions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.i18n import Catalogue
from bot.reports.pictures.drawing import Drawing, alt_text, file_name
from bot.reports.pictures.lettering import Lettering, lettered, lines_of
from bot.reports.record import SessionRecord
from bot.workshop.postit import PostIt
from bot.workshop.text import one_line, shorten
from bot.workshop.themed import lanes
from bot.workshop.wall import in_lanes

# A message takes ten files. A large wall needs several messages, as its text does; past these
# it is told how many notes are not drawn.
MOST = 10
_IN_ALL = 3 * MOST
# Enough notes for one picture; a wall of no more needs no overview.
NOTES = 24
_ALONE = 10

# What a note on the wall shows of a text; the report has all of it.
_TEXT = 220
_AUTHOR = 40
_NAME = 80
_TITLE = 90
_GLANCE = 90
_ALT_TEXT = 80

# The hue of common.typ for what stands nowhere.
_GREY = 7

# Points, as in wall.typ: the page is 1080 wide and holds two columns of notes.
_TALLEST = (2300.0, 3000.0)
_NOTE_WIDTH = 410.0
_NOTE_SIZE = 33.0
_NOTE_LINE = 45.0
_NOTE_REST = 116.0
_HEADING = 130.0

# The overview names so many themes, with so many notes of each.
_BLOCKS = 12
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Note:
    """A post-it, and about how high its note is, in points."""

    postit: PostIt
    height: float


@dataclass(frozen=True, slots=True)
class Lane:
    """Notes under one heading, or those of one picture out of `total`; `hue` is the rank of
    its colour."""

    name: str
    hue: int
    held: tuple[Note, ...]
    total: int
    continued: bool = False

    @property
    def postits(self) -> list[PostIt]:
        return [note.postit for note in self.held]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lanes, or parts of lanes, of one picture."""

    lanes: tuple[Lane, ...]

    @property
    def notes(self) -> int:
        return sum(len(lane.held) for lane in self.lanes)


def wall(
    record: SessionRecord, t: Catalogue, first: int = 1, last: int | None = None
) -> list[Drawing]:
    """Return the wall from number `first` to `last`: an overview, then the notes.

    A small wall is one picture; a large one needs several messages of `MOST`. Post-its that are
    not revealed are never shown.
    """
    found = wall_lanes(record, t, first, last)
    if not found:
        return []
    sheets = _sheets(found)
    total = sum(len(lane.held) for lane in found)
    if len(sheets) == 1 and total <= _ALONE:
        return [_notes(record, t, sheets[0], 1, 1)]
    shown = sheets[: _IN_ALL - 1]
    undrawn = total - sum(sheet.notes for sheet in shown)
    return [
        _overview(record, t, found, undrawn),
        *(_notes(record, t, sheet, i, len(shown)) for i, sheet in enumerate(shown, start=1)),
    ]


def share(drawings: Sequence[Drawing], part: int) -> Sequence[Drawing]:
    """Return what message `part`, from 0, shows of them."""
    return drawings[part * MOST : (part + 1) * MOST]


def overview(record: SessionRecord, t: Catalogue) -> list[Drawing]:
    """Return the overview of the whole wall; nothing when a wall is too small to need one."""
    found = wall_lanes(record, t)
    if sum(len(lane.held) for lane in found) <= _ALONE:
        return []
    return [_overview(record, t, found, 0)]


def wall_lanes(
    record: SessionRecord, t: Catalogue, first: int = 1, last: int | None = None
) -> list[Lane]:
    """Return the lanes of the revealed post-its from number `first` to `last`."""
    postits = [
        p
        for p in record.postits
        if p.number is not None and first <= p.number and (last is None or p.number <= last)
    ]
    named: list[tuple[str, int, list[PostIt]]] = []
    if record.sorting.themes:
        for hue, (theme, held) in enumerate(lanes(record.sorting, postits)):
            name = theme.name if theme else t("picture.wall.unsorted")
            named.append((name, hue if theme else _GREY, held))
    else:
        under: dict[str | None, list[PostIt]] = {}
        for postit in in_lanes(postits, record.session):
            under.setdefault(postit.lane, []).append(postit)
        none = t("picture.wall.no_lane" if len(under) > 1 else "picture.wall.all")
        for hue, (lane, held) in enumerate(under.items()):
            grey = lane is None and len(under) > 1
            named.append((none if lane is None else lane, _GREY if grey else hue, held))
    return [
        Lane(name, hue, tuple(Note(p, _note_height(p)) for p in held), len(held))
        for name, hue, held in named
    ]


def _sheets(found: Sequence[Lane]) -> list[Sheet]:
    """Return the lanes shared out over pictures; taller ones when a message would not do."""
    for tallest in _TALLEST:
        sheets = _shared_out(found, tallest)
        if len(sheets) < MOST:
            break
    return sheets


def _shared_out(found: Sequence[Lane], tallest: float) -> list[Sheet]:
    """Fill picture after picture: a lane begins a new one unless it fits below what is there."""
    sheets: list[list[Lane]] = []
    used, count = 0.0, 0
    for lane in found:
        pieces = _pieces(lane, tallest)
        for piece in pieces:
            height = _height(piece.held)
            fits = used + height <= tallest and count + len(piece.held) <= NOTES
            if not sheets or not fits or len(pieces) > 1:
                sheets.append([])
                used, count = 0.0, 0
            sheets[-1].append(piece)
            used += height
            count += len(piece.held)
    return [Sheet(tuple(lanes)) for lanes in sheets]


def _pieces(lane: Lane, tallest: float) -> list[Lane]:
    """Return a lane in as many even pieces as it needs pictures."""
    needed = 1
    while True:
        size = -(-len(lane.held) // needed)
        cut = [lane.held[i : i + size] for i in range(0, len(lane.held), size)]
        if all(len(piece) <= NOTES and _height(piece) <= tallest for piece in cut) or size == 1:
            return [
                Lane(lane.name, lane.hue, piece, lane.total, continued=rank > 0)
                for rank, piece in enumerate(cut)
            ]
        needed += 1


def _height(held: Sequence[Note]) -> float:
    return _HEADING + max(sum(note.height for note in column) for column in _columns(held))


def _columns(held: Sequence[Note]) -> tuple[list[Note], list[Note]]:
    """Return two columns of about the same height, each note in the shorter one."""
    columns: tuple[list[Note], list[Note]] = ([], [])
    heights = [0.0, 0.0]
    for note in held:
        shorter = 0 if heights[0] <= heights[1] + _NOTE_LINE else 1  # left first when in doubt
        columns[shorter].append(note)
        heights[shorter] += note.height
    return columns


def _note_height(postit: PostIt) -> float:
    lines = lines_of(shorten(postit.text, _TEXT), _NOTE_WIDTH, _NOTE_SIZE)
    return _NOTE_REST + lines * _NOTE_LINE


def _notes(record: SessionRecord, t: Catalogue, sheet: Sheet, rank: int, of: int) -> Drawing:
    dots = record.dots_of_postits
    sections: list[dict[str, object]] = []
    alts: list[str] = []
    for lane in sheet.lanes:
        sections.append(
            {
                **_heading(record, t, lane),
                "columns": [
                    [_note(record, note.postit, dots) for note in column]
                    for column in _columns(lane.held)
                ],
            }
        )
        first, *others = (_alt_of(record, postit, dots, t) for postit in lane.postits)
        alts += [f"{t('picture.alt.lane', name=shorten(lane.name, _NAME))} {first}", *others]
    return Drawing(
        "wall",
        {
            **_frame(record, t),
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
    blocks = [
        {
            **_heading(record, t, lane),
            "count": lane.total,
            "dots": sum(dots.get(p.id, 0) for p in lane.postits),
            "notes": [
                _note(record, postit, dots, _GLANCE) for postit in _first(lane.postits, dots)
            ],
        }
        for lane in found[:_BLOCKS]
    ]
    rest = [
        t("picture.wall.others", names=" · ".join(one_line(lane.name) for lane in found[_BLOCKS:]))
        if len(found) > _BLOCKS
        else "",
        t.n("picture.wall.undrawn", undrawn) if undrawn else "",
    ]
    counted = t.n("picture.notes", total)
    return Drawing(
        "overview",
        {
            **_frame(record, t),
            "count": counted,
            "blocks": blocks,
            "rest": [lettered(line, record.session.language, 400) for line in rest if line],
        },
        file_name(record, t, "wall", 0),
        alt_text(
            t("picture.alt.overview", notes=counted),
            [
                t("picture.alt.block", name=shorten(lane.name, _NAME), count=lane.total)
                for lane in found
            ],
            t,
        ),
    )


def _first(postits: Sequence[PostIt], dots: Mapping[int, int]) -> list[PostIt]:
    """Return the notes that an overview shows: those with most dots, then the first."""
    return sorted(postits, key=lambda p: -dots.get(p.id, 0))[:_SHOWN]


def _frame(record: SessionRecord, t: Catalogue) -> dict[str, object]:
    return {
        "lang": record.session.language.value,
        "kicker": t("picture.wall.title"),
        "title": lettered(record.session.title, record.session.language, _TITLE),
        "day": t.day(record.day),
    }


def _heading(record: SessionRecord, t: Catalogue, lane: Lane) -> dict[str, object]:
    name = lettered(lane.name, record.session.language, _NAME)
    return {
        "name": name,
        "hue": lane.hue,
        "label": t.n("picture.notes", lane.total),
        "more": t("picture.wall.continued") if lane.continued else "",
    }


def _note(
    record: SessionRecord, postit: PostIt, dots: Mapping[int, int], limit: int = _TEXT
) -> dict[str, object]:
    language = record.session.language
    author = record.author(postit)
    signed: Lettering | None = lettered(author, language, _AUTHOR) if author else None
    return {
        "text": lettered(postit.text, language, limit),
        "number": postit.number,
        "year": postit.year,
        "author": signed,
        "dots": dots.get(postit.id, 0),
    }


def _alt_of(record: SessionRecord, postit: PostIt, dots: Mapping[int, int], t: Catalogue) -> str:
    text = f"{postit.number}. {shorten(postit.text, _ALT_TEXT)}"
    voted = f" ({t.n('picture.dots', dots[postit.id])})" if dots.get(postit.id) else ""
    return f"{text}{voted}"
