"""Post-its from the CSV of another tool: read whatever wrote it, guessed, then chosen by people.

Columns as the tools name them when they export: Trello (*Card Name*, *List Name*), MURAL (*Text*,
*Area*), Klaxoon (*Idée*, *Catégorie*), scrumlr (*note*, *column_name*), Parabol (*Reflection*,
*Prompt*, *Group*), Google Forms (*Horodateur*, then one column a question); Miro gives texts
without a heading. Whoever wrote a post-it there is not read.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.workshop.alike import alike, fold
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Collect
from bot.workshop.language import Language
from bot.workshop.limits import BOARD_ROWS, BOARD_SIZE, POSTITS_PER_BOARD
from bot.workshop.story.scenario import Scenario
from bot.workshop.text import one_line

MOST_COLUMNS = 24  # a menu has 25 choices, one of which is none
_SEPARATORS = (",", ";", "\t")
_SAMPLE = 50
_NAME = 80


class Part(StrEnum):
    """What a column can be; menus name one by its rank."""

    TEXT = "text"
    COLUMN = "column"
    DIMENSION = "dimension"
    YEAR = "year"


# By how surely a name says it; compared without case, accents of look-alikes or spaces.
_NAMES: dict[Part, tuple[str, ...]] = {
    Part.TEXT: (
        "card name", "nom de la carte", "text", "texte", "note", "reflection", "idea", "idée",
        "post-it", "post-its", "postit", "sticky note", "content", "contenu", "title", "titre",
        "description",
    ),
    Part.COLUMN: (
        "list name", "nom de la liste", "column_name", "column", "colonne", "theme", "thème",
        "category", "catégorie", "area", "zone", "prompt", "group", "groupe", "frame", "labels",
    ),
    Part.DIMENSION: ("dimension", "dimensions", "axe"),
    Part.YEAR: ("year", "année", "an"),
}  # fmt: skip
_NEVER = ("author", "auteur", "auteure", "name", "nom", "email", "timestamp", "horodateur", "date")


@dataclass(frozen=True, slots=True)
class Board:
    """What a file holds: the names of its columns, and its rows, as wide."""

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which column is what, by rank; None for a part that no column is."""

    text: int = 0
    column: int | None = None
    dimension: int | None = None
    year: int | None = None

    def of(self, part: Part) -> int | None:
        found: int | None = getattr(self, part.value)
        return found

    def choosing(self, part: Part, rank: int | None) -> Mapping:
        """Return the mapping in which a part is another column; there is always a text."""
        if part is Part.TEXT:
            return self if rank is None else replace(self, text=rank)
        if part is Part.COLUMN:
            return replace(self, column=rank)
        return replace(self, dimension=rank) if part is Part.DIMENSION else replace(self, year=rank)


@dataclass(frozen=True, slots=True)
class Idea:
    """One post-it to be, at a place that the step and the scenario have."""

    text: str
    column: str | None = None
    dimension: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Picked:
    """What a file gives: the post-its, and how many lines are left out for each reason (`empty`,
    `long`, `known`, `beyond`); `unplaced` counts the post-its of which a place was not known."""

    ideas: tuple[Idea, ...]
    skipped: dict[str, int]
    unplaced: int


