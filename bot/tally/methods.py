"""The methods by the name they have in the file: settings and ballots read, then counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.tally import ballots
from bot.tally.order import Order
from bot.tally.reading import At
from bot.tally.result import Cast, Result
from bot.tally.rules import (
    approval,
    borda,
    condorcet,
    dots,
    irv,
    majority_judgment,
    schulze,
    score,
    yes_no,
)
from bot.tally.settings import Settings


@dataclass(frozen=True, slots=True)
class Counted:
    """The result of a vote, with the weight of all its ballots and of the blank ones."""

    result: Result
    weight: int
    blank: int


Method: TypeAlias = Callable[[Sequence[str], Settings, At], Counted]


def _dots(options: Sequence[str], settings: Settings, at: At) -> Counted:
    reader = ballots.dots(options, settings.budget(), settings.whole("cap", 1))
    cast = ballots.read(at, reader)
    return Counted(dots.count(options, cast.said), cast.weight, cast.blank)


def _approval(options: Sequence[str], settings: Settings, at: At) -> Counted:
    cast = ballots.read(at, ballots.approval(options, *settings.choices(len(options))))
    return Counted(approval.count(options, cast.said), cast.weight, cast.blank)


def _score(options: Sequence[str], settings: Settings, at: At) -> Counted:
    low, high = settings.scale()
    criteria, missing = settings.criteria(), settings.missing()
    cast = ballots.read(at, ballots.score(options, low, high, criteria))
    result = score.count(options, cast.said, low, missing, criteria or (score.ALONE,))
    return Counted(result, cast.weight, cast.blank)


def _majority_judgment(options: Sequence[str], settings: Settings, at: At) -> Counted:
    grades, missing = settings.grades(), settings.missing()
    cast = ballots.read(at, ballots.grades(options, grades))
    result = majority_judgment.count(options, cast.said, grades, missing)
    return Counted(result, cast.weight, cast.blank)


def _yes_no(options: Sequence[str], settings: Settings, at: At) -> Counted:
    majority = settings.majority()
    cast = ballots.read(at, ballots.choice)
    abstained = (Cast(yes_no.ABSTAIN, cast.blank),) if cast.blank else ()
    return Counted(yes_no.count((*cast.said, *abstained), majority), cast.weight, cast.blank)


def _ranked(rule: Callable[[Sequence[str], Sequence[Cast[Order]]], Result]) -> Method:
    def counted(options: Sequence[str], settings: Settings, at: At) -> Counted:
        cast = ballots.read(at, ballots.ranked(options))
        return Counted(rule(options, cast.said), cast.weight, cast.blank)

    return counted


YES_NO = "yes_no"
METHODS: Mapping[str, Method] = {
    "dots": _dots,
    "approval": _approval,
    "score": _score,
    "majority_judgment": _majority_judgment,
    "irv": _ranked(irv.count),
    "schulze": _ranked(schulze.count),
    "borda": _ranked(borda.count),
    "condorcet": _ranked(condorcet.count),
    YES_NO: _yes_no,
}
