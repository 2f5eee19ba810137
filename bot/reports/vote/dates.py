"""A date that can be chosen, in words: its day and its hour in the time zone of those who asked."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton, format_time, get_timezone_location

from bot.i18n import Catalogue, catalogue
from bot.tally.rules.dates import IF_NEED_BE, NO, YES
from bot.workshop.language import Language
from bot.workshop.vote.dates.slot import Slot


def spelled(slot: Slot, zone: str, t: Catalogue) -> str:
    """Return a date as a menu, a picture or a report says it, its time zone named with its hour:
    “Tue, 1 Dec 2026, 14:00–16:00 (Paris)”; a day without an hour is the same day everywhere."""
    if slot.all_day:
        return _day(slot.starts, zone, t)
    told = {"day": _day(slot.starts, zone, t), "start": _clock(slot.starts, zone, t)}
    city = city_of(zone, t)
    if slot.ends is None:
        return t("dates.at", **told, city=city)
    end = _clock(slot.ends, zone, t)
    if slot.day(zone) != slot.ends.astimezone(ZoneInfo(zone)).date():
        end = t("dates.until_day", day=_day(slot.ends, zone, t), hour=end)
    return t("dates.from_to", **told, end=end, city=city)


def typed(slot: Slot, zone: str, t: Catalogue) -> str:
    """Return a date as people type it: “1 December 2026 14:00-16:00”."""
    day = format_date(slot.day(zone), "d MMMM y", t.language.locale)
    if slot.all_day:
        return day
    starts, ends = (
        format_time(one, "HH:mm", ZoneInfo(zone)) if one else "" for one in (slot.starts, slot.ends)
    )
    return f"{day} {starts}-{ends}" if ends else f"{day} {starts}"


def stacked(slot: Slot, zone: str, t: Catalogue, *, year: bool) -> list[str]:
    """Return a date in the short lines of a narrow column: its day of the week, its day, its hours
    in the time zone of those who asked; `year` where the dates are not all of one."""
    day, locale = slot.day(zone), t.language.locale
    lines = [format_skeleton("E", day, locale=locale)]
    lines += [format_skeleton("yMMMd" if year else "MMMd", day, locale=locale)]
    if slot.all_day:
        return [*lines, t("dates.grid.day")]
    lines.append(_clock(slot.starts, zone, t))
    if slot.ends is not None:
        same = day == slot.ends.astimezone(ZoneInfo(zone)).date()
        end = _clock(slot.ends, zone, t)
        lines.append(f"–{end}" if same else f"–{end} (+)")
    return lines


def dated(slot: Slot, zone: str, language: Language) -> str:
    """Return a date as the option that it is."""
    return spelled(slot, zone, catalogue(language))


def city_of(zone: str, t: Catalogue) -> str:
    """Return what a time zone is called after: “Paris”, “Montréal”."""
    if zone.startswith("Etc/") or "/" not in zone:
        return "UTC" if zone in ("Etc/UTC", "UTC") else zone.removeprefix("Etc/")
    return get_timezone_location(ZoneInfo(zone), locale=t.language.locale, return_city=True)


def _day(moment: datetime, zone: str, t: Catalogue) -> str:
    here = moment.astimezone(ZoneInfo(zone)).date()
    return format_skeleton("yMMMEd", here, locale=t.language.locale)


def _clock(moment: datetime, zone: str, t: Catalogue) -> str:
    return format_time(moment, "short", ZoneInfo(zone), t.language.locale)


def answer_name(answer: str, t: Catalogue) -> str:
    """Return what can be answered for a date in words, or that nothing was."""
    return t(f"dates.answer.{answer}" if answer in (YES, IF_NEED_BE, NO) else "dates.unsaid")
