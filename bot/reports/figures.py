"""Figures and moments as data says them."""

from __future__ import annotations

from datetime import datetime


def whole(minutes: float) -> float:
    """Return a number of minutes, without its fraction where it has none."""
    return int(minutes) if minutes == int(minutes) else minutes


def iso(moment: datetime | None) -> str | None:
    """Return a moment (aware) in ISO 8601."""
    return moment.isoformat(timespec="seconds") if moment else None
