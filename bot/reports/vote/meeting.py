"""The date that a vote found, for what makes a meeting of it: a calendar, an event."""

from __future__ import annotations

from bot.reports.record import SessionRecord, VoteRecord
from bot.workshop.vote.dates.slot import Slot
from bot.workshop.vote.methods import Method


def found_slot(vote: VoteRecord) -> Slot | None:
    """Return the one date that a vote found; None while there is none, or it is not decided."""
    outcome = vote.outcome
    if vote.plan.method is not Method.DATES or not outcome.decides or not vote.detailed:
        return None
    option = vote.by_name.get(outcome.chosen or "")
    return option.slot if option is not None else None


def has_meetings(record: SessionRecord) -> bool:
    """Return whether a vote of the session found a date."""
    return any(found_slot(vote) is not None for vote in record.votes.values())


def has_dates(record: SessionRecord) -> bool:
    """Return whether a vote of the session was on dates, and may be told."""
    return any(v.plan.method is Method.DATES and v.detailed for v in record.votes.values())
