"""A dot ballot: budget, cap, and what is left to place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.workshop.errors import Refusal
from bot.workshop.steps import Vote

# Under this many ballots a secret result is not detailed: it would tell who voted what
# (brief, methods §4).
DETAIL_FROM = 3


@dataclass(frozen=True, slots=True)
class Option:
    """Something one can put dots on: `number` is its name in ballots and never changes."""

    number: int
    label: str
    source_id: int
    dimension: str | None = None
    year: int | None = None


Dots = Mapping[int, int]


def left(plan: Vote, dots: Dots) -> int:
    """Return how many dots remain of the budget."""
    return plan.budget - sum(dots.values())


def move_dot(
    plan: Vote, dots: Dots, options: frozenset[int], option: int, by: int
) -> dict[int, int]:
    """Return the ballot after `by` (+1 or −1) dots on `option`; raise Refusal otherwise.

    The result always keeps: no option below 1 or above the cap, the sum within the budget.
    """
    if option not in options:
        raise Refusal("ballot.unknown_option")
    after = dict(dots)
    after[option] = after.get(option, 0) + by
    if after[option] < 0:
        raise Refusal("ballot.none_there")
    if after[option] == 0:
        del after[option]
    elif plan.cap is not None and after[option] > plan.cap:
        raise Refusal("ballot.cap", cap=plan.cap)
    if sum(after.values()) > plan.budget:
        raise Refusal("ballot.budget", budget=plan.budget)
    return after
