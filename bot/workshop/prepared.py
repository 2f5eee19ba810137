"""What a server writes for itself, a scenario or a recipe, from its first draft on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from bot.workshop.language import Language

W = TypeVar("W")
Told = TypeVar("Told", contravariant=True)


class Drafted(Protocol[Told]):
    """What is being written, gaps and mistakes included."""

    @property
    def title(self) -> str: ...

    @property
    def language(self) -> Language: ...

    def tells(self, saved: Told) -> bool:
        """True when it says what was saved, and nothing else."""
        ...

    def model_dump_json(self) -> str: ...


S = TypeVar("S", bound="Drafted[Any]")


@dataclass(frozen=True, slots=True)
class Prepared(Generic[S, W]):
    """A thing of a server: the sketch under work, and what was saved of it, if anything was.

    `revision` counts the changes; `stamps` says which of them was the last to change a piece.
    """

    id: int
    server_id: int
    slug: str
    sketch: S
    saved: W | None
    revision: int
    stamps: Mapping[str, int]
    created_by: int
    updated_at: datetime

    @property
    def pending(self) -> bool:
        """True when the sketch is not what was saved."""
        return self.saved is None or not self.sketch.tells(self.saved)
