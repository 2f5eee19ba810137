"""Who may vote."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from bot.workshop.faults import RuleBroken
from bot.workshop.language import Frozen


class Electorate(StrEnum):
    EVERYONE = "everyone"
    ROLE = "role"
    VOICE = "voice"  # those present in a voice channel when the vote opens
    NUMBER = "number"  # anyone, and how many they are is known


class Electors(Frozen):
    """Who may vote. `place` is the identifier of a role or of a voice channel.

    `size` is how many they are, where that is known before the vote opens. `gone` once the role
    was deleted: nobody has it, until who votes is chosen again. `also` are roles that may vote too,
    since the vote was mended.
    """

    who: Electorate = Electorate.EVERYONE
    place: int | None = None
    size: Annotated[int, Field(ge=1, le=100_000)] | None = None
    gone: bool = False
    also: tuple[int, ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> Self:
        placed = self.who in (Electorate.ROLE, Electorate.VOICE)
        if placed != (self.place is not None):
            raise RuleBroken(
                "place", "place should be given for a role or a voice channel, and only then"
            )
        if self.who is Electorate.NUMBER and self.size is None:
            raise RuleBroken("size", "size should be how many people may vote")
        return self

    @property
    def places(self) -> tuple[int, ...]:
        """The roles that may vote, or the voice channel."""
        return () if self.place is None else (self.place, *self.also)

    @property
    def counted(self) -> bool:
        """True when how many may vote is known, or will be once the vote opens."""
        return self.size is not None or self.who is Electorate.VOICE
