"""The notes taken during a conversation."""

from __future__ import annotations

from collections.abc import Mapping

from bot.i18n import Catalogue
from bot.reports.record import SessionRecord
from bot.reports.step import Part, Section, heading
from bot.reports.writing import block, bullets, paragraphs
from bot.workshop.sessions.session import StepRun


class DiscussSection(Section):
    raw = "report.raw.notes"

    def leaves(self, record: SessionRecord) -> bool:
        return any(record.notes.values())

    def full(self, record: SessionRecord, step: StepRun, t: Catalogue) -> Mapping[Part, str]:
        notes = record.notes.get(step.id, ())
        if not notes:
            return {}
        listed = bullets(block(note, "  ") for note in notes)
        return {Part.NOTES: paragraphs(heading(step, t), listed)}
