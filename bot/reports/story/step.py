"""The story, told again and marked as fiction."""

from __future__ import annotations

from collections.abc import Mapping

from bot.i18n import Catalogue
from bot.reports.record import SessionRecord
from bot.reports.step import Part, Section, last_of_kind, lived
from bot.reports.writing import block, inline, paragraphs
from bot.workshop.sessions.session import StepRun


class StorySection(Section):
    def full(self, record: SessionRecord, step: StepRun, t: Catalogue) -> Mapping[Part, str]:
        scenario = record.session.scenario
        if scenario is None or not last_of_kind(record, step):
            return {}
        told = [block(scenario.opening, "> ")]
        for anchor in scenario.anchors:
            title = t("report.fiction.anchor", year=anchor.year, title=inline(anchor.title))
            told += [title, block(anchor.text, "> ")]
        if scenario.media is not None:
            kind = "recording" if scenario.media.is_audio else "picture"
            told += [t(f"report.fiction.{kind}"), block(scenario.media.transcript, "> ")]
        if scenario.award is not None:
            award = t("report.fiction.award", name=inline(scenario.award.name))
            told += [award, block(scenario.award.text, "> ")]
        return {
            Part.FICTION: paragraphs(
                t("report.fiction.again"),
                "" if lived(record, step) else t("report.fiction.skipped"),
                "\n>\n".join(f"> {text}" for text in told),
            )
        }
