"""What those who lead may still add while the wall is read or sorted: late post-its join it."""

from __future__ import annotations

from bot.store import Transaction
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Collect, Group, Reveal
from bot.workshop.postits.postit import check_open
from bot.workshop.sessions.session import Session, StepRun, StepState


def joins_wall(session: Session, step: StepRun | None) -> bool:
    """True while the wall of a signed session is read or sorted: what comes then is shown at once,
    numbered after the rest. On a masked one it would stand alone, and name its writer."""
    opened = step is not None and step.is_open and isinstance(step.plan, Reveal | Group)
    return opened and not session.masked


async def step_that_takes(
    tx: Transaction, session: Session, now: StepRun | None
) -> tuple[StepRun, Collect]:
    """Return the step to which a post-it belongs that is added while `now` is the current one:
    that one, or the last before it in which post-its were written. Raises Refusal when none are
    taken."""
    if now is None or not joins_wall(session, now):
        plan = check_open(now)
        assert now is not None
        return now, plan
    for step in reversed(await tx.sessions.steps(session.id)):
        entered = step.position < now.position and step.state is not StepState.WAITING
        if entered and isinstance(step.plan, Collect):
            return step, step.plan
    raise Refusal("postit.closed")
