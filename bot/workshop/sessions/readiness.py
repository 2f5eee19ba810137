"""“I'm ready”: who is awaited in a step, how many are ready, and when the room goes on by itself.

Awaited are those who have taken part in the session, those who lead left out, and the people in
the room without Discord. Who has not shown themselves yet is not known: in the first step of a
session, the first two to be ready are everyone. So the room goes on a moment later, and whoever
writes meanwhile, or takes it back, keeps it there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.workshop.sessions.session import Session, SessionState, StepRun
from bot.workshop.step import Ready

# Alone, nobody is a room.
FEWEST = 2
# Time enough to see it on the card, and to take it back.
GRACE = timedelta(seconds=10)
# How often those who are awaited are reminded in one step.
MOST_REMINDERS = 2
# How long after one the next may follow: time to read it, and to finish.
BETWEEN_REMINDERS = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many are ready, in numbers that name nobody.

    Of `people` awaited who have an account, `people_ready` are; of `room` in the room without
    Discord, `room_ready`. `leading` are ready too, for whom nobody waits. With `goes_on` the next
    step opens once everyone is.
    """

    people: int = 0
    people_ready: int = 0
    room: int = 0
    room_ready: int = 0
    leading: int = 0
    goes_on: bool = False

    @property
    def awaited(self) -> int:
        """How many the room waits for, whether they are ready or not."""
        return self.people + self.room

    @property
    def there(self) -> int:
        """How many of those awaited are ready."""
        return self.people_ready + self.room_ready

    @property
    def ready(self) -> int:
        """How many are ready, whoever they are."""
        return self.there + self.leading

    @property
    def to_remind(self) -> int:
        """How many a private message could still reach."""
        return self.people - self.people_ready

    @property
    def everyone(self) -> bool:
        """True once all who are awaited are ready, and they are a room."""
        return 0 < self.awaited == self.there and self.ready >= FEWEST


def asks(session: Session, step: StepRun) -> bool:
    """True while people are asked in a step whether they are ready: never before the meeting,
    where nobody waits for them."""
    running = session.state is SessionState.RUNNING and not session.is_ahead
    return running and step.is_open and step.outcome is None and step.plan.ready is not Ready.NO


def may_go_on(session: Session, step: StepRun) -> bool:
    """True when the next step opens by itself once all are ready: there is one, and the clock
    runs."""
    there = step.position + 1 < len(session.recipe.steps)
    asked = asks(session, step) and step.plan.ready is Ready.NEXT
    return asked and there and not session.paused
