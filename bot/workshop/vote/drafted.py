"""A decision that is being prepared on the workbench, before anyone else sees it."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

from bot.workshop.kinds import Kinds

# What a form held, by the name of the field: a list for menus.
Fields: TypeAlias = Mapping[str, str | list[str]]

# A draft that nobody opens is deleted after so long.
KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Drafted:
    """What one person prepares in one channel: which kind of `decision`, what its form held, and
    the step that it makes."""

    id: int
    server_id: int
    channel_id: int
    user_id: int
    decision: str
    fields: Fields
    plan: Kinds

    @property
    def stamp(self) -> int:
        """A number that changes with the step: what is opened is what was seen."""
        return zlib.crc32(self.plan.model_dump_json().encode("utf-8", "surrogatepass"))
