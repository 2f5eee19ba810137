"""Writing Markdown around texts that people wrote, so that they stay data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.workshop.text import clean, escape, one_line, shorten


def inline(text: str) -> str:
    """Return `text` on one line, shown letter by letter in a paragraph, a list or a cell."""
    return escape(one_line(text))


def inline_short(text: str, limit: int) -> str:
    """Return `text` as `inline` does, cut at `limit` characters before they are escaped."""
    return inline(shorten(text, limit))


def block(text: str, prefix: str = "") -> str:
    """Return `text` with its paragraphs and line breaks; `prefix` begins every line but one."""
    between = f"\n{prefix.rstrip()}\n{prefix}"
    return between.join(
        f"  \n{prefix}".join(map(inline, paragraph.split("\n")))
        for paragraph in re.split(r"\n{2,}", clean(text))
    )


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; cells are Markdown already (`inline` for what people wrote)."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def paragraphs(*parts: str) -> str:
    """Return the parts that are not empty, a blank line between them."""
    return "\n\n".join(part for part in parts if part)


def bullets(items: Iterable[str]) -> str:
    """Return a list, one item a line."""
    return "\n".join(f"- {item}" for item in items)
