"""`discuss`: a timeboxed conversation on a subject, with notes."""

from __future__ import annotations

from typing import Literal

from bot.workshop.step import BaseStep


class Discuss(BaseStep):
    """The room talks; facilitators write down what should be kept."""

    kind: Literal["discuss"]
