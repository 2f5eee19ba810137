"""What the fonts of the pictures can show, from their own tables."""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from pathlib import Path
from typing import BinaryIO

FONTS = Path(__file__).parents[3] / "data" / "fonts"

# What stands where letters cannot be drawn; the fonts have it.
MISSING = "▯"

# Ink they have none, or they change the letter before them.
_WITHOUT_INK = ("Cf", "Zs", "Zl", "Zp")
_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))


def drawable(text: str) -> tuple[str, bool]:
    """Return `text` with one sign in place of each run of letters that no font has, and whether
    it is whole. Accents that no font has leave their letter bare; one that stood on a letter that
    no font has goes with it, since no font has both its sign and that of what is missing."""
    drawn: list[str] = []
    for char in text:
        if drawn and drawn[-1] == MISSING and unicodedata.category(char).startswith("M"):
            continue
        if can_draw(char):
            drawn.append(char)
        elif unicodedata.combining(char) == 0 and (not drawn or drawn[-1] != MISSING):
            drawn.append(MISSING)
    found = "".join(drawn)
    return found, found == text


def can_draw(char: str) -> bool:
    """True when a character has a glyph, or needs none."""
    return (
        ord(char) in covered()
        or unicodedata.category(char) in _WITHOUT_INK
        or any(ord(char) in selectors for selectors in _SELECTORS)
    )


@cache
def covered() -> frozenset[int]:
    """Return the characters for which one font at least has a glyph."""
    found: set[int] = set()
    for path in sorted(FONTS.glob("*.[ot]tf")):
        with path.open("rb") as font:
            found |= _characters(_table(font, b"cmap"))
    return frozenset(found)


def _table(font: BinaryIO, wanted: bytes) -> bytes:
    """Return a table of an OpenType font."""
    count = struct.unpack(">4xH6x", font.read(12))[0]
    for tag, _, start, length in struct.iter_unpack(">4sIII", font.read(16 * count)):
        if tag == wanted:
            font.seek(start)
            return font.read(length)
    return b"\0" * 4


def _characters(cmap: bytes) -> set[int]:
    """Return what a `cmap` maps to a glyph, in its formats 4 and 12 (OpenType, “cmap”)."""
    found: set[int] = set()
    for rank in range(struct.unpack(">2xH", cmap[:4])[0]):
        (offset,) = struct.unpack(">4xI", cmap[4 + 8 * rank : 12 + 8 * rank])
        table = cmap[offset:]
        kind = struct.unpack(">H", table[:2])[0]
        if kind == 4:
            size = struct.unpack(">H", table[6:8])[0]
            ends = struct.unpack(f">{size // 2}H", table[14 : 14 + size])
            starts = struct.unpack(f">{size // 2}H", table[16 + size : 16 + 2 * size])
            for first, last in zip(starts, ends, strict=True):
                found |= set(range(first, last + 1)) - {0xFFFF}
        elif kind == 12:
            groups = struct.unpack(">I", table[12:16])[0]
            for first, last, _ in struct.iter_unpack(">III", table[16 : 16 + 12 * groups]):
                found |= set(range(first, last + 1))
    return found
