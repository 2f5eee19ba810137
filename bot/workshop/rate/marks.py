"""Marks from 1 to 5: what may be given, what may be told of them, and what they come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Self

from pydantic import Field, model_validator

from bot.workshop.errors import Refusal
from bot.workshop.language import Frozen
from bot.workshop.text import one_line
from bot.workshop.vote.progress import tells_nobody

MARKS = (1, 2, 3, 4, 5)
LOWEST, HIGHEST = MARKS[0], MARKS[-1]
# Whoever gives this or less may say what would have raised their mark.
LOW = 3
REMARK_LIMIT = 200

Number = Annotated[int, Field(ge=0)]


class Revealed(Refusal):
    """The marks of a step are revealed: none is given, changed or taken back any more."""


class NothingGiven(Refusal):
    """There is no mark to do anything with."""


def check_mark(mark: int) -> int:
    """Return a mark; raise Refusal when it is none: it was forged."""
    if mark not in MARKS:
        raise Refusal("button.unknown")
    return mark


def check_remark(text: str) -> str:
    """Return what would have raised a mark, on one line, empty for nothing; raise Refusal when it
    is too long."""
    line = one_line(text)
    if len(line) > REMARK_LIMIT:
        raise Refusal("text.too_long", length=len(line), limit=REMARK_LIMIT)
    return line


@dataclass(frozen=True, slots=True)
class Given:
    """What may be known of marks before they are revealed: how many there are, those of people in
    the room among them, of how many `expected`."""

    marks: int = 0
    in_room: int = 0
    expected: int | None = None

    @property
    def few(self) -> bool:
        """True when nothing would be told of them, and they would be erased.

        The rule of secret ballots: under three, those of the room hide nobody, for whoever wrote
        them down knows them.
        """
        return not tells_nobody(self.marks, self.marks - self.in_room)

    @property
    def complete(self) -> bool:
        """True once everyone who is expected has given theirs."""
        return self.expected is not None and self.marks >= self.expected


class Result(Frozen):
    """Marks that were revealed: how many gave each, from 1 to 5; None where so few did that it
    would tell who gave what. `in_room` of them were written down for people in the room."""

    marks: Number
    in_room: Number
    counts: tuple[Number, Number, Number, Number, Number] | None = None

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.in_room > self.marks:
            raise ValueError("more marks in the room than marks")
        if self.counts is not None and sum(self.counts) != self.marks:
            raise ValueError("counts should add up to the number of marks")
        return self

    @classmethod
    def of(cls, own: Iterable[int], room: Mapping[int, int]) -> Self:
        """Return what is told of marks that people gave themselves, and of how many in the room
        gave each. The one place that decides whether anything is."""
        counts = dict.fromkeys(MARKS, 0)
        for mark in own:
            counts[mark] += 1
        in_room = 0
        for mark, people in room.items():
            counts[mark] += people
            in_room += people
        given = Given(sum(counts.values()), in_room)
        one, two, three, four, five = counts.values()
        told = None if given.few else (one, two, three, four, five)
        return cls(marks=given.marks, in_room=in_room, counts=told)

    @property
    def told(self) -> bool:
        """False when so few gave a mark that nothing is told of them."""
        return self.counts is not None

    @property
    def by_mark(self) -> dict[int, int]:
        """How many gave each mark, from 1 to 5; empty where that is not told."""
        return {} if self.counts is None else dict(zip(MARKS, self.counts, strict=True))

    @property
    def points(self) -> int:
        """The sum of the marks; 0 where they are not told."""
        return sum(mark * people for mark, people in self.by_mark.items())

    @property
    def mean(self) -> Fraction | None:
        """The exact mean of the marks; None where they are not told."""
        return Fraction(self.points, self.marks) if self.told else None
