"""What each small group made, and kept of what it took over."""

from __future__ import annotations

from bot.reports.record import SessionRecord
from bot.reports.step import Section


class SubgroupsSection(Section):
    raw = "report.raw.postits"

    def leaves(self, record: SessionRecord) -> bool:
        return any(
            record.postits_of(step.id) for step in record.steps if step.plan.kind == "subgroups"
        )
