"""Rounds in which the room sorted the wall, as JSON."""

from __future__ import annotations

from bot.reports.record import SessionRecord
from bot.workshop.sessions.session import StepRun


def rounds(record: SessionRecord, step: StepRun) -> list[dict[str, object]]:
    """Return what remains of the rounds of a step; where few sorted, nothing that they disagreed
    on."""
    names = {theme.id: theme.name for theme in record.sorting.themes}
    return [
        {
            "people": told.people,
            **({"in_room_as_one": True} if told.in_room else {}),
            "postits": told.pile,
            "sorted": told.filed,
            "placed_by_facilitators": told.by_hand,
            "left_without_a_theme": told.apart,
            "to_discuss": told.to_discuss if told.detailed else None,
            "answers": told.answers if told.detailed else None,
            "agreement": [
                {
                    "theme": names[share.theme],
                    "postits": share.filed,
                    "choices": share.choices,
                    "agree": share.agree,
                }
                for share in told.shares
                if share.theme in names
            ]
            if told.detailed
            else None,
        }
        for told in record.sorted_together.get(step.id, ())
    ]
