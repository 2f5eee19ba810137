"""Fitting what is left of a session in the time that is left of it.

Lengths are shared out in half minutes, in proportion to what was planned, by largest remainders:
the sum is exactly the time there is. No step gets less than a minute, unless it had less.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from fractions import Fraction
from math import floor

from bot.workshop.sessions.clock import Clock, length_of
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.step import MOST_MINUTES

UNIT = timedelta(seconds=30)
_LEAST = 2  # units
# What is left of the step under way is shortened too if there is so much of it.
_WORTH_IT = timedelta(minutes=2)


class Way(StrEnum):
    """How the rest is made to fit."""

    SHORTEN = "shorten"  # all in proportion
    LEAVE_OUT = "leave_out"  # optional steps go first, the last first; then in proportion
    LENGTHEN = "lengthen"  # the time gained is given to the steps to come


class Stuck(StrEnum):
    """Why nothing is proposed."""

    ON_TIME = "on_time"  # it fits already
    PASSED = "passed"  # the end that people expect has passed
    TOO_LATE = "too_late"  # even at a minute each
    LAST = "last"  # nothing comes after the step under way


@dataclass(frozen=True, slots=True)
class Fitted:
    """A step to come with the length that it had and the one that it would have; None where it is
    left out."""

    step: StepRun
    before: timedelta
    after: timedelta | None

    @property
    def changes(self) -> bool:
        return self.after != self.before


@dataclass(frozen=True, slots=True)
class Fit:
    """One proposal: what is left of the step under way, and each step to come in its order."""

    way: Way
    here: Fitted | None
    steps: tuple[Fitted, ...]


def fits(
    clock: Clock, steps: Sequence[StepRun], current: StepRun | None
) -> tuple[Fit, ...] | Stuck:
    """Return the ways to fit what is left before the end that people expect, or why there is none.

    `steps` are those of the plan that come after `current`, in their order.
    """
    coming = [step for step in steps if length_of(step) >= UNIT and not step.ahead]
    small = clock.left_to_come - sum(map(length_of, coming), timedelta())
    time = clock.end - clock.now - small
    here = current if current is not None and clock.left_here >= _WORTH_IT else None
    if not clock.is_late:
        whole = [step for step in coming if step.left_seconds is None]
        if not clock.is_early or not whole:
            return Stuck.ON_TIME
        return (_lengthened(coming, whole, -clock.late),)
    if time <= timedelta():
        return Stuck.PASSED
    if not coming and here is None:
        return Stuck.LAST
    found = []
    if _possible(coming, here, clock, time):
        found.append(_fit(Way.SHORTEN, coming, here, clock, time))
    optional = [step for step in coming if step.plan.optional and step.is_to_come]
    kept = list(coming)
    for step in reversed(optional):
        kept.remove(step)
        needs = sum(map(length_of, kept), clock.left_here)
        if needs <= time or (step is optional[0] and _possible(kept, here, clock, time)):
            found.append(_without(kept, coming, here, clock, time))
            break
    return tuple(found) or Stuck.TOO_LATE


def _without(
    kept: Sequence[StepRun],
    coming: Sequence[StepRun],
    here: StepRun | None,
    clock: Clock,
    time: timedelta,
) -> Fit:
    """Return the plan with the steps `kept` alone, as they are if they fit, else shortened."""
    if sum(map(length_of, kept), clock.left_here) <= time:
        fit = Fit(Way.LEAVE_OUT, None, tuple(_as_it_is(step) for step in kept))
    else:
        fit = _fit(Way.LEAVE_OUT, kept, here, clock, time)
    lengths = {one.step.id: one for one in fit.steps}
    gone = (Fitted(step, length_of(step), None) for step in coming)
    return Fit(fit.way, fit.here, tuple(lengths.get(one.step.id, one) for one in gone))


def _as_it_is(step: StepRun) -> Fitted:
    return Fitted(step, length_of(step), length_of(step))


def _needs(
    coming: Sequence[StepRun], here: StepRun | None, clock: Clock, time: timedelta
) -> tuple[list[Fraction], int]:
    """Return the lengths to share out, in units, and how many units there are for them."""
    lengths = [_units(length_of(step)) for step in coming]
    if here is not None:
        lengths.insert(0, _units(clock.left_here))
    else:
        time -= clock.left_here
    return lengths, max(0, time // UNIT)


def _possible(
    coming: Sequence[StepRun], here: StepRun | None, clock: Clock, time: timedelta
) -> bool:
    lengths, units = _needs(coming, here, clock, time)
    return bool(lengths) and sum(map(_least, lengths)) <= units


def _fit(
    way: Way, coming: Sequence[StepRun], here: StepRun | None, clock: Clock, time: timedelta
) -> Fit:
    lengths, units = _needs(coming, here, clock, time)
    shares = [share * UNIT for share in shared_out(lengths, units)]
    now_here = None
    if here is not None:
        now_here = Fitted(here, clock.left_here, min(shares.pop(0), clock.left_here))
    fitted = (
        # What is left of a step that was set aside is no whole number of half minutes.
        Fitted(step, length_of(step), min(share, length_of(step)))
        for step, share in zip(coming, shares, strict=True)
    )
    return Fit(way, now_here, tuple(fitted))


def _lengthened(coming: Sequence[StepRun], whole: Sequence[StepRun], gained: timedelta) -> Fit:
    """Return the plan with the time `gained` given to the steps `whole`, in proportion."""
    lengths = [_units(length_of(step)) for step in whole]
    shares = shared_out(lengths, int(sum(lengths)) + gained // UNIT)
    longest = timedelta(minutes=MOST_MINUTES)
    after = {step.id: min(share * UNIT, longest) for step, share in zip(whole, shares, strict=True)}
    fitted = (Fitted(s, length_of(s), after.get(s.id, length_of(s))) for s in coming)
    return Fit(Way.LENGTHEN, None, tuple(fitted))


def _units(length: timedelta) -> Fraction:
    return Fraction(length // timedelta(seconds=1), 30)


def _least(length: Fraction) -> int:
    return min(_LEAST, floor(length))


def shared_out(lengths: Sequence[Fraction], units: int) -> list[int]:
    """Return how many of the `units` each length gets, in proportion: all of them are given, each
    gets its least, and one that was longer never gets less than one that was shorter.

    There must be units enough for the least of each.
    """
    pinned: set[int] = set()
    while True:
        free = [rank for rank in range(len(lengths)) if rank not in pinned]
        over = units - sum(_least(lengths[rank]) for rank in pinned)
        whole = sum((lengths[rank] for rank in free), Fraction())
        quotas = {rank: lengths[rank] * over / whole for rank in free}
        short = {rank for rank, quota in quotas.items() if quota < _least(lengths[rank])}
        if not short:
            break
        pinned |= short
    shares = {rank: floor(quota) for rank, quota in quotas.items()}
    spare = over - sum(shares.values()) if free else 0
    ranked = sorted(free, key=lambda rank: (shares[rank] - quotas[rank], -lengths[rank], rank))
    for rank in ranked[:spare]:
        shares[rank] += 1
    return [shares.get(rank, _least(lengths[rank])) for rank in range(len(lengths))]


def stamp(session: Session, steps: Sequence[StepRun]) -> int:
    """Return a number that changes with anything that a proposal was made of, time apart."""
    told = [
        session.position,
        session.paused,
        session.ends_by,
        [(s.id, s.state, s.plan.minutes, s.left_seconds, s.closes_at, s.outcome) for s in steps],
    ]
    return int.from_bytes(hashlib.blake2s(repr(told).encode(), digest_size=4).digest())
