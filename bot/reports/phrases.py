"""What the full report and the short summary say alike."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from bot.i18n import Catalogue
from bot.reports.record import SessionRecord
from bot.workshop.kinds import Discuss
from bot.workshop.roadmap.grid import Milestone
from bot.workshop.roadmap.milestones import detail_lines
from bot.workshop.sessions.clock import clock_of, ended
from bot.workshop.sessions.session import StepRun


def days(record: SessionRecord, t: Catalogue) -> str:
    """Return the day of the session, or its first and last days."""
    first = record.day
    end = ended(record.session, record.steps)
    last = max(first, end.date()) if end else first
    if first == last:
        return t.day(first)
    return t("report.days", first=t.day(first), last=t.day(last))


def duration(record: SessionRecord, t: Catalogue) -> str:
    """Return the time from start to end; empty while the session runs."""
    began, end = record.session.started_at, ended(record.session, record.steps)
    if began is None or end is None:
        return ""
    return length(int((end - began).total_seconds()), t)


def ahead(record: SessionRecord, step: StepRun, t: Catalogue) -> str:
    """Return when a step was open before the meeting, and how many had answered by then; nothing
    where it was not."""
    told = record.ahead.get(step.id)
    if told is None:
        return ""
    last = told.closed_at or told.closes_at
    words = [t("report.ahead", first=t.day(told.opened_at.date()), last=t.day(last.date()))]
    people = told.told(masked=record.session.masked)
    if people is not None:
        words.append(t.n(f"report.ahead_people.{step.plan.doing}", people))
    return " ".join(words)


def floor(record: SessionRecord, step: StepRun, t: Catalogue) -> str:
    """Return how many had the floor in a step, or sat in the middle, and how often it changed
    hands; nothing where it was given to nobody."""
    heard = record.floors.get(step.id)
    if heard is None:
        return ""
    chairs = isinstance(step.plan, Discuss) and step.plan.chairs is not None
    turns = t.n("report.floor_turns", heard.turns)
    return t.n("report.floor_chairs" if chairs else "report.floor", heard.people, turns=turns)


def time(record: SessionRecord, t: Catalogue) -> str:
    """Return how long the session was planned to last and did, with what was spent in no step;
    empty while it runs, and of one question alone, which no plan had, how long it was open."""
    session = record.session
    if session.ended_at is None or session.quick or not record.promised:
        return duration(record, t)
    clock = clock_of(session, record.steps, session.ended_at)
    if clock is None:
        return ""
    figures = {"planned": t.minutes(record.promised), "lasted": duration(record, t)}
    if clock.outside < timedelta(minutes=1):
        return t("report.time", **figures)
    outside = length(int(clock.outside.total_seconds()), t)
    return t("report.time_outside", outside=outside, **figures)


def length(seconds: int, t: Catalogue) -> str:
    """Return a length of time rounded to the minute."""
    minutes = (seconds + 30) // 60
    return t.minutes(minutes) if minutes or not seconds else t("report.under_minute")


def people(record: SessionRecord, t: Catalogue) -> str:
    """Return how many people contributed, those in the room without Discord among them."""
    number, in_room = record.participants, record.in_room
    if not number:
        return t("report.nobody")
    if in_room:
        key = "report.people_all_in_room" if in_room == number else "report.people_in_room"
        return t.n(key, number, room=in_room)
    return t.n("report.people", number)


def listed(detail: str, t: Catalogue) -> str:
    """Return the things that a detail of a milestone holds, one after the other."""
    return t("roadmap.then").join(detail_lines(detail))


def numbers_before(milestone: Milestone, placed: Iterable[Milestone]) -> str:
    """Return the numbers of the milestones on which one rests: “1, 4”; empty for none."""
    return ", ".join(map(str, sorted(m.number for m in placed if m.id in milestone.after)))
