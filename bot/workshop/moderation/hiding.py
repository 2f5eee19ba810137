"""What can be hidden, and what those who choose may read of it: never who wrote it.

Hidden, a text stands in no list, picture, count, ballot or report. It is kept, so that it can be
shown again, and its writer goes on seeing it among their own, with the reason.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum

from bot.workshop.alike import fold
from bot.workshop.errors import Refusal
from bot.workshop.postits.postit import PostIt
from bot.workshop.sessions.session import Session
from bot.workshop.text import one_line

REASON_LIMIT = 200
# What stands for the words of something hidden where they were counted already: a chosen option.
MARK = "🙈"


class What(StrEnum):
    """What can be hidden. Buttons name one by its rank: a new one goes last."""

    POSTIT = "postit"
    COMMENT = "comment"
    ACTION = "action"
    REASON = "reason"  # why someone is named for a role, or resists a proposal

    @property
    def rank(self) -> int:
        return list(What).index(self)


@dataclass(frozen=True, slots=True)
class Thing:
    """One text: `hidden` is why it is hidden (perhaps nothing), None where it is shown.

    `number` is that of a post-it on the wall; `message_id` that of the message it was typed in.
    `of_nobody` where nothing leads to who wrote it any more: nobody can be told. `told_in` is the
    vote beside whose result it is told.
    """

    what: What
    id: int
    text: str
    hidden: str | None = None
    number: int | None = None
    message_id: int | None = None
    of_nobody: bool = False
    told_in: int | None = None


@dataclass(frozen=True, slots=True)
class Hidden:
    """How many texts of a session are hidden, and how many of the post-its by step."""

    comments: int = 0
    actions: int = 0
    postits_of: dict[int, int] = field(default_factory=dict)

    @property
    def postits(self) -> int:
        return sum(self.postits_of.values())


def what_of(rank: int) -> What:
    """Return what a button names; raise Refusal when it was forged."""
    if not 0 <= rank < len(What):
        raise Refusal("button.unknown")
    return list(What)[rank]


def check_reason(text: str) -> str:
    """Return the reason on one line, perhaps empty; raise Refusal when it is too long."""
    reason = one_line(text)
    if len(reason) > REASON_LIMIT:
        raise Refusal("text.too_long", length=len(reason), limit=REASON_LIMIT)
    return reason


def readable(session: Session, postit: PostIt, open_steps: Collection[int]) -> bool:
    """Return whether those who lead may read a post-it in order to hide it.

    While a masked step is open, whoever looked twice would see what came meanwhile, and know from
    whom: what is not on the wall yet is read once the step is over.
    """
    return postit.number is not None or not session.masked or postit.step_id not in open_steps


def matching(things: Collection[Thing], word: str) -> list[Thing]:
    """Return those that hold `word`, whatever its case; all of them for no word."""
    wanted = fold(word)
    return [thing for thing in things if wanted in fold(thing.text)]
