"""What is to be drawn, and what was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.i18n import Catalogue
from bot.reports.record import SessionRecord
from bot.reports.summary import filename
from bot.workshop.text import shorten

# Discord's limit for the description of a picture.
ALT_LIMIT = 1024


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


def alt_text(lead: str, items: Sequence[str], t: Catalogue) -> str:
    """Return `lead`, then as many `items` as an alt text holds, and how many are left out."""
    lead = shorten(lead, ALT_LIMIT // 2)
    for kept in range(len(items), -1, -1):
        left = len(items) - kept
        told = t("picture.alt.then").join(items[:kept])
        rest = t.n("picture.alt.more", left) if left else ""
        text = " ".join(part for part in (lead, told, rest) if part)
        if len(text) <= ALT_LIMIT:
            return text
    return lead
