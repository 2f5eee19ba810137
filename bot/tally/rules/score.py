"""Score voting: each person scores options on a scale, on one criterion or several (NUF).

Source: range voting, Smith (2000), "Range Voting"; the example is that of brief/methods §5; NUF
is its use with three criteria (new, useful, feasible), whose scores are added.
Ties: equal totals tie, and stay tied. Missing scores, as declared:

- ``worst`` (the default): counts as the lowest score of the scale; totals are compared;
- ``median``: counts as the lower median of the scores that the option did get; totals too;
- ``ignore``: is left out; exact means are compared (with criteria, the sum of their means).

An option that nobody scored counts as scored lowest by all. A blank ballot scores nothing at all
and is left out whatever the setting. Sums and means rank alike wherever nothing is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import compress
from typing import Self, TypeAlias

from bot.tally.missing import Missing, lower_median
from bot.tally.result import Cast, Casts, Json, Result, added, decided, exact, grouped, tallied

RULE = {
    Missing.WORST: "The highest total wins; equal totals tie; a missing score counts as {low}.",
    Missing.MEDIAN: "The highest total wins; equal totals tie; a missing score counts as the lower"
    " median of the scores the option got.",
    Missing.IGNORE: "The highest mean of the scores given wins, criterion by criterion then added;"
    " equal means tie; missing scores are left out.",
}
ALONE = ""  # the name of the criterion when there is only one and it has no name

Scores: TypeAlias = Mapping[str, Mapping[str, int]]  # option → criterion → score


@dataclass(frozen=True, slots=True)
class Cell:
    """What an option got on a criterion: the sum of the scores, how many they are, and the lower
    median of them, None where there is none or where nothing is asked of it."""

    sum: int
    scored: int
    median: int | None

    @classmethod
    def of(cls, counts: Mapping[int, int]) -> Self:
        """Return the cell of how many gave each score."""
        scored = sum(counts.values())
        total = sum(score * times for score, times in counts.items())
        return cls(total, scored, lower_median(counts) if scored else None)


def count(
    options: Sequence[str],
    ballots: Sequence[Cast[Scores]],
    low: int,
    missing: Missing = Missing.WORST,
    criteria: Sequence[str] = (ALONE,),
) -> Result:
    """Return the result of ballots that give a score by option and criterion.

    `low` is the lowest score of the scale; scores are expected to be on it. Source: Smith
    (2000); ties and blanks: see this module.
    """
    everyone = sum(Casts.of(ballots).weights)
    return of_cells(cells(options, ballots, criteria, missing), everyone, low, missing)


def cells(
    options: Sequence[str],
    ballots: Sequence[Cast[Scores]],
    criteria: Sequence[str] = (ALONE,),
    missing: Missing = Missing.MEDIAN,
) -> dict[str, dict[str, Cell]]:
    """Return what each option got on each criterion; medians only where they are `missing`."""
    found: dict[str, dict[str, Cell]] = {}
    held = Casts.of(ballots)
    for option in sorted(options):
        given = [option in ballot for ballot in held.contents]
        of = [ballot[option] for ballot in compress(held.contents, given)]
        found[option] = _cells(
            sorted(criteria), Casts(of, list(compress(held.weights, given))), missing
        )
    return found


def cells_alone(
    options: Sequence[str],
    ballots: Sequence[Cast[Mapping[str, int]]],
    missing: Missing = Missing.MEDIAN,
) -> dict[str, dict[str, Cell]]:
    """Return what each option got, of ballots that give it a score on the one criterion."""
    of = _cells(sorted(options), ballots, missing)
    return {option: {ALONE: cell} for option, cell in of.items()}


def _cells(
    names: Sequence[str], ballots: Sequence[Cast[Mapping[str, int]]], missing: Missing
) -> dict[str, Cell]:
    if missing is Missing.MEDIAN:
        return {name: Cell.of(counts) for name, counts in tallied(names, ballots).items()}
    return {name: Cell(total, n, None) for name, (total, n) in added(names, ballots).items()}


def of_cells(
    got: Mapping[str, Mapping[str, Cell]],
    everyone: int,
    low: int,
    missing: Missing = Missing.WORST,
) -> Result:
    """Return the result of what each option got on each criterion, from `everyone` who scored."""
    values: dict[str, Fraction] = {}
    given: dict[str, Json] = {}
    parts: dict[str, Json] = {}
    for option, of_option in got.items():
        points = {c: _value(cell, everyone, low, missing) for c, cell in of_option.items()}
        values[option] = sum(points.values(), Fraction(0))
        parts[option] = {c: exact(points[c]) for c in points}
        given[option] = sum(cell.scored for cell in of_option.values())
    what = "means" if missing is Missing.IGNORE else "totals"
    details: dict[str, Json] = {
        "rule": RULE[missing].format(low=low),
        what: {option: exact(value) for option, value in values.items()},
        "scores_given": given,
    }
    if any(ALONE not in of_option for of_option in got.values()):
        details["by_criterion"] = parts
    return decided(grouped(values), details, spoken=bool(everyone))


def _value(cell: Cell, everyone: int, low: int, missing: Missing) -> Fraction:
    if missing is Missing.IGNORE:
        return Fraction(cell.sum, cell.scored) if cell.scored else Fraction(low)
    median = cell.median if missing is Missing.MEDIAN else None
    filler = low if median is None else median
    return Fraction(cell.sum + filler * (everyone - cell.scored))
