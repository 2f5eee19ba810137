"""The clock of a session: what was planned, what is gone, what is left, and when it would end.

Of a session under way, at any moment: what is gone since the start and what is still planned make
the time that there is (from the start to the end that people expect) and how late the session is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.workshop.sessions.session import Session, SessionState, StepRun

_NOTHING = timedelta()
# Nobody is late, nor early, by less.
ON_TIME = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Clock:
    """What is known of the time of a session at `now`.

    `due` is the hour at which it was planned to begin, if it was: the promised end counts from it.
    `promised` is the length with which it was made, before anything was added or changed;
    `planned` that of its plan as it is. `in_steps` was spent in steps, the rest of what is `gone`
    being pauses and what passes between steps. `left_here` is what is left of the step under way,
    `left_to_come` the length of the `to_come` steps after it. Steps opened before the meeting are
    in none of them: their time is not the meeting's.
    """

    began: datetime
    now: datetime
    promised: timedelta
    planned: timedelta
    in_steps: timedelta
    left_here: timedelta
    left_to_come: timedelta
    to_come: int
    ends_by: datetime | None = None
    due: datetime | None = None  # when people were told that it begins

    @property
    def gone(self) -> timedelta:
        """How long ago the session began, pauses included."""
        return self.now - self.began

    @property
    def outside(self) -> timedelta:
        """What of it was spent in no step: pauses, and what passed between steps."""
        return max(_NOTHING, self.gone - self.in_steps)

    @property
    def left(self) -> timedelta:
        """How long everything that is still planned takes."""
        return self.left_here + self.left_to_come

    @property
    def end(self) -> datetime:
        """When people expect the end: as those who lead said, else the promised length after the
        start that they know. It is a time of the day: neither a pause nor a late start moves it."""
        return self.ends_by or (self.due or self.began) + self.promised

    @property
    def begun_late(self) -> timedelta:
        """How long after the hour that people were told it began; nothing where they were told
        none."""
        return max(_NOTHING, self.began - (self.due or self.began))

    @property
    def whole(self) -> timedelta:
        """The time that there is, from the start to the end that people expect."""
        return self.end - self.began

    @property
    def projected(self) -> datetime:
        """When it would end if all that is planned took its time from now on."""
        return self.now + self.left

    @property
    def late(self) -> timedelta:
        """How long after the end that people expect; early where it is negative."""
        return self.projected - self.end

    @property
    def is_late(self) -> bool:
        return self.late >= ON_TIME

    @property
    def is_early(self) -> bool:
        return -self.late >= ON_TIME


def clock_of(session: Session, steps: Iterable[StepRun], now: datetime) -> Clock | None:
    """Return the clock of a session, None before it began. After its end, as it was then.

    `steps` are all that it ever had: one that was taken out of the plan was promised, and what
    was spent in it is spent.
    """
    if session.started_at is None:
        return None
    began = session.started_at
    over = session.state is SessionState.ENDED
    steps = list(steps)
    now = max(began, (ended(session, steps) or now) if over else now)
    timed = [step for step in steps if not step.ahead]
    plan = [step for step in timed if not step.is_out]
    here = None if over else session.position
    behind = [] if here is None else [step for step in plan if step.position > here]
    current = next((step for step in plan if step.position == here), None)
    promised = timedelta(minutes=sum(step.first_minutes or 0 for step in timed))
    return Clock(
        began=began,
        now=now,
        promised=promised,
        planned=sum((step.plan.timebox for step in plan), _NOTHING),
        in_steps=timedelta(seconds=sum(step.spent(now) for step in timed)),
        left_here=left_of(current, now) if current is not None else _NOTHING,
        left_to_come=sum(map(length_of, behind), _NOTHING),
        to_come=sum(1 for step in behind if length_of(step)),
        ends_by=session.ends_by,
        due=_due(session, began, promised),
    )


def _due(session: Session, began: datetime, promised: timedelta) -> datetime | None:
    """Return the hour for which a session was planned; None where it began so much later, or
    sooner, that nobody expects the end that was planned with it."""
    due = session.planned_for
    return due if due is not None and abs(began - due) < promised else None


def ended(session: Session, steps: Iterable[StepRun]) -> datetime | None:
    """Return when a session ended, None while it has not; never less after its start than what was
    spent in its steps: the clock of the machine may have been set back meanwhile."""
    if session.started_at is None or session.ended_at is None:
        return session.ended_at
    spent = timedelta(seconds=sum(step.spent_seconds for step in steps if not step.ahead))
    return max(session.ended_at, session.started_at + spent)


def left_of(step: StepRun, now: datetime) -> timedelta:
    """Return what is left of the timebox of the step under way; nothing once its time is up."""
    if not step.is_open:
        return _NOTHING
    if step.left_seconds is not None:
        return timedelta(seconds=step.left_seconds)
    return max(_NOTHING, step.closes_at - now) if step.closes_at is not None else _NOTHING


def length_of(step: StepRun) -> timedelta:
    """Return how long a step takes when the room comes to it: what was left, of one that was set
    aside; nothing, of one that has its outcome."""
    if step.outcome is not None:
        return _NOTHING
    if step.left_seconds is not None:
        return timedelta(seconds=step.left_seconds)
    return step.plan.timebox
