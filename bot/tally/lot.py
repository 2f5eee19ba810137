"""A lot whose seed is published: anyone can draw it again and find the same order.

Source: brief/methods §5 (a lot whose seed is published). Each option is given the SHA-256 of
``seed:option``, both as UTF-8 text, and the smallest comes first. The order in which options are
listed, and the order of ballots, change nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import TypeAlias

Lot: TypeAlias = Callable[[Sequence[str]], tuple[str, ...]]  # which of several comes first

RULE = "Drawn by lot: the smallest SHA-256 of “seed:option” comes first."


def drawn(seed: str, options: Sequence[str]) -> tuple[str, ...]:
    """Return `options` in the order in which the lot of `seed` draws them."""
    return tuple(sorted(options, key=lambda option: (_mark(seed, option), option)))


def _mark(seed: str, option: str) -> str:
    return hashlib.sha256(f"{seed}:{option}".encode()).hexdigest()
