"""The roadmap: milestones back from the horizon, the story's anchors apart, the gaps named.

It is then told forward, in a part of its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.i18n import Catalogue
from bot.reports import phrases
from bot.reports.record import SessionRecord
from bot.reports.review.marking import mark
from bot.reports.roadmap.forward import whole
from bot.reports.step import Brief, Part, Section, last_of_kind, lived
from bot.reports.writing import bullets, inline, inline_short, paragraphs
from bot.workshop.roadmap.grid import Gap, Milestone, back_from_horizon, overloaded
from bot.workshop.roadmap.milestones import Detail, detail_of
from bot.workshop.sessions.session import StepRun
from bot.workshop.story.scenario import Scenario

_STATEMENT = 140
_NAME = 50
_BEFORE = 90


class RoadmapSection(Section):
    def full(self, record: SessionRecord, step: StepRun, t: Catalogue) -> Mapping[Part, str]:
        scenario = record.session.scenario
        if scenario is None or not last_of_kind(record, step):
            return {}
        if not record.milestones:
            return {Part.ROADMAP: t("report.roadmap.none")} if lived(record, step) else {}
        return {
            Part.ROADMAP: paragraphs(
                t("report.roadmap.reading", horizon=scenario.horizon),
                *_years(record, scenario, t),
                _loads(record, t),
                _silences(record, t),
            ),
            Part.FORWARD: whole(record, t),
        }

    def brief(self, record: SessionRecord, step: StepRun, t: Catalogue) -> Brief | None:
        if not record.milestones or not last_of_kind(record, step):
            return None
        items = (
            _brief_line(milestone, t)
            for _, milestones in back_from_horizon(record.milestones)
            for milestone in milestones
        )
        return Brief(Part.ROADMAP, "", tuple(items))


def _years(record: SessionRecord, scenario: Scenario, t: Catalogue) -> list[str]:
    placed = dict(back_from_horizon(record.milestones))
    told = {anchor.year for anchor in scenario.anchors}
    written = []
    for year in sorted(placed.keys() | told, reverse=True):
        anchors = (a.title for a in scenario.anchors if a.year == year)
        written.append(f"### {year}")
        written += ["> " + t("report.roadmap.anchor", title=inline(title)) for title in anchors]
        written.append("\n".join(_milestone(record, m, t) for m in placed.get(year, [])))
    return written


def _milestone(record: SessionRecord, milestone: Milestone, t: Catalogue) -> str:
    line = t(
        "report.roadmap.milestone",
        number=milestone.number,
        dimension=inline(milestone.dimension),
        statement=inline(milestone.statement) + mark(record, milestone),
    )
    details = [
        t(f"report.roadmap.{detail}", text=inline(phrases.listed(text, t)))
        for detail in Detail
        if (text := detail_of(milestone, detail))
    ]
    if milestone.theme is not None:
        numbers = [str(p.number) for p in record.postits if p.id in milestone.sources]
        key = "report.roadmap.theme_postits" if numbers else "report.roadmap.theme"
        theme = inline(milestone.theme)
        details.append(t(key, theme=theme, numbers=", ".join(numbers)))
    before = [
        t(
            "report.roadmap.before_item",
            number=m.number,
            year=m.year,
            statement=inline_short(m.statement.removesuffix("."), _BEFORE),
        )
        for m in record.milestones
        if m.id in milestone.after
    ]
    if before:
        details.append(t("report.roadmap.before", text=t("roadmap.then").join(before)))
    return "\n".join([f"- {line}", *(f"  - {detail}" for detail in details)])


def _loads(record: SessionRecord, t: Catalogue) -> str:
    """Return the years that carry clearly more milestones than the others."""
    found = overloaded(record.milestones)
    if not found:
        return ""
    lines = (t("report.load.line", year=load.year, count=load.milestones) for load in found)
    return paragraphs(f"### {t('report.load.heading')}", bullets(lines))


def _silences(record: SessionRecord, t: Catalogue) -> str:
    """Return one sentence for each dimension that has a gap."""
    found: dict[str, list[Gap]] = {}
    for gap in record.gaps:
        found.setdefault(gap.dimension, []).append(gap)
    if not found:
        return ""
    placed = {m.dimension for m in record.milestones}
    sentences = (
        t(
            "report.gap.line",
            dimension=inline(dimension),
            years=t("report.gap.then").join(_span(gap, t) for gap in gaps),
        )
        if dimension in placed
        else t("report.gap.dimension", dimension=inline(dimension))
        for dimension, gaps in found.items()
    )
    return paragraphs(f"### {t('report.gap.heading')}", bullets(sentences))


def _span(gap: Gap, t: Catalogue) -> str:
    if gap.first == gap.last:
        return t("report.gap.in", year=gap.first)
    return t("report.gap.from", first=gap.first, last=gap.last)


def _brief_line(milestone: Milestone, t: Catalogue) -> str:
    params = {
        "year": milestone.year,
        "dimension": inline(milestone.dimension),
        "statement": inline_short(milestone.statement, _STATEMENT),
    }
    if milestone.who:
        who = inline_short(phrases.listed(milestone.who, t), _NAME)
        return t("report.roadmap.item_who", who=who, **params)
    return t("report.roadmap.item", **params)
