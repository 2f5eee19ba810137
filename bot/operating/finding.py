"""One thing that `check` looked at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `remedy` says what to do when it is not `found`."""

    found: bool
    what: str
    remedy: str = ""
