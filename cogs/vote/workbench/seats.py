"""Fill seats: several of the candidates are elected, or retained."""

from __future__ import annotations

from collections.abc import Sequence

from bot.interface.pressing.router import Press
from bot.interface.showing.layout import Field, text_field
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Kinds
from bot.workshop.vote.asking import Asked, read_whole
from bot.workshop.vote.methods import Method, VoteOn
from bot.workshop.vote.step import MOST_SEATS
from cogs.vote.workbench.fields import (
    announced,
    method_field,
    minutes,
    minutes_field,
    options_field,
    question_field,
    vote_of,
)
from cogs.vote.workbench.kind import Asking, Decision

# What shares the seats out among those who vote comes first.
_METHODS = (
    Method.STV,
    Method.APPROVAL,
    Method.DOTS,
    Method.SCORE,
    Method.MAJORITY_JUDGMENT,
    Method.SCHULZE,
    Method.BORDA,
)
_NUMBER = 2


def _fields(asking: Asking) -> Sequence[Field]:
    t = asking.t
    return [
        question_field(t),
        options_field(t("seats.field.candidates"), t("decide.options")),
        text_field(
            "seats",
            t("seats.field.seats"),
            description=t("seats.field.seats_hint", most=MOST_SEATS),
            limit=_NUMBER,
        ),
        method_field(t, _METHODS),
        minutes_field(t),
    ]


def _read(press: Press, asking: Asking) -> Kinds:
    method = press.text("method")
    if method not in _METHODS:
        raise Refusal("button.unknown")
    try:
        seats = read_whole(press.text("seats"), MOST_SEATS)
    except Refusal:
        seats = None
    if seats is None:
        raise Refusal("asked.no_seats", most=MOST_SEATS)
    return vote_of(
        Asked(
            question=press.text("question"),
            method=method,
            options=press.text("options"),
            about=VoteOn.OPTIONS,
            seats=seats,
            minutes=minutes(press),
        ),
        asking,
    )


DECISION = Decision("seats", "🪑", _fields, _read, announced)
