"""The whole roadmap from above: years down, dimensions across, a numbered disc for each milestone.

Everything has its place here, in points; the template only draws it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.reports.pictures.roadmap.bands import Band
from bot.workshop.roadmap.grid import Gap, Milestone

# More arrows than this are a tangle: the cards tell the numbers.
ARROWS = 30

WIDTH = 984.0
_LABELS = 168.0  # the years, on the left
_DISC = 50.0
_BETWEEN = 6.0
_YEAR = 70.0
_END = 146.0  # a year with words under it: the origin, the horizon
_SILENT = 46.0
_ANCHOR = 68.0
_PAD = 12.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A milestone: its number, its lane, the middle of its disc."""

    number: int
    lane: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Arrow:
    """From a milestone up to one that rests on it.

    `leaves` and `enters` tell by which side of the discs: 0 the top and the bottom; −1 the left
    and 1 the right, where another disc stands in the way. `leans` tells to which side it bends
    within a column, round the discs between.
    """

    before: Spot
    after: Spot
    leaves: int
    enters: int
    leans: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A band: where it begins, how tall it is, and whether it carries a lot."""

    label: str
    year: int
    top: float
    height: float
    silent: bool
    milestones: int
    heavy: bool


@dataclass(frozen=True, slots=True)
class Overhead:
    """What stands where; `holes` are lane, top and height of the gaps."""

    lanes: int
    disc: float
    lines: tuple[Line, ...]
    spots: tuple[Spot, ...]
    arrows: tuple[Arrow, ...]
    holes: tuple[tuple[int, float, float], ...]

    def data(
        self, marks: Mapping[str, str], anchors: Mapping[int, Sequence[Mapping[str, object]]]
    ) -> dict[str, object]:
        """Return it as the template takes it, with the words that stand beside the years."""
        return {
            "labels": _LABELS,
            "pitch": _pitch(self.lanes),
            "disc": self.disc,
            "height": self.lines[-1].top + self.lines[-1].height,
            "lines": [
                {
                    "label": line.label,
                    "note": marks.get(line.label, ""),
                    "top": line.top,
                    "height": line.height,
                    "silent": line.silent,
                    "heavy": str(line.milestones) if line.heavy else "",
                    "anchors": list(anchors.get(line.year, ())),
                }
                for line in self.lines
            ],
            "spots": [_spot(spot) for spot in self.spots],
            "arrows": [
                {
                    "from": _spot(arrow.before),
                    "to": _spot(arrow.after),
                    "leaves": arrow.leaves,
                    "enters": arrow.enters,
                    "leans": arrow.leans,
                }
                for arrow in self.arrows
            ],
            "holes": [
                {"lane": lane, "top": top, "height": height} for lane, top, height in self.holes
            ],
        }


def overhead(
    bands: Sequence[Band], lanes: Mapping[str, int], gaps: Sequence[Gap], heavy: set[int]
) -> Overhead:
    """Return where everything stands; `heavy` are the years that carry a lot."""
    grid = _Grid(len(lanes))
    ends = {bands[0].last, bands[-1].last}
    lines: list[Line] = []
    spots: dict[int, Spot] = {}
    for band in bands:
        top = lines[-1].top + lines[-1].height if lines else 0.0
        cells: dict[int, list[Milestone]] = {}
        for milestone in band.milestones:
            cells.setdefault(lanes[milestone.dimension], []).append(milestone)
        told = _ANCHOR * sum(row.data["kind"] == "anchor" for row in band.rows)
        silent = not band.milestones and not told and band.last not in ends
        least = _END if band.last in ends else _SILENT if silent else _YEAR
        height = max(least, told + grid.deep(cells) + 2 * _PAD)
        heavy_one = band.last in heavy
        lines.append(
            Line(band.label, band.last, top, height, silent, len(band.milestones), heavy_one)
        )
        for lane, found in cells.items():
            spots.update(grid.spots(lane, found, top + told + (height - told) / 2))
    milestones = [m for band in bands for m in band.milestones]
    arrows = [
        grid.arrow(spots[one], spots[m.id], list(spots.values()))
        for m in milestones
        for one in m.after
        if one in spots
    ]
    return Overhead(
        len(lanes),
        grid.disc,
        tuple(lines),
        tuple(spots.values()),
        tuple(arrows) if len(arrows) <= ARROWS else (),
        tuple(_hole(gap, lanes[gap.dimension], bands, lines) for gap in gaps),
    )


class _Grid:
    """How large the discs are, and how many stand side by side in a lane."""

    def __init__(self, lanes: int) -> None:
        self.lanes = lanes
        self.pitch = _pitch(lanes)
        self.disc = min(_DISC, self.pitch - 4)
        self.step = self.disc + _BETWEEN
        self.abreast = max(1, int((self.pitch + _BETWEEN) // self.step))

    def deep(self, cells: Mapping[int, Sequence[Milestone]]) -> float:
        """Return how tall the discs of a year are, one row under the other."""
        return max((self._rows(found) for found in cells.values()), default=0) * self.step

    def _rows(self, found: Sequence[Milestone]) -> int:
        return -(-len(found) // self.abreast)

    def spots(self, lane: int, found: Sequence[Milestone], middle: float) -> dict[int, Spot]:
        """Return where the milestones of a lane stand around `middle`, by identifier."""
        placed: dict[int, Spot] = {}
        rows = self._rows(found)
        for rank, milestone in enumerate(found):
            row, column = divmod(rank, self.abreast)
            here = min(self.abreast, len(found) - row * self.abreast)
            x = self._centre(lane) + (column - (here - 1) / 2) * self.step
            y = middle + (row - (rows - 1) / 2) * self.step
            placed[milestone.id] = Spot(milestone.number, lane, round(x, 1), round(y, 1))
        return placed

    def arrow(self, before: Spot, after: Spot, spots: Sequence[Spot]) -> Arrow:
        """Return the arrow between two discs, round those that are in the way."""
        leaves = self._side(before, after, spots, -1)
        between = any(
            abs(one.x - after.x) < self.disc and after.y < one.y < before.y for one in spots
        )
        leans = 0
        if between and abs(before.x - after.x) < self.disc:
            leans = -1 if after.lane == self.lanes - 1 else 1
        return Arrow(before, after, leaves, self._side(after, before, spots, 1), leans)

    def _side(self, spot: Spot, other: Spot, spots: Sequence[Spot], way: int) -> int:
        """Return 0 where a disc is free above (`way` −1) or below (1), else the side to take."""
        if not any(
            abs(one.x - spot.x) < self.disc and 0 < (one.y - spot.y) * way < self.disc * 1.5
            for one in spots
        ):
            return 0
        off = spot.x - self._centre(spot.lane)
        towards = off if abs(off) > 1 else other.x - spot.x
        return -1 if towards < 0 else 1

    def _centre(self, lane: int) -> float:
        return _LABELS + self.pitch * (lane + 0.5)


def _pitch(lanes: int) -> float:
    return (WIDTH - _LABELS) / lanes


def _hole(
    gap: Gap, lane: int, bands: Sequence[Band], lines: Sequence[Line]
) -> tuple[int, float, float]:
    inside = [
        line
        for band, line in zip(bands, lines, strict=True)
        if gap.first <= band.first and band.last <= gap.last
    ]
    top = inside[0].top
    return lane, top, inside[-1].top + inside[-1].height - top


def _spot(spot: Spot) -> dict[str, object]:
    return {"number": str(spot.number), "lane": spot.lane, "x": spot.x, "y": spot.y}
