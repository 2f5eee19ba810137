"""A vote as totals: what its ballots add up to, from which the same result is counted.

A file that holds whole ballots of a few people shows patterns, by which a voter is recognised or
can prove what they voted. Where a rule needs no more than sums, the file may hold those instead:
``{"ballots": 7, "blank": 1, NAME: FIGURES}``, where NAME and FIGURES are

- dots: ``"dots": {"A": 6, "B": 9}``; approval: ``"approvals": {"A": 4, "B": 2}``;
- score: ``"scores": {"A": {"sum": 12, "scored": 4}}``, with ``"median"`` (the lower one) where it
  stands for a missing score; with criteria, one such object for each of them;
- majority judgment: ``"grades": {"A": {"bad": 1, "good": 3}}``;
- dates: ``"dates": {"A": {"no": 1, "if_need_be": 0, "yes": 3}}``;
- schulze, borda, condorcet: ``"pairwise": {"A": {"B": 3}, "B": {"A": 2}}``, how many rank the first
  above the second;
- resistance: ``"resistances": {"A": {"sum": 12, "strong": 1}}``, how many of them are 8 or more;
- yes_no: ``"counts": {"yes": 4, "no": 2}``; abstentions are the blank ones.

Instant run-off, transferable votes and equal shares of a budget read ballots again at each round:
they have no totals.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.tally.missing import Missing
from bot.tally.order import Pairwise
from bot.tally.reading import At
from bot.tally.result import Json
from bot.tally.rules.resistance import MOST, STRONG, Met
from bot.tally.rules.score import ALONE, Cell

FORM = 'an object with "ballots", "blank" and the figures of the method'
Cells = dict[str, dict[str, Cell]]


@dataclass(frozen=True, slots=True)
class Totals:
    """The figures at a place of the file, and how many ballots they come from."""

    weight: int
    blank: int
    figures: At

    @property
    def said(self) -> int:
        """How many ballots say something."""
        return self.weight - self.blank

    @classmethod
    def read(cls, at: At, name: str) -> Totals:
        """Return the totals at a place, whose figures are called `name`; raise Malformed."""
        entries = at.entries(FORM)
        for other, value in entries.items():
            if other not in ("ballots", "blank", name):
                raise value.wrong(f'expected only "ballots", "blank" and "{name}" here')
        weight = at.needed("ballots").whole(0)
        blank = entries["blank"].whole(0, weight) if "blank" in entries else 0
        return cls(weight, blank, at.needed(name))

    def sums(self, options: Sequence[str], most: int, in_all: int) -> dict[str, int]:
        """Return a sum by option: at most `most` from each ballot, `in_all` on all options."""
        found = {o: at.whole(0, self.said * most) for o, at in each(self.figures, options).items()}
        if sum(found.values()) > self.said * in_all:
            raise self.figures.wrong(f"expected at most {self.said * in_all} in all")
        return found

    def cells(
        self,
        options: Sequence[str],
        scale: tuple[int, int],
        criteria: Sequence[str] | None,
        missing: Missing,
    ) -> Cells:
        """Return what each option got, by criterion."""
        found: Cells = {}
        for option, at in each(self.figures, sorted(options)).items():
            of_option = {ALONE: at} if criteria is None else each(at, sorted(criteria))
            found[option] = {c: self._cell(one, scale, missing) for c, one in of_option.items()}
        return found

    def _cell(self, at: At, scale: tuple[int, int], missing: Missing) -> Cell:
        low, high = scale
        known = ("sum", "scored", *(("median",) if missing is Missing.MEDIAN else ()))
        held = each(at, known)
        scored = held["scored"].whole(0, self.said)
        total = held["sum"].whole(low * scored, high * scored)
        median = held["median"].whole(low, high) if scored and "median" in held else None
        return Cell(total, scored, median)

    def grades(self, options: Sequence[str], names: Sequence[str]) -> dict[str, list[int]]:
        """Return how many gave each option each grade, in the order of `names`."""
        found = {}
        for option, at in each(self.figures, sorted(options)).items():
            found[option] = [of.whole(0, self.said) for of in each(at, names).values()]
            if sum(found[option]) > self.said:
                raise at.wrong(f"expected at most {self.said} grades in all")
        return found

    def resistances(self, options: Sequence[str]) -> dict[str, Met]:
        """Return what each option meets: a strong resistance is of 8 to 10, another of 0 to 7."""
        found: dict[str, Met] = {}
        for option, at in each(self.figures, sorted(options)).items():
            held = each(at, ("sum", "strong"))
            strong = held["strong"].whole(0, self.said)
            most = MOST * strong + (STRONG - 1) * (self.said - strong)
            found[option] = Met(held["sum"].whole(STRONG * strong, most), strong)
        return found

    def pairwise(self, options: Sequence[str]) -> Pairwise:
        """Return how many rank each option above each other one."""
        names = sorted(options)
        wins = {
            one: {
                other: at.whole(0, self.said)
                for other, at in each(row, [name for name in names if name != one]).items()
            }
            for one, row in each(self.figures, names).items()
        }
        for one in names:
            for other in names:
                if one < other and wins[one][other] + wins[other][one] > self.said:
                    place = self.figures.needed(one).needed(other)
                    raise place.wrong(f"with the other way round, expected at most {self.said}")
        return wins


def each(at: At, names: Sequence[str]) -> dict[str, At]:
    """Return the value of each of `names`, all of which are expected, and no other."""
    entries, known = at.entries(), frozenset(names)
    for name, value in entries.items():
        if name not in known:
            raise value.wrong("not expected here")
    return {name: entries.get(name) or at.needed(name) for name in names}


def cells_told(
    cells: Mapping[str, Mapping[str, Cell]], missing: Missing, alone: bool
) -> dict[str, Json]:
    """Return the cells as a file holds them, one for each option where there is one criterion."""
    told: dict[str, Json] = {}
    for option, of_option in cells.items():
        of: dict[str, Json] = {c: _told(cell, missing) for c, cell in of_option.items()}
        told[option] = of[ALONE] if alone else of
    return told


def _told(cell: Cell, missing: Missing) -> dict[str, Json]:
    told: dict[str, Json] = {"sum": cell.sum, "scored": cell.scored}
    return {**told, "median": cell.median} if missing is Missing.MEDIAN else told
