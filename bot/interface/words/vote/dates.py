"""Dates in what Discord shows: each reader sees them in their own time, wherever Discord can."""

from __future__ import annotations

from bot.i18n import Catalogue
from bot.reports.vote.naming import naming
from bot.workshop.text import escape
from bot.workshop.vote.dates.slot import Slot
from bot.workshop.vote.options import Option


def stamp(slot: Slot) -> str | None:
    """Return a moment that Discord shows to each in their own time; None for a day without an
    hour, which is the same day for everyone."""
    if slot.all_day:
        return None
    starts = f"<t:{int(slot.starts.timestamp())}:F>"
    return starts if slot.ends is None else f"{starts} – <t:{int(slot.ends.timestamp())}:t>"


def stamped(option: Option, t: Catalogue) -> str | None:
    """Return an option that is a moment, with the mark of one that has gone by; None for others."""
    shown = stamp(option.slot) if option.slot is not None else None
    if shown is None or option.gone is None:
        return shown
    return t(f"option.{option.gone}", option=shown)


def line(option: Option, t: Catalogue, limit: int | None = None) -> str:
    """Return an option as a message shows it, escaped."""
    return stamped(option, t) or escape(naming(option, t, limit))
