"""`follow`: what became of the actions of the series, one by one."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Literal

from bot.workshop.step import BaseStep, Doing


class Reviewed(StrEnum):
    """Which actions the room goes through."""

    BEFORE = "before"  # those of the sessions before that were not done
    ALL = "all"  # the same, and those of this session: owner and day are confirmed


class Follow(BaseStep):
    """The room says of each action whether it is done, going on or dropped."""

    doing: ClassVar[Doing] = Doing.FOLLOW

    kind: Literal["follow"]
    actions: Reviewed = Reviewed.BEFORE
