"""`position`: a claim, and a line on which everyone stands, moves and sees the others move."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, Self

from pydantic import model_validator

from bot.workshop.faults import RuleBroken
from bot.workshop.language import Bilingual, Title
from bot.workshop.position.line import EVERY_PLACE, SIDES
from bot.workshop.step import BaseStep


class Scale(StrEnum):
    """What people stand on."""

    LINE = "line"  # eleven places, from 0 to 10
    SIDES = "sides"  # against, not sure, for

    @property
    def places(self) -> tuple[int, ...]:
        """The places of it, from the low end to the high one."""
        return SIDES if self is Scale.SIDES else EVERY_PLACE


class Position(BaseStep):
    """A place taken on a claim, and left for another as people listen: nothing is decided.

    `claim` is what people take a place on; where the recipe has none, those who lead write it once
    the step is open. `low` and `high` are the words of both ends, by default those who do not agree
    at all and those who do. `live` draws the spread while people move, without it nothing is told
    before the line is closed; so it is in a masked session. `named` says who stands where, but in a
    masked session.
    """

    kind: Literal["position"]
    claim: Bilingual | None = None
    scale: Scale = Scale.LINE
    low: Title | None = None
    high: Title | None = None
    live: bool = True
    named: bool = False

    @model_validator(mode="after")
    def _both_ends(self) -> Self:
        if (self.low is None) != (self.high is None):
            raise RuleBroken("both_words", "give low and high, or neither")
        return self

    def drawn_live(self, *, masked: bool) -> bool:
        """True when the spread is drawn while people move."""
        return self.live and not masked

    def tells_names(self, *, masked: bool) -> bool:
        """True when it is said who stands where."""
        return self.named and not masked
