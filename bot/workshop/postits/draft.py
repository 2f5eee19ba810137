"""A draft: what a form refused, kept for its writer until it is sent again."""

from __future__ import annotations

from dataclasses import dataclass

from bot.workshop.alike import fold
from bot.workshop.postits.kind import Kind
from bot.workshop.text import clean

# What one field of a form holds (brief, discord.md).
FORM_LIMIT = 4000
# Past this the oldest lines are let go: nobody writes that much by hand.
_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Draft:
    """Refused ideas, one a line, and the place and the kind that the form gave them."""

    text: str
    column: str | None = None
    dimension: str | None = None
    year: int | None = None
    kind: Kind | None = None

    @property
    def shown(self) -> str:
        """The first lines, as many as a form can hold."""
        return self.text[: _split(self.text)].rstrip("\n")

    @property
    def beyond(self) -> str:
        """What a form cannot hold: it stays a draft when the first lines are sent."""
        return self.text[_split(self.text) :].lstrip("\n")


def joined(*texts: str) -> str:
    """Return the lines of `texts`, newest first, each once."""
    once: dict[str, str] = {}
    size = 0
    for line in clean("\n".join(texts)).split("\n"):
        size += len(line) + 1
        if line and size <= _KEPT:
            once.setdefault(fold(line), line)
    return "\n".join(once.values())


def _split(text: str) -> int:
    if len(text) <= FORM_LIMIT:
        return len(text)
    line = text.rfind("\n", 0, FORM_LIMIT + 1)
    return line if line > 0 else FORM_LIMIT
