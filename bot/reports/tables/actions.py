"""The actions as a table, one a row.

The first columns are those of Trello's export of cards, ``Card Name``, ``Card Description``,
``Labels``, ``Members`` and ``Due Date``: what is done, its very first step, the theme that it was
born of, who does it, and by when.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.i18n import Catalogue
from bot.reports.record import SessionRecord
from bot.reports.tables.sheet import Cell, sheet

_KNOWN = ("Card Name", "Card Description", "Labels", "Members", "Due Date")


def actions(record: SessionRecord, t: Catalogue) -> bytes:
    """Return the table."""
    more = ("milestone", "milestone_number", "state", "state_since")
    return sheet([*_KNOWN, *(t(f"table.{name}") for name in more)], _rows(record, t), t)


def _rows(record: SessionRecord, t: Catalogue) -> Iterator[list[Cell]]:
    found = {milestone.id: milestone for milestone in record.milestones}
    for action in record.actions:
        milestone = found.get(action.milestone_id) if action.milestone_id else None
        yield [
            action.what,
            action.first_step,
            action.theme,
            action.owner,
            action.due,
            milestone.statement if milestone else None,
            milestone.number if milestone else None,
            t(f"table.action.{action.state}"),
            action.changed_at.date() if action.changed_at is not None else None,
        ]
