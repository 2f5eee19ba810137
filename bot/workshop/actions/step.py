"""`actions`: who does what by when, and the very first step."""

from __future__ import annotations

from typing import ClassVar, Literal

from bot.workshop.step import BaseStep, Doing


class Actions(BaseStep):
    """Actions are written down with an owner and a due date."""

    doing: ClassVar[Doing] = Doing.WRITE

    kind: Literal["actions"]
