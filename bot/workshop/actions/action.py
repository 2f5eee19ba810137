"""Actions: who does what by when, the very first step, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.workshop.errors import Refusal
from bot.workshop.text import one_line

LIMIT = 300


class ActionState(StrEnum):
    """How an action stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Action:
    """`owner_id` is a member of the server where known; `owner` is always a name to read.

    `due` is None while there is no date yet. `milestone_id` is the milestone of the roadmap that it
    begins, where there is one. `author` stands for the participant who proposed it, while the
    session lives; `hidden` is why the facilitators hid it, None where they did not. `theme` is the
    name of the theme that it was born of, where there is one. `changed_at` is when it came to
    its `state`, None where it never left the first one.
    """

    id: int
    session_id: int
    what: str
    owner: str
    due: date | None
    owner_id: int | None = None
    first_step: str | None = None
    milestone_id: int | None = None
    author: str | None = None
    hidden: str | None = None
    theme: str | None = None
    state: ActionState = ActionState.OPEN
    changed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.state is ActionState.OPEN

    def overdue(self, today: date) -> bool:
        """True for one that is still to be done though its day has gone by."""
        return self.is_open and self.due is not None and self.due < today


def left_to_do(actions: Iterable[Action]) -> bool:
    """Return whether something is left to do."""
    return any(action.is_open for action in actions)


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
