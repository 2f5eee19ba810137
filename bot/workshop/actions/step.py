"""`actions`: who does what by when, and the very first step."""

from __future__ import annotations

from typing import Literal

from bot.workshop.step import BaseStep


class Actions(BaseStep):
    """Actions are written down with an owner and a due date."""

    kind: Literal["actions"]
