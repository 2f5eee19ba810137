"""A shared budget by support: the most supported project first, each funded if it still fits.

Source: the usual rule of participatory budgeting, as Goel, Krishnaswamy, Sakshuwong & Aitamurto
describe it (2019), "Knapsack Voting for Participatory Budgeting", ACM TEAC 7(2). It skips: past a
project that does not fit it goes on to those that do.
Ties: projects with the same support that all still fit are all funded; those that cannot all be are
taken in the order of the lot whose seed is published (`bot.tally.lot`), and the tie is stated.
Blanks: a project that nobody supports is never funded, whatever remains.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from bot.tally.lot import Lot
from bot.tally.result import grouped

RULE = "By support, most first: each project is funded if it still fits in what remains of the"
RULE += " money; one that does not fit is passed over, and those after it are looked at. A project"
RULE += " that nobody supports is not funded."


@dataclass(frozen=True, slots=True)
class Drawn:
    """Projects that were level where not all could be funded, in the order that the lot gave."""

    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passed:
    """A project that was not funded, and what was left when its turn came; None where nobody
    supports it."""

    project: str
    left: Fraction | None


@dataclass(frozen=True, slots=True)
class Greedy:
    """`funded` in the order in which they were, those passed over in that order too."""

    funded: tuple[str, ...]
    passed: tuple[Passed, ...]
    left: Fraction
    drawn: tuple[Drawn, ...]


def count(
    costs: Mapping[str, Fraction], support: Mapping[str, int], money: Fraction, lot: Lot
) -> Greedy:
    """Return which of the projects of `support` are funded from `money` (Goel et al. 2019)."""
    funded: list[str] = []
    passed: list[Passed] = []
    lots: list[Drawn] = []
    left = money
    for level in grouped(support):
        if not support[level[0]]:
            passed += [Passed(project, None) for project in level]
            continue
        order: Sequence[str] = level
        fitting = [project for project in level if costs[project] <= left]
        if sum(costs[project] for project in fitting) > left:
            first = lot(fitting)
            lots.append(Drawn(first))
            order = [*first, *(project for project in level if project not in fitting)]
        for project in order:
            if costs[project] <= left:
                funded.append(project)
                left -= costs[project]
            else:
                passed.append(Passed(project, left))
    return Greedy(tuple(funded), tuple(passed), left, tuple(lots))
