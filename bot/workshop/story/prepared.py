"""A scenario that a server writes for itself, from its first draft on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.workshop.story.scenario import Scenario
from bot.workshop.story.sketch import Sketch


@dataclass(frozen=True, slots=True)
class Prepared:
    """A scenario of a server: the sketch under work, and what was saved of it, if anything was.

    `revision` counts the changes; `stamps` says which of them was the last to change a piece.
    """

    id: int
    server_id: int
    slug: str
    sketch: Sketch
    saved: Scenario | None
    revision: int
    stamps: Mapping[str, int]
    created_by: int
    updated_at: datetime

    @property
    def pending(self) -> bool:
        """True when the sketch is not what was saved."""
        return self.saved is None or Sketch.of(self.saved).told_as() != self.sketch.told_as()
