"""What a short text is made of, for texts that say something near without being the same.

`bot.workshop.themes.likeness` finds duplicates. Here two post-its may share a word, or only part
of one (“former”, “formation”, “formatrices”): a text is its words, as `key` leaves them (no small
word, accent, case or plural), and the pieces of those words, of three and four letters with the
ends marked. What few texts of a wall have weighs more than what most of them have.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping

from bot.workshop.themes.likeness import key

Vector = Mapping[str, float]
Features = tuple[frozenset[str], frozenset[str]]  # words, pieces of words

# The share of whole words in what is compared; the rest is pieces of words.
WHOLE = 0.5
# What a word that stands in every text still weighs.
_COMMON = 0.5
_PIECES = (3, 4)
# Words shorter than this have no pieces: “eau” in “bateau” says nothing.
_LONG = 4
# In the place of a word's ends, and before a piece: no word has it.
_END = "\x00"


def features(text: str) -> Features:
    """Return the words of a text, and the pieces of its words."""
    words = frozenset(key(text).split())
    pieces: set[str] = set()
    for word in words:
        if len(word) < _LONG:
            continue
        marked = f"{_END}{word}{_END}"
        for size in _PIECES:
            pieces.update(marked[at : at + size] for at in range(len(marked) - size + 1))
    # A piece is never taken for a word: “form” as a word, and inside “former”.
    return words, frozenset(f"{_END}{piece}" for piece in pieces)


class Rarity:
    """How much each word and piece weighs on a wall: the fewer texts have it, the more."""

    def __init__(self, texts: Iterable[Features]) -> None:
        self._known: Counter[str] = Counter()
        self._size = 0
        for words, pieces in texts:
            self._size += 1
            self._known.update(words)
            self._known.update(pieces)

    def vector(self, found: Features) -> dict[str, float]:
        """Return the weights of a text, of length 1; empty for a text without words."""
        words, pieces = found
        both = scaled(self._weighed(words), math.sqrt(WHOLE))
        both.update(scaled(self._weighed(pieces), math.sqrt(1 - WHOLE)))
        return scaled(both)

    def _weighed(self, found: frozenset[str]) -> dict[str, float]:
        return {
            one: math.log((1 + self._size) / (1 + self._known[one])) + _COMMON
            for one in sorted(found)
        }


def dot(one: Vector, other: Vector) -> float:
    """Return what two vectors share; for vectors of length 1, from 0 to 1."""
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other[name] for name, weight in one.items() if name in other)


def total(vectors: Iterable[Vector]) -> dict[str, float]:
    """Return the sum of vectors."""
    found: dict[str, float] = {}
    for vector in vectors:
        for name, weight in vector.items():
            found[name] = found.get(name, 0.0) + weight
    return found


def scaled(vector: Mapping[str, float], length: float = 1.0) -> dict[str, float]:
    """Return a vector made as long as `length`."""
    found = math.sqrt(sum(weight * weight for weight in vector.values()))
    factor = length / found if found else 0.0
    return {name: weight * factor for name, weight in vector.items()}
