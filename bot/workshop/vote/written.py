"""The options that are written for a vote, as they stand on its ballots."""

from __future__ import annotations

from bot.workshop.language import Language
from bot.workshop.vote.methods import Method
from bot.workshop.vote.options import Option
from bot.workshop.vote.shared_budget import hundredths
from bot.workshop.vote.step import Vote


def written_options(plan: Vote, language: Language) -> list[Option]:
    """Return the written options of a vote, numbered in their order; projects with their costs."""
    words = enumerate((option[language] for option in plan.options), start=1)
    if plan.method is not Method.SHARED_BUDGET:
        return [Option(number, label) for number, label in words]
    return [
        Option(number, label, cost=hundredths(cost), currency=plan.currency)
        for (number, label), cost in zip(words, plan.costs, strict=True)
    ]
