"""How the history of a vote holds its options: words as they are, a project as people write it
with its cost (“Cargo bike : 3000”), a date as ISO 8601 writes a time, an interval or a day."""

from __future__ import annotations

from datetime import date, datetime

from bot.workshop.vote.dates.slot import Slot
from bot.workshop.vote.mending.change import Mended, Thing, thing_of
from bot.workshop.vote.options import Option
from bot.workshop.vote.shared_budget import Sum, project, worded
from bot.workshop.vote.step import Vote

_UNTIL = "/"


def line_of(plan: Vote, option: Option) -> str:
    """Return an option of a vote as its history holds it."""
    if option.cost is not None:
        return priced(option.label, worded(option.cost))
    if option.slot is not None and plan.zone is not None:
        return timed(option.slot, plan.zone)
    return option.said()


def priced(name: str, cost: str) -> str:
    """Return a project with its cost, as people write both in one line."""
    return f"{name} : {cost}"


def read_priced(line: str | None) -> tuple[str, Sum] | None:
    """Return the name and the cost of a line; None where it is not that of a project."""
    return project(line) if line else None


def timed(slot: Slot, zone: str) -> str:
    """Return a date as ISO 8601 writes it; a day is that of the time `zone`."""
    if slot.all_day:
        return slot.day(zone).isoformat()
    starts = slot.starts.isoformat()
    return starts if slot.ends is None else f"{starts}{_UNTIL}{slot.ends.isoformat()}"


def read_timed(line: str | None, zone: str | None) -> Slot | None:
    """Return the date that a line holds; None where it holds none."""
    if not line or zone is None:
        return None
    first, _, last = line.partition(_UNTIL)
    try:
        if len(first) == len("2030-12-31"):
            return Slot.of_day(date.fromisoformat(first), zone)
        starts, ends = (datetime.fromisoformat(one) if one else None for one in (first, last))
        if starts is None or starts.tzinfo is None or (ends is not None and ends.tzinfo is None):
            return None
        return Slot(starts=starts, ends=ends)
    except ValueError:
        return None


def covers(before: Slot, after: Slot) -> bool:
    """Tell whether whoever can come to the date `before` can come to the one `after`."""
    if before.ends is None or after.ends is None:
        # Where nobody said until when, what people answered for is the beginning.
        begins = before.starts == after.starts
        return begins if before.ends is None else before.starts <= after.starts < before.ends
    return before.starts <= after.starts and after.ends <= before.ends


def forgets(plan: Vote, mended: Mended) -> bool:
    """Tell whether what ballots said of an option went when it was corrected: the answers to a date
    are not answers to another."""
    if thing_of(plan) is not Thing.DATE:
        return False
    before = read_timed(mended.before, plan.zone)
    after = read_timed(mended.after, plan.zone)
    return before is not None and after is not None and not covers(before, after)
