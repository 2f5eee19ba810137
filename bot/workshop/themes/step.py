"""`group`: post-its are sorted into themes."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from bot.workshop.step import BaseStep


class StartFrom(StrEnum):
    """What becomes a theme when the step opens, where there is none yet."""

    NOTHING = "nothing"
    COLUMNS = "columns"
    DIMENSIONS = "dimensions"


class Group(BaseStep):
    """Facilitators make themes of what is on the wall, with the room."""

    kind: Literal["group"]
    start_from: StartFrom = StartFrom.NOTHING
