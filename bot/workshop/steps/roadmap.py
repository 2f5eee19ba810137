"""`roadmap`: proposals become milestones, from the horizon back to the origin."""

from __future__ import annotations

from typing import ClassVar, Literal

from bot.workshop.steps.base import BaseStep


class Roadmap(BaseStep):
    """Milestones are placed on the scenario's years and dimensions."""

    kind: Literal["roadmap"]

    needs_scenario: ClassVar[bool] = True
