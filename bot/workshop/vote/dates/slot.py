"""A date that can be chosen: a day, or a moment with or without its end."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Self
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, AwareDatetime, model_validator

from bot.workshop.faults import RuleBroken
from bot.workshop.language import Frozen

# More is no poll that anyone answers on a phone.
MOST_DATES = 50


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


_Moment = Annotated[AwareDatetime, AfterValidator(_utc)]


def check_zone(name: str) -> str:
    """Return the name of a time zone; raise RuleBroken when there is none of that name."""
    if name not in available_timezones():
        raise RuleBroken("zone", "zone should be a time zone, such as Europe/Paris")
    return name


class Slot(Frozen):
    """`starts` and `ends` are in UTC; `ends` is None where nobody said. `all_day` for a day without
    an hour: it then goes from one midnight to the next, in the time zone in which it was written.
    """

    starts: _Moment
    ends: _Moment | None = None
    all_day: bool = False

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.ends is not None and self.ends <= self.starts:
            raise RuleBroken("slot_ends", "ends should be after starts")
        if self.all_day and self.ends is None:
            raise RuleBroken("slot_day", "a day should have its end")
        return self

    @classmethod
    def of_day(cls, day: date, zone: str) -> Self:
        """Return a whole day of a time zone."""
        here = ZoneInfo(zone)
        starts = datetime.combine(day, time(), here)
        ends = datetime.combine(day + timedelta(days=1), time(), here)
        return cls(starts=starts, ends=ends, all_day=True)

    @property
    def gone_by(self) -> datetime:
        """When it can be chosen no more: a moment once it has begun, a day once it is over."""
        return self.ends if self.all_day and self.ends is not None else self.starts

    def day(self, zone: str) -> date:
        """Return the day on which it begins, in a time zone."""
        return self.starts.astimezone(ZoneInfo(zone)).date()
