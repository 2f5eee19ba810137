"""How the plan of a session bends: which steps move, leave, come back, are done again.

What lies behind the room is history: it stays where it is. The step under way stays as well. What
is to come, or was set aside and waits, moves as one likes, and nothing that was made is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from zlib import crc32

from bot.workshop.kinds import BaseStep, Collect, Vote
from bot.workshop.sessions.doubting import Piece, doubt_of
from bot.workshop.sessions.recipe import MOST_STEPS
from bot.workshop.sessions.session import Session, StepRun, StepState, hides_in_meeting

# Steps that were taken out are kept too: so many of both, at most.
MOST_EVER = 3 * MOST_STEPS


class Stands(StrEnum):
    """How a step of a plan stands, for someone who reads the plan."""

    NOW = "now"
    RESTS = "rests"  # its time has closed it, and the room is still there
    DONE = "done"
    SKIPPED = "skipped"  # passed over: the room may come back to it
    ASIDE = "aside"  # left for a while: it comes again
    DECIDED = "decided"  # left with its result, and comes again to be looked at
    TO_COME = "to_come"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Plan:
    """The `steps` of a session in their order, and those that were taken `out` of it."""

    session: Session
    steps: tuple[StepRun, ...]
    out: tuple[StepRun, ...] = ()

    @property
    def here(self) -> StepRun | None:
        """The step under way; None in the lobby."""
        at = self.session.position
        return None if at is None else self.steps[at]

    @property
    def first_free(self) -> int:
        """The first place of which the step may change."""
        at = self.session.position
        return 0 if at is None else at + 1

    @property
    def is_full(self) -> bool:
        """True when no step can be added or put back."""
        return len(self.steps) >= MOST_STEPS

    @property
    def is_worn(self) -> bool:
        """True when no step can be added any more, whatever is taken out."""
        return len(self.steps) + len(self.out) >= MOST_EVER

    def find(self, step_id: int) -> StepRun | None:
        """Return a step of the plan, or one that was taken out of it."""
        return next((step for step in (*self.steps, *self.out) if step.id == step_id), None)

    def at(self, place: int) -> StepRun | None:
        """Return the step at a place of the plan; None behind the last one."""
        return self.steps[place] if 0 <= place < len(self.steps) else None

    def stands(self, step: StepRun) -> Stands:
        """Return how one of the steps stands."""
        if step.is_out:
            return Stands.OUT
        if step.rests(self.session):
            return Stands.RESTS
        if step.is_open:
            return Stands.NOW
        if step.state is StepState.SKIPPED:
            return Stands.SKIPPED if step.outcome is None else Stands.DONE
        if step.state is StepState.CLOSED:
            return Stands.DONE
        if step.outcome is not None:
            return Stands.DECIDED
        return Stands.TO_COME if step.is_to_come else Stands.ASIDE

    def moves(self, step: StepRun | None) -> bool:
        """True for a step that lies ahead."""
        return step is not None and not step.is_out and step.position >= self.first_free

    def above(self, step: StepRun) -> StepRun | None:
        """Return the step before which `step` goes when it moves up; None where it stays."""
        passed = self.at(step.position - 1)
        return passed if self.moves(step) and self.moves(passed) else None

    def below(self, step: StepRun) -> StepRun | None:
        """Return the step that goes before `step` when it moves down; None where it stays."""
        passed = self.at(step.position + 1)
        return passed if self.moves(step) and self.moves(passed) else None

    def may_come_next(self, step: StepRun) -> bool:
        """True for a step that may be made the first to come: one further on, or one that the
        room passed over."""
        if self.moves(step):
            return step.position > self.first_free
        return self.stands(step) is Stands.SKIPPED

    def may_leave(self, step: StepRun) -> bool:
        """True for a step that may be taken out: what has its result is history, and a session has
        a step at least."""
        return self.moves(step) and step.outcome is None and len(self.steps) > 1

    def returns_to(self, step: StepRun) -> int:
        """Return the place to which a step that was taken out comes back: the one that it had,
        unless the room has gone further."""
        return max(self.first_free, min(step.was_at or 0, len(self.steps)))

    def repeats_at(self, step: StepRun) -> int:
        """Return the place of a copy of `step`: right after the step under way, or after `step` if
        it is still to come."""
        return max(self.first_free, step.position + 1)

    def rewords(self, step: StepRun) -> bool:
        """True when the words of a step may change: what people decide about never does once they
        were asked, nor what the report tells."""
        stands = self.stands(step)
        if stands is Stands.TO_COME:
            return True
        return stands in (Stands.ASIDE, Stands.NOW, Stands.RESTS) and not step.plan.decides

    def resizes(self, step: StepRun) -> bool:
        """True when the length of a step may change here; that of the one under way is given by
        its clock."""
        return self.stands(step) in (Stands.TO_COME, Stands.ASIDE)


def again(plan: BaseStep) -> BaseStep:
    """Return what a step was planned to be, for it to be done once more."""
    if isinstance(plan, Vote) and plan.scope is not None:
        return plan.model_copy(update={"scope": None})
    return plan


def stamp(plan: BaseStep) -> int:
    """Return a number for all that was planned of a step: another plan has another one."""
    return crc32(plan.model_dump_json().encode())


@dataclass(frozen=True, slots=True)
class Doubt:
    """A step ahead that makes little sense where it stands: `why` is the end of a key."""

    step: StepRun
    why: str


def doubts(plan: Plan) -> Iterator[Doubt]:
    """Give the steps ahead which nothing before, or after, makes use of or prepares."""
    pieces = [
        Piece.of(
            one.plan,
            hidden=isinstance(one.plan, Collect) and hides_in_meeting(plan.session, one.plan),
        )
        for one in plan.steps
    ]
    for step in plan.steps[plan.first_free :]:
        why = doubt_of(pieces, step.position)
        if why is not None:
            yield Doubt(step, why)
