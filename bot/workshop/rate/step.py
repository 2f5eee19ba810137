"""`rate`: everyone gives a mark from 1 to 5, and all marks are revealed together.

Without a question of the recipe it is the ROTI, the return on the time invested.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from bot.workshop.faults import RuleBroken
from bot.workshop.language import Bilingual, Title
from bot.workshop.step import BaseStep


class Rate(BaseStep):
    """Marks given out of sight of each other.

    `question` is what is marked, by default whether the time was worth it; `lowest` and `highest`
    are the words of 1 and 5 (the marks between then have none), by default those of that question.
    `expected` is how many people give a mark, those in the room included: once all have, the marks
    are revealed by themselves.
    """

    kind: Literal["rate"]
    question: Bilingual | None = None
    lowest: Title | None = None
    highest: Title | None = None
    expected: Annotated[int, Field(ge=3, le=1000)] | None = None

    @model_validator(mode="after")
    def _both_ends(self) -> Self:
        if (self.lowest is None) != (self.highest is None):
            raise RuleBroken("both_ends", "give lowest and highest, or neither")
        if self.question is not None and self.lowest is None:
            raise RuleBroken(
                "own_ends", "a question of its own needs lowest and highest: words for 1 and 5"
            )
        return self
