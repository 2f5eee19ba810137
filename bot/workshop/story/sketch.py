"""A scenario being prepared: what is there already, gaps and mistakes included.

Nothing that a person wrote is refused for want of something else: a sketch keeps it, and
`bot.workshop.story.checking` says what is still missing before it can be a scenario.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated

from pydantic import Field

from bot.workshop.language import Frozen, Language
from bot.workshop.lists import ideas
from bot.workshop.story.scenario import Scenario
from bot.workshop.text import clean, one_line

# “name : hint”, with whatever space the language wants before the colon.
_COLON = re.compile(r":(?=\s)")
YEAR_DIGITS = 4
_YEAR = re.compile(rf"[0-9]{{1,{YEAR_DIGITS}}}")


class SketchAnchor(Frozen):
    """An action of the fiction; `id` is its own in the sketch for as long as it is there."""

    id: int
    year: int | None = None
    title: str = ""
    text: str = ""


class SketchAward(Frozen):
    name: str = ""
    text: str = ""


class SketchDimension(Frozen):
    name: str
    hint: str | None = None


class SketchMedia(Frozen):
    """A recording or a picture; `digest` is None, and the name perhaps empty, when only its words
    are there."""

    name: str = ""
    digest: str | None = None
    transcript: str = ""


class Sketch(Frozen):
    """A scenario with gaps. Anchors stand in the order of their years, those without one last."""

    title: str
    organisation: str
    language: Language
    origin: int
    horizon: int
    opening: str = ""
    question: str = ""
    anchors: tuple[SketchAnchor, ...] = ()
    award: SketchAward | None = None
    dimensions: tuple[SketchDimension, ...] = ()
    media: SketchMedia | None = None
    next_anchor: Annotated[int, Field(ge=1)] = 1

    @classmethod
    def of(cls, scenario: Scenario) -> Sketch:
        """Return the sketch that holds `scenario` and nothing else, its texts cleaned."""
        award, media = scenario.award, scenario.media
        return cls(
            title=one_line(scenario.title),
            organisation=one_line(scenario.organisation),
            language=scenario.language,
            origin=scenario.origin,
            horizon=scenario.horizon,
            opening=clean(scenario.opening),
            question=clean(scenario.question),
            anchors=tuple(
                SketchAnchor(id=n, year=a.year, title=one_line(a.title), text=clean(a.text))
                for n, a in enumerate(scenario.anchors, start=1)
            ),
            award=SketchAward(name=one_line(award.name), text=clean(award.text)) if award else None,
            dimensions=tuple(
                SketchDimension(name=one_line(d.name), hint=one_line(d.hint or "") or None)
                for d in scenario.dimensions
            ),
            media=SketchMedia(
                name=media.name, digest=media.digest, transcript=clean(media.transcript)
            )
            if media
            else None,
            next_anchor=len(scenario.anchors) + 1,
        )

    def headed(
        self, title: str, organisation: str, origin: int, horizon: int, language: Language
    ) -> Sketch:
        """Return the sketch with another heading."""
        return self.model_copy(
            update={
                "title": one_line(title),
                "organisation": one_line(organisation),
                "origin": origin,
                "horizon": horizon,
                "language": language,
            }
        )

    def told(self, opening: str, question: str) -> Sketch:
        """Return the sketch with another opening and another question."""
        return self.model_copy(update={"opening": clean(opening), "question": clean(question)})

    def anchor(self, anchor_id: int) -> SketchAnchor | None:
        return next((anchor for anchor in self.anchors if anchor.id == anchor_id), None)

    def with_anchor(
        self, year: int | None, title: str, text: str, anchor_id: int | None = None
    ) -> Sketch:
        """Return the sketch with an anchor changed, or one more when `anchor_id` is None.

        The same one more a second time is no more; an anchor that is gone comes back.
        """
        made = SketchAnchor(
            id=anchor_id or self.next_anchor, year=year, title=one_line(title), text=clean(text)
        )
        others = [anchor for anchor in self.anchors if anchor.id != made.id]
        if not anchor_id and any(a.model_copy(update={"id": made.id}) == made for a in others):
            return self
        return self.model_copy(
            update={
                "anchors": tuple(sorted([*others, made], key=_by_year)),
                "next_anchor": max(self.next_anchor, made.id + 1),
            }
        )

    def without_anchor(self, anchor_id: int) -> Sketch:
        """Return the sketch without an anchor, there or not."""
        kept = tuple(anchor for anchor in self.anchors if anchor.id != anchor_id)
        return self.model_copy(update={"anchors": kept})

    def awarded(self, name: str, text: str) -> Sketch:
        """Return the sketch with another award; with none when both texts are empty."""
        award = SketchAward(name=one_line(name), text=clean(text))
        return self.model_copy(update={"award": award if award.name or award.text else None})

    def laned(self, dimensions: Sequence[SketchDimension]) -> Sketch:
        """Return the sketch with other dimensions."""
        return self.model_copy(update={"dimensions": tuple(dimensions)})

    def illustrated(self, media: SketchMedia | None) -> Sketch:
        """Return the sketch with another recording or picture, or none."""
        return self.model_copy(update={"media": media})

    def transcribed(self, transcript: str) -> Sketch:
        """Return the sketch with other words for its recording or picture, there or to come."""
        media = (self.media or SketchMedia()).model_copy(update={"transcript": clean(transcript)})
        return self.illustrated(None if media == SketchMedia() else media)

    def texts(self) -> list[str]:
        """Return every text of the sketch."""
        found: list[str] = []

        def kept(text: str) -> str:
            found.append(text)
            return text

        _each(self.model_dump(), kept)
        return found

    def said(self, say: Callable[[str], str]) -> Sketch:
        """Return the sketch with every text as `say` says it."""
        return Sketch.model_validate(_each(self.model_dump(), say))

    def told_as(self) -> dict[str, object]:
        """Return what the sketch tells: the fields of a scenario, whether they make one or not."""
        told = self.model_dump(exclude={"next_anchor"})
        told["anchors"] = [anchor.model_dump(exclude={"id"}) for anchor in self.anchors]
        return told

    def tells(self, saved: Scenario) -> bool:
        """True when it tells what was saved, and nothing else."""
        return Sketch.of(saved).told_as() == self.told_as()

    def whole(self) -> Scenario:
        """Return the scenario that the sketch is; raise ValidationError when it is none yet."""
        return Scenario.model_validate(self.told_as())


def read_year(text: str) -> int | None:
    """Return the year that a person wrote; None when it is not one."""
    written = one_line(text)
    return int(written) if _YEAR.fullmatch(written) else None


def read_dimensions(text: str, known: Sequence[SketchDimension] = ()) -> list[SketchDimension]:
    """Return the dimensions of a text: one a line, “name : hint” where there is a hint.

    A name that stands alone keeps the hint that it has in `known`.
    """
    hints = {dimension.name: dimension.hint for dimension in known}
    found: list[SketchDimension] = []
    for line in ideas(text):
        name, *told = (part.strip() for part in _COLON.split(line, maxsplit=1))
        if name and told:
            found.append(SketchDimension(name=name, hint=told[0] or None))
        else:
            found.append(SketchDimension(name=line, hint=hints.get(line)))
    return found


def dimension_lines(dimensions: Sequence[SketchDimension], before_colon: str) -> str:
    """Return the text that `read_dimensions` reads back."""
    return "\n".join(f"{d.name}{before_colon}: {d.hint}" if d.hint else d.name for d in dimensions)


def _each(value: object, say: Callable[[str], str]) -> object:
    """Return what a model holds with `say` done to its texts."""
    if isinstance(value, str) and not isinstance(value, Language):
        return say(value)
    if isinstance(value, Mapping):
        return {key: _each(part, say) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return tuple(_each(part, say) for part in value)
    return value


def _by_year(anchor: SketchAnchor) -> tuple[bool, int, int]:
    return anchor.year is None, anchor.year or 0, anchor.id
