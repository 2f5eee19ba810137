"""Texts made ready to be drawn: clean, broken where they must be, and measured roughly."""

from __future__ import annotations

import math
import re
import unicodedata

from bot.reports.pictures.glyphs import drawable
from bot.workshop.language import Language
from bot.workshop.text import one_line, shorten
from bot.workshop.tongues.rules import rules_of

# A longer word may be broken in pieces of half that length: no narrower column has less room.
_LONG_WORD = 22
_PIECE = 11
_BREAK = "\u200b"
_JOINER = "\u200d"
_HIGH_SIGN = re.compile(r" (?=[?!;:»](?:\s|$|[?!»)]))")
_OPENING = re.compile(r"(?<=«) ")
# Shows nothing, and no text of a tagged PDF may have it.
_BYTE_ORDER = "\ufeff"
_RIGHT_TO_LEFT = ("R", "AL")
_SELECTORS = range(0xFE00, 0xFE10)
_TONES = range(0x1F3FB, 0x1F400)
# Alphabets of mathematics, and letters and digits as wide as Chinese ones.
_MATHEMATICAL = re.compile("[\U0001d400-\U0001d7ff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+")
# Scripts that put no spaces between words: Typst knows where their lines may end.
_UNSPACED = re.compile(
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)
# The canonical class of signs that join two consonants into one letter.
_VIRAMA = 9

Lettering = dict[str, object]


def lettered(text: str, language: Language, limit: int | None = None) -> Lettering:
    """Return `text` on one line as the templates take it: the text, and its direction.

    It is cut at `limit` characters. Bold and italic alphabets of mathematics, which some people
    write in, become plain letters. It is not `whole` where letters that no font has are left out.
    """
    line = shorten(text, limit) if limit is not None else one_line(text)
    drawn, whole = part_lettered(line, language)
    return {"text": drawn, "rtl": right_to_left(line), "whole": whole}


def part_lettered(part: str, language: Language) -> tuple[str, bool]:
    """Return a part of a line that is clean, its ends as they are, and whether it is whole."""
    part = part.replace(_BYTE_ORDER, "")
    part = _MATHEMATICAL.sub(lambda found: unicodedata.normalize("NFKC", found[0]), part)
    if rules_of(language).spaced:
        part = _OPENING.sub("\u00a0", _HIGH_SIGN.sub("\u202f", part))
    drawn, whole = drawable(part)
    return _breakable(drawn), whole


def right_to_left(text: str) -> bool:
    """True when the first letter of `text` is written from right to left."""
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in _RIGHT_TO_LEFT:
            return True
        if direction == "L":
            return False
    return False


def lines_of(text: str, width: float, size: float) -> int:
    """Return about how many lines `text` takes in `width` at a font `size`, both in points.

    Pages are balanced with it; a page grows with what it really holds.
    """
    room = width / size
    lines, used = 1, 0.0
    for word in text.replace(_BREAK, " ").split():
        length = sum(map(_width, word))
        if used and used + 0.26 + length > room:
            lines, used = lines + 1, 0.0
        lines += max(0, math.ceil(length / room) - 1)
        used += length + (0.26 if used else 0.0)
    return lines


def _width(char: str) -> float:
    """Return about how wide a letter is, in ems."""
    if ord(char) >= 0x1F000 or unicodedata.east_asian_width(char) in "WF":
        return 1.2
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0.0
    return 0.68 if char.isupper() or char in "mw@%" else 0.56


def _breakable(line: str) -> str:
    return " ".join(
        word if len(word) <= _LONG_WORD or _UNSPACED.search(word) else _pieces(word)
        for word in line.split(" ")
    )


def _pieces(word: str) -> str:
    """Return `word` with places where it may be broken, never inside a letter or an emoji."""
    written: list[str] = []
    since = 0
    size = math.ceil(len(word) / math.ceil(len(word) / _PIECE))  # even pieces, no orphans
    for before, char in zip(f"\0{word}", word, strict=False):
        if since >= size and _apart(before, char):
            written.append(_BREAK)
            since = 0
        written.append(char)
        since += 1
    return "".join(written)


def _apart(before: str, char: str) -> bool:
    code = ord(char)
    return not (
        _JOINER in (before, char)
        or unicodedata.combining(before) == _VIRAMA
        or code in _SELECTORS
        or code in _TONES
        or unicodedata.category(char) in ("Mn", "Me", "Mc", "Cf")
        or 0x1F1E6 <= code <= 0x1F1FF  # two letters make a flag
    )
