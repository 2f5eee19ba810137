"""What a sketch still needs before it can be saved, and what would make it better."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from bot.workshop.alike import alike
from bot.workshop.faults import Fault, FaultKind
from bot.workshop.language import LABEL, LONG, SHORT, Language
from bot.workshop.postits.tense import suggests_past
from bot.workshop.story.media import DIGEST, NAME_LIMIT, SAFE_NAME
from bot.workshop.story.scenario import (
    FIRST_YEAR,
    LAST_YEAR,
    LONGEST,
    MOST_ANCHORS,
    MOST_DIMENSIONS,
)
from bot.workshop.story.sketch import Sketch
from bot.workshop.tongues.rules import rules_of

_DIGEST = re.compile(DIGEST)
_NAME = re.compile(SAFE_NAME)
# Shorter, an opening hardly places people anywhere.
_OPENING = 200
# Fewer years without an anchor are no gap in any story.
_GAP = 4


class Tip(StrEnum):
    """Advice that holds nothing back; the words after it are the figures it comes with."""

    OPENING_SHORT = "opening_short"  # length, wanted
    QUESTION_AHEAD = "question_ahead"  # not in the past tense
    GAP = "gap"  # low, high: no anchor between
    NO_AWARD = "no_award"


@dataclass(frozen=True, slots=True)
class Advice:
    tip: Tip
    figures: dict[str, int] = field(default_factory=dict)


def faults(sketch: Sketch) -> list[Fault]:
    """Return every rule of `Scenario` that the sketch breaks, in the order of the workbench.

    Empty when, and only when, `sketch.whole()` is a scenario.
    """
    return [*_heading(sketch), *_texts(sketch), *_lists(sketch)]


def advice(sketch: Sketch) -> list[Advice]:
    """Return what would make the story better; what is missing is said by `faults`."""
    found: list[Advice] = []
    if 0 < len(sketch.opening) < _OPENING:
        figures = {"length": len(sketch.opening), "wanted": _OPENING}
        found.append(Advice(Tip.OPENING_SHORT, figures))
    if suggests_past(_stated(sketch.question, sketch.language), sketch.language):
        found.append(Advice(Tip.QUESTION_AHEAD))
    gap = _widest_gap(sketch)
    if gap is not None:
        found.append(Advice(Tip.GAP, {"low": gap[0], "high": gap[1]}))
    if sketch.award is None:
        found.append(Advice(Tip.NO_AWARD))
    return found


def _stated(question: str, language: Language) -> str:
    """Return a question as a statement, for the rule that reads post-its."""
    # A question turns verb and subject round: “ferez-vous”, “should we”.
    inverted = rules_of(language).inverted
    return question if inverted is None else inverted.sub(r"\2 \1", question)


def _heading(sketch: Sketch) -> Iterator[Fault]:
    yield from _text(("title",), sketch.title, LABEL)
    yield from _text(("organisation",), sketch.organisation, LABEL)
    yield from _year(("origin",), sketch.origin)
    yield from _year(("horizon",), sketch.horizon)
    if not sketch.origin < sketch.horizon:
        yield Fault(("horizon",), FaultKind.HORIZON, {"low": sketch.origin})
    elif sketch.horizon - sketch.origin > LONGEST:
        yield Fault(("horizon",), FaultKind.FAR, {"limit": LONGEST})


def _texts(sketch: Sketch) -> Iterator[Fault]:
    yield from _text(("opening",), sketch.opening, LONG)
    yield from _text(("question",), sketch.question, SHORT)
    if sketch.award is not None:
        yield from _text(("award", "name"), sketch.award.name, LABEL)
        yield from _text(("award", "text"), sketch.award.text, LONG)
    media = sketch.media
    if media is not None:
        if media.digest is None or not _DIGEST.fullmatch(media.digest):
            yield Fault(("media", "digest"), FaultKind.NO_FILE)
        elif len(media.name) > NAME_LIMIT or not _NAME.fullmatch(media.name):
            yield Fault(("media", "name"), FaultKind.ODD)
        yield from _text(("media", "transcript"), media.transcript, LONG)


def _lists(sketch: Sketch) -> Iterator[Fault]:
    yield from _count(("anchors",), len(sketch.anchors), MOST_ANCHORS)
    in_order = sketch.origin < sketch.horizon
    for n, anchor in enumerate(sketch.anchors):
        if anchor.year is None:
            yield Fault(("anchors", n, "year"), FaultKind.MISSING)
        else:
            out_of_bounds = list(_year(("anchors", n, "year"), anchor.year))
            yield from out_of_bounds
            inside = sketch.origin <= anchor.year <= sketch.horizon
            if in_order and not inside and not out_of_bounds:
                span = {"low": sketch.origin, "high": sketch.horizon}
                yield Fault(("anchors", n, "year"), FaultKind.OUTSIDE, span)
        yield from _text(("anchors", n, "title"), anchor.title, LABEL)
        yield from _text(("anchors", n, "text"), anchor.text, LONG)
    yield from _count(("dimensions",), len(sketch.dimensions), MOST_DIMENSIONS)
    seen: set[str] = set()
    for n, dimension in enumerate(sketch.dimensions):
        yield from _text(("dimensions", n, "name"), dimension.name, LABEL)
        if dimension.hint is not None:
            yield from _text(("dimensions", n, "hint"), dimension.hint, SHORT)
        key = alike(dimension.name)
        if key in seen:
            yield Fault(("dimensions", n, "name"), FaultKind.SAME)
        seen.add(key)


def _text(path: tuple[str | int, ...], text: str, limit: int) -> Iterator[Fault]:
    length = len(text.strip())
    if not length:
        yield Fault(path, FaultKind.EMPTY)
    elif length > limit:
        yield Fault(path, FaultKind.LONG, {"limit": limit})


def _year(path: tuple[str | int, ...], year: int) -> Iterator[Fault]:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        yield Fault(path, FaultKind.YEAR)


def _count(path: tuple[str | int, ...], count: int, limit: int) -> Iterator[Fault]:
    if not count:
        yield Fault(path, FaultKind.FEW)
    elif count > limit:
        yield Fault(path, FaultKind.MANY, {"limit": limit})


def _widest_gap(sketch: Sketch) -> tuple[int, int] | None:
    """Return the years around the longest silence of the story, if it is more than half of it."""
    years = sorted({a.year for a in sketch.anchors if a.year is not None})
    if not years or years[0] < sketch.origin or years[-1] > sketch.horizon:
        return None
    low, high = max(
        pairwise([sketch.origin, *years, sketch.horizon]), key=lambda pair: pair[1] - pair[0]
    )
    wide = high - low > _GAP and 2 * (high - low) > sketch.horizon - sketch.origin
    return (low, high) if wide else None
