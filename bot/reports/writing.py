"""Writing Markdown around texts that people wrote, so that they stay data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.workshop.text import clean, escape, one_line, shorten

# “&copy;” would be shown as a sign; “---”, “===” or “1.” alone on a line as a rule or a list.
_ENTITY = re.compile(r"&(?=\w+;)")
_RULE = re.compile(r"^(?=[-+=:]+\s*$)")
_NUMBER = re.compile(r"^(\d+)([.)])$")


def inline(text: str) -> str:
    """Return `text` on one line, shown letter by letter in a paragraph, a list or a cell."""
    return _ENTITY.sub(r"\\&", escape(one_line(text)))


def inline_short(text: str, limit: int) -> str:
    """Return `text` as `inline` does, cut at `limit` characters before they are escaped."""
    return inline(shorten(text, limit))


def block(text: str, prefix: str = "") -> str:
    """Return `text` with its line breaks; every line but the first begins with `prefix`."""
    lines = []
    for line in clean(text).split("\n"):
        shown = _RULE.sub(r"\\", inline(line)) if line else ""
        lines.append(_NUMBER.sub(r"\1\\\2", shown))
    return f"  \n{prefix}".join(lines)


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
