"""The step kinds: an alphabet from which every recipe is written.

`Kinds` is the one place where a kind is registered. Its name must then have a section in
`bot.reports.kinds` and a screen in the package of its capability under `cogs`, and may have acts in
`bot.services.kinds`; `tests/test_step_kinds.py` names the piece that is missing.
"""

from __future__ import annotations

from typing import Annotated, get_args

from pydantic import Field

from bot.workshop.actions.step import Actions
from bot.workshop.consent.step import Consent
from bot.workshop.election.step import Election
from bot.workshop.follow.step import Follow
from bot.workshop.notes.step import Discuss
from bot.workshop.position.step import Position
from bot.workshop.postits.step import Collect
from bot.workshop.rate.step import Rate
from bot.workshop.roadmap.step import Roadmap
from bot.workshop.step import AtEnd, BaseStep
from bot.workshop.story.step import Story
from bot.workshop.subgroups.step import Subgroups
from bot.workshop.themes.step import Group
from bot.workshop.turns.step import Turns
from bot.workshop.vote.step import Vote
from bot.workshop.wall.step import Reveal

Kinds = (
    Story
    | Collect
    | Reveal
    | Group
    | Vote
    | Consent
    | Election
    | Discuss
    | Subgroups
    | Turns
    | Position
    | Roadmap
    | Actions
    | Follow
    | Rate
)
AnyStep = Annotated[Kinds, Field(discriminator="kind")]

STEP_KINDS: dict[str, type[BaseStep]] = {cls.kind_name(): cls for cls in get_args(Kinds)}

__all__ = [
    "STEP_KINDS",
    "Actions",
    "AnyStep",
    "AtEnd",
    "BaseStep",
    "Collect",
    "Consent",
    "Discuss",
    "Election",
    "Follow",
    "Group",
    "Position",
    "Rate",
    "Reveal",
    "Roadmap",
    "Story",
    "Subgroups",
    "Turns",
    "Vote",
]
