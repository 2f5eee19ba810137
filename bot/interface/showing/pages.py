"""Lines that do not fit in one private message, page by page."""

from __future__ import annotations

from collections.abc import Sequence


def in_pages(lines: Sequence[str], room: int, most: int | None = None) -> list[list[str]]:
    """Return `lines` in pages of at most `room` characters and `most` lines, a page at least."""
    pages: list[list[str]] = [[]]
    left = room
    for line in lines:
        if pages[-1] and (len(line) + 1 > left or len(pages[-1]) == most):
            pages.append([])
            left = room
        pages[-1].append(line)
        left -= len(line) + 1
    return pages
