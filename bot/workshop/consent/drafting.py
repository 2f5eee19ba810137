"""The first text of a proposal, made of a theme."""

from __future__ import annotations

from collections.abc import Iterable

from bot.workshop.consent.step import PROPOSAL_LIMIT
from bot.workshop.text import one_line


def drafted(theme: str, texts: Iterable[str]) -> str:
    """Return the name of a theme and what its post-its say, a line each, for people to rewrite.

    Those that would make it too long for a proposal are left out, and an ellipsis tells so.
    """
    lines = [theme, *(f"- {one_line(text)}" for text in texts)]
    room = PROPOSAL_LIMIT - len("\n…")
    kept: list[str] = []
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            return "\n".join([*kept, "…"])
        kept.append(line)
    return "\n".join(kept)
