"""What a step kind does when it opens, goes on after a pause, or closes.

A kind that only changes its state needs nothing here.
"""

from __future__ import annotations

from bot.services.steps.base import StepActs
from bot.services.steps.consent import ConsentActs
from bot.services.steps.group import GroupActs
from bot.services.steps.reveal import RevealActs
from bot.services.steps.roadmap import RoadmapActs
from bot.services.steps.story import StoryActs
from bot.services.steps.vote import VoteActs

STEP_ACTS: dict[str, StepActs] = {
    "story": StoryActs(),
    "reveal": RevealActs(),
    "group": GroupActs(),
    "vote": VoteActs(),
    "consent": ConsentActs(),
    "roadmap": RoadmapActs(),
}

_NOTHING = StepActs()


def acts_of(kind: str) -> StepActs:
    """Return the acts of a step kind."""
    return STEP_ACTS.get(kind, _NOTHING)


__all__ = ["STEP_ACTS", "StepActs", "acts_of"]
