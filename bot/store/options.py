"""The options of a vote as they are read: beside each, what it stands for says now."""

from __future__ import annotations

from bot.store.rows.base import Row, time_of, to_time
from bot.workshop.moderation.hiding import MARK
from bot.workshop.vote.dates.slot import Slot
from bot.workshop.vote.options import Departure, Option
from bot.workshop.vote.places import named_at, place_of, theme_named

OPTIONS = (
    "SELECT o.*, p.hidden IS NOT NULL OR p.id IS NULL AND o.gone IS 'hidden' AS masked,"
    " coalesce(p.text, m.statement, h.name) AS words, h.id IS NOT NULL AS of_themes,"
    " p.column_name AS column_now, json_extract(s.plan, '$.currency') AS currency,"
    " coalesce(p.dimension, m.dimension) AS dimension_now"
    " FROM vote_options AS o JOIN steps AS s ON s.id = o.step_id"
    " LEFT JOIN postits AS p ON p.id = o.source_id"
    " AND json_extract(s.plan, '$.on') = 'postits'"
    " LEFT JOIN milestones AS m ON m.id = o.source_id"
    " AND json_extract(s.plan, '$.on') = 'milestones'"
    " LEFT JOIN themes AS h ON h.id = o.source_id"
    " AND json_extract(s.plan, '$.on') = 'themes'"
    " WHERE o.step_id = ? ORDER BY o.rank, o.number"
)


def option(row: Row) -> Option:
    """Return a row of `OPTIONS` as an option."""
    return Option(
        row["number"],
        MARK if row["masked"] else row["label"],
        row["source_id"],
        row["dimension"],
        row["year"],
        bool(row["removed"]),
        row["place"],
        _departure(row),
        _now(row),
        row["theme"],
        slot=_slot(row),
        cost=row["cost"],
        currency=row["currency"] or "" if row["cost"] is not None else "",
    )


def _departure(row: Row) -> Departure | None:
    if row["passed"]:
        return Departure.PASSED
    return Departure(row["gone"]) if row["gone"] else None


def _slot(row: Row) -> Slot | None:
    if row["starts"] is None:
        return None
    return Slot(
        starts=time_of(row["starts"]),
        ends=to_time(row["ends"]),
        all_day=bool(row["all_day"]),
    )


def _now(row: Row) -> str | None:
    """Return what the source of an option says, where that is no longer what the option says.

    Its theme is no part of it: a post-it that is sorted says what it said.
    """
    if row["words"] is None or row["masked"] or row["removed"]:
        return None
    if row["of_themes"]:
        return row["words"] if row["words"] != theme_named(row["label"]) else None
    lane = row["dimension_now"] or row["column_now"]
    if (row["words"], lane) == (row["label"], row["dimension"]):
        return None
    theme = row["theme"] if lane == row["dimension"] else None
    return named_at(row["words"], place_of(row["column_now"], theme, row["dimension_now"]))
