"""The roadmap drawn from the horizon down to the origin, one track for each dimension.

A milestone is a station on the track of its dimension, with its card; the years of a gap are
hatched; the anchors of the story stand apart, marked as fiction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.i18n import Catalogue
from bot.reports.pictures.drawing import Drawing, alt_text, file_name
from bot.reports.pictures.lettering import lettered, lines_of
from bot.reports.record import SessionRecord
from bot.workshop.roadmap import Gap, Milestone, back_from_horizon
from bot.workshop.scenario import Scenario
from bot.workshop.text import shorten

# As many pictures as a message can take beside the documents.
MOST = 6

_STATEMENT = 200
_WHO = 100
_NAME = 60
_TITLE = 90
_ALT_TEXT = 90

# Points, as in roadmap.typ.
_TALLEST = 3300.0
_CARD_WIDTH = 700.0
_SIZE = 33.0
_LINE = 45.0
_YEAR = 88.0
_CARD = 104.0
_WHO_LINE = 40.0
_ANCHOR = 94.0
_GAP = 74.0


@dataclass
class _Year:
    """One band of the picture: a year, or several silent ones together."""

    first: int
    last: int
    rows: list[dict[str, object]] = field(default_factory=list)
    height: float = _YEAR
    milestones: list[Milestone] = field(default_factory=list)


def roadmap(record: SessionRecord, t: Catalogue) -> list[Drawing]:
    """Return the roadmap, in several pictures when it is long; nothing without a milestone."""
    scenario = record.session.scenario
    if scenario is None or not record.milestones:
        return []
    pages = _pages(_years(record, scenario, t))
    return [
        _drawing(record, scenario, page, rank, len(pages), t)
        for rank, page in enumerate(pages, start=1)
    ]


def _years(record: SessionRecord, scenario: Scenario, t: Catalogue) -> list[_Year]:
    placed = dict(back_from_horizon(record.milestones))
    lanes = _lanes(record, scenario)
    ends: dict[int, list[Gap]] = {}
    for gap in record.gaps:
        ends.setdefault(gap.last, []).append(gap)
    told = {anchor.year for anchor in scenario.anchors}
    bounds = {scenario.origin, scenario.horizon}
    bands: list[_Year] = []
    for year in reversed(scenario.years):
        speaks = year in bounds or year in placed or year in told or year in ends
        if not speaks and bands and not bands[-1].rows and bands[-1].last not in bounds:
            bands[-1].first = year  # several silent years, one band
            continue
        band = _Year(year, year)
        for anchor in scenario.anchors:
            if anchor.year == year:
                _add_anchor(band, anchor.title, record)
        for gap in ends.get(year, ()):
            _add_gap(band, gap, lanes[gap.dimension], record, t)
        for milestone in sorted(
            placed.get(year, ()), key=lambda m: lanes.get(m.dimension, len(lanes))
        ):
            _add_milestone(band, milestone, lanes, record)
        bands.append(band)
    return bands


def _lanes(record: SessionRecord, scenario: Scenario) -> dict[str, int]:
    """Return the rank of each dimension; those of milestones that the scenario lacks come last."""
    names = [d.name for d in scenario.dimensions] + [m.dimension for m in record.milestones]
    return {name: rank for rank, name in enumerate(dict.fromkeys(names))}


def _add_anchor(band: _Year, title: str, record: SessionRecord) -> None:
    said = lettered(title, record.session.language, _TITLE)
    band.rows.append({"kind": "anchor", "text": said})
    band.height += _ANCHOR + (lines_of(title, 520, _SIZE) - 1) * _LINE


def _add_gap(band: _Year, gap: Gap, lane: int, record: SessionRecord, t: Catalogue) -> None:
    words = (
        t("picture.roadmap.gap.in", first=gap.first)
        if gap.first == gap.last
        else t("picture.roadmap.gap.from", first=gap.first, last=gap.last)
    )
    name = lettered(gap.dimension, record.session.language, _NAME)
    band.rows.append({"kind": "gap", "lane": lane, "name": name, "words": words})
    band.height += _GAP


def _add_milestone(
    band: _Year, milestone: Milestone, lanes: dict[str, int], record: SessionRecord
) -> None:
    language = record.session.language
    band.milestones.append(milestone)
    band.rows.append(
        {
            "kind": "milestone",
            "lane": lanes[milestone.dimension],
            "name": lettered(milestone.dimension, language, _NAME),
            "text": lettered(milestone.statement, language, _STATEMENT),
            "who": lettered(milestone.who, language, _WHO) if milestone.who else None,
        }
    )
    lines = lines_of(shorten(milestone.statement, _STATEMENT), _CARD_WIDTH, _SIZE)
    band.height += _CARD + lines * _LINE + (_WHO_LINE if milestone.who else 0)


def _pages(bands: Sequence[_Year]) -> list[list[_Year]]:
    """Return the bands of each picture, about as tall as one another; at most `MOST`."""
    total = sum(band.height for band in bands)
    for wanted in range(min(MOST, -(-int(total) // int(_TALLEST))), 0, -1):
        pages = _filled(bands, total / wanted)
        if len(pages) <= MOST:
            return pages
    return [list(bands)]


def _filled(bands: Sequence[_Year], target: float) -> list[list[_Year]]:
    pages: list[list[_Year]] = []
    used = target
    for band in bands:
        if used + band.height / 2 > target:
            pages.append([])
            used = 0.0
        pages[-1].append(band)
        used += band.height
    return pages


def _drawing(
    record: SessionRecord,
    scenario: Scenario,
    page: Sequence[_Year],
    rank: int,
    of: int,
    t: Catalogue,
) -> Drawing:
    language = record.session.language
    lanes = _lanes(record, scenario)
    holes = [(lanes[gap.dimension], gap.first, gap.last) for gap in record.gaps]
    bands = [
        {
            "label": str(band.last) if band.first == band.last else f"{band.first} – {band.last}",
            "note": _mark(band.last, scenario, t),
            "silent": not band.rows and band.last not in (scenario.origin, scenario.horizon),
            # The tracks that a gap interrupts here.
            "holes": [lane for lane, first, last in holes if first <= band.last <= last],
            "rows": band.rows,
        }
        for band in page
    ]
    placed = [m for band in page for m in band.milestones]
    last, first = page[0].last, page[-1].first
    alts = [
        t("picture.alt.milestone", year=m.year, dimension=m.dimension, statement=statement)
        for m in placed
        for statement in [shorten(m.statement, _ALT_TEXT)]
    ]
    alts += [
        t("picture.alt.gap", dimension=gap.dimension, first=gap.first, last=gap.last)
        for gap in record.gaps
        if first <= gap.last <= last
    ]
    return Drawing(
        "roadmap",
        {
            "lang": language.value,
            "kicker": t("picture.roadmap.title"),
            "title": lettered(record.session.title, language, _TITLE),
            "day": t.day(record.day),
            "page": t("picture.page", page=rank, pages=of) if of > 1 else "",
            "back": t("picture.roadmap.back", horizon=scenario.horizon, origin=scenario.origin),
            "fiction": t("picture.fiction"),
            "lanes": [lettered(name, language, _NAME) for name in lanes],
            "first": rank == 1,
            "final": rank == of,
            "bands": bands,
        },
        file_name(record, t, "roadmap", rank if of > 1 else None),
        alt_text(
            t(
                "picture.alt.roadmap",
                page=rank,
                pages=of,
                last=last,
                first=first,
                milestones=t.n("picture.milestones", len(placed)),
            ),
            alts,
            t,
        ),
    )


def _mark(year: int, scenario: Scenario, t: Catalogue) -> str:
    if year == scenario.horizon:
        return t("picture.roadmap.horizon")
    return t("picture.roadmap.origin") if year == scenario.origin else ""
