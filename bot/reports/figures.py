"""Figures and moments as data says them."""

from __future__ import annotations

from datetime import datetime


def whole(minutes: float) -> float:
    """Return a number of minutes, without its fraction where it has none."""
    return int(minutes) if minutes == int(minutes) else minutes


def iso(moment: datetime | None) -> str | None:
    """Return a moment (aware) in ISO 8601, to the millisecond where it is not a whole second."""
    if moment is None:
        return None
    exact = moment.microsecond >= 1000
    return moment.isoformat(timespec="milliseconds" if exact else "seconds")
