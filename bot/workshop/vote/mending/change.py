"""A change of an open vote: what is asked for, what it makes of the vote, what is kept of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.workshop.errors import Refusal
from bot.workshop.language import Frozen, Language
from bot.workshop.vote.dates.slot import Slot
from bot.workshop.vote.methods import Method, VoteOn
from bot.workshop.vote.options import Option
from bot.workshop.vote.step import Vote


class Mend(StrEnum):
    """What was changed."""

    ADDED = "added"  # an option
    CORRECTED = "corrected"  # the words of an option, what it costs, or when it is
    TAKEN_OUT = "taken_out"  # an option
    ASKED = "asked"  # the words of the question
    VOTERS = "voters"  # more people may vote
    ROLE = "role"  # a role more may vote
    PEOPLE = "people"  # of how many the majority is
    QUORUM = "quorum"
    END = "end"  # when the time is up
    CLOSES = "closes"  # what closes the vote
    MONEY = "money"  # the sum that is shared

    @property
    def of_option(self) -> bool:
        """True where one option is changed."""
        return self in (Mend.ADDED, Mend.CORRECTED, Mend.TAKEN_OUT)

    @property
    def asks(self) -> bool:
        """True where those who voted are asked to look at their ballot again: what it says, or
        could have said, is no more the same."""
        return self.of_option or self in (Mend.ASKED, Mend.MONEY)


class Thing(StrEnum):
    """What the options of a vote are, to whoever reads of them."""

    OPTION = "option"
    PROJECT = "project"  # with its cost
    DATE = "date"


class Change(Frozen):
    """A change that is asked for: the `number` of an option, a role or a number of people; the
    words, the quorum, the sum or what closes the vote, as they are written; the date that was read
    in them."""

    kind: Mend
    number: int | None = None
    text: str = ""
    size: int | None = None
    slot: Slot | None = None


@dataclass(frozen=True, slots=True)
class Mended:
    """A change that was made `at` a moment, with so many `ballots` in the box: `number` is that of
    an option, `before` and `after` are words, numbers or times as rows hold them (projects and
    dates as `bot.workshop.vote.mending.lines` writes them); None for none."""

    kind: Mend
    at: datetime
    ballots: int
    number: int | None = None
    before: str | None = None
    after: str | None = None

    @property
    def asks(self) -> bool:
        return self.kind.asks and self.ballots > 0


@dataclass(frozen=True, slots=True)
class Open:
    """A vote as it stands `at` a moment while people vote: its options, the ballots in the box
    (`in_room` of them recorded for people without Discord), how many may vote, and when its time is
    up."""

    plan: Vote
    options: Sequence[Option]
    language: Language
    voted: int
    in_room: int
    size: int | None
    at: datetime
    ends: datetime | None = None

    @property
    def standing(self) -> list[Option]:
        return [option for option in self.options if option.stands]

    @property
    def asked_again(self) -> int:
        """How many people voted themselves, and can look at their ballot again."""
        return self.voted - self.in_room

    def option(self, number: int | None) -> Option:
        """Return one of its options; raise Refusal where it can be chosen no more."""
        for option in self.standing:
            if option.number == number:
                return option
        raise Refusal("mend.gone")


@dataclass(frozen=True, slots=True)
class Planned:
    """What a change makes of a vote: the plan that it then has, and what the history tells. The
    `option` is the one that is added or corrected, as it then is (of a date, its label is that of
    before); with `forgets`, what ballots said of it goes."""

    plan: Vote
    before: str | None = None
    after: str | None = None
    number: int | None = None
    minutes: int | None = None
    option: Option | None = None
    forgets: bool = False


def thing_of(plan: Vote) -> Thing:
    """Return what the options of a vote are."""
    if plan.method is Method.SHARED_BUDGET:
        return Thing.PROJECT
    return Thing.DATE if plan.method is Method.DATES else Thing.OPTION


def has_options(plan: Vote) -> bool:
    """False for a plain question."""
    return plan.method is not Method.YES_NO


def writes_options(plan: Vote) -> bool:
    """True where an option was written for the vote."""
    return has_options(plan) and plan.on is VoteOn.OPTIONS
