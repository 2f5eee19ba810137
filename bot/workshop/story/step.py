"""`story`: the fiction is told in paced messages, then an award is given."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from bot.workshop.step import BaseStep


class Telling(StrEnum):
    """Who says when the next message comes."""

    TIMED = "timed"  # the clock
    BY_HAND = "by_hand"  # the facilitator


class Story(BaseStep):
    """The scenario told message by message: `pace_seconds` apart, or at the facilitator's sign."""

    kind: Literal["story"]
    telling: Telling = Telling.TIMED
    pace_seconds: Annotated[int, Field(ge=5, le=1800)] = 60

    needs_scenario: ClassVar[bool] = True
