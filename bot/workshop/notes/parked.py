"""What the room keeps for another day: a line, written by those who lead."""

from __future__ import annotations

from dataclasses import dataclass

from bot.workshop.errors import Refusal
from bot.workshop.text import one_line

# As long as the text of an action: any of them may become one.
LIMIT = 300


@dataclass(frozen=True, slots=True)
class Parked:
    """One subject that is left for later."""

    id: int
    session_id: int
    text: str


def check_parked(text: str) -> str:
    """Return what is kept for later on one line; raise Refusal when it is empty or too long."""
    kept = one_line(text)
    if not kept:
        raise Refusal("parked.empty")
    if len(kept) > LIMIT:
        raise Refusal("text.too_long", length=len(kept), limit=LIMIT)
    return kept
