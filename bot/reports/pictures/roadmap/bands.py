"""The roadmap cut in bands, a year each, and the bands shared out over pictures.

Heights are estimates, in points as in roadmap.typ: pages are balanced with them, and grow with
what they really hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.i18n import Catalogue
from bot.reports import phrases
from bot.reports.pictures.lettering import lettered, lines_of
from bot.reports.record import SessionRecord
from bot.workshop.roadmap.grid import Gap, Milestone, back_from_horizon
from bot.workshop.roadmap.milestones import Detail, detail_of
from bot.workshop.story.scenario import Scenario
from bot.workshop.text import shorten

NAME = 60
TITLE = 90

_STATEMENT = 200
_DETAIL = 130

_TALLEST = 3300.0
_ALONE = 4200.0  # one picture that shows everything is worth some height
# A little taller than even shares, rather than a last picture with next to nothing on it.
_STRETCHES = (1.0, 1.03, 1.06, 1.1, 1.15, 1.2)
_CARD_WIDTH = 640.0
_SIZE = 33.0
_LINE = 45.0
_YEAR = 88.0
_CARD = 104.0
_DETAIL_LINE = 38.0
_DETAIL_SIZE = 27.0
_ANCHOR = 94.0
_GAP = 74.0


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a band as the template takes it; `milestone` where it is the card of one."""

    data: Mapping[str, object]
    height: float
    milestone: Milestone | None = None


@dataclass(slots=True)
class Band:
    """One band of the picture: a year, or several silent ones together.

    `continued` where a picture begins in the middle of a year.
    """

    first: int
    last: int
    rows: list[Row] = field(default_factory=list)
    continued: bool = False

    @property
    def height(self) -> float:
        return _YEAR + sum(row.height for row in self.rows)

    @property
    def label(self) -> str:
        return str(self.last) if self.first == self.last else f"{self.first} – {self.last}"

    @property
    def milestones(self) -> list[Milestone]:
        return [row.milestone for row in self.rows if row.milestone is not None]


def lanes_of(record: SessionRecord, scenario: Scenario) -> dict[str, int]:
    """Return the rank of each dimension; those of milestones that the scenario lacks come last."""
    names = [d.name for d in scenario.dimensions] + [m.dimension for m in record.milestones]
    return {name: rank for rank, name in enumerate(dict.fromkeys(names))}


def bands_of(record: SessionRecord, scenario: Scenario, t: Catalogue) -> list[Band]:
    """Return the whole roadmap, from the horizon back to the origin."""
    lanes = lanes_of(record, scenario)
    placed = dict(back_from_horizon(record.milestones))
    ends: dict[int, list[Gap]] = {}
    for gap in record.gaps:
        ends.setdefault(gap.last, []).append(gap)
    told = {anchor.year for anchor in scenario.anchors}
    bounds = {scenario.origin, scenario.horizon}
    bands: list[Band] = []
    for year in reversed(scenario.years):
        speaks = year in bounds or year in placed or year in told or year in ends
        if not speaks and bands and not bands[-1].rows and bands[-1].last not in bounds:
            bands[-1].first = year  # several silent years, one band
            continue
        band = Band(year, year)
        band.rows += [_anchor(a.title, record) for a in scenario.anchors if a.year == year]
        band.rows += [_gap(gap, lanes[gap.dimension], record, t) for gap in ends.get(year, ())]
        band.rows += [_card(m, lanes[m.dimension], record, t) for m in placed.get(year, ())]
        bands.append(band)
    return bands


def pages_of(bands: Sequence[Band], most: int) -> list[list[Band]]:
    """Return the bands of each picture, about as tall as one another; at most `most`.

    A year that is taller than half a picture may go on in the next one.
    """
    total = sum(band.height for band in bands)
    if total <= _ALONE:
        return [list(bands)]
    for wanted in range(min(most, -(-int(total) // int(_TALLEST))), 1, -1):
        for stretch in _STRETCHES:
            pages = _filled(bands, stretch * total / wanted)
            if len(pages) <= wanted:
                return pages
    return [list(bands)]


def _filled(bands: Sequence[Band], target: float) -> list[list[Band]]:
    pages: list[list[Band]] = []
    used = target
    for band in bands:
        for part in _parts(band, target, target - used if pages else target):
            if used + part.height / 2 > target:
                pages.append([])
                used = 0.0
            pages[-1].append(part)
            used += part.height
    return pages


def _parts(band: Band, target: float, room: float) -> Iterator[Band]:
    """Yield a band, in parts that fit `room` and then pictures of `target` if it is very tall."""
    if band.height <= target / 2:
        yield band
        return
    part = replace(band, rows=[])
    for row in band.rows:
        if part.rows and part.height + row.height / 2 > room:
            yield part
            part, room = replace(band, rows=[], continued=True), target
        part.rows.append(row)
    yield part


def _anchor(title: str, record: SessionRecord) -> Row:
    said = lettered(title, record.session.language, TITLE)
    height = _ANCHOR + (lines_of(title, 520, _SIZE) - 1) * _LINE
    return Row({"kind": "anchor", "text": said}, height)


def _gap(gap: Gap, lane: int, record: SessionRecord, t: Catalogue) -> Row:
    words = (
        t("picture.roadmap.gap.in", first=gap.first)
        if gap.first == gap.last
        else t("picture.roadmap.gap.from", first=gap.first, last=gap.last)
    )
    name = lettered(gap.dimension, record.session.language, NAME)
    return Row({"kind": "gap", "lane": lane, "name": name, "words": words}, _GAP)


def _card(milestone: Milestone, lane: int, record: SessionRecord, t: Catalogue) -> Row:
    language = record.session.language
    height = _CARD
    height += lines_of(shorten(milestone.statement, _STATEMENT), _CARD_WIDTH, _SIZE) * _LINE
    details: list[dict[str, object]] = []
    for detail in Detail:
        if text := detail_of(milestone, detail):
            said = shorten(phrases.listed(text, t), _DETAIL)
            height += lines_of(said, _CARD_WIDTH, _DETAIL_SIZE) * _DETAIL_LINE
            # An arrow stands before those who made it happen.
            label = "" if detail is Detail.WHO else t(f"picture.roadmap.{detail}")
            details.append({"label": label, "text": lettered(said, language)})
    data = {
        "kind": "milestone",
        "lane": lane,
        "name": lettered(milestone.dimension, language, NAME),
        "number": str(milestone.number),
        "before": phrases.numbers_before(milestone, record.milestones),
        "text": lettered(milestone.statement, language, _STATEMENT),
        "details": details,
    }
    return Row(data, height, milestone)
