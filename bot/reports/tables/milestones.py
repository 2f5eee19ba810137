"""The milestones of the roadmap as a table, earliest first.

The first columns are those of Trello's export of cards (``Card Name``, ``Card Description``,
``Labels``, ``Members``, ``Due Date``), which the importers of other boards know: the statement, and
the dimension as label. A milestone has a year and no day: nothing is due.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.i18n import Catalogue
from bot.reports.record import SessionRecord
from bot.reports.tables.sheet import Cell, lines, sheet
from bot.workshop.roadmap.grid import told_forward

_KNOWN = ("Card Name", "Labels")
_OURS = ("year", "who", "enablers", "obstacles", "number", "after", "theme", "postit")


def milestones(record: SessionRecord, t: Catalogue) -> bytes:
    """Return the table."""
    return sheet([*_KNOWN, *(t(f"table.{column}") for column in _OURS)], _rows(record), t)


def _rows(record: SessionRecord) -> Iterator[list[Cell]]:
    named = {milestone.id: milestone.number for milestone in record.milestones}
    numbers = {postit.id: postit.number for postit in record.postits}
    for year, found in told_forward(record.milestones):
        for milestone in found:
            before = sorted(named[one] for one in milestone.after if one in named)
            yield [
                milestone.statement,
                milestone.dimension,
                year,
                milestone.who,
                milestone.enablers,
                milestone.obstacles,
                milestone.number,
                lines(map(str, before)),
                milestone.theme,
                numbers.get(milestone.postit_id) if milestone.postit_id else None,
            ]
