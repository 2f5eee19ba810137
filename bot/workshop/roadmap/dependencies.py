"""What had to be true just before: which milestones may rest on which.

A milestone rests on others of the same year or of earlier ones, never on itself, not even by way
of others: the road told forward would have no beginning.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.workshop.errors import Refusal
from bot.workshop.roadmap.grid import Milestone


def resting_on(milestone_id: int, placed: Iterable[Milestone]) -> set[int]:
    """Return the milestones that rest on one, directly or by way of others; itself included."""
    milestones = list(placed)
    found: set[int] = set()
    fresh = {milestone_id}
    while fresh:
        found |= fresh
        fresh = {m.id for m in milestones if fresh.intersection(m.after)} - found
    return found


def can_come_before(milestone: Milestone, placed: Iterable[Milestone]) -> list[Milestone]:
    """Return what `milestone` could be said to rest on besides, the nearest years first."""
    milestones = list(placed)
    barred = resting_on(milestone.id, milestones) | set(milestone.after)
    found = [m for m in milestones if m.year <= milestone.year and m.id not in barred]
    return sorted(found, key=lambda m: (-m.year, m.dimension != milestone.dimension, m.number))


def check_before(
    milestone: Milestone, chosen: Sequence[Milestone], placed: Iterable[Milestone]
) -> None:
    """Raise Refusal when `milestone` cannot rest on one of `chosen`.

    `placed` is the whole roadmap. Links that stand are no reason to refuse: tied twice is tied.
    """
    barred = resting_on(milestone.id, placed)
    for before in chosen:
        if before.year > milestone.year:
            raise Refusal(
                "milestone.before_later",
                number=before.number,
                year=before.year,
                than=milestone.year,
            )
        if before.id in barred:
            raise Refusal("milestone.circle", number=before.number)


def check_year(milestone: Milestone, year: int, placed: Iterable[Milestone]) -> None:
    """Raise Refusal when `milestone` cannot move to `year`: its links would run backwards."""
    for other in placed:
        if other.id in milestone.after and other.year > year:
            raise Refusal("milestone.too_early", number=other.number, year=other.year)
        if milestone.id in other.after and other.year < year:
            raise Refusal("milestone.too_late", number=other.number, year=other.year)
