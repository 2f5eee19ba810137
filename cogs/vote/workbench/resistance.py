"""Find what meets the least resistance: proposals, and what happens where none is taken."""

from __future__ import annotations

from collections.abc import Sequence

from bot.interface.pressing.router import Press
from bot.interface.showing.layout import Field, text_field
from bot.workshop.kinds import Kinds
from bot.workshop.text import one_line
from bot.workshop.vote.asking import Asked
from bot.workshop.vote.methods import Method
from bot.workshop.vote.resistance import PASSIVE
from bot.workshop.vote.step import OPTION_LIMIT
from cogs.vote.workbench.fields import (
    announced,
    minutes,
    minutes_field,
    options_field,
    question_field,
    vote_of,
)
from cogs.vote.workbench.kind import Asking, Decision

_TEN = 10


def _fields(asking: Asking) -> Sequence[Field]:
    t = asking.t
    return [
        question_field(t),
        options_field(t("decide.resistance.options"), t("decide.resistance.options.hint")),
        text_field(
            "passive",
            t("decide.resistance.passive"),
            description=t("decide.resistance.passive.hint"),
            required=False,
            limit=OPTION_LIMIT,
            default=_usual(asking),
        ),
        minutes_field(t, _TEN),
    ]


def _read(press: Press, asking: Asking) -> Kinds:
    written = one_line(press.text("passive"))
    usual = written == _usual(asking)  # in each language, then
    asked = Asked(
        question=press.text("question"),
        method=Method.RESISTANCE,
        options=press.text("options"),
        passive=None if usual else written or None,
        minutes=minutes(press),
    )
    return vote_of(asked, asking)


def _usual(asking: Asking) -> str:
    return PASSIVE.get(asking.language, PASSIVE["en"])


DECISION = Decision("resistance", "🌊", _fields, _read, announced)
