"""The part that each step kind takes in the reports, registered by the name of the kind.

A new kind is one module here and one line in `SECTIONS`.
"""

from __future__ import annotations

from bot.reports.steps.actions import ActionsSection
from bot.reports.steps.base import Brief, Part, Section
from bot.reports.steps.collect import CollectSection
from bot.reports.steps.consent import ConsentSection
from bot.reports.steps.discuss import DiscussSection
from bot.reports.steps.group import GroupSection
from bot.reports.steps.reveal import RevealSection
from bot.reports.steps.roadmap import RoadmapSection
from bot.reports.steps.story import StorySection
from bot.reports.steps.vote import VoteSection

SECTIONS: dict[str, Section] = {
    "story": StorySection(),
    "collect": CollectSection(),
    "reveal": RevealSection(),
    "group": GroupSection(),
    "vote": VoteSection(),
    "consent": ConsentSection(),
    "discuss": DiscussSection(),
    "roadmap": RoadmapSection(),
    "actions": ActionsSection(),
}

__all__ = ["SECTIONS", "Brief", "Part", "Section"]
