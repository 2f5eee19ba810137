"""The roadmap drawn from the horizon down to the origin, one track for each dimension.

A milestone is a station on the track of its dimension, with its card; a curve comes up to it from
those it rests on. The years of a gap are hatched, those that carry a lot are marked; the anchors
of the story stand apart, marked as fiction. Where it takes several pictures, the first one shows
the whole road from above.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.i18n import Catalogue
from bot.reports.pictures.drawing import Drawing, alt_text, file_name
from bot.reports.pictures.lettering import lettered
from bot.reports.pictures.roadmap.bands import NAME, TITLE, Band, bands_of, lanes_of, pages_of
from bot.reports.pictures.roadmap.curves import curves
from bot.reports.pictures.roadmap.overhead import overhead
from bot.reports.record import SessionRecord
from bot.workshop.roadmap.grid import overloaded
from bot.workshop.story.scenario import Scenario

# Pages of a message.
MOST = 6

_ANCHOR = 34  # from above, in one line
# Beside the map: how many milestones may find room, and how much is said of each.
_LISTED = 14
_STATEMENT = 84


@dataclass(frozen=True, slots=True)
class _Place:
    """Which picture of how many; `sheet` counts those that show the cards, from 1."""

    rank: int
    of: int
    sheet: int
    sheets: int


def glance(record: SessionRecord, t: Catalogue, listed: int = _LISTED) -> list[Drawing]:
    """Return the roadmap as a chat shows it, in one picture: the whole road from above, and what
    its numbers say, for as many as fit, at most `listed`; nothing without a milestone."""
    scenario = record.session.scenario
    if scenario is None or not record.milestones:
        return []
    bands, lanes = bands_of(record, scenario, t), lanes_of(record, scenario)
    placed = [milestone for band in bands for milestone in band.milestones]
    counted = t.n("picture.milestones", len(placed))
    data = {
        **_from_above(record, scenario, bands, t),
        "count": counted,
        "milestones": [
            {
                "number": str(milestone.number),
                "year": str(milestone.year),
                "lane": lanes[milestone.dimension],
                "text": lettered(milestone.statement, record.session.language, _STATEMENT),
            }
            for milestone in placed[:listed]
        ],
        # By the number of milestones that the template finds room for.
        "more": [
            t.n("picture.columns.more", len(placed) - kept) if kept < len(placed) else ""
            for kept in range(min(len(placed), listed) + 1)
        ],
    }
    lead = t(
        "picture.alt.roadmap", last=scenario.horizon, first=scenario.origin, milestones=counted
    )
    return [Drawing("road", data, file_name(record, t, "roadmap"), alt_text(lead))]


def roadmap(record: SessionRecord, t: Catalogue) -> list[Drawing]:
    """Return the roadmap in full, for whoever asks, in several pages when it is long; nothing
    without a milestone."""
    scenario = record.session.scenario
    if scenario is None or not record.milestones:
        return []
    bands = bands_of(record, scenario, t)
    sheets = pages_of(bands, MOST)
    if len(sheets) == 1:
        return [_sheet(record, scenario, sheets[0], _Place(1, 1, 1, 1), t)]
    sheets = pages_of(bands, MOST - 1)
    of = len(sheets) + 1
    return [
        _overview(record, scenario, bands, of, t),
        *(
            _sheet(record, scenario, page, _Place(rank + 1, of, rank, len(sheets)), t)
            for rank, page in enumerate(sheets, start=1)
        ),
    ]


def _overview(
    record: SessionRecord, scenario: Scenario, bands: Sequence[Band], of: int, t: Catalogue
) -> Drawing:
    data = {
        **_from_above(record, scenario, bands, t),
        "page": t("picture.page", page=1, pages=of),
    }
    links = sum(len(milestone.after) for milestone in record.milestones)
    lead = t(
        "picture.alt.overhead",
        last=scenario.horizon,
        first=scenario.origin,
        milestones=t.n("picture.milestones", len(record.milestones)),
        links=t.n("picture.alt.links", links),
    )
    name = file_name(record, t, "roadmap", 1)
    return Drawing("overhead", data, name, alt_text(lead))


def _from_above(
    record: SessionRecord, scenario: Scenario, bands: Sequence[Band], t: Catalogue
) -> dict[str, object]:
    """Return the whole road as the map draws it."""
    lanes = lanes_of(record, scenario)
    heavy = {year.year for year in overloaded(record.milestones)}
    found = overhead(bands, lanes, record.gaps, heavy)
    links = sum(len(milestone.after) for milestone in record.milestones)
    return {
        **_common(record, scenario, 1, 1, t),
        **found.data(
            {band.label: _mark(band.last, scenario, t) for band in bands},
            {a.year: _anchors(record, scenario, a.year) for a in scenario.anchors},
        ),
        "key": t.n("picture.roadmap.links", links) if links and not found.arrows else "",
    }


def _sheet(
    record: SessionRecord, scenario: Scenario, page: Sequence[Band], place: _Place, t: Catalogue
) -> Drawing:
    lanes = lanes_of(record, scenario)
    placed = [milestone for band in page for milestone in band.milestones]
    last, first = page[0].last, page[-1].first
    data = {
        **_common(record, scenario, place.rank, place.of, t),
        "first": place.sheet == 1,
        "final": place.sheet == place.sheets,
        "bands": [_band(record, scenario, band, t) for band in page],
        "curves": [
            {
                "after": curve.after,
                "before": list(curve.before),
                "track": curve.track,
                "lane": lanes[placed[curve.after].dimension],
            }
            for curve in curves(placed)
        ],
        "key": t("picture.roadmap.key") if any(m.after for m in record.milestones) else "",
    }
    lead = t(
        "picture.alt.roadmap",
        last=last,
        first=first,
        milestones=t.n("picture.milestones", len(placed)),
    )
    rank = place.rank if place.of > 1 else None
    return Drawing("roadmap", data, file_name(record, t, "roadmap", rank), alt_text(lead))


def _common(
    record: SessionRecord, scenario: Scenario, rank: int, of: int, t: Catalogue
) -> dict[str, object]:
    language = record.session.language
    return {
        "lang": language.value,
        "kicker": t("picture.roadmap.title"),
        "title": lettered(record.session.title, language, TITLE),
        "day": t.day(record.day),
        "page": t("picture.page", page=rank, pages=of) if of > 1 else "",
        "back": t("picture.roadmap.back", horizon=scenario.horizon, origin=scenario.origin),
        "fiction": t("picture.fiction"),
        "lanes": [lettered(name, language, NAME) for name in lanes_of(record, scenario)],
    }


def _band(record: SessionRecord, scenario: Scenario, band: Band, t: Catalogue) -> dict[str, object]:
    lanes = lanes_of(record, scenario)
    note = t("picture.wall.continued") if band.continued else _mark(band.last, scenario, t)
    loads = {load.year: load.milestones for load in overloaded(record.milestones)}
    return {
        "label": band.label,
        "note": note,
        "load": t("picture.roadmap.load", count=loads[band.last]) if band.last in loads else "",
        "silent": not band.rows and band.last not in (scenario.origin, scenario.horizon),
        # The tracks that a gap interrupts here.
        "holes": [lanes[g.dimension] for g in record.gaps if g.first <= band.last <= g.last],
        "rows": [row.data for row in band.rows],
    }


def _anchors(record: SessionRecord, scenario: Scenario, year: int) -> list[dict[str, object]]:
    language = record.session.language
    return [lettered(a.title, language, _ANCHOR) for a in scenario.anchors if a.year == year]


def _mark(year: int, scenario: Scenario, t: Catalogue) -> str:
    if year == scenario.horizon:
        return t("picture.roadmap.horizon")
    return t("picture.roadmap.origin") if year == scenario.origin else ""
