"""What a digest tells, and the name of its while."""

from __future__ import annotations

from dataclasses import dataclass

from bot.i18n import Catalogue
from bot.reports.record import SessionRecord
from bot.workshop.actions.action import Action, ActionState
from bot.workshop.digest.period import Period
from bot.workshop.text import slug

_QUARTERS = ("first", "second", "third", "fourth")


@dataclass(frozen=True, slots=True)
class Promise:
    """An action with the session that it was promised in."""

    action: Action
    record: SessionRecord


@dataclass(frozen=True, slots=True)
class Digest:
    """The sessions of a while, or of a series by its title, the oldest first; `whole` is False
    where there were more than a digest tells. `since` are actions of sessions before the while
    that were done in it."""

    about: Period | str
    records: tuple[SessionRecord, ...]
    whole: bool = True
    since: tuple[Promise, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True where there is nothing to tell."""
        return not self.records and not self.since

    def promises(self, state: ActionState) -> tuple[Promise, ...]:
        """Return the actions of these sessions that are in a state, in the order of sessions; what
        was done since in sessions before comes first."""
        before = self.since if state is ActionState.DONE else ()
        return before + tuple(
            Promise(action, record)
            for record in self.records
            for action in record.actions
            if action.state is state
        )


def titled(period: Period | str, t: Catalogue) -> str:
    """Return the name of a while: “November 2026”, “3rd quarter of 2026”, “1 to 15 March…”; of a
    series, its title."""
    if isinstance(period, str):
        return period
    if period.is_month:
        return t.month(period.first)
    if period.quarter is not None:
        return t(f"digest.quarter.{_QUARTERS[period.quarter - 1]}", year=period.first.year)
    if period.is_year:
        return str(period.first.year)
    return t("report.days", first=t.day(period.first), last=t.day(period.last))


def file_name(digest: Digest, t: Catalogue, extension: str) -> str:
    """Return a file name in ASCII: “bilan-novembre-2026.md”."""
    return f"{slug(t('digest.file') + ' ' + titled(digest.about, t))}.{extension}"
