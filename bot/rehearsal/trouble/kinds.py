"""The troubles of a room: which there are, where each fits, and when they come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from random import Random

from bot.workshop.kinds import BaseStep, Collect, Consent, Vote

# One who dominates writes that many post-its at least: elsewhere nobody can.
LEAST_LOUD = 6


class Trouble(StrEnum):
    """What happens in rooms. Each comes once in a session, or not at all."""

    SILENCE = "silence"  # a step opens, and nobody writes
    FLOOD = "flood"  # many post-its in a few seconds
    LOUD = "loud"  # one writes five times what others do, and goes on
    LATE = "late"  # someone comes after the middle
    RUDE = "rude"  # a post-it that should be hidden
    CONTESTED = "contested"  # the room is split in two; where it is a consent, someone objects
    RESTART = "restart"  # the bot is away while people act

    @property
    def opens(self) -> bool:
        """True for those that come as soon as their step opens, before people do anything."""
        return self in (Trouble.SILENCE, Trouble.CONTESTED)

    def fits(self, plan: BaseStep, place: int, steps: int) -> bool:
        """Return whether it can come in a step of a session of so many, the first at 0."""
        if self is Trouble.LATE:
            return 2 * (place + 1) > steps
        if self is Trouble.CONTESTED:
            return isinstance(plan, Vote | Consent)
        if self is Trouble.RESTART:
            return True
        least = LEAST_LOUD if self is Trouble.LOUD else 1
        return isinstance(plan, Collect) and plan.per_person >= least


def spread(
    plans: Sequence[BaseStep], here: int, left: Iterable[Trouble], chance: Random
) -> tuple[Trouble, ...]:
    """Return which of the troubles that are `left` come in the step at `here`, in their order.

    Those that fit few of the steps from here on choose first, each a step where few others come.
    What a step leaves undone is spread again over those after it.
    """
    places = range(here, len(plans))
    fitting = {
        trouble: [place for place in places if trouble.fits(plans[place], place, len(plans))]
        for trouble in left
    }
    load: Counter[int] = Counter()
    here_now: list[Trouble] = []
    drawn = sorted(fitting, key=lambda trouble: (len(fitting[trouble]), chance.random()))
    for trouble in drawn:
        if not fitting[trouble]:
            continue
        place = min(fitting[trouble], key=lambda one: (load[one], chance.random()))
        load[place] += 1
        if place == here:
            here_now.append(trouble)
    chance.shuffle(here_now)
    return tuple(sorted(here_now, key=_rank))


def _rank(trouble: Trouble) -> int:
    """Return what comes before what in a step: those that come as it opens, then those who write
    while they still may, before a flood takes what each may write."""
    first = (Trouble.LOUD, Trouble.RUDE)
    return 0 if trouble.opens else 1 + (trouble not in first) + (trouble is not Trouble.LOUD)
