"""`vote`: people choose among post-its, themes or milestones with dots."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from bot.workshop.steps.base import BaseStep


class VoteOn(StrEnum):
    POSTITS = "postits"
    MILESTONES = "milestones"
    THEMES = "themes"  # those that have post-its


class Vote(BaseStep):
    """A dot vote: `budget` dots a person, at most `cap` on one option, ballots secret."""

    kind: Literal["vote"]
    method: Literal["dots"] = "dots"
    on: VoteOn = VoteOn.POSTITS
    budget: Annotated[int, Field(ge=1, le=99)] = 5
    cap: Annotated[int, Field(ge=1, le=99)] | None = None

    @model_validator(mode="after")
    def _cap_within_budget(self) -> Self:
        if self.cap is not None and self.cap > self.budget:
            raise ValueError(f"cap should be at most the budget ({self.budget})")
        return self
