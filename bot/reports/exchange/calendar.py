"""The actions as an iCalendar file (RFC 5545): a to-do for each, and the session as an event.

A to-do names who does it in its description: an ``ATTENDEE`` is an address, and we know none.
*Milestones are no events*: they have a year and no day, and they are told in the past tense of a
story that the file itself would contradict. A phone would remind people of them.
"""

from __future__ import annotations

from datetime import datetime

from icalendar import Calendar, Event, Todo

from bot.i18n import Catalogue
from bot.reports.exchange.naming import uid
from bot.reports.record import SessionRecord
from bot.workshop.actions.action import Action, ActionState
from bot.workshop.sessions.clock import ended
from bot.workshop.text import clean, one_line

_PRODUCT = "-//Gommette//Gommette//FR"
_STATUS = {
    ActionState.OPEN: "NEEDS-ACTION",
    ActionState.DONE: "COMPLETED",
    ActionState.DROPPED: "CANCELLED",
}


def calendar(record: SessionRecord, t: Catalogue) -> bytes:
    """Return the file; the names of its parts are the same each time that it is made."""
    held = Calendar()
    held.add("prodid", _PRODUCT)
    held.add("version", "2.0")
    held.add("name", one_line(record.session.title))
    held.add("x-wr-calname", one_line(record.session.title))
    made = ended(record.session, record.steps) or record.session.created_at
    if (event := _session(record, made)) is not None:
        held.add_component(event)
    for action in record.actions:
        held.add_component(_todo(record, action, made, t))
    return bytes(held.to_ical())


def _session(record: SessionRecord, made: datetime) -> Event | None:
    """Return the meeting as it was held; None where it never began."""
    session = record.session
    began, over = session.started_at, ended(session, record.steps)
    if began is None or over is None:
        return None
    event = Event()
    event.add("uid", uid(session.id, "session", session.id))
    event.add("dtstamp", made)
    event.add("dtstart", began)
    event.add("dtend", max(began, over))
    event.add("summary", one_line(session.title))
    event.add("transp", "TRANSPARENT")  # it is over: nobody is taken by it
    return event


def _todo(record: SessionRecord, action: Action, made: datetime, t: Catalogue) -> Todo:
    session = record.session
    milestones = {milestone.id: milestone.statement for milestone in record.milestones}
    statement = milestones.get(action.milestone_id) if action.milestone_id else None
    told = [
        t("calendar.owner", owner=action.owner),
        t("calendar.first_step", step=action.first_step) if action.first_step else "",
        t("calendar.milestone", milestone=statement) if statement else "",
        t("calendar.session", title=session.title, day=t.day(record.day)),
    ]
    todo = Todo()
    todo.add("uid", uid(session.id, "action", action.id))
    todo.add("dtstamp", made)
    todo.add("summary", one_line(action.what))
    todo.add("description", clean("\n".join(filter(None, told))))
    todo.add("status", _STATUS[action.state])
    if action.state is ActionState.DONE and action.changed_at is not None:
        todo.add("completed", action.changed_at)
        todo.add("percent-complete", 100)
    if action.due is not None:
        todo.add("due", action.due)
    if action.theme:
        todo.add("categories", [one_line(action.theme)])
    return todo
