"""The word, or the emoji, that someone leaves in a speaking round."""

from __future__ import annotations

from dataclasses import dataclass

from bot.workshop.errors import Refusal
from bot.workshop.text import one_line

WORD_LIMIT = 60


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its author: what stands for them, and their name; neither is known of one whose
    author is masked, once the session has ended."""

    id: int
    step_id: int
    text: str
    author: str | None = None
    author_name: str | None = None


def check_word(text: str) -> str:
    """Return a word on one line, empty for none; raise Refusal when it is too long."""
    line = one_line(text)
    if len(line) > WORD_LIMIT:
        raise Refusal("text.too_long", length=len(line), limit=WORD_LIMIT)
    return line
