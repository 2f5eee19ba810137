"""What is typed in the channel, read as post-its: **no word of it is lost**.

A message is one post-it, on one line, unless some of its lines are marked. **A line that begins
with a mark begins a post-it; a line without one goes on with the post-it before it**, unless it
ends with a colon above a marked one: it introduces those, and is a post-it of its own. Marks are:

- that of a list (`bot.workshop.lists` says which, as for a form);
- the mark of a column of the step, ``+``, ``-`` or ``?``, before a space or a letter (``+1`` and
  ``-10 %`` are words, ``- de voitures`` and ``+ de nature`` too). **Where the step has a “-”
  column, a leading ``-`` is that column, in a list too**: lists are then written with ``•``, or
  under the name of a column;
- a year of the scenario and a colon, ``2029:``, where the step asks for the year.

They combine, a list mark first: ``• + 2029: …``; behind a ``+``, another mark is the column:
``+ - …``. A column or a year alone on its line is that of the list below it. So is **the name of a
column, alone on its line** at the top, above a marked line or before a colon: it is the column of
what is below, until another is named, and ``-`` there is the mark of a list.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.workshop.alike import fold
from bot.workshop.lists import Line, after_signs, is_meaning, lines, plain_sign
from bot.workshop.text import clean, one_line, shorten

# With it those who lead say that what they type is a post-it, where no column has it too.
SAYS_SO = "+"
_COLUMN_MARK = re.compile(r"([-–—−+＋?？])(?=\s|$|[^\W\d_])\s*+")
_YEAR = re.compile(r"([0-9]{4})\s?[:：](?!\d)\s*+")
_INTRODUCES = (":", "：")
_DRESS = "*_#~> \u00a0\u202f"  # of Markdown
_COMMAND = re.compile(r"[/!][^\W\d_]")


@dataclass(frozen=True, slots=True)
class Typed:
    """One idea of a message: its `text`, the `mark` of a column and the `year` it was given.

    `column` is the name of one that has no mark. `files` are the names of what came with
    the message; the first idea has them.
    """

    text: str
    mark: str | None = None
    year: int | None = None
    files: tuple[str, ...] = ()
    column: str | None = None


def is_command(text: str) -> bool:
    """True for a message meant for a bot: a word right behind “/” or “!”, and nothing else.

    “!!! urgent : le toit” and “! attention” are said to people.
    """
    return _COMMAND.match(clean(text)) is not None


def says_so(text: str) -> bool:
    """True for a message whose first words are behind a “+” that counts nothing."""
    first = next(iter(lines(text, (SAYS_SO,))), None)
    found = _COLUMN_MARK.match(first.text) if first is not None and not first.whole else None
    return found is not None and first is not None and _leads(found, first.text, (SAYS_SO,))


def read_message(
    text: str,
    *,
    marks: Collection[str] = (),
    columns: Mapping[str, str | None] | None = None,
    years: Collection[int] = (),
    files: Sequence[str] = (),
    limit: int = 300,
) -> list[Typed]:
    """Return the ideas of a message, the same one twice in the same place counted once.

    `marks` are those that lead to a column, `columns` the names of those of the step and their
    marks, `years` those it asks for, `files` the names of what came along. Files alone are one
    idea named after them, in `limit` characters.
    """
    names = tuple(name for name in map(one_line, files) if name)
    named = {_name(column): column for column in columns or ()}
    begun = _begun(lines(text, marks), marks, named, years)
    ideas = _ideas(begun)
    if not ideas and names:
        alone = begun[0] if begun else _Begun()
        told = shorten(", ".join(names), limit)
        ideas = [Typed(told, alone.mark, alone.year, column=alone.column)]
    elif not ideas and any(one.column for one in begun):
        ideas = [Typed(one_line(text))]  # the names of columns, and nothing under them
    once: dict[tuple[str, str | None, str | None, int | None], Typed] = {}
    for idea in ideas:
        if columns and idea.column and (mark := columns[idea.column]):
            idea = replace(idea, mark=mark, column=None)
        once.setdefault((fold(idea.text), idea.mark, idea.column, idea.year), idea)
    kept = list(once.values())
    return [replace(kept[0], files=names), *kept[1:]] if kept else []


@dataclass(slots=True)
class _Begun:
    """An idea under way, from its first line on; without words, what is below it stands there.

    `column` is the name of one, alone on its line.
    """

    marked: bool = False
    lines: list[str] = field(default_factory=list)
    mark: str | None = None
    year: int | None = None
    column: str | None = None

    @property
    def text(self) -> str:
        return one_line("\n".join(self.lines))


def _begun(
    written: Sequence[Line],
    marks: Collection[str],
    columns: Mapping[str, str],
    years: Collection[int],
) -> list[_Begun]:
    begun: list[_Begun] = []
    under = False  # the name of a column
    read = [_begin(line, marks, years) for line in written]
    for rank, (line, found) in enumerate(zip(written, read, strict=True)):
        last = rank + 1 == len(read)
        listed = not last and read[rank + 1].marked
        introduces = found.text.endswith(_INTRODUCES)
        column = columns.get(_name(found.text)) if under or not last else None
        if column and (introduces or (not found.marked and (not rank or listed))):
            under = True
            begun.append(_Begun(marked=True, year=found.year, column=column))
            continue
        if under and found.mark == "-":
            found = _begin(line, marks, years, listed=True)
        elif found.mark and not found.text:
            under = False
        if found.marked or not begun or begun[-1].column or (introduces and listed):
            begun.append(found)
        else:
            begun[-1].lines.append(found.text)
    return begun


def _name(line: str) -> str:
    """Return what a line shares with the name of a column, however a heading dresses it."""
    return fold(line.strip(_DRESS).rstrip("".join(_INTRODUCES)).strip(_DRESS))


def _begin(
    line: Line, marks: Collection[str], years: Collection[int], *, listed: bool = False
) -> _Begun:
    """Return the idea that a line begins, or goes on with; where a dash is `listed`, it is no
    column's."""
    rest, marked = line.text, line.begins
    mark: str | None = None
    year: int | None = None
    while not line.whole:
        found = _COLUMN_MARK.match(rest) if mark in (None, SAYS_SO) else None
        if found and _leads(found, rest, marks):
            sign = plain_sign(found[1])
            mark = mark if listed and sign == "-" else sign
        elif year is None and (found := _YEAR.match(rest)) is not None and int(found[1]) in years:
            year = int(found[1])
        else:
            break
        rest, marked = rest[after_signs(rest, found.end()) :], True
    return _Begun(marked, [rest], mark, year)


def _leads(found: re.Match[str], line: str, marks: Collection[str]) -> bool:
    """True when a sign is that of a column, and no word of the idea."""
    return plain_sign(found[1]) in marks and not is_meaning(found[1], line[found.end() :])


def _ideas(begun: Sequence[_Begun]) -> list[Typed]:
    """Return the ideas, each in the place that it says, else in the last one above it."""
    ideas: list[Typed] = []
    mark: str | None = None
    column: str | None = None
    year: int | None = None
    for one in begun:
        if text := one.text:
            own = one.mark or mark
            ideas.append(Typed(text, own, one.year or year, column=None if own else column))
            continue
        if one.mark or one.column:
            mark, column = one.mark, one.column
        year = one.year or year
    return ideas
