"""What a text means, as a sentence encoder sees it, and how near two meanings are.

An encoder turns each text into `SIZE` numbers; kept, they are one byte each. What all post-its of
a wall have in common (they answer the same question) says nothing of any: it is taken off before
they are compared. Measured: without it, themes are told apart less well.

No array library: 512 products are 20 microseconds, and most installations have no encoder.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Mapping, Sequence
from operator import mul
from typing import Protocol

SIZE = 512
_FULL = 127.0

Meaning = Sequence[float]  # of length 1


class Encoder(Protocol):
    """Turns texts into meanings. Called from threads; takes milliseconds a text."""

    def __call__(self, texts: Sequence[str]) -> list[bytes]:
        """Return `SIZE` bytes for each text, as `packed` makes them."""


def packed(numbers: Iterable[float]) -> bytes:
    """Return numbers as signed bytes: only their direction matters."""
    held = [float(number) for number in numbers]
    largest = max(map(abs, held), default=0.0) or 1.0
    return array("b", [round(number * _FULL / largest) for number in held]).tobytes()


class Meanings:
    """The meanings of a wall: identifier → bytes of `packed`. What is not known means nothing."""

    def __init__(self, known: Mapping[int, bytes]) -> None:
        plain = {one: _scaled(array("b", content)) for one, content in known.items()}
        self._common = [part / len(plain) for part in _total(plain.values())] if plain else []
        self._of = {one: self._apart(numbers) for one, numbers in plain.items()}

    def of(self, postit: int) -> Meaning | None:
        """Return what a post-it means beside the others."""
        return self._of.get(postit)

    def read(self, content: bytes) -> Meaning | None:
        """Return what another text means beside them; None where none of them is known."""
        return self._apart(_scaled(array("b", content))) if self._of else None

    def sum(self, meanings: Iterable[Meaning | None]) -> Meaning | None:
        """Return what several mean together; None where none is known."""
        found = [one for one in meanings if one is not None]
        return array("f", _total(found)) if found else None

    def _apart(self, numbers: Meaning) -> Meaning:
        return _scaled([a - b for a, b in zip(numbers, self._common, strict=True)])


def near(one: Meaning | None, other: Meaning | None) -> float:
    """Return how near two meanings are, from -1 to 1; 0 where one is not known."""
    if one is None or other is None:
        return 0.0
    length = _dot(other, other) * _dot(one, one)
    return _dot(one, other) / math.sqrt(length) if length > 0 else 0.0


def without(all_of_them: Meaning | None, one: Meaning | None) -> Meaning | None:
    """Return what several mean together once one of them has left."""
    if all_of_them is None or one is None:
        return all_of_them
    return [a - b for a, b in zip(all_of_them, one, strict=True)]


def _dot(one: Meaning, other: Meaning) -> float:
    found: float = sum(map(mul, one, other))
    return found


def _scaled(numbers: Sequence[float]) -> Meaning:
    length = math.sqrt(_dot(numbers, numbers))
    return array("f", [number / length for number in numbers] if length else numbers)


def _total(meanings: Iterable[Meaning]) -> list[float]:
    found = [0.0] * SIZE
    for one in meanings:
        found = list(map(float.__add__, found, one))
    return found
