"""PDF reports read back by an independent reader."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader

from bot.i18n import Catalogue
from bot.reports.pdf.report import report
from bot.reports.pictures.press import Press
from bot.reports.record import SessionRecord
from tests.reports.builders import ENDED


async def made(press: Press, record: SessionRecord, t: Catalogue) -> PdfReader:
    """The report of a session, open."""
    return PdfReader(io.BytesIO(await press.typeset(report(record, t), ENDED)))


def letters(text: str) -> str:
    """A text without what lines and pages do to it: spaces, and places where words may break."""
    return re.sub(r"[\s\u200b]+", "", text)


def text_of(read: PdfReader) -> str:
    """The letters of all pages, without what stands at the head and the foot of each."""
    assert read.metadata is not None
    day = str(read.metadata.keywords).rpartition(", ")[2]
    head = letters(f"{read.metadata.title}{day}")
    return "".join(
        letters(page.extract_text())
        .removeprefix(head if number > 1 else "")
        .removesuffix(f"Gommette{number}/{len(read.pages)}")
        for number, page in enumerate(read.pages, start=1)
    )


def outline(read: PdfReader) -> list[tuple[int, str, int]]:
    """The bookmarks: their depth, their title, the page that they lead to, from 1."""

    def among(entries: list[Any], depth: int) -> Iterator[tuple[int, str, int]]:
        for entry in entries:
            if isinstance(entry, list):
                yield from among(entry, depth + 1)
            else:
                page = read.get_destination_page_number(entry)
                assert page is not None
                yield depth, str(entry.title), page + 1

    return list(among(read.outline, 1))


def elements(read: PdfReader) -> list[Any]:
    """The structure that screen readers follow, each element before those within it."""

    def within(found: Any) -> Iterator[Any]:
        found = found.get_object()
        if isinstance(found, list):
            for one in found:
                yield from within(one)
        elif isinstance(found, dict):
            if "/S" in found:
                yield found
            if "/K" in found:
                yield from within(found["/K"])

    root: Any = read.trailer["/Root"]
    return list(within(root["/StructTreeRoot"]["/K"]))


def tags(read: PdfReader) -> Counter[str]:
    """How many elements of each kind there are: H1, P, LI, Figure…"""
    return Counter(str(element["/S"])[1:] for element in elements(read))
