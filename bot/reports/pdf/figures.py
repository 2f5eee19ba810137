"""Which drawing stands in which part of the report, beside the words that tell the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.i18n import Catalogue
from bot.reports.pdf.blocks import Block
from bot.reports.pictures.drawing import Drawing
from bot.reports.pictures.position.line import movement
from bot.reports.pictures.rate.marks import marks
from bot.reports.pictures.roadmap.roadmap import glance
from bot.reports.pictures.vote.result import result
from bot.reports.record import SessionRecord
from bot.reports.step import Part
from bot.workshop.sessions.session import StepRun


def _marks(record: SessionRecord, step: StepRun, t: Catalogue) -> list[Drawing]:
    return marks(record, step, t) if step.id in record.rates else []


def _line(record: SessionRecord, step: StepRun, t: Catalogue) -> list[Drawing]:
    return movement(record, step, t) if step.id in record.lines.closed else []


def _road(record: SessionRecord, step: StepRun, t: Catalogue) -> list[Drawing]:
    return glance(record, t)


FIGURES: Mapping[Part, Callable[[SessionRecord, StepRun, Catalogue], list[Drawing]]] = {
    Part.ROADMAP: _road,
    Part.TALLIES: result,
    Part.POSITION: _line,
    Part.RATE: _marks,
}


# So many milestones are worth a page of their own, to hang on a wall.
_POSTER = 10


def poster(record: SessionRecord, t: Catalogue) -> list[Block]:
    """Return a long roadmap with all its milestones, for a page of its own; nothing else."""
    many = len(record.milestones)
    if many < _POSTER:
        return []
    return [figure(drawing) | {"figure": "poster"} for drawing in glance(record, t, listed=many)]


def figures(part: Part, record: SessionRecord, step: StepRun, t: Catalogue) -> list[Block]:
    """Return the drawings of what `step` tells in `part`, as blocks."""
    return (
        [figure(drawing) for drawing in FIGURES[part](record, step, t)] if part in FIGURES else []
    )


def figure(drawing: Drawing) -> Block:
    """Return a drawing as a block: a function of `data/report/figures`, and its data."""
    return {
        "kind": "figure",
        "figure": drawing.template,
        "data": dict(drawing.data),
        "alt": drawing.alt,
    }


def placed(told: list[Block], drawn: list[Block]) -> list[Block]:
    """Return blocks with the drawings before what they show: the first table, or else the first
    heading that is not their own; at the end where there is neither."""
    kinds = [block["kind"] for block in told]
    if "table" in kinds:
        at = kinds.index("table")
    elif "heading" in kinds[1:]:
        at = kinds.index("heading", 1)
    else:
        at = len(told)
    return [*told[:at], *drawn, *told[at:]]
