"""A note of a discussion."""

from __future__ import annotations

from dataclasses import dataclass

from bot.workshop.errors import Refusal
from bot.workshop.text import clean

LIMIT = 1000


@dataclass(frozen=True, slots=True)
class Note:
    """What facilitators wrote down in one step."""

    id: int
    step_id: int
    text: str


def check_note(text: str) -> str:
    """Return a note as it is kept; raise Refusal when it is empty or too long."""
    kept = clean(text)
    if not kept:
        raise Refusal("note.empty")
    if len(kept) > LIMIT:
        raise Refusal("text.too_long", length=len(kept), limit=LIMIT)
    return kept
