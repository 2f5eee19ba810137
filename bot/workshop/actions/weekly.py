"""When people are told of actions: on Mondays, in the morning of their server."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

_MONDAY = 0
_HOUR = time(9)


def next_monday(zone: str, now: datetime) -> datetime:
    """Return the first Monday, 9:00 in `zone`, after `now` (both in UTC)."""
    here = ZoneInfo(zone)
    day = now.astimezone(here).date()
    day += timedelta(days=(_MONDAY - day.weekday()) % 7)
    for monday in (day, day + timedelta(days=7)):
        moment = datetime.combine(monday, _HOUR, here).astimezone(UTC)
        if moment > now:
            return moment
    raise AssertionError("the Monday after next is always to come")
