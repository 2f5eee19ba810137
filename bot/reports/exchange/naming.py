"""Names of things in the files of other programs: the same each time that a file is made, and
nobody's. They come of row numbers by a hash, which no order of numbers shows through."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID, uuid5

# Of this program alone, drawn once.
_OURS = UUID("5b0c2d0e-7a4f-4f0e-9d0a-3b8f6a1c52e7")


def uid(session_id: int, what: str, number: int) -> str:
    """Return a calendar's name of a thing: a UUID, as RFC 7986 (section 5.3) asks."""
    return str(uuid5(_OURS, f"{session_id}/{what}/{number}"))


def board_id(session_id: int, made: datetime, what: str, number: int) -> str:
    """Return a board's name of a thing: 24 hexadecimal signs, of which the first eight are read as
    the time at which it was made: the same for all."""
    digest = hashlib.sha256(f"{_OURS}/{session_id}/{what}/{number}".encode()).hexdigest()
    return f"{int(made.timestamp()):08x}{digest[:16]}"
