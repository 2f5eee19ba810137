"""What a recipe that is being written lacks before it can be saved, and what could be better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from pydantic import ValidationError

from bot.workshop.faults import Fault
from bot.workshop.kinds import STEP_KINDS
from bot.workshop.language import Language, is_language
from bot.workshop.reading import faults_of
from bot.workshop.recipes.sketch import Sketch
from bot.workshop.sessions.doubting import Piece, doubt_of

_LONG_SESSION = 4 * 60  # minutes without a break


def faults(sketch: Sketch) -> list[Fault]:
    """Return every rule of `Recipe` that the sketch breaks, in its order.

    Empty when, and only when, `sketch.whole()` is a recipe.
    """
    try:
        sketch.whole()
    except ValidationError as error:
        return merged(faults_of(error))
    return []


def merged(found: Sequence[Fault]) -> list[Fault]:
    """Return faults without those said twice: of a text in one language and in the other."""
    kept: dict[tuple[object, ...], Fault] = {}
    for fault in found:
        path = fault.path[:-1] if fault.path and is_language(str(fault.path[-1])) else fault.path
        told = Fault(path, fault.kind, fault.figures, fault.rule, fault.among)
        kept.setdefault((path, fault.kind, fault.rule), told)
    return list(kept.values())


def step_of(fault: Fault) -> int | None:
    """Return the place of the step that a fault is about, from 0; None for the heading."""
    steps, *where = fault.path or ("",)
    return where[0] if steps == "steps" and where and isinstance(where[0], int) else None


def field_of(fault: Fault) -> str:
    """Return the setting that a fault is about; empty where it is about several."""
    place = step_of(fault)
    if place is None:
        return str(fault.path[0]) if fault.path else ""
    rest = [part for part in fault.path[2:] if isinstance(part, str)]
    if kind_of(fault):
        rest = rest[1:]
    return rest[0] if rest else ""


def kind_of(fault: Fault) -> str:
    """Return the kind of the step that a fault is about; empty where it is not known."""
    kind = str(fault.path[2]) if len(fault.path) > 2 else ""
    return kind if fault.path[:1] == ("steps",) and kind in STEP_KINDS else ""


class Tip(StrEnum):
    """What would make a recipe better; the figures that it comes with stand after it."""

    LONG = "long"  # minutes
    BEHIND = "behind"  # steps, language: how many have texts not changed in the other language


@dataclass(frozen=True, slots=True)
class Advice:
    tip: Tip
    figures: dict[str, int] = field(default_factory=dict)
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A step, by its place from 0, that makes little sense there: `why` is the end of a key."""

    place: int
    why: str


def doubts(sketch: Sketch) -> list[Doubt]:
    """Return the steps that cannot do what they are for, by the rule of a plan that bends."""
    pieces = [Piece.written(step.kind, step.plan) for step in sketch.steps]
    found = ((place, doubt_of(pieces, place)) for place in range(len(pieces)))
    return [Doubt(place, why) for place, why in found if why is not None]


def advice(sketch: Sketch) -> list[Advice]:
    """Return what would make the recipe better; what is missing is said by `faults`, what cannot
    work by `doubts`."""
    found: list[Advice] = []
    for language in Language:
        if behind := sum(language in step.behind.values() for step in sketch.steps):
            found.append(Advice(Tip.BEHIND, {"steps": behind}, language))
    if sketch.minutes > _LONG_SESSION and not any(s.minutes >= 24 * 60 for s in sketch.steps):
        found.append(Advice(Tip.LONG, {"minutes": round(sketch.minutes)}))
    return found
