"""What every step of a recipe has."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import Annotated, Any, ClassVar, get_args

from pydantic import AfterValidator, Field

from bot.workshop.faults import RuleBroken
from bot.workshop.language import Bilingual, Frozen, Title


class AtEnd(StrEnum):
    """What happens when the timebox is over."""

    WAIT = "wait"  # the room is told; the step stays open until the facilitator moves on
    CLOSE = "close"  # the step takes nothing more; the facilitator moves on, or gives more time
    NEXT = "next"  # the next step opens by itself


class Warn(StrEnum):
    """When the room is told that a timebox is nearly over."""

    NONE = "none"
    HALF_MINUTE = "30s"
    MINUTE = "1min"
    TWO_MINUTES = "2min"
    FIVE_MINUTES = "5min"
    TENTH = "tenth"
    FIFTH = "fifth"

    def before(self, timebox: timedelta) -> timedelta | None:
        """Return how long before the end of `timebox` the room is told; None for not at all.

        A timebox that is hardly longer needs no warning: it would come with the card.
        """
        share = _SHARES.get(self)
        told = _BEFORE[self] if share is None else timebox / share
        return told if told and timebox >= _WARNED_FROM * told else None


_BEFORE = {
    Warn.NONE: timedelta(),
    Warn.HALF_MINUTE: timedelta(seconds=30),
    Warn.MINUTE: timedelta(minutes=1),
    Warn.TWO_MINUTES: timedelta(minutes=2),
    Warn.FIVE_MINUTES: timedelta(minutes=5),
}
_SHARES = {Warn.TENTH: 10, Warn.FIFTH: 5}
_WARNED_FROM = 3


class Ready(StrEnum):
    """What people who say that they are ready change."""

    NO = "no"  # they are not asked
    ASK = "ask"  # those who lead see how many are
    NEXT = "next"  # once all are, the next step opens by itself


class Doing(StrEnum):
    """What the people of the room do during a step: sentences about its time fit it."""

    WRITE = "write"
    VOTE = "vote"
    FOLLOW = "follow"  # they listen, look, talk


def _halves(minutes: float) -> float:
    """Return a number of minutes as it is written: whole where it is."""
    if minutes * 2 != int(minutes * 2):
        raise RuleBroken("halves", "minutes should be whole, or a half: 0.5, 1, 1.5…")
    return int(minutes) if minutes == int(minutes) else minutes


LEAST_MINUTES = 0.5
MOST_MINUTES = 7 * 24 * 60
Minutes = Annotated[float, Field(ge=LEAST_MINUTES, le=MOST_MINUTES), AfterValidator(_halves)]


class BaseStep(Frozen):
    """One step as a recipe plans it.

    `kind` is a literal in each subclass: pydantic picks the class by it. `title` names the
    step for the room, `invite` says in one or two sentences what to do now, and `minutes` is
    the timebox (from half a minute to a week, for a step that stays open before a meeting).
    `optional` is what a session that is late may do without.
    """

    kind: str
    title: Title
    invite: Bilingual
    minutes: Minutes
    at_end: AtEnd = AtEnd.WAIT
    warn: Warn = Warn.MINUTE
    ready: Ready = Ready.NO
    optional: bool = False

    doing: ClassVar[Doing] = Doing.FOLLOW
    # True for kinds that need a scenario's years and dimensions to make sense.
    needs_scenario: ClassVar[bool] = False
    # True for kinds whose outcome is what a session may have been opened for: a session of such
    # steps alone ends with the last outcome.
    decides: ClassVar[bool] = False

    @property
    def timebox(self) -> timedelta:
        """How long the step lasts, as planned."""
        return timedelta(minutes=self.minutes)

    def written(self) -> dict[str, Any]:
        """Return the step as a recipe file says it: what is as usual is left out."""
        told = self.model_dump(mode="json", exclude_defaults=True)
        return {**told, "minutes": self.minutes}

    @classmethod
    def kind_name(cls) -> str:
        """Return the literal that names this kind in a recipe file."""
        (name,) = get_args(cls.model_fields["kind"].annotation)
        return str(name)
