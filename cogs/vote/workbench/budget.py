"""Share a budget: projects with their costs, and a sum that does not pay for all of them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.interface.pressing.router import Press
from bot.interface.showing.layout import Field, option, radio_field, text_field
from bot.interface.words.sessions.kinds import invitation
from bot.tally.rules.shared_budget import Marking, Sharing
from bot.workshop.alike import alike
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Kinds, Vote
from bot.workshop.language import Bilingual
from bot.workshop.text import escape, one_line
from bot.workshop.vote.asking import TITLE_LIMIT
from bot.workshop.vote.methods import Method
from bot.workshop.vote.shared_budget import CURRENCY, read_money, read_projects, worded
from bot.workshop.vote.step import Wording, heading
from cogs.vote.workbench.fields import (
    OPTIONS,
    announced,
    minutes,
    minutes_field,
    question_field,
)
from cogs.vote.workbench.kind import Asking, Decision

_SUM = 30
# What people are used to is asked first; which rule decides is chosen with it, in one sentence.
_WAYS = tuple((marking, sharing) for marking in Marking for sharing in reversed(Sharing))


def _fields(asking: Asking) -> Sequence[Field]:
    t = asking.t
    ways = [
        option(
            t(f"decide.budget.{marking}_{sharing}"),
            f"{marking} {sharing}",
            description=t(f"decide.budget.{marking}_{sharing}.hint"),
            default=(marking, sharing) == _WAYS[0],
        )
        for marking, sharing in _WAYS
    ]
    return [
        question_field(t),
        text_field("money", t("decide.budget.money"), limit=_SUM),
        text_field(
            "projects",
            t("decide.budget.projects"),
            description=t("decide.budget.projects.hint"),
            long=True,
            limit=OPTIONS,
        ),
        radio_field("way", t("decide.budget.ways"), ways),
        minutes_field(t),
    ]


def _read(press: Press, asking: Asking) -> Kinds:
    question = one_line(press.text("question"))
    if not question:
        raise Refusal("asked.no_question")
    marking, _, sharing = press.text("way").partition(" ")
    if marking not in set(Marking) or sharing not in set(Sharing):
        raise Refusal("button.unknown")
    whole = read_money(press.text("money"))
    priced = read_projects(press.text("projects"), whole.hundredths)
    return Vote(
        kind="vote",
        title=heading(question),
        invite=invitation("vote.invite"),
        minutes=minutes(press),
        method=Method.SHARED_BUDGET,
        question=Bilingual.same(question) if len(question) > TITLE_LIMIT else None,
        options=tuple(Wording.same(name) for name in priced.names),
        costs=tuple(map(worded, priced.costs)),
        money=whole.hundredths // 100,
        currency=_currency(whole.currency, priced.currency),
        marking=Marking(marking),
        sharing=Sharing(sharing),
        **asking.ballots.settings,
    )


def _currency(one: str | None, other: str | None) -> str:
    """Return the currency that was written, of the money or of the costs; raise Refusal where they
    are two."""
    if one and other and alike(one) != alike(other):
        raise Refusal("budget.two_currencies", one=escape(one), other=escape(other))
    return one or other or CURRENCY


DECISION = Decision("budget", "💶", _fields, _read, announced)
