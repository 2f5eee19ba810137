"""A recipe: an ordered list of steps with their settings (`data/recipes/*.toml`)."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from bot.workshop.faults import RuleBroken
from bot.workshop.kinds import AnyStep
from bot.workshop.language import Bilingual, Frozen, Title
from bot.workshop.reading import read_model

MOST_STEPS = 40
# As many as a session has been played with (`make demo ARGS="--people 500"`).
MOST_PEOPLE = 500


class Aim(StrEnum):
    """What a meeting is called for, in the order in which a group goes through them."""

    OPEN = "open"
    GENERATE = "generate"
    SORT = "sort"
    DECIDE = "decide"
    PLAN = "plan"
    CLOSE = "close"


_Size = Annotated[int, Field(ge=1, le=MOST_PEOPLE)]


class Recipe(Frozen):
    """What a facilitator picks; `title` names it, `purpose` says in a line what it is for.

    `aim` is the purpose under which it is listed, `people` the size of group that it suits, least
    then most, `when` one sentence: when to use it, and when not. Those who write a recipe for
    themselves may leave the three out.
    """

    title: Title
    purpose: Bilingual
    aim: Aim | None = None
    people: tuple[_Size, _Size] | None = None
    when: Bilingual | None = None
    steps: Annotated[tuple[AnyStep, ...], Field(min_length=1, max_length=MOST_STEPS)]

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.people is not None and self.people[0] > self.people[1]:
            raise RuleBroken(
                "people_order", "people should be the smallest group, then the largest"
            )
        return self

    @property
    def needs_scenario(self) -> bool:
        """True when a step has no sense without a scenario."""
        return any(step.needs_scenario for step in self.steps)

    @property
    def minutes(self) -> float:
        """The planned length of the whole session, in minutes."""
        return sum(step.minutes for step in self.steps)


def read_recipe(text: str, file: str) -> Recipe:
    """Return the recipe that the TOML `text` describes; raise DataError naming `file`."""
    return read_model(Recipe, text, file)
