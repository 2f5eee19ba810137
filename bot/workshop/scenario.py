"""A scenario: the fiction of a backcasting workshop (`data/scenarios/*.toml`)."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from bot.workshop.language import Frozen, Label, Language, Sentence, ShortText
from bot.workshop.reading import read_model

Year = Annotated[int, Field(ge=1900, le=2200)]


class Anchor(Frozen):
    """A remarkable action of the fiction, dated, told by the facilitator."""

    year: Year
    title: Label
    text: Sentence


class Award(Frozen):
    """The fictional label given to the group at the horizon."""

    name: Label
    text: Sentence


class Dimension(Frozen):
    """One lane of the roadmap; `hint` helps people see what belongs there."""

    name: Label
    hint: ShortText | None = None


class Scenario(Frozen):
    """A wished future, written as if it had happened; every word of it is fiction.

    `opening` places people in the horizon year; `question` is asked in the past tense.
    """

    title: Label
    organisation: Label
    language: Language
    origin: Year
    horizon: Year
    opening: Sentence
    anchors: Annotated[tuple[Anchor, ...], Field(min_length=1, max_length=8)]
    award: Award | None = None
    question: ShortText
    # A select menu shows 25 choices, one of which is “none of these”.
    dimensions: Annotated[tuple[Dimension, ...], Field(min_length=1, max_length=24)]

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        if not self.origin < self.horizon:
            raise ValueError(f"horizon should be later than origin ({self.origin})")
        if self.horizon - self.origin > 100:
            raise ValueError("horizon should be at most 100 years after origin")
        outside = [a.year for a in self.anchors if not self.origin <= a.year <= self.horizon]
        if outside:
            raise ValueError(f"anchors should lie from {self.origin} to {self.horizon}: {outside}")
        if [a.year for a in self.anchors] != sorted(a.year for a in self.anchors):
            raise ValueError("anchors should be in the order of their years")
        names = [d.name.casefold() for d in self.dimensions]
        if len(set(names)) != len(names):
            raise ValueError("dimensions should have different names")
        return self

    @property
    def years(self) -> range:
        """Every year of the roadmap, from origin to horizon."""
        return range(self.origin, self.horizon + 1)


def read_scenario(text: str, file: str) -> Scenario:
    """Return the scenario that the TOML `text` describes; raise DataError naming `file`."""
    return read_model(Scenario, text, file)
