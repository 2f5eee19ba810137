"""`reveal`: hidden post-its become visible to all, in shuffled order."""

from __future__ import annotations

from typing import Literal

from bot.workshop.step import BaseStep


class Reveal(BaseStep):
    """Everything collected so far is put on the wall."""

    kind: Literal["reveal"]
