"""What a session says of the actions of those before it, whatever the steps that say it."""

from __future__ import annotations

from bot.i18n import Catalogue
from bot.reports.record import SessionRecord
from bot.workshop.follow.series import Followed, counts


def from_before(record: SessionRecord) -> tuple[Followed, ...]:
    """Return the actions of the sessions before that were shown, each with the last thing that was
    said of it."""
    found: dict[int, Followed] = {}
    for step in record.steps:
        for one in record.followed.get(step.id, ()):
            if not one.ours and (one.said is not None or one.action.id not in found):
                found[one.action.id] = one
    return tuple(found.values())


def told_of(followed: tuple[Followed, ...], t: Catalogue) -> str:
    """Return how many are done, going on, dropped, and of how many nothing was said."""
    return ", ".join(
        t.n(f"report.followed.{said or 'nothing'}", number)
        for said, number in counts(followed).items()
    )
