"""What is typed in the channel, read as post-its.

A message is one post-it, on one line, unless some of its lines are marked. **A line that begins
with a mark begins a post-it; a line without one goes on with the post-it before it.** Marks are:

- that of a list (`bot.workshop.lists` says which);
- the mark of a column of the step, ``+``, ``-`` or ``?``, before a space or a letter (``+1`` and
  ``-10 %`` are words, ``- de voitures`` and ``+ de nature`` too). **Where the step has a “-”
  column, a leading ``-`` is that column, in a list too**: lists are then written with ``•``;
- a year of the scenario and a colon, ``2029:``, where the step asks for the year.

They combine, a list mark first: ``• + 2029: …``. A column or a year alone on its line is that of
the list below it. What comes before a list is a post-it too, unless it ends with a colon: it then
only introduces the list, wherever that stands.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.workshop.alike import fold
from bot.workshop.lists import Line, after_signs, is_meaning, lines, plain_sign
from bot.workshop.text import clean, one_line, shorten

# With it those who lead say that what they type is a post-it, where no column has it too.
SAYS_SO = "+"
_COLUMN_MARK = re.compile(r"([-–—−+＋?？])(?=\s|$|[^\W\d_])\s*+")
_YEAR = re.compile(r"([0-9]{4})\s?[:：](?!\d)\s*+")
_INTRODUCES = (":", "：")
_COMMAND = re.compile(r"[/!][^\W\d_]")


@dataclass(frozen=True, slots=True)
class Typed:
    """One idea of a message: its `text`, the `mark` of a column and the `year` it was given.

    `files` are the names of what came with the message; the first idea has them.
    """

    text: str
    mark: str | None = None
    year: int | None = None
    files: tuple[str, ...] = ()


def is_command(text: str) -> bool:
    """True for a message meant for a bot: a word right behind “/” or “!”, and nothing else.

    “!!! urgent : le toit” and “! attention” are said to people.
    """
    return _COMMAND.match(clean(text)) is not None


def read_message(
    text: str,
    *,
    marks: Collection[str] = (),
    years: Collection[int] = (),
    files: Sequence[str] = (),
    limit: int = 300,
) -> list[Typed]:
    """Return the ideas of a message, the same one twice in the same place counted once.

    `marks` are those of the step's columns, `years` those it asks for, `files` the names of what
    came along. Files alone are one idea named after them, in `limit` characters.
    """
    begun: list[_Begun] = []
    read = [_begin(line, marks, years) for line in lines(text, marks)]
    for found, after in zip(read, [*read, None][1:], strict=True):
        if found.marked or not begun:
            begun.append(found)
        elif found.text and not (after and after.marked and found.introduces):
            begun[-1].lines.append(found.text)
    names = tuple(name for name in map(one_line, files) if name)
    ideas = _unmarked(begun)
    if not ideas and names:
        alone = begun[0] if begun else _Begun(False, [], None, None)
        ideas = [Typed(shorten(", ".join(names), limit), alone.mark, alone.year)]
    once: dict[tuple[str, str | None, int | None], Typed] = {}
    for idea in ideas:
        once.setdefault((fold(idea.text), idea.mark, idea.year), idea)
    kept = list(once.values())
    return [replace(kept[0], files=names), *kept[1:]] if kept else []


@dataclass(slots=True)
class _Begun:
    """An idea under way, from its first line on."""

    marked: bool
    lines: list[str]
    mark: str | None
    year: int | None

    @property
    def text(self) -> str:
        return one_line("\n".join(self.lines))

    @property
    def introduces(self) -> bool:
        """True when it is no idea where a list follows."""
        return not self.marked and self.text.endswith(_INTRODUCES)


def _begin(line: Line, marks: Collection[str], years: Collection[int]) -> _Begun:
    rest, marked = line.text, line.begins
    mark: str | None = None
    year: int | None = None
    while not line.whole:
        found = _COLUMN_MARK.match(rest) if mark is None else None
        if found and _leads(found, rest, marks):
            mark = plain_sign(found[1])
        elif year is None and (found := _YEAR.match(rest)) is not None and int(found[1]) in years:
            year = int(found[1])
        else:
            break
        rest, marked = rest[after_signs(rest, found.end()) :], True
    return _Begun(marked, [rest], mark, year)


def _leads(found: re.Match[str], line: str, marks: Collection[str]) -> bool:
    """True when a sign is that of a column, and no word of the idea."""
    return plain_sign(found[1]) in marks and not is_meaning(found[1], line[found.end() :])


def _unmarked(begun: Sequence[_Begun]) -> list[Typed]:
    """Return the ideas, those that only introduce a list left out."""
    ideas: list[Typed] = []
    mark: str | None = None
    year: int | None = None
    for rank, one in enumerate(begun):
        text = one.text
        if not text:
            mark, year = one.mark or mark, one.year or year
        elif rank + 1 == len(begun) or not one.introduces:
            ideas.append(Typed(text, one.mark or mark, one.year or year))
    return ideas
