"""Adopt a proposal, or not: one question, yes or no."""

from __future__ import annotations

from collections.abc import Sequence

from bot.interface.pressing.router import Press
from bot.interface.showing.layout import Field
from bot.workshop.kinds import Kinds
from bot.workshop.vote.asking import Asked
from bot.workshop.vote.methods import Method
from cogs.vote.workbench.fields import announced, minutes, minutes_field, question_field, vote_of
from cogs.vote.workbench.kind import Asking, Decision


def _fields(asking: Asking) -> Sequence[Field]:
    return [question_field(asking.t), minutes_field(asking.t)]


def _read(press: Press, asking: Asking) -> Kinds:
    asked = Asked(question=press.text("question"), method=Method.YES_NO, minutes=minutes(press))
    return vote_of(asked, asking)


DECISION = Decision("yes_no", "✋", _fields, _read, announced)
