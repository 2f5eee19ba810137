"""A milestone's own words: what is accepted, and what the wall can add to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from zlib import crc32

from bot.workshop.actions.action import LIMIT
from bot.workshop.alike import fold
from bot.workshop.errors import Refusal
from bot.workshop.lists import ideas
from bot.workshop.postits.kind import Kind
from bot.workshop.postits.postit import PostIt, check_place
from bot.workshop.roadmap.grid import Milestone
from bot.workshop.story.scenario import Scenario
from bot.workshop.text import one_line

# Characters of one detail, all its lines together.
DETAIL_LIMIT = 600
_FAR = 10_000  # years: farther than any


class Detail(StrEnum):
    """What is told of a milestone besides what happened; named as the fields of `Milestone`."""

    WHO = "who"
    ENABLERS = "enablers"
    OBSTACLES = "obstacles"

    @property
    def kind(self) -> Kind:
        """The kind of the post-its that tell of it."""
        return _KINDS[self]


_KINDS = {
    Detail.WHO: Kind.ACTOR,
    Detail.ENABLERS: Kind.LEVER,
    Detail.OBSTACLES: Kind.OBSTACLE,
}


def check_statement(text: str) -> str:
    """Return what happened, on one line; raise Refusal when it is missing or too long."""
    line = one_line(text)
    if not line:
        raise Refusal("milestone.needs_statement")
    if len(line) > LIMIT:
        raise Refusal("text.too_long", length=len(line), limit=LIMIT)
    return line


def check_spot(scenario: Scenario | None, dimension: str, year: str) -> tuple[str, int]:
    """Return the dimension and the year of a milestone, the year as it was written.

    Raises Refusal when one is missing, or is not of the scenario.
    """
    written = one_line(year)
    if not (written.isdecimal() and written.isascii()):
        low, high = (scenario.origin, scenario.horizon) if scenario else (0, 0)
        raise Refusal("place.unknown_year", origin=low, horizon=high)
    checked_dimension, checked_year = check_place(scenario, dimension, int(written[:6]))
    assert checked_dimension is not None
    assert checked_year is not None
    return checked_dimension, checked_year


def check_detail(text: str) -> str | None:
    """Return a detail, one thing a line; None when nothing is written. Raises Refusal."""
    return _kept(ideas(text))


def detail_lines(text: str | None) -> tuple[str, ...]:
    """Return the things that a detail holds."""
    return tuple(text.split("\n")) if text else ()


def joined_to(text: str | None, added: Iterable[str]) -> str | None:
    """Return a detail with the texts `added` as lines of their own, each once. Raises Refusal."""
    lines = list(detail_lines(text))
    for one in map(one_line, added):
        if one and not holds(lines, one):
            lines.append(one)
    return _kept(lines)


def holds(lines: Iterable[str], one: str) -> bool:
    """True when a detail says `one` already: neither case nor spaces tell two apart."""
    return fold(one) in map(fold, lines)


def detail_of(milestone: Milestone, detail: Detail) -> str | None:
    """Return one detail of a milestone."""
    return {
        Detail.WHO: milestone.who,
        Detail.ENABLERS: milestone.enablers,
        Detail.OBSTACLES: milestone.obstacles,
    }[detail]


def place_mark(milestone: Milestone) -> int:
    """Return a number that changes with what happened and where it stands: a form carries the one
    that it showed."""
    return _mark(milestone.statement, str(milestone.year), milestone.dimension)


def details_mark(milestone: Milestone) -> int:
    """Return a number that changes with the details of a milestone."""
    return _mark(*(detail_of(milestone, detail) or "" for detail in Detail))


def attachable(milestone: Milestone, detail: Detail, wall: Iterable[PostIt]) -> list[PostIt]:
    """Return the post-its of the wall that could be added to a detail.

    Those about the same subject come first, then the nearest in time; hidden ones are left out.
    """
    lines = detail_lines(detail_of(milestone, detail))
    found = [
        p
        for p in wall
        if p.number is not None and p.kind is detail.kind and not holds(lines, one_line(p.text))
    ]
    return sorted(
        found,
        key=lambda p: (
            p.dimension != milestone.dimension,
            abs(p.year - milestone.year) if p.year is not None else _FAR,
            p.number,
        ),
    )


def _mark(*texts: str) -> int:
    return crc32("\0".join(texts).encode())


def _kept(lines: Sequence[str]) -> str | None:
    text = "\n".join(lines)
    if len(text) > DETAIL_LIMIT:
        raise Refusal("text.too_long", length=len(text), limit=DETAIL_LIMIT)
    return text or None
