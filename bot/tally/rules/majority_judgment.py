"""Majority judgment: each person grades every option; the best majority grade wins.

Source: Balinski & Laraki (2007), "A theory of measuring, electing, and ranking", PNAS 104(21),
and (2011) *Majority Judgment*, MIT Press. The majority grade is the lower median. Ties on it are
broken by the complete rule (`bot.tally.majority`), not by the one-level gauge, so that two
options tie only when their grades are the same. Missing grades, as declared:

- ``worst`` (the default, as printed on the French ballots): counts as the worst grade;
- ``median``: counts as the option's own majority grade, which it therefore never changes;
- ``ignore``: is left out; options with fewer grades are compared in proportion, each grade being
  repeated until all options have equally many.

An option that nobody graded counts as graded worst by all. A blank ballot grades nothing at all
and is left out whatever the setting.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cmp_to_key
from math import lcm

from bot.tally.majority import compare, majority_sequence
from bot.tally.missing import Missing, lower_median
from bot.tally.result import Cast, Casts, Json, Ranking, Result, decided, tallied

# The mentions of the French experiments, worst to best (brief/methods §5).
MENTIONS = (
    "À rejeter",
    "Insuffisant",
    "Passable",
    "Assez bien",
    "Bien",
    "Très bien",
    "Excellent",
)
RULE = "The best majority grade (lower median) wins; equal ones are told apart by removing one"
RULE += " median grade at a time; only identical grades tie. A missing grade "
COUNTS = {
    Missing.WORST: "counts as “{worst}”.",
    Missing.MEDIAN: "counts as the option's own majority grade.",
    Missing.IGNORE: "is left out, options being compared in proportion.",
}


def count(
    options: Sequence[str],
    ballots: Sequence[Cast[Mapping[str, str]]],
    grades: Sequence[str],
    missing: Missing = Missing.WORST,
) -> Result:
    """Return the result of ballots that give a grade by option; `grades` go worst to best.

    Raises KeyError for an unknown option or grade. Source: Balinski & Laraki (2011); ties and
    blanks: see this module.
    """
    everyone = sum(Casts.of(ballots).weights)
    return of_grades(given(options, ballots, grades), everyone, grades, missing)


def given(
    options: Sequence[str], ballots: Sequence[Cast[Mapping[str, str]]], grades: Sequence[str]
) -> dict[str, list[int]]:
    """Return how many gave each option each grade, in the order of `grades`."""
    rank = {grade: n for n, grade in enumerate(grades)}
    found = {option: [0] * len(grades) for option in sorted(options)}
    for option, counts in tallied(sorted(options), ballots).items():
        for grade, number in counts.items():
            found[option][rank[grade]] = number
    return found


def of_grades(
    got: Mapping[str, Sequence[int]],
    everyone: int,
    grades: Sequence[str],
    missing: Missing = Missing.WORST,
) -> Result:
    """Return the result of how many gave each option each of `grades`, of `everyone` who graded."""
    tallies = {option: _completed(got[option], everyone, missing) for option in got}
    details: dict[str, Json] = {
        "rule": RULE + COUNTS[missing].format(worst=grades[0]),
        "options": {
            option: {
                "grades": dict(zip(grades, got[option], strict=True)),
                "missing": everyone - sum(got[option]),
                **_judged(tallies[option], grades),
            }
            for option in got
        },
    }
    return decided(_ranked(tallies), details, spoken=bool(everyone))


def _completed(given: Sequence[int], everyone: int, missing: Missing) -> list[int]:
    """Return the tally that counts, missing grades being treated as declared."""
    tally = list(given)
    graded = sum(given)
    if graded == 0:
        tally[0] = everyone
    elif missing is Missing.WORST:
        tally[0] += everyone - graded
    elif missing is Missing.MEDIAN:
        tally[lower_median(dict(enumerate(given)))] += everyone - graded
    return tally


def _ranked(tallies: Mapping[str, Sequence[int]]) -> Ranking:
    """Return the options best first, in groups that only identical proportions share."""
    common = lcm(*(sum(tally) or 1 for tally in tallies.values()))
    full = {o: [n * common // (sum(t) or 1) for n in t] for o, t in tallies.items()}
    groups: list[list[str]] = []

    def best_first(one: str, other: str) -> int:
        return compare(full[other], full[one])

    for option in sorted(full, key=cmp_to_key(best_first)):
        if groups and full[groups[-1][0]] == full[option]:
            groups[-1].append(option)
        else:
            groups.append([option])
    return tuple(tuple(sorted(group)) for group in groups)


def _judged(tally: Sequence[int], grades: Sequence[str]) -> dict[str, Json]:
    """Return the majority grade, how many stand above and below it, and the whole sequence."""
    blocks = list(majority_sequence(tally))
    if not blocks:
        return {"majority_grade": None, "above": 0, "below": 0, "sequence": []}
    median = blocks[0].first
    sequence: list[Json] = []
    for block in blocks:
        alternating = block.first != block.second
        names = (
            [grades[block.first], grades[block.second]] if alternating else [grades[block.first]]
        )
        sequence.append({"grades": names, "times": block.length // len(names)})
    return {
        "majority_grade": grades[median],
        "above": sum(tally[median + 1 :]),
        "below": sum(tally[:median]),
        "sequence": sequence,
    }
