"""The fields that several kinds of decisions ask for, and what is made of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from bot.i18n import Catalogue
from bot.interface.pressing.router import Press
from bot.interface.showing.layout import Field, choice_field, option, radio_field, text_field
from bot.interface.words.sessions.kinds import invitation
from bot.interface.words.vote.card import announced_text
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Kinds, Vote
from bot.workshop.sessions.minutes import read_minutes
from bot.workshop.vote.asking import QUESTION_LIMIT, Asked, check_members, planned
from bot.workshop.vote.methods import Method, VoteOn
from cogs.vote.workbench.kind import Asking

OPTIONS = 4000  # characters of a field
_LENGTH = 20


def question_field(t: Catalogue, key: str = "field.vote_question") -> Field:
    """Return the field of the question."""
    return text_field("question", t(key), long=True, limit=QUESTION_LIMIT)


def minutes_field(t: Catalogue, usual: float = 5) -> Field:
    """Return the field that asks how long it lasts."""
    return text_field(
        "minutes",
        t("field.opened_for"),
        description=t("field.opened_for.hint"),
        limit=_LENGTH,
        default=t.minutes(usual),
    )


def options_field(label: str, hint: str, *, required: bool = True) -> Field:
    """Return the field of the options, one a line."""
    return text_field(
        "options", label, description=hint, long=True, required=required, limit=OPTIONS
    )


def options_or_wall(asking: Asking) -> Field:
    """Return the same; nothing has to be written where the wall has some."""
    t = asking.t
    hint = t("decide.options_or_wall" if asking.found else "decide.options")
    return options_field(t("field.vote_options"), hint, required=not asking.found)


def about_field(asking: Asking) -> list[Field]:
    """Return the field that asks what is voted on, where there is anything on the wall."""
    if not asking.found:
        return []
    t = asking.t
    choices = [option(t(f"plan.about.{VoteOn.OPTIONS}"), VoteOn.OPTIONS, default=True)]
    choices += [
        option(t(f"button.vote_on.{on}", count=count), on) for on, count in asking.found.items()
    ]
    return [radio_field("about", t("decide.about"), choices)]


def method_field(t: Catalogue, methods: Sequence[Method]) -> Field:
    """Return the field that asks how people answer, the first of `methods` being usual."""
    choices = [
        option(t(f"opening.method.{method}"), method, default=method is methods[0])
        for method in methods
    ]
    return choice_field("method", t("field.vote_method"), choices)


def minutes(press: Press) -> float:
    """Return how long it lasts."""
    return read_minutes(press.text("minutes"))


def vote_of(asked: Asked, asking: Asking) -> Vote:
    """Return the vote that a form asks for; raise Refusal at the first thing that cannot be."""
    plan = planned(asked, invitation("vote.invite"), usual=asking.ballots)
    assert isinstance(plan, Vote)
    return plan


def changed(plan: Vote, **changes: Any) -> Vote:
    """Return a vote with other settings, checked together; raise Refusal where they do not go."""
    try:
        after = Vote.model_validate({**plan.model_dump(), **changes})
    except ValidationError:
        raise Refusal("decide.together") from None
    check_members(after)
    return after


def announced(plan: Kinds, asking: Asking) -> str:
    """Return what the card of a vote will say, under its title."""
    assert isinstance(plan, Vote)
    return announced_text(plan, asking.language, asking.t)
