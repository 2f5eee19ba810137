"""Which summaries are wanted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """How far a session is; `memory.state.<name>`."""

    ACTIONS = "actions"  # something is left to do
    DONE = "done"  # it left actions, and nothing is left to do
    UNRELEASED = "unreleased"


@dataclass(frozen=True, slots=True)
class Filters:
    """None for any. `first` and `last` are moments, `last` left out; `recipe` is its title in both
    languages, as JSON, `series` its number."""

    first: datetime | None = None
    last: datetime | None = None
    recipe: str | None = None
    state: State | None = None
    series: int | None = None
