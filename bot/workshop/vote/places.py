"""The place that words are named with, wherever they are put to the vote."""

from __future__ import annotations

from bot.workshop.alike import twice


def named_at(label: str, where: str | None) -> str:
    """Return words after the name of their place, where they have one."""
    return f"{where} · {label}" if where else label


def theme_named(label: str) -> str:
    """Return the name of a theme in what an option of a vote on themes says, which ends with how
    many post-its it held: “Moving (8 post-its)”."""
    return label.rpartition(" (")[0] or label


def place_of(column: str | None, theme: str | None, dimension: str | None) -> str | None:
    """Return the place that an option is named with: its column and, in a vote without themes
    (`theme` is None; empty for one that stands in none), its dimension; each name once."""
    told = [name for name in (column, dimension if theme is None else None) if name]
    if twice(told):
        told.pop()
    return " · ".join(told) or None
