"""What every step of a recipe has."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, get_args

from pydantic import Field

from bot.workshop.language import Bilingual, Frozen, Title


class AtEnd(StrEnum):
    """What happens when the timebox is over."""

    WAIT = "wait"  # the room is told; the step stays open until the facilitator moves on
    NEXT = "next"  # the next step opens by itself


class Doing(StrEnum):
    """What the people of the room do during a step: sentences about its time fit it."""

    WRITE = "write"
    VOTE = "vote"
    FOLLOW = "follow"  # they listen, look, talk


Minutes = Annotated[int, Field(ge=1, le=7 * 24 * 60)]


class BaseStep(Frozen):
    """One step as a recipe plans it.

    `kind` is a literal in each subclass: pydantic picks the class by it. `title` names the
    step for the room, `invite` says in one or two sentences what to do now, and `minutes` is
    the timebox (at most a week, for a step that stays open before a meeting).
    """

    kind: str
    title: Title
    invite: Bilingual
    minutes: Minutes
    at_end: AtEnd = AtEnd.WAIT

    doing: ClassVar[Doing] = Doing.FOLLOW
    # True for kinds that need a scenario's years and dimensions to make sense.
    needs_scenario: ClassVar[bool] = False
    # True for kinds whose outcome is what a session may have been opened for: a session of such
    # steps alone ends with the last outcome.
    decides: ClassVar[bool] = False

    @classmethod
    def kind_name(cls) -> str:
        """Return the literal that names this kind in a recipe file."""
        (name,) = get_args(cls.model_fields["kind"].annotation)
        return str(name)
