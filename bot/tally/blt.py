"""Ranked ballots as BLT, the file in which programs that count transferable votes exchange them.

Source: Hill, Wichmann and Woodall (1987), “Algorithm 123: Single transferable vote by Meek's
method”, The Computer Journal 30(3); as OpaVote and OpenSTV write it, with ``=`` between equals,
``-`` for a rank that was skipped and ``#`` before a remark that goes to the end of its line:

    4 2           # four candidates, two seats
    -3            # the third has withdrawn
    5 1 2=4 0     # five ballots: the first candidate, then the second and the fourth as equals
    2 - 4 0       # two ballots: nobody first, then the fourth candidate, who is thereby first
    0             # no more ballots
    "Ada"         # the candidates by name, in their order, then the title
    "Lin"
    "Noor"
    "Sami"
    "A board"

What is read is a vote in the form of the recount, by transferable votes. `bot.reports.exchange.blt`
writes such files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.tally.reading import MOST, Malformed
from bot.tally.settings import MOST_SEATS
from bot.workshop.alike import alike

# More candidates than this would be no ballot that anyone fills.
MOST_CANDIDATES = 1000

_PART = re.compile(r'"([^"\n]*)"|([^\s"#]+)|(#[^\n]*)|(\n)|(")')
_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?\s*+(?:#[^\n]*+\n\s*+)*+[0-9]++[ \t]++[0-9]++\s")
_NUMBER = re.compile(r"[0-9]{1,10}")
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class _Part:
    """A number, a sign or a name, at a line of the file."""

    line: int
    text: str
    name: bool = False

    def wrong(self, expected: str) -> Malformed:
        """Return the error that says what was expected at this line, and what was found."""
        found = f'"{self.text}"' if self.name else self.text
        shown = found if len(found) <= _SHOWN else found[: _SHOWN - 1] + "…"
        return Malformed(f"line {self.line}: expected {expected}, not {shown}")

    def whole(self, low: int, high: int, what: str) -> int:
        """Return a whole number from `low` to `high`; raise Malformed for anything else."""
        if self.name or not _NUMBER.fullmatch(self.text) or not low <= int(self.text) <= high:
            raise self.wrong(f"{what} ({low} to {high})")
        return int(self.text)


class _Parts:
    """The parts of a file, one after the other."""

    def __init__(self, text: str) -> None:
        self._parts = _split(text)
        self._next = next(self._parts, None)
        self._line = 1

    def peek(self) -> _Part | None:
        return self._next

    def take(self, expected: str) -> _Part:
        """Return the next part; raise Malformed at the end of the file."""
        found = self._next
        if found is None:
            raise Malformed(f"line {self._line}: expected {expected}, and the file ends")
        self._line = found.line
        self._next = next(self._parts, None)
        return found


def is_blt(content: bytes) -> bool:
    """Return whether a file begins as these do, with two numbers."""
    return _HEAD.match(content) is not None


def parsed(content: bytes) -> dict[str, object]:
    """Return the vote of a file in the form of the recount; raise Malformed with the line, what was
    expected there and what was found."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Malformed(f"byte {error.start}: not UTF-8 text") from error
    parts = _Parts(text)
    many = parts.take("how many candidates").whole(1, MOST_CANDIDATES, "how many candidates")
    seats = parts.take("how many seats").whole(1, MOST_SEATS, "how many seats")
    withdrawn = _withdrawn(parts, many)
    ballots = list(_ballots(parts, many))
    names = list(_names(parts, many))
    title = parts.peek()
    if title is not None and parts.take("a title").name is False:
        raise title.wrong("a title between quotation marks, or the end of the file")
    while (more := parts.peek()) is not None:  # remarks of some programs
        if not parts.take("the end of the file").name:
            raise more.wrong("the end of the file")
    return {
        "method": "stv",
        "question": title.text if title is not None else None,
        "options": names,
        "settings": {"seats": seats, "passed_over": [names[n - 1] for n in sorted(withdrawn)]},
        "ballots": [
            {"weight": weight, "ballot": [[names[n - 1] for n in group] for group in ranks]}
            for weight, ranks in ballots
        ],
    }


def _split(text: str) -> Iterator[_Part]:
    line = 1
    for found in _PART.finditer(text):
        name, word, _, end, open_mark = found.groups()
        if end is not None:
            line += 1
        elif name is not None:
            yield _Part(line, name, name=True)
        elif word is not None:
            yield _Part(line, word)
        elif open_mark is not None:
            raise Malformed(f"line {line}: expected a second quotation mark on the same line")


def _withdrawn(parts: _Parts, many: int) -> set[int]:
    found: set[int] = set()
    while (part := parts.peek()) is not None and re.fullmatch(r"-[0-9]+", part.text):
        parts.take("")
        what = "a minus sign and the number of a candidate who has withdrawn"
        number = _Part(part.line, part.text[1:]).whole(1, many, what)
        if number in found:
            raise Malformed(f"line {part.line}: candidate {number} is withdrawn twice")
        found.add(number)
    return found


def _ballots(parts: _Parts, many: int) -> Iterator[tuple[int, list[list[int]]]]:
    """Yield how many ballots say the same, and what, up to the 0 that ends them."""
    what = "how many ballots say the same, or 0 after the last"
    while weight := parts.take(what).whole(0, MOST, what):
        ranks: list[list[int]] = []
        seen: set[int] = set()
        while (part := parts.take("the number of a candidate, or 0 at the end")).text != "0":
            if part.text == "-" and not part.name:
                continue
            group = []
            for written in part.text.split("="):
                one = _Part(part.line, written or part.text, name=part.name)
                number = one.whole(1, many, "the number of a candidate")
                if number in seen:
                    raise Malformed(
                        f"line {part.line}: candidate {number} stands twice on the ballot"
                    )
                seen.add(number)
                group.append(number)
            ranks.append(group)
        yield weight, ranks


def _names(parts: _Parts, many: int) -> Iterator[str]:
    before: dict[str, int] = {}
    for number in range(1, many + 1):
        expected = f"the name of candidate {number} between quotation marks"
        part = parts.take(expected)
        if not part.name or not part.text.strip():
            raise part.wrong(expected)
        same = before.setdefault(alike(part.text), number)
        if same != number:
            raise Malformed(
                f"line {part.line}: candidate {number} has the name of candidate {same}"
            )
        yield part.text
