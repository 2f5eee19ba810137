"""What a step kind does when it opens, goes on after a pause, or closes; what it shows.

A kind that only changes its state, and shows nothing of its own, needs nothing here.
"""

from __future__ import annotations

from bot.services.actions.step import ActionsActs
from bot.services.consent.step import ConsentActs
from bot.services.election.step import ElectionActs
from bot.services.follow.step import FollowActs
from bot.services.notes.step import DiscussActs
from bot.services.position.step import PositionActs
from bot.services.postits.step import CollectActs
from bot.services.rate.step import RateActs
from bot.services.roadmap.step import RoadmapActs
from bot.services.step import StepActs
from bot.services.story.step import StoryActs
from bot.services.subgroups.step import SubgroupsActs
from bot.services.themes.step import GroupActs
from bot.services.turns.step import TurnsActs
from bot.services.vote.step import VoteActs
from bot.services.wall.step import RevealActs

STEP_ACTS: dict[str, StepActs] = {
    "story": StoryActs(),
    "collect": CollectActs(),
    "reveal": RevealActs(),
    "group": GroupActs(),
    "vote": VoteActs(),
    "consent": ConsentActs(),
    "election": ElectionActs(),
    "discuss": DiscussActs(),
    "subgroups": SubgroupsActs(),
    "turns": TurnsActs(),
    "position": PositionActs(),
    "roadmap": RoadmapActs(),
    "actions": ActionsActs(),
    "follow": FollowActs(),
    "rate": RateActs(),
}

_NOTHING = StepActs()


def acts_of(kind: str) -> StepActs:
    """Return the acts of a step kind."""
    return STEP_ACTS.get(kind, _NOTHING)


__all__ = ["STEP_ACTS", "StepActs", "acts_of"]
