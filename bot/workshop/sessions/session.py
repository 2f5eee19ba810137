"""A session and its steps: states, moves and timeboxes.

session:  lobby ──start──▶ running ──end──▶ ended
step:     waiting ──open──▶ open ──close──▶ closed | skipped
             ▲               │  ▲               │
             └─────back──────┘  └─────back──────┘
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.workshop.kinds import AtEnd, BaseStep, Collect, Vote
from bot.workshop.language import Language
from bot.workshop.sessions.recipe import Recipe
from bot.workshop.story.scenario import Scenario

# A form that was opened before its step was left is taken for so long after.
LATE_FORMS = timedelta(minutes=2)
# What is typed so soon after its step was left was begun in it: its writer is told that it is not
# kept. Later, it is what people say to each other.
LATE_WORDS = timedelta(seconds=20)
# Raw post-its and identifiers are kept this long after the end (brief, methods §4), in a server
# that chose nothing else.
RETENTION = timedelta(days=90)
# A step that is gone back to with less than that left is given all its time.
_LEFT = timedelta(minutes=1)
# A session that nobody starts is let go of after so long, its channel free again.
LOBBY_KEPT = timedelta(days=14)


class SessionState(StrEnum):
    LOBBY = "lobby"
    RUNNING = "running"
    ENDED = "ended"


class StepState(StrEnum):
    WAITING = "waiting"
    OPEN = "open"
    CLOSED = "closed"
    SKIPPED = "skipped"


class Signing(StrEnum):
    """How post-its are signed (brief, methods §4)."""

    SIGNED = "signed"  # the author is shown
    MASKED = "masked"  # the author is shown nowhere; the link is destroyed at the end


@dataclass(frozen=True, slots=True)
class Session:
    """One meeting in one channel. Times are aware UTC; `position` counts steps from 0."""

    id: int
    server_id: int
    channel_id: int
    title: str
    language: Language
    signing: Signing
    recipe: Recipe
    scenario: Scenario | None
    state: SessionState
    position: int | None
    paused: bool
    created_by: int
    created_at: datetime
    started_at: datetime | None = None
    ended_at: datetime | None = None
    lobby_message_id: int | None = None
    raw_deleted_at: datetime | None = None
    in_room: int = 0  # people without Discord, as those who lead say
    # opened by a command for what it decides alone: what that is takes the place of its card
    quick: bool = False
    ends_by: datetime | None = None  # when those who lead want to end, if they said so
    sound: bool = False  # the end of a timebox is heard
    voice_channel_id: int | None = None  # where it is heard too
    planned_for: datetime | None = None  # when it was to open, if it was planned
    continues: int | None = None  # the session before it in its series
    released_at: datetime | None = None  # when its summary left: from then on it can be found
    review_since: datetime | None = None  # when its summary began to wait to be read again
    review_message_id: int | None = None  # the line that tells the room so
    post_id: int | None = None  # its post, where the coordinators' place is a forum
    kept_days: int = RETENTION.days  # how long raw data is kept after its end, as it was opened

    @property
    def is_before(self) -> bool:
        """True until the meeting begins, though a step may be open ahead of it."""
        return self.state is not SessionState.ENDED and self.started_at is None

    @property
    def is_ahead(self) -> bool:
        """True while a step is open before the meeting."""
        return self.state is SessionState.RUNNING and self.started_at is None

    @property
    def in_review(self) -> bool:
        """True while its summary waits to be read again."""
        return self.review_since is not None and self.released_at is None

    @property
    def masked(self) -> bool:
        return self.signing is Signing.MASKED

    @property
    def is_round(self) -> bool:
        """True where it was opened for nothing but a round: its message tells it."""
        return self.quick and all(plan.kind == "discuss" for plan in self.recipe.steps)

    @property
    def raw_until(self) -> datetime | None:
        """When raw post-its and identifiers are deleted at the latest; None before the end."""
        return self.ended_at + timedelta(days=self.kept_days) if self.ended_at else None

    @property
    def unended_for(self) -> timedelta:
        """How long after its start a session that nobody ends ends by itself: as long as its raw
        data is kept, but no sooner than one that nobody starts, and no later than by default."""
        return min(max(timedelta(days=self.kept_days), LOBBY_KEPT), RETENTION)


@dataclass(frozen=True, slots=True)
class StepRun:
    """One step of a session as it is lived.

    `closes_at` is the end of the running timebox; `left_seconds` what is left of it while
    paused; `running_since` the start of the time not yet counted in `spent_seconds`; `left_at`
    when the room last left it, None while it is open. `card_message_id` is its card now,
    `since_message_id` the one with which it opened: what stands below is said in it.
    """

    id: int
    session_id: int
    position: int
    plan: BaseStep
    state: StepState
    closes_at: datetime | None = None
    left_seconds: int | None = None
    running_since: datetime | None = None
    spent_seconds: int = 0
    card_message_id: int | None = None
    outcome: str | None = None  # what a closed vote or a decided proposal gave, as JSON
    told: int = 0  # parts of a story
    reminded: bool = False  # the room knows that its messages are no post-its
    left_out: int = 0  # late post-its of a masked session that would have named their writer
    left_at: datetime | None = None
    voted_before: int = 0  # ballots erased without a count, for the room to vote again
    since_message_id: int | None = None
    was_at: int | None = None  # the place that it had in the plan, if it was taken out
    first_minutes: float | None = None  # planned with the session; None for a step added since
    ahead: bool = False  # opened before the meeting: its time is not the meeting's

    @property
    def is_out(self) -> bool:
        """True once it was taken out of the plan; what was made in it stays."""
        return self.was_at is not None

    @property
    def is_open(self) -> bool:
        return self.state is StepState.OPEN

    def takes_forms(self, now: datetime) -> bool:
        """True when what a form holds is kept: forms open only while the step is open, so one
        that arrives a little later was being written when it was left."""
        return self.is_open or (self.left_at is not None and now - self.left_at <= LATE_FORMS)

    @property
    def is_to_come(self) -> bool:
        """True as long as the room was never in it: one that it left may wait as well."""
        return self.state is StepState.WAITING and self.left_at is None

    @property
    def is_aside(self) -> bool:
        """True once it was left without an outcome: the room may still come back to it."""
        left = self.state in (StepState.SKIPPED, StepState.WAITING) and self.left_at is not None
        return left and self.outcome is None

    @property
    def is_over(self) -> bool:
        """True once it was left for good, as far as one knows: going back opens it again."""
        return self.state in (StepState.CLOSED, StepState.SKIPPED)

    def opened(self, now: datetime) -> StepRun:
        """Return the step open, with its whole timebox ahead or, set aside, what was left of it.

        One that was left early, and is gone back to, has what it had left, if that is a minute at
        least. One that has its outcome is looked at, as long as the room likes: it has no clock.
        """
        ahead = self.plan.timebox
        if self.left_seconds is not None:
            ahead = timedelta(seconds=self.left_seconds)
        elif self.is_over and (left := ahead - timedelta(seconds=self.spent_seconds)) >= _LEFT:
            ahead = left
        return replace(
            self,
            state=StepState.OPEN,
            closes_at=now + ahead if self.outcome is None else None,
            left_seconds=None,
            running_since=now,
            left_at=None,
            ahead=False,
        )

    def opened_ahead(self, until: datetime) -> StepRun:
        """Return the step open before the meeting, of whose time nothing is spent by it."""
        return replace(
            self,
            state=StepState.OPEN,
            closes_at=until,
            left_seconds=None,
            running_since=None,
            left_at=None,
            ahead=True,
        )

    def closed_ahead(self, now: datetime) -> StepRun:
        """Return such a step waiting for the meeting, left at its deadline at the latest."""
        left_at = min(now, self.closes_at or now)
        return replace(self, state=StepState.WAITING, closes_at=None, left_at=left_at)

    def set_aside(self, now: datetime) -> StepRun:
        """Return the step waiting for its turn, its clock already stopped."""
        return replace(self, state=StepState.WAITING, left_at=now)

    def closed(self, now: datetime, state: StepState) -> StepRun:
        """Return the step left in `state`, its time counted."""
        return replace(
            self,
            state=state,
            closes_at=None,
            left_seconds=None,
            running_since=None,
            spent_seconds=self.spent(now),
            left_at=now,
        )

    def spent(self, now: datetime) -> int:
        """Return the seconds spent in this step, pauses left out."""
        since = self.running_since
        return self.spent_seconds + (max(0, int((now - since).total_seconds())) if since else 0)

    def timed(self, now: datetime) -> StepRun:
        """Return the step whose time is up, noticed at `now`: what passed since, while the program
        was stopped, was spent by nobody."""
        if self.closes_at is None or self.running_since is None or self.closes_at >= now:
            return self
        return replace(self, spent_seconds=self.spent(self.closes_at), running_since=now)

    def paused(self, now: datetime) -> StepRun:
        """Return the step with its clock stopped; overtime counts as nothing left, and nothing
        else does: its end was told.

        A step whose clock had stopped for good, such as a counted vote, has none.
        """
        left = None
        if self.closes_at is not None:
            seconds = int((self.closes_at - now).total_seconds())
            left = 0 if self.overtime(now) else max(1, seconds)
        return replace(
            self,
            closes_at=None,
            left_seconds=left,
            running_since=None,
            spent_seconds=self.spent(now),
        )

    def resumed(self, now: datetime) -> StepRun:
        """Return the step with its clock running again, if it has one."""
        left = self.left_seconds
        return replace(
            self,
            closes_at=None if left is None else now + timedelta(seconds=left),
            left_seconds=None,
            running_since=now,
        )

    def extended(self, minutes: float, now: datetime) -> StepRun:
        """Return the step with `minutes` more; counted from now once the time is up.

        One that has its outcome waits for nothing: it stays without a clock.
        """
        if self.outcome is not None:
            return self
        more = timedelta(minutes=minutes)
        if self.left_seconds is not None:
            return replace(self, left_seconds=self.left_seconds + int(more.total_seconds()))
        return replace(self, closes_at=max(self.closes_at or now, now) + more)

    def reopened(self, minutes: float, now: datetime) -> StepRun:
        """Return a step that its time has closed, open again for `minutes`."""
        return replace(self, left_seconds=round(minutes * 60)).opened(now)

    def moves_on(self, recipe: Recipe) -> bool:
        """True when the next step of `recipe` opens by itself once the timebox is over."""
        return self.plan.at_end is AtEnd.NEXT and self.position + 1 < len(recipe.steps)

    def cut(self, left: timedelta, now: datetime) -> BaseStep:
        """Return the plan of a step of which no more than `left` is to be used: the length that it
        has then, in half minutes; come back to, it lasts no longer. Never longer than it was."""
        halves = round((timedelta(seconds=self.spent(now)) + left) / timedelta(seconds=30))
        minutes = min(self.plan.minutes, max(1, halves) / 2)
        exact = int(minutes) if minutes == int(minutes) else minutes
        return self.plan.model_copy(update={"minutes": exact})

    def rests(self, session: Session) -> bool:
        """True when its time has closed it, and the room has not gone on yet."""
        stands = session.state is SessionState.RUNNING and session.position == self.position
        return stands and self.state is StepState.CLOSED

    def overtime(self, now: datetime) -> bool:
        """True once the timebox of a running step is over."""
        return self.closes_at is not None and self.closes_at <= now


def hides(session: Session, plan: Collect) -> bool:
    """True when post-its stay unseen until a reveal.

    A masked session always hides them: shown as they come, their order would tell who wrote. So
    does any, before the meeting: people write alone.
    """
    return session.is_before or hides_in_meeting(session, plan)


def hides_in_meeting(session: Session, plan: Collect) -> bool:
    """True when post-its stay unseen until a reveal, once the meeting has begun."""
    return plan.silent or session.masked


def is_secret(session: Session, plan: Vote) -> bool:
    """True when ballots are linked to nobody once counted; always so in a masked session."""
    return plan.secret or plan.sealed or session.masked


def accepts_typed(session: Session, step: StepRun) -> bool:
    """True when a message in the channel counts as a post-it.

    What is typed in the channel shows its author and its text to everyone: a step that hides
    post-its cannot take it.
    """
    return step.is_open and is_typed(session, step)


def is_typed(session: Session, step: StepRun) -> bool:
    """True when messages in the channel count as post-its while the step is open."""
    plan = step.plan
    return isinstance(plan, Collect) and plan.typed and not hides(session, plan)


def typed_in(
    session: Session, steps: Iterable[StepRun], message_id: int, at: datetime
) -> StepRun | None:
    """Return the one of `steps` that took what is typed when a message was said `at` a time: the
    last that opened above it, unless the room had left it by then. None when there is none.
    """
    above = [
        (step.since_message_id, step)
        for step in steps
        if is_typed(session, step) and (step.since_message_id or message_id) < message_id
    ]
    if not above:
        return None
    _, step = max(above, key=lambda found: found[0] or 0)
    in_time = step.is_open or (step.left_at is not None and at <= step.left_at)
    return step if in_time else None


def author_reference(user_id: int, key: bytes | None) -> str:
    """Return what stands for `user_id` in a row: itself, or a keyed hash that dies with `key`."""
    if key is None:
        return str(user_id)
    return hmac.new(key, str(user_id).encode(), hashlib.sha256).hexdigest()[:32]
