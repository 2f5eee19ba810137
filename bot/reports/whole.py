"""What belongs to a session rather than to one of its steps: it is told once."""

from __future__ import annotations

from collections.abc import Mapping

from bot.i18n import Catalogue
from bot.reports.actions.step import listed, shortly
from bot.reports.record import SessionRecord
from bot.reports.step import Brief, Part
from bot.reports.writing import bullets, inline, inline_short

_SUBJECT = 140


def full(record: SessionRecord, t: Catalogue) -> Mapping[Part, str]:
    """Return the Markdown that a session brings to the full report beside its steps."""
    told: dict[Part, str] = {}
    if _apart(record):
        told[Part.ACTIONS] = listed(record, t)
    if record.parked:
        told[Part.LATER] = bullets(inline(text) for text in record.parked)
    return told


def brief(record: SessionRecord, t: Catalogue) -> tuple[Brief, ...]:
    """Return what the short summary says of a session beside its steps."""
    told: list[Brief] = []
    if _apart(record):
        told.append(shortly(record, t))
    if record.parked:
        items = tuple(inline_short(text, _SUBJECT) for text in record.parked)
        told.append(Brief(Part.OPEN, "", tuple(t("report.open.later", text=one) for one in items)))
    return tuple(told)


def _apart(record: SessionRecord) -> bool:
    """True where actions were written down and no step of the plan is of actions."""
    return bool(record.actions) and all(s.plan.kind != "actions" for s in record.steps)
