"""What is noted while a room is in trouble: what people did on Discord, and what happened."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.rehearsal.trouble.kinds import Trouble


class What(StrEnum):
    """What someone can do on Discord."""

    MESSAGE = "message"
    PRESS = "press"  # a button, or a choice in a menu
    FORM = "form"
    COMMAND = "command"


class Fate(StrEnum):
    """What became of it."""

    DONE = "done"
    REFUSED = "refused"  # the bot said why not
    OVER = "over"  # it came once the step was over
    UNANSWERED = "unanswered"  # the bot was away


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that someone did. `verb` is what a press or a form led to, or the name of a
    command; `label` what was read on what they pressed."""

    at: datetime
    person: int
    what: What
    verb: str = ""
    label: str = ""
    fate: Fate = Fate.DONE


@dataclass
class Happening:
    """One trouble, as it came: in which step, from when to when, through whom, and what they wrote,
    word for word. `ended` is None while it lasts."""

    trouble: Trouble
    step: int
    began: datetime
    ended: datetime | None = None
    who: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Log:
    """What was noted of one session.

    `names` are all who were in the room, `leads` those who led; `came` is what happened, in its
    order.
    """

    names: Mapping[int, str]
    leads: Collection[int]
    deeds: tuple[Deed, ...]
    came: tuple[Happening, ...]

    @property
    def missing(self) -> tuple[Trouble, ...]:
        """The troubles that did not come."""
        return tuple(t for t in Trouble if t not in {one.trouble for one in self.came})

    def by(self, people: Collection[int]) -> Iterator[Deed]:
        """Yield what some people did."""
        return (deed for deed in self.deeds if deed.person in people)

    def led(self, since: datetime, until: datetime) -> tuple[Deed, ...]:
        """Return what those who lead typed, pressed and used from one moment to another."""
        return tuple(
            deed
            for deed in self.by(self.leads)
            if since <= deed.at <= until and deed.what is not What.FORM
        )

    def named(self, people: Collection[int]) -> list[str]:
        """Return the names of some people."""
        return [self.names[one] for one in people if one in self.names]
