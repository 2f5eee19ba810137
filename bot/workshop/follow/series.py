"""A series: sessions that follow each other, each continuing one before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.workshop.actions.action import Action
from bot.workshop.actions.following import Said


@dataclass(frozen=True, slots=True)
class InSeries:
    """Where a session stands in its series: `rank` from 1, and the session that it continues."""

    title: str
    rank: int
    before: str | None = None
    before_day: date | None = None


@dataclass(frozen=True, slots=True)
class Followed:
    """An action that a step was shown, the title of its session, and what was `said` of it; None
    while nothing was. `ours` is True for one of the session of the step itself."""

    action: Action
    whence: str
    said: Said | None = None
    ours: bool = False


def counts(followed: tuple[Followed, ...]) -> dict[Said | None, int]:
    """Return how many actions each thing was said of, in the order of reading; None for nothing."""
    order: tuple[Said | None, ...] = (*Said, None)
    found = {said: sum(one.said is said for one in followed) for said in order}
    return {said: number for said, number in found.items() if number}
