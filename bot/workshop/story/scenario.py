"""A scenario: the fiction of a backcasting workshop (`data/scenarios/*.toml`)."""

from __future__ import annotations

import tomllib
from typing import Annotated, Any, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from bot.workshop.alike import twice
from bot.workshop.faults import FaultKind
from bot.workshop.language import (
    Frozen,
    Label,
    Language,
    Sentence,
    ShortText,
    is_language,
    spoken,
)
from bot.workshop.reading import read_model
from bot.workshop.story.media import DIGEST, NAME_LIMIT, SAFE_NAME, is_audio

FIRST_YEAR, LAST_YEAR = 1900, 2200
LONGEST = 100  # years from origin to horizon
MOST_ANCHORS = 8
# A select menu shows 25 choices, one of which is “none of these”.
MOST_DIMENSIONS = 24

Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]


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


class Media(Frozen):
    """A recording or a picture of the fiction; its content is kept apart, under `digest`.

    `transcript` gives in words what is heard or seen, for those who cannot.
    """

    name: Annotated[str, StringConstraints(pattern=SAFE_NAME, max_length=NAME_LIMIT)]
    digest: Annotated[str, StringConstraints(pattern=DIGEST)]
    transcript: Sentence

    @property
    def is_audio(self) -> bool:
        """True for a recording, False for a picture."""
        return is_audio(self.name)


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
    anchors: Annotated[tuple[Anchor, ...], Field(min_length=1, max_length=MOST_ANCHORS)]
    award: Award | None = None
    question: ShortText
    dimensions: Annotated[tuple[Dimension, ...], Field(min_length=1, max_length=MOST_DIMENSIONS)]
    media: Media | None = None

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        low, high = self.origin, self.horizon
        if not low < high:
            raise _wrong(FaultKind.HORIZON, "horizon should be later than origin ({low})", low=low)
        if high - low > LONGEST:
            raise _wrong(
                FaultKind.FAR, "horizon should be at most {limit} years after origin", limit=LONGEST
            )
        outside = [a.year for a in self.anchors if not low <= a.year <= high]
        if outside:
            raise _wrong(
                FaultKind.OUTSIDE,
                f"anchors should lie from {{low}} to {{high}}: {outside}",
                low=low,
                high=high,
            )
        if [a.year for a in self.anchors] != sorted(a.year for a in self.anchors):
            raise _wrong(FaultKind.ORDER, "anchors should be in the order of their years")
        if twice(d.name for d in self.dimensions) is not None:
            raise _wrong(FaultKind.SAME, "dimensions should have different names")
        return self

    @property
    def years(self) -> range:
        """Every year of the roadmap, from origin to horizon."""
        return range(self.origin, self.horizon + 1)


def read_scenario(text: str, file: str, language: Language | None = None) -> Scenario:
    """Return the scenario that the TOML `text` describes; raise DataError naming `file`.

    Where its texts are told by language, it is as who reads `language` is told it.
    """
    if language is None:
        return read_model(Scenario, text, file)
    told = language.value

    def shaped(table: dict[str, Any]) -> dict[str, Any]:
        return {"language": told, **{key: _told(part, told) for key, part in table.items()}}

    return read_model(Scenario, text, file, shaped)


def told_in(text: str) -> list[Language]:
    """Return the languages in which a scenario is told by language; none where it is in one."""
    try:
        title = tomllib.loads(text).get("title")
    except ValueError:
        return []  # `read_scenario` says why
    return [one for one in Language if one in title] if isinstance(title, dict) else []


def _told(part: Any, language: str) -> Any:
    """Return what a part of a file says to who reads a language."""
    if isinstance(part, list):
        return [_told(one, language) for one in part]
    if not isinstance(part, dict):
        return part
    if part and all(is_language(key) for key in part):
        return spoken(part, language)
    return {key: _told(one, language) for key, one in part.items()}


def _wrong(kind: FaultKind, expected: str, **figures: int) -> PydanticCustomError:
    return PydanticCustomError(kind.value, expected, figures)
