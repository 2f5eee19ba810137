"""The place that words are named with, wherever they are put to the vote."""

from __future__ import annotations

from bot.workshop.alike import twice


def named_at(label: str, where: str | None) -> str:
    """Return words after the name of their place, where they have one."""
    return f"{where} · {label}" if where else label


def place_of(column: str | None, theme: str | None, dimension: str | None) -> str | None:
    """Return the place that an option is named with: its column, then its theme or, without a
    theme, its dimension; each name once."""
    told = [name for name in (column, theme or dimension) if name]
    if twice(told):
        told.pop()  # sorting began from the columns
    return " · ".join(told) or None
