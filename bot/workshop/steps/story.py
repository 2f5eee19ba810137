"""`story`: the fiction is told in paced messages, then an award is given."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from bot.workshop.steps.base import BaseStep


class Story(BaseStep):
    """The scenario told message by message, `pace_seconds` apart."""

    kind: Literal["story"]
    pace_seconds: Annotated[int, Field(ge=5, le=1800)] = 60

    needs_scenario: ClassVar[bool] = True
