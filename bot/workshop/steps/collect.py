"""`collect`: people write post-its."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from bot.workshop.language import Bilingual
from bot.workshop.steps.base import BaseStep


class Collect(BaseStep):
    """Post-its are written, hidden until a reveal where `silent`.

    `prompt` is the question asked; without it the scenario's question is used. `typed` lets
    people write in the channel too. `per_person` and `max_length` (characters) are limits.
    """

    kind: Literal["collect"]
    prompt: Bilingual | None = None
    silent: bool = True
    typed: bool = False
    ask_year: bool = False
    ask_dimension: bool = False
    per_person: Annotated[int, Field(ge=1, le=100)] = 20
    max_length: Annotated[int, Field(ge=10, le=1000)] = 300
