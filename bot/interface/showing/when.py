"""Time as Discord shows it: always right, in the reader's own zone, without edits."""

from __future__ import annotations

from datetime import datetime

from bot.i18n import Catalogue
from bot.workshop.sessions.session import Session, SessionState, StepRun


def countdown(moment: datetime) -> str:
    """Return “in 5 minutes”, kept right by the client."""
    return f"<t:{int(moment.timestamp())}:R>"


def clock(moment: datetime) -> str:
    """Return the time of day."""
    return f"<t:{int(moment.timestamp())}:t>"


def day_and_clock(moment: datetime) -> str:
    """Return the day and the time of day."""
    return f"<t:{int(moment.timestamp())}:f>"


def time_line(session: Session, step: StepRun, t: Catalogue, now: datetime) -> str:
    """Return the sentence that says how much time is left."""
    if session.state is SessionState.ENDED or not step.is_open:
        return ""
    doing = step.plan.doing
    if session.is_ahead and step.closes_at is not None:
        return t(
            f"before.time.{doing}",
            until=day_and_clock(step.closes_at),
            countdown=countdown(step.closes_at),
        )
    if step.left_seconds is not None:
        return t(f"card.paused.{doing}", left=t.minutes(max(1, -(-step.left_seconds // 60))))
    if step.closes_at is None:
        return ""
    key = f"card.time_up.{doing}" if step.overtime(now) else "card.time_left"
    return t(key, countdown=countdown(step.closes_at), clock=clock(step.closes_at))


def lead_time_line(
    session: Session, step: StepRun, t: Catalogue, now: datetime, *, last: bool
) -> str:
    """Return that sentence for those who lead: what the room may still do, and what it awaits of
    them; `last` where no step comes after this one."""
    if not step.is_open or session.is_ahead:
        return time_line(session, step, t, now)
    if step.left_seconds is not None:
        left = t.minutes(max(1, -(-step.left_seconds // 60)))
        return t(f"panel.paused.{step.plan.doing}", left=left)
    if step.overtime(now):
        assert step.closes_at is not None
        key = "panel.time_up_last" if last else "panel.time_up"
        return t(key, countdown=countdown(step.closes_at))
    return time_line(session, step, t, now)
