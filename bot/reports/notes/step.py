"""The notes taken during a step, whatever its kind, and the subjects talked about one by one."""

from __future__ import annotations

from collections.abc import Mapping

from bot.i18n import Catalogue
from bot.reports import phrases
from bot.reports.record import SessionRecord
from bot.reports.step import Brief, Part, Section, heading
from bot.reports.writing import block, bullets, inline, inline_short, paragraphs
from bot.workshop.kinds import Discuss
from bot.workshop.language import LABEL
from bot.workshop.moderation.hiding import MARK
from bot.workshop.notes.step import Subject
from bot.workshop.sessions.session import StepRun
from bot.workshop.text import shorten


class DiscussSection(Section):
    raw = "report.raw.notes"

    def leaves(self, record: SessionRecord) -> bool:
        return any(record.notes.values())

    def full(self, record: SessionRecord, step: StepRun, t: Catalogue) -> Mapping[Part, str]:
        subject = _subject(step)
        if subject is None:
            return {}
        return {
            Part.SUBJECTS: paragraphs(
                f"### {subject.rank}. {_named(step, t)}",
                _whole(subject),
                f"*{_facts(record, step, subject, t)}*",
                _listed(record, step),
            )
        }

    def brief(self, record: SessionRecord, step: StepRun, t: Catalogue) -> Brief | None:
        subject = _subject(step)
        if subject is None:
            return None
        line = f"**{_named(step, t)}** · {_length(step, t)}"
        return Brief(Part.SUBJECTS, "", (line,))


def _subject(step: StepRun) -> Subject | None:
    return step.plan.subject if isinstance(step.plan, Discuss) else None


def _named(step: StepRun, t: Catalogue) -> str:
    title = step.plan.title[t.language]
    return t("report.subject.hidden") if title == MARK else inline_short(title, LABEL)


def _whole(subject: Subject) -> str:
    """Return the subject as it was written, where its name is cut."""
    return "" if shorten(subject.text, LABEL) == subject.text else f"> {inline(subject.text)}"


def _length(step: StepRun, t: Catalogue) -> str:
    if not step.spent_seconds:
        return t("report.subject.untouched")
    return t(
        "report.subject.time",
        spent=phrases.length(step.spent_seconds, t),
        planned=t.minutes(step.plan.minutes),
    )


def _facts(record: SessionRecord, step: StepRun, subject: Subject, t: Catalogue) -> str:
    """Return how long was spent on a subject, whence it comes, and that nothing was noted."""
    has_notes = step.id in record.notes or not step.spent_seconds
    # Once raw data was deleted, nobody knows whether there were notes.
    unknown = record.session.raw_deleted_at is not None
    return " · ".join(
        filter(
            None,
            [
                _length(step, t),
                t("report.subject.postit", number=subject.number),
                "" if has_notes or unknown else t("report.subject.no_note"),
            ],
        )
    )


def noted(record: SessionRecord, step: StepRun, t: Catalogue) -> str:
    """Return the notes of a step under its title; nothing where it has none, or is a subject, which
    tells them."""
    if step.id not in record.notes or _subject(step) is not None:
        return ""
    return paragraphs(heading(step, t), _listed(record, step))


def _listed(record: SessionRecord, step: StepRun) -> str:
    return bullets(block(note, "  ") for note in record.notes.get(step.id, ()))
