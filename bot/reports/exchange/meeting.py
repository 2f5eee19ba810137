"""The dates that votes found, as an iCalendar file (RFC 5545): an event for each.

Hours are in UTC, which every program shows in its own time; a day without an hour is a date. An
event keeps its name, so that the file brought in twice is one event. One whose end nobody said has
none.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from icalendar import Calendar, Event

from bot.i18n import Catalogue
from bot.reports.exchange.naming import uid
from bot.reports.record import SessionRecord
from bot.reports.vote.meeting import found_slot
from bot.workshop.sessions.session import StepRun
from bot.workshop.text import clean, one_line

_PRODUCT = "-//Gommette//Gommette//FR"


def meetings(record: SessionRecord, t: Catalogue) -> bytes:
    """Return the file of all the dates that the session found."""
    return calendar_of(record, record.steps, t)


def calendar_of(record: SessionRecord, steps: Iterable[StepRun], t: Catalogue) -> bytes:
    """Return the file of the dates that the votes of some steps found."""
    held = Calendar()
    held.add("prodid", _PRODUCT)
    held.add("version", "2.0")
    held.add("method", "PUBLISH")
    for step in steps:
        if step.id in record.votes and (event := _event(record, step, t)) is not None:
            held.add_component(event)
    return bytes(held.to_ical())


def _event(record: SessionRecord, step: StepRun, t: Catalogue) -> Event | None:
    vote, session = record.votes[step.id], record.session
    slot = found_slot(vote)
    if slot is None:
        return None
    event = Event()
    event.add("uid", uid(session.id, "date", step.position))
    event.add("dtstamp", session.started_at or session.created_at)
    if slot.all_day and vote.plan.zone is not None:
        day = slot.day(vote.plan.zone)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")  # nobody is taken all day long
    else:
        event.add("dtstart", slot.starts)
        if slot.ends is not None:
            event.add("dtend", slot.ends)
    event.add("summary", one_line(vote.plan.asked(session.language)))
    event.add("description", clean(t("calendar.date", title=session.title, day=t.day(record.day))))
    return event
