"""Milestones as JSON."""

from __future__ import annotations

from bot.reports.record import SessionRecord
from bot.reports.review.marking import corrected
from bot.workshop.roadmap.grid import back_from_horizon


def milestones(record: SessionRecord) -> list[dict[str, object]]:
    """Return the milestones, latest first; a detail is one thing a line."""
    numbers = {postit.id: postit.number for postit in record.postits}
    named = {milestone.id: milestone.number for milestone in record.milestones}
    return [
        {
            "number": milestone.number,
            "year": year,
            "dimension": milestone.dimension,
            "statement": milestone.statement,
            **corrected(record, milestone),
            "who": milestone.who,
            "enablers": milestone.enablers,
            "obstacles": milestone.obstacles,
            "after": sorted(named[before] for before in milestone.after if before in named),
            "postit": numbers.get(milestone.postit_id) if milestone.postit_id else None,
            "theme": milestone.theme,
            "postits_of_theme": [
                number for postit, number in numbers.items() if postit in milestone.sources
            ],
        }
        for year, milestones in back_from_horizon(record.milestones)
        for milestone in milestones
    ]
