"""A recipe: an ordered list of steps with their settings (`data/recipes/*.toml`)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bot.workshop.kinds import AnyStep
from bot.workshop.language import Bilingual, Frozen, Title
from bot.workshop.reading import read_model

MOST_STEPS = 40


class Recipe(Frozen):
    """What a facilitator picks; `title` names it, `purpose` says in a line what it is for."""

    title: Title
    purpose: Bilingual
    steps: Annotated[tuple[AnyStep, ...], Field(min_length=1, max_length=MOST_STEPS)]

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
