"""Actions: who does what by when, and the very first step."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from bot.workshop.errors import Refusal
from bot.workshop.text import one_line

_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_DAY_FIRST = re.compile(r"^(\d{1,2})[/. ](\d{1,2})[/. ](\d{4})$")
LIMIT = 300


@dataclass(frozen=True, slots=True)
class Action:
    """`owner_id` is a member of the server where known; `owner` is always a name to read.

    `milestone_id` is the milestone of the roadmap that it begins, where there is one. `author`
    stands for the participant who proposed it, while the session lives; `hidden` is why the
    facilitators hid it, None where they did not.
    """

    id: int
    session_id: int
    what: str
    owner: str
    due: date
    owner_id: int | None = None
    first_step: str | None = None
    milestone_id: int | None = None
    author: str | None = None
    hidden: str | None = None


def check_action(what: str, owner: str, first_step: str) -> tuple[str, str, str | None]:
    """Return the three texts cleaned; raise Refusal when one is missing or too long."""
    what, owner, first_step = one_line(what), one_line(owner), one_line(first_step)
    if not what:
        raise Refusal("action.needs_what")
    if not owner:
        raise Refusal("action.needs_owner")
    for text in (what, owner, first_step):
        if len(text) > LIMIT:
            raise Refusal("text.too_long", length=len(text), limit=LIMIT)
    return what, owner, first_step or None


def read_due(text: str, today: date) -> date:
    """Return the date written as 15/01/2027 (day first) or 2027-01-15.

    Raises Refusal when it cannot be read, does not exist or is before `today`.
    """
    written = one_line(text)
    if match := _ISO.match(written):
        year, month, day = (int(part) for part in match.groups())
    elif match := _DAY_FIRST.match(written):
        day, month, year = (int(part) for part in match.groups())
    else:
        raise Refusal("action.unreadable_date", example=f"15/01/{today.year + 1}")
    try:
        due = date(year, month, day)
    except ValueError:
        raise Refusal("action.unreadable_date", example=f"15/01/{today.year + 1}") from None
    if due < today:
        raise Refusal("action.past_date")
    return due
