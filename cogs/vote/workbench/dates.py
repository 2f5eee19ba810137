"""Find a date: what people write is shown as it was understood, before anyone votes on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.interface.pressing.router import Press
from bot.interface.showing.layout import Field, text_field
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Kinds, Vote
from bot.workshop.sessions.minutes import read_minutes
from bot.workshop.vote.asking import Asked
from bot.workshop.vote.dates.reading import MOST_LENGTH, Reader, read_dates
from bot.workshop.vote.dates.slot import Slot
from bot.workshop.vote.methods import ClosesWhen, Method
from cogs.vote.workbench.fields import (
    OPTIONS,
    announced,
    minutes,
    minutes_field,
    question_field,
    vote_of,
)
from cogs.vote.workbench.kind import Asking, Decision

NAME = "dates"
_LENGTH = 20
# People answer when they can: two days, unless it is said otherwise.
_TWO_DAYS = 2 * 24 * 60


def _fields(asking: Asking) -> Sequence[Field]:
    t = asking.t
    return [
        question_field(t, "decide.dates.question"),
        text_field(
            "dates",
            t("decide.dates"),
            description=t("decide.dates.hint"),
            placeholder=t("decide.dates.example"),
            long=True,
            limit=OPTIONS,
        ),
        text_field(
            "length",
            t("decide.dates.length"),
            description=t("decide.dates.length.hint"),
            required=False,
            limit=_LENGTH,
        ),
        minutes_field(t, _TWO_DAYS),
    ]


def _read(press: Press, asking: Asking) -> Kinds:
    asked = Asked(
        question=press.text("question"),
        method=Method.DATES,
        minutes=minutes(press),
        close=ClosesWhen.TIME,
        dates=slots(press.text("dates"), asking, _length(press.text("length"))),
        zone=asking.zone,
    )
    return vote_of(asked, asking)


def slots(written: str, asking: Asking, length: int | None = None) -> tuple[Slot, ...]:
    """Return the dates that were written; raise Refusal with all that cannot be taken."""
    found = read_dates(written, Reader(asking.now, asking.zone, asking.language, length))
    if len(found.faults) > 1:
        told = [f"- {asking.t(one.refusal.key, **one.refusal.params)}" for one in found.faults]
        raise Refusal("dates.faults", told="\n".join(told[:_MOST_TOLD]))
    return found.slots


_MOST_TOLD = 12


def _length(written: str) -> int | None:
    if not written.strip():
        return None
    lasts = int(read_minutes(written))
    if not 1 <= lasts <= MOST_LENGTH:
        raise Refusal("dates.length")
    return lasts


def _announced(plan: Kinds, asking: Asking) -> str:
    """Return what people will read, under the dates that go by while they vote: nobody could choose
    those at the end."""
    assert isinstance(plan, Vote)
    closes = asking.now + timedelta(minutes=float(plan.minutes))
    gone = [rank for rank, slot in enumerate(plan.dates, 1) if slot.gone_by <= closes]
    told = announced(plan, asking)
    if not gone:
        return told
    numbers = ", ".join(f"`{rank}`" for rank in gone)
    return f"⚠️ {asking.t.n('dates.gone_by_then', len(gone), numbers=numbers)}\n{told}"


DECISION = Decision(NAME, "📅", _fields, _read, _announced)
