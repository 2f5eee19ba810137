"""The guides of `data/guides`, chapter by chapter: one file a language, one chapter a screen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from pathlib import Path

from bot.workshop.language import SOURCE, Language

GUIDES = Path(__file__).parents[2] / "data" / "guides"

# What a page can do without: a picture of the file, with the empty line after it.
_PICTURE = re.compile(r"^!\[[^\]\n]*\]\([^)\n]*\)\n\n?", re.MULTILINE)
# A link within the project leads nowhere from Discord: its words stay.
_LINK = re.compile(r"\[([^\[\]]+)\]\((?!https?:)[^()\[]*\)")


class Guide(IntEnum):
    """A guide, by the number that buttons know it by."""

    FACILITATOR = 0
    HOST = 1

    @property
    def file(self) -> str:
        """The beginning of the names of its files."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Chapter:
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Book:
    """A guide in a language: its title, and its chapters, what stands before the first included."""

    title: str
    chapters: tuple[Chapter, ...]


def path(guide: Guide, language: Language) -> Path:
    """Return the file of a guide in a language, the English one where there is none."""
    own = GUIDES / f"{guide.file}.{language}.md"
    return own if own.exists() else GUIDES / f"{guide.file}.{SOURCE}.md"


@cache
def book(guide: Guide, language: Language) -> Book:
    """Return a guide as it is read in Discord, read once."""
    written = path(guide, language).read_text(encoding="utf-8")
    plain = _LINK.sub(r"\1", _PICTURE.sub("", written))
    head, *parts = re.split(r"^## ", plain, flags=re.MULTILINE)
    title, _, opening = head.strip().removeprefix("# ").partition("\n")
    chapters = [Chapter(title, opening.strip())]
    for part in parts:
        name, _, text = part.partition("\n")
        chapters.append(Chapter(name.strip(), text.strip()))
    return Book(title, tuple(chapters))