def read_board(content: bytes) -> Board:
    """Return the rows of a CSV file; raise Refusal when it is none, or too large."""
    if len(content) > BOARD_SIZE:
        raise Refusal("bring.too_large", limit=BOARD_SIZE // 2**20)
    text = _decoded(content)
    if "\0" in text:  # a spreadsheet, a picture: no tool writes that in a CSV
        raise Refusal("bring.unreadable")
    first, _, rest = text.partition("\n")
    separator, said = None, first.rstrip("\r")
    if said[:4] in ("sep=", "SEP=") and said[4:] in (*_SEPARATORS, "|"):  # as Excel says it
        separator, text = said[4:], rest
    rows = _rows(text, separator or _separator(text))
    if not rows:
        raise Refusal("bring.nothing")
    if len(rows) > BOARD_ROWS:
        raise Refusal("bring.too_many", limit=BOARD_ROWS)
    width = min(max(map(len, rows)), MOST_COLUMNS)
    held = [tuple(row[:width]) + ("",) * (width - len(row)) for row in rows]
    if _is_heading(held[0]):
        names, held = held[0], held[1:]
    else:
        names = ("",) * width
    if not held:
        raise Refusal("bring.nothing")
    return Board(tuple(one_line(name)[:_NAME] for name in names), tuple(held))


def guess(board: Board) -> Mapping:
    """Return which column seems to be what: by the names that tools give, or the longest texts."""
    found: dict[Part, int] = {}
    names = [_plain(name) for name in board.names]
    for part, known in _NAMES.items():
        for name in map(_plain, known):
            if part not in found and name in names and names.index(name) not in found.values():
                found[part] = names.index(name)
    if Part.TEXT not in found:
        never = {_plain(name) for name in _NEVER}
        free = [
            rank
            for rank, name in enumerate(names)
            if rank not in found.values() and name not in never
        ] or [0]
        found[Part.TEXT] = max(free, key=lambda rank: sum(len(row[rank]) for row in board.rows))
    return Mapping(
        found[Part.TEXT],
        found.get(Part.COLUMN),
        found.get(Part.DIMENSION),
        found.get(Part.YEAR),
    )


def pick(
    board: Board,
    mapping: Mapping,
    plan: Collect,
    language: Language,
    scenario: Scenario | None,
    known: Collection[str],
) -> Picked:
    """Return the post-its of a file; `known` is what the wall says already, folded."""
    columns = {alike(name): name for name in plan.column_names(language)}
    dimensions = {alike(d.name): d.name for d in scenario.dimensions} if scenario else {}
    seen, skipped = set(known), Counter[str]()
    ideas: list[Idea] = []
    unplaced = 0
    for row in board.rows:
        text = one_line(row[mapping.text])
        if not text:
            skipped["empty"] += 1
        elif len(text) > plan.max_length:
            skipped["long"] += 1
        elif fold(text) in seen:
            skipped["known"] += 1
        elif len(ideas) >= POSTITS_PER_BOARD:
            skipped["beyond"] += 1
        else:
            seen.add(fold(text))
            column, lost = _place(row, mapping.column, columns)
            dimension, astray = _place(row, mapping.dimension, dimensions)
            year, never = _year(row, mapping.year, scenario)
            unplaced += lost or astray or never
            ideas.append(Idea(text, column or plan.only_column(language), dimension, year))
    return Picked(tuple(ideas), dict(skipped), unplaced)


def _place(row: Sequence[str], rank: int | None, known: dict[str, str]) -> tuple[str | None, bool]:
    """Return the place that a row names, and whether it names one that is not known."""
    named = one_line(row[rank]) if rank is not None else ""
    found = known.get(alike(named)) if named else None
    return found, bool(named) and found is None


def _year(
    row: Sequence[str], rank: int | None, scenario: Scenario | None
) -> tuple[int | None, bool]:
    named = one_line(row[rank]) if rank is not None else ""
    if not named:
        return None, False
    year = int(named) if named.isascii() and named.isdecimal() and len(named) == 4 else None
    if year is None or scenario is None or year not in scenario.years:
        return None, True
    return year, False


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    # Without a mark: every other byte of Latin letters is nothing.
    head = content[:2000]
    if head[1::2].count(0) > len(head) // 4:
        return content.decode("utf-16-le", "replace")
    if head[::2].count(0) > len(head) // 4:
        return content.decode("utf-16-be", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _rows(text: str, separator: str, most: int = BOARD_ROWS + 2) -> list[list[str]]:
    found: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            if any(cell.strip() for cell in row):
                found.append(row)
            if len(found) >= most:
                break
    except csv.Error:
        raise Refusal("bring.unreadable") from None
    return found


def _separator(text: str) -> str:
    """Return what parts the cells: what gives most rows the same number of cells, above one."""
    best, most = _SEPARATORS[0], 0
    for separator in _SEPARATORS:
        widths = Counter(len(row) for row in _rows(text, separator, _SAMPLE))
        score = max((n * (width - 1) for width, n in widths.items() if width > 1), default=0)
        if score > most:
            best, most = separator, score
    return best


def _is_heading(row: Sequence[str]) -> bool:
    """True where a row names columns: by a name that we know, or by several short ones."""
    known = {_plain(name) for names in (*_NAMES.values(), _NEVER) for name in names}
    if any(_plain(cell) in known for cell in row):
        return True
    return len(row) > 1 and all(0 < len(cell.strip()) <= _NAME for cell in row)


def _plain(name: str) -> str:
    return alike(one_line(name))
