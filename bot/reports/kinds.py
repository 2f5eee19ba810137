"""The part that each step kind takes in the reports, registered by the name of the kind.

A new kind is one module here and one line in `SECTIONS`.
"""

from __future__ import annotations

from bot.reports.actions.step import ActionsSection
from bot.reports.consent.step import ConsentSection
from bot.reports.election.step import ElectionSection
from bot.reports.follow.step import FollowSection
from bot.reports.notes.step import DiscussSection
from bot.reports.position.step import PositionSection
from bot.reports.postits.step import CollectSection
from bot.reports.rate.step import RateSection
from bot.reports.roadmap.step import RoadmapSection
from bot.reports.step import Brief, Part, Section
from bot.reports.story.step import StorySection
from bot.reports.subgroups.step import SubgroupsSection
from bot.reports.themes.step import GroupSection
from bot.reports.turns.step import TurnsSection
from bot.reports.vote.step import VoteSection
from bot.reports.wall.step import RevealSection

SECTIONS: dict[str, Section] = {
    "story": StorySection(),
    "collect": CollectSection(),
    "reveal": RevealSection(),
    "group": GroupSection(),
    "vote": VoteSection(),
    "consent": ConsentSection(),
    "election": ElectionSection(),
    "discuss": DiscussSection(),
    "subgroups": SubgroupsSection(),
    "turns": TurnsSection(),
    "position": PositionSection(),
    "roadmap": RoadmapSection(),
    "actions": ActionsSection(),
    "follow": FollowSection(),
    "rate": RateSection(),
}

__all__ = ["SECTIONS", "Brief", "Part", "Section"]
