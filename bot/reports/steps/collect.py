"""Every post-it, word for word: by dimension, then in the order of the wall."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.i18n import Catalogue
from bot.reports.record import SessionRecord
from bot.reports.steps.base import Part, Section, heading_among, last_of_kind, took_place
from bot.reports.writing import bullets, inline, paragraphs
from bot.workshop.postit import PostIt
from bot.workshop.session import StepRun
from bot.workshop.steps import Collect


class CollectSection(Section):
    def full(self, record: SessionRecord, step: StepRun, t: Catalogue) -> Mapping[Part, str]:
        parts: dict[Part, str] = {}
        if body := self._postits(record, step, t):
            parts[Part.POSTITS] = paragraphs(
                heading_among(record, step, t), _question(record, step, t), body
            )
        if last_of_kind(record, step):
            parts[Part.ABOUT] = _signing(record, t)
        return parts

    def _postits(self, record: SessionRecord, step: StepRun, t: Catalogue) -> str:
        postits = record.postits_of(step.id)
        if postits:
            dots = record.dots_of_postits
            shown = [p for p in postits if p.number is not None]
            hidden = [p for p in postits if p.number is None]
            return paragraphs(
                t.n("report.postits.count", len(postits)),
                _lanes(record, shown, dots, t),
                paragraphs(t("report.postits.hidden"), _lanes(record, hidden, dots, t))
                if hidden
                else "",
            )
        if not took_place(step):
            return ""
        deleted = record.session.raw_deleted_at
        if deleted is not None:
            return t("report.postits.deleted", day=t.day(deleted.date()))
        return t("report.postits.none")


def _question(record: SessionRecord, step: StepRun, t: Catalogue) -> str:
    assert isinstance(step.plan, Collect)
    scenario = record.session.scenario
    if step.plan.prompt is not None:
        question = step.plan.prompt[t.language]
    elif scenario is not None:
        question = scenario.question
    else:
        return ""
    return t("report.postits.question", question=inline(question))


def _lanes(
    record: SessionRecord, postits: Sequence[PostIt], dots: Mapping[int, int], t: Catalogue
) -> str:
    """Return the post-its under their dimensions, in the order of the scenario."""
    scenario = record.session.scenario
    lanes: dict[str | None, list[PostIt]] = {}
    if scenario is not None:
        lanes = {dimension.name: [] for dimension in scenario.dimensions}
    for postit in sorted(postits, key=lambda p: (p.dimension is None, p.number or 0)):
        lanes.setdefault(postit.dimension, []).append(postit)
    named = any(name is not None and lane for name, lane in lanes.items())
    written = []
    for name, lane in lanes.items():
        if not lane:
            continue
        label = inline(name) if name is not None else t("report.postits.no_dimension")
        written.append(f"**{label}**" if named else "")
        written.append(bullets(_line(record, postit, dots, t) for postit in lane))
    return paragraphs(*written)


def _line(record: SessionRecord, postit: PostIt, dots: Mapping[int, int], t: Catalogue) -> str:
    details = [str(postit.year)] if postit.year is not None else []
    author = record.author(postit)
    if author:
        details.append(inline(author))
    if dots.get(postit.id):
        details.append(t.n("report.dots", dots[postit.id]))
    number = f"**{postit.number}.** " if postit.number is not None else ""
    after = f" — *{', '.join(details)}*" if details else ""
    return f"{number}{inline(postit.text)}{after}"


def _signing(record: SessionRecord, t: Catalogue) -> str:
    if not record.session.masked:
        return t("report.postits.signed")
    ended = record.session.ended_at is not None
    return t("report.postits.masked" if ended else "report.postits.masked_live")
