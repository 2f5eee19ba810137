"""Choose one among several, or put several in an order of importance."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.interface.pressing.router import Press
from bot.interface.showing.layout import Field
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Kinds
from bot.workshop.vote.asking import Asked
from bot.workshop.vote.methods import Method, VoteOn
from cogs.vote.workbench.fields import (
    about_field,
    announced,
    method_field,
    minutes,
    minutes_field,
    options_or_wall,
    question_field,
    vote_of,
)
from cogs.vote.workbench.kind import Asking, Decision

# The easiest ballot first.
_ONE = (
    Method.APPROVAL,
    Method.MAJORITY_JUDGMENT,
    Method.IRV,
    Method.SCHULZE,
    Method.BORDA,
    Method.CONDORCET,
)
_PRIORITIES = (Method.DOTS, Method.SCORE)


def _fields(methods: Sequence[Method]) -> Callable[[Asking], Sequence[Field]]:
    def fields(asking: Asking) -> Sequence[Field]:
        return [
            question_field(asking.t),
            *about_field(asking),
            options_or_wall(asking),
            method_field(asking.t, methods),
            minutes_field(asking.t),
        ]

    return fields


def _read(methods: Sequence[Method]) -> Callable[[Press, Asking], Kinds]:
    def read(press: Press, asking: Asking) -> Kinds:
        method = press.text("method")
        if method not in methods:
            raise Refusal("button.unknown")
        about = press.text("about") or VoteOn.OPTIONS
        if about != VoteOn.OPTIONS and about not in asking.found:
            raise Refusal("button.unknown")
        return vote_of(
            Asked(
                question=press.text("question"),
                method=method,
                options=press.text("options") or None,
                about=VoteOn(about),
                minutes=minutes(press),
            ),
            asking,
        )

    return read


CHOICE = Decision("choice", "☝️", _fields(_ONE), _read(_ONE), announced)
PRIORITIES = Decision("priorities", "🟡", _fields(_PRIORITIES), _read(_PRIORITIES), announced)
