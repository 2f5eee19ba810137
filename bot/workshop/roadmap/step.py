"""`roadmap`: proposals become milestones, from the horizon back to the origin."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Literal

from bot.workshop.step import BaseStep


class WhoPlaces(StrEnum):
    """Who puts milestones on the roadmap."""

    FACILITATORS = "facilitators"  # as the room speaks
    EVERYONE = "everyone"  # each their own; facilitators can change all of them


class Roadmap(BaseStep):
    """Milestones are placed on the scenario's years and dimensions, by those of `placing`."""

    kind: Literal["roadmap"]
    placing: WhoPlaces = WhoPlaces.FACILITATORS

    needs_scenario: ClassVar[bool] = True

    @property
    def open_to_all(self) -> bool:
        """True when participants place milestones too."""
        return self.placing is WhoPlaces.EVERYONE
