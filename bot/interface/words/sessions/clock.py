"""The clock of a session in words: a line of the panel, and the page of its time."""

from __future__ import annotations

from datetime import timedelta

from bot.i18n import Catalogue
from bot.interface.showing.when import clock as hour
from bot.interface.showing.when import day_and_clock
from bot.workshop.sessions.clock import Clock

_MINUTE = timedelta(minutes=1)


def said(length: timedelta, t: Catalogue) -> str:
    """Return a length in whole minutes, or in seconds where it is under a minute."""
    seconds = max(0, round(length.total_seconds()))
    return t.minutes(seconds / 60 if seconds < 60 else (seconds + 30) // 60)


def _full(length: timedelta, t: Catalogue) -> str:
    """Return a length in the minutes that are over: what is gone and how late the session is are
    read side by side, and neither may be a minute ahead of the other."""
    return said(length if length < _MINUTE else length // _MINUTE * _MINUTE, t)


def line(clock: Clock, t: Catalogue) -> str:
    """Return what is gone of the time there is, how late that makes the end, and what is left."""
    facts = (t("clock.gone", gone=_full(clock.gone, t), whole=said(clock.whole, t)), pace(clock, t))
    return " · ".join((*facts, rest(clock, t)))


def pace(clock: Clock, t: Catalogue) -> str:
    """Return “on time”, or by how much the end would be late or early, in whole minutes."""
    if clock.is_late:
        return t("clock.late", late=_full(clock.late, t))
    if clock.is_early:
        return t("clock.early", early=_full(-clock.late, t))
    return t("clock.on_time")


def rest(clock: Clock, t: Catalogue) -> str:
    """Return how long what is still planned takes, and what that is."""
    if not clock.left:
        return t("clock.nothing_left")
    left = said(clock.left, t)
    if not clock.to_come:
        return t("clock.left_here", left=left)
    key = "clock.left_with_others" if clock.left_here else "clock.left_of_others"
    return t.n(key, clock.to_come, left=left)


def whole(clock: Clock, t: Catalogue) -> str:
    """Return the clock in full: planned, gone, left, and the end."""
    stamp = hour if clock.whole < timedelta(hours=12) else day_and_clock
    planned = t(
        "clock.chosen" if clock.ends_by else "clock.planned",
        promised=said(clock.promised, t),
        start=stamp(clock.due or clock.began),
        end=stamp(clock.end),
    )
    if clock.begun_late >= _MINUTE:
        planned += t("clock.begun_late", late=said(clock.begun_late // _MINUTE * _MINUTE, t))
    else:
        planned += "."
    if abs(clock.planned - clock.promised) >= _MINUTE:
        planned += " " + t("clock.changed", planned=said(clock.planned, t))
    gone = t("clock.gone_alone", gone=_full(clock.gone, t))
    if clock.outside >= _MINUTE:
        gone = t("clock.gone_in_full", gone=_full(clock.gone, t), steps=_full(clock.in_steps, t))
        gone += t("clock.outside", outside=said(clock.outside, t))
    if clock.is_late:
        by = _full(clock.late, t)
        end = t("clock.end_late", at=stamp(clock.projected), late=by)
    elif clock.is_early:
        by = _full(-clock.late, t)
        end = t("clock.end_early", at=stamp(clock.projected), early=by)
    else:
        end = t("clock.end_on_time", at=stamp(clock.projected))
    return "\n".join((planned, gone, t("clock.rest", rest=_begun(rest(clock, t))), end))


def _begun(sentence: str) -> str:
    """Return a sentence with its first letter as one begins with."""
    return sentence[:1].upper() + sentence[1:]
