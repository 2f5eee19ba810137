"""Until when what people left is kept: only what this session holds is named."""

from __future__ import annotations

from bot.i18n import Catalogue
from bot.reports.kinds import SECTIONS
from bot.reports.record import SessionRecord


def retention(record: SessionRecord, t: Catalogue) -> str:
    """Return until when raw data is kept, or when it was deleted."""
    session, what = record.session, raw(record, t)
    if session.raw_deleted_at is not None:
        return t("report.kept.deleted", what=what, day=t.day(session.raw_deleted_at.date()))
    if session.raw_until is not None:
        return t("report.kept.until", what=what, day=t.day(session.raw_until.date()))
    return t.n("report.kept.live", session.kept_days, what=what)


def raw(record: SessionRecord, t: Catalogue) -> str:
    """Return what is deleted, as the beginning of a sentence: “Ballots and identifiers”.

    Of a session that has ended, what people left; while it goes on, and once all is deleted, what
    such a session can hold.
    """
    planned = {step.plan.kind for step in record.steps}
    known = record.session.ended_at is not None and record.session.raw_deleted_at is None
    names = [
        section.raw
        for kind, section in SECTIONS.items()
        if section.raw is not None and (section.leaves(record) if known else kind in planned)
    ]
    if any(vote.reasons for vote in record.votes.values()):
        names.append("report.raw.reasons")
    if record.parked:
        names.append("report.raw.parked")
    # Two kinds of steps may leave the same: it is named once.
    listed = t.listed([*(t(name) for name in dict.fromkeys(names)), t("report.raw.people")])
    return listed[0].upper() + listed[1:]
