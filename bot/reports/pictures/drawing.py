"""What is to be drawn, and what was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.i18n import Catalogue
from bot.reports.record import SessionRecord
from bot.reports.summary import filename
from bot.workshop.text import shorten

# A screen reader reads a description from end to end; Discord would take 1,024 characters.
ALT_LIMIT = 300


@dataclass(frozen=True, slots=True)
class Drawing:
    """One picture to be: the template's name, its data (JSON), a file name and an alt text."""

    template: str
    data: Mapping[str, object]
    name: str
    alt: str


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture as PNG; `width` and `height` in pixels."""

    png: bytes
    name: str
    alt: str
    width: int
    height: int


def file_name(record: SessionRecord, t: Catalogue, kind: str, rank: int | None = None) -> str:
    """Return “mur-2-titre-2030-03-04.png” for picture `rank` of a kind; ASCII."""
    word = t(f"picture.file.{kind}")
    return f"{word}-{'' if rank is None else f'{rank}-'}{filename(record, 'png')}"


def alt_text(*sentences: str) -> str:
    """Return a description in `sentences`: what a picture is of. What it tells, figure by figure,
    is in the text that it comes with."""
    return shorten(" ".join(filter(None, sentences)), ALT_LIMIT)
