"""The lanes of the wall, and how they are shared out over pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.i18n import Catalogue
from bot.reports.pictures.lettering import lines_of
from bot.reports.record import SessionRecord
from bot.workshop.postits.postit import PostIt
from bot.workshop.text import shorten
from bot.workshop.wall.shelves import Place, Shelf, shelves
from bot.workshop.wall.wall import columns_of, nowhere

# What a note on the wall shows of a text; the report has all of it.
TEXT = 220
# Pages about as tall as `_TALLEST`, taller ones past so many.
MOST = 10
# Enough notes for one picture.
NOTES = 24

# The hue of common.typ for what stands nowhere.
GREY = 7

# Points, as in wall.typ: the page is 1080 wide and holds two columns of notes.
_TALLEST = (2300.0, 3000.0)
_NOTE_WIDTH = 410.0
_NOTE_SIZE = 33.0
_NOTE_LINE = 45.0
_NOTE_REST = 116.0
_HEADING = 130.0


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
    # What stands in no theme, column or dimension.
    is_rest: bool = False

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


def visible(
    record: SessionRecord, first: int = 1, last: int | None = None, step_id: int | None = None
) -> list[PostIt]:
    """Return the revealed post-its from number `first` to `last`, of one step if it is given."""
    return [
        p
        for p in record.postits
        if p.number is not None
        and first <= p.number
        and (last is None or p.number <= last)
        and step_id in (None, p.step_id)
    ]


def wall_lanes(record: SessionRecord, t: Catalogue, postits: Sequence[PostIt]) -> list[Lane]:
    """Return `postits` in lanes: themes once there are some, else columns and dimensions."""
    found = shelves(record.session, record.sorting, postits)
    return [
        Lane(
            shelf_name(shelf, record, t, alone=len(found) == 1),
            _hue(shelf, rank, record, alone=len(found) == 1),
            tuple(Note(p, _note_height(p)) for p in shelf.postits),
            len(shelf.postits),
            is_rest=shelf.name is None,
        )
        for rank, shelf in enumerate(found)
    ]


def lane_at(record: SessionRecord, t: Catalogue, place: Place) -> Lane | None:
    """Return the lane of one part of the wall, in the colour that it has among the others; None
    where nothing stands there."""
    postits = visible(record)
    places = [shelf.place for shelf in shelves(record.session, record.sorting, postits)]
    if place not in places:
        return None
    return wall_lanes(record, t, postits)[places.index(place)]


def shelf_name(shelf: Shelf, record: SessionRecord, t: Catalogue, *, alone: bool = False) -> str:
    """Return what a shelf is called; `alone` where the wall has no other."""
    if shelf.name is not None:
        return shelf.name
    if record.sorting.themes:
        return t("picture.wall.unsorted")
    return t("picture.wall.all" if alone else nowhere(record.session))


def _hue(shelf: Shelf, rank: int, record: SessionRecord, *, alone: bool) -> int:
    if shelf.name is None and (record.sorting.themes or not alone):
        return GREY
    # A column keeps its colour whether the others hold something or not.
    columns = columns_of(record.session)
    if not record.sorting.themes and shelf.name in columns:
        return columns.index(shelf.name)
    return rank


def sheets(found: Sequence[Lane]) -> list[Sheet]:
    """Return the lanes shared out over pictures; taller ones when a message would not do."""
    for tallest in _TALLEST:
        shared = _shared_out(found, tallest)
        if len(shared) < MOST:
            break
    return shared


def _shared_out(found: Sequence[Lane], tallest: float) -> list[Sheet]:
    """Fill picture after picture: a lane begins a new one unless it fits below what is there."""
    filled: list[list[Lane]] = []
    used, count = 0.0, 0
    for lane in found:
        pieces = _pieces(lane, tallest)
        for piece in pieces:
            height = _height(piece.held)
            fits = used + height <= tallest and count + len(piece.held) <= NOTES
            if not filled or not fits or len(pieces) > 1:
                filled.append([])
                used, count = 0.0, 0
            filled[-1].append(piece)
            used += height
            count += len(piece.held)
    return [Sheet(tuple(one)) for one in filled]


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
    return _HEADING + max(sum(note.height for note in column) for column in two_columns(held))


def two_columns(held: Sequence[Note]) -> tuple[list[Note], list[Note]]:
    """Return two columns of about the same height, each note in the shorter one."""
    columns: tuple[list[Note], list[Note]] = ([], [])
    heights = [0.0, 0.0]
    for note in held:
        shorter = 0 if heights[0] <= heights[1] + _NOTE_LINE else 1  # left first when in doubt
        columns[shorter].append(note)
        heights[shorter] += note.height
    return columns


def _note_height(postit: PostIt) -> float:
    lines = lines_of(shorten(postit.text, TEXT), _NOTE_WIDTH, _NOTE_SIZE)
    return _NOTE_REST + lines * _NOTE_LINE
