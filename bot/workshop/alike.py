"""Texts that nobody can tell apart: what people compare when they read, instead of characters.

Two texts are the same when their keys are. A key has neither case nor needless spaces; it has no
character that shows nothing, joiners aside where they change what is seen (in a sequence of emoji,
in scripts that join their letters); and **a letter that passes for a Latin one is that Latin one**,
in a word that mixes scripts (“Lуon” with a Cyrillic у), or in one whose every letter passes for
Latin (“соор”). Any other word is left in its script, so that two words of one script never become
the same. The letters are those of Cyrillic and Greek that fonts draw as Latin ones; the choice is
ours, after Unicode's *confusables* (UTS 39), of which it is a small part.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# By the shape of each letter. No two small ones of a script have the same: what is written in one
# script stays apart.
_SMALL = {
    "а": "a", "с": "c", "ԁ": "d", "е": "e", "һ": "h", "і": "i", "ј": "j", "ԛ": "q", "о": "o",
    "р": "p", "ѕ": "s", "у": "y", "ԝ": "w", "х": "x", "ё": "ë", "ї": "ï", "ӏ": "l",
    "α": "a", "ι": "i", "ν": "v", "ο": "o", "ρ": "p", "υ": "u", "χ": "x", "ϳ": "j",
    "γ": "y", "κ": "k",
}  # fmt: skip
_CAPITALS = {
    "А": "a", "В": "b", "С": "c", "Е": "e", "Н": "h", "І": "i", "Ј": "j", "К": "k", "М": "m",
    "О": "o", "Р": "p", "Ѕ": "s", "Т": "t", "Х": "x", "У": "y", "Ү": "y", "Ԛ": "q", "Ԝ": "w",
    "Ё": "ë", "Ї": "ï", "Ӏ": "l", "Һ": "h", "Ԁ": "d",
    "Α": "a", "Β": "b", "Ε": "e", "Ζ": "z", "Η": "h", "Ι": "i", "Κ": "k", "Μ": "m", "Ν": "n",
    "Ο": "o", "Ρ": "p", "Τ": "t", "Υ": "y", "Χ": "x", "Ϳ": "j",
    # Small letters drawn as small capitals pass for a Latin letter in the middle of a word.
    "в": "b", "к": "k", "м": "m", "н": "h", "т": "t", "ү": "y", "τ": "t", "ε": "e",
}  # fmt: skip
_SHAPES = str.maketrans({**_SMALL, **_CAPITALS})
_ALONE = str.maketrans(_SMALL)
# The letters of one word, and the accents that no letter took up.
_WORD = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f])++")
_PLAIN = re.compile(r"[\x00-\xac\xae-\u024f–—‘’“”…\u202f€]*+")
_GREEK = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")
_CYRILLIC = re.compile(r"[\u0400-\u052f\u1c80-\u1c8f\ua640-\ua69f]")
_LATIN = re.compile(r"[A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff]")
# What shows nothing among letters. The tags are kept behind a black flag: Scotland is not Wales.
_UNSEEN = re.compile(
    r"(?P<flag>\U0001f3f4[\U000e0020-\U000e007f]++)"
    r"|[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e"
    r"\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]++"
)
_JOINER = re.compile(r"[\u200c\u200d]++")


def alike(text: str) -> str:
    """Return the key of `text`: that of another text is the same when both look the same."""
    if _PLAIN.fullmatch(text):
        # Most texts: Latin letters and the usual signs, each of which shows.
        return unicodedata.normalize("NFC", " ".join(text.split()).casefold())
    shown = "".join(map(_regular, text))
    shown = _UNSEEN.sub(lambda found: found["flag"] or "", shown)
    shown = unicodedata.normalize("NFC", _joined(shown))
    words = _WORD.sub(lambda found: _latin(found[0]), shown)
    # Folding may leave letters in pieces.
    return unicodedata.normalize("NFC", " ".join(words.split()).casefold())


def fold(text: str) -> str:
    """Return what `text` shares with the same words in another case, spacing or disguise."""
    return "".join(alike(text).split())


def by_name(name: str) -> str:
    """Return what orders names as a list of people does: an accent moves nobody."""
    decomposed = unicodedata.normalize("NFKD", fold(name))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def twice(texts: Iterable[str]) -> str | None:
    """Return the first text that is the same as one before it; None when all differ."""
    held = list(texts)
    found = twins(held)
    return held[found[1]] if found is not None else None


def twins(texts: Iterable[str]) -> tuple[int, int] | None:
    """Return where the first text stands that is the same as one before it, after where that one
    does; None when all differ."""
    seen: dict[str, int] = {}
    for rank, text in enumerate(texts):
        first = seen.setdefault(alike(text), rank)
        if first != rank:
            return first, rank
    return None


def _regular(char: str) -> str:
    """Return the letter that another width or font of it stands for."""
    if char < "\u2000":
        return char
    styled = unicodedata.decomposition(char).startswith(("<wide>", "<font>", "<narrow>"))
    return unicodedata.normalize("NFKC", char) if styled else char


def _joined(text: str) -> str:
    """Return `text` without the joiners that change nothing of what is seen."""

    def kept(found: re.Match[str]) -> str:
        before = text[found.start() - 1] if found.start() else ""
        after = text[found.end() : found.end() + 1]
        return found[0][0] if _joins(before) and _joins(after) else ""

    return _JOINER.sub(kept, text)


def _joins(char: str) -> bool:
    """True for emoji, and for letters of scripts that are joined: Arabic, those of India."""
    return "\u0600" <= char < "\u1d00" or char > "\u2190"


def _latin(word: str) -> str:
    scripts = [script for script in (_LATIN, _CYRILLIC, _GREEK) if script.search(word)]
    if len(scripts) > 1:
        return word.translate(_SHAPES)
    if scripts and scripts[0] is not _LATIN:
        small = word.casefold()
        mapped = small.translate(_ALONE)
        if _CYRILLIC.search(mapped) is None and _GREEK.search(mapped) is None:
            return mapped
    return word
