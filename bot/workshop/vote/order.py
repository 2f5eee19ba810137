"""The order in which a person reads the options of a vote: drawn for them, so that what comes first
does not win because it does. Numbers never change.

It follows from what stands for the voter under the key of the vote: the same whenever they open
their ballot, on any screen, after a restart; nothing of it is kept, and it ends with the key.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence

from bot.workshop.vote.options import Option


def lot_of(voter: str) -> bytes:
    """Return the lot of a voter, from which nothing leads back to what stands for them."""
    return hashlib.blake2b(voter.encode(), digest_size=16, person=b"order of options").digest()


def drawn(options: Sequence[Option], lot: bytes) -> Sequence[Option]:
    """Return `options` in the order that a lot gives, those of one theme together; as they are
    without one.

    Each option is as likely as any other to come first, and brings its theme with it. It has a
    place of its own: those that come or go move no other. A press does this again: it calls
    nothing for each option.
    """
    if not lot or not options:
        return options
    last = max([option.number for option in options])
    keys = struct.unpack(f">{last + 1}Q", hashlib.shake_128(lot).digest(8 * (last + 1)))
    order = sorted([(keys[option.number], rank) for rank, option in enumerate(options)])
    in_themes: dict[str | None, list[Option]] = {}
    for _, rank in order:
        in_themes.setdefault(options[rank].theme, []).append(options[rank])
    return [option for theme in in_themes.values() for option in theme]
