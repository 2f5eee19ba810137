"""A vote in the form that anyone can recount: what the export holds, and what is counted."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from bot.tally.base import Base
from bot.tally.rules.shared_budget import Marking
from bot.workshop.language import Language
from bot.workshop.vote.ballot import Content
from bot.workshop.vote.methods import Method, SecondRule
from bot.workshop.vote.options import Departure, Option, Slate
from bot.workshop.vote.shared_budget import worded
from bot.workshop.vote.step import Vote


def document(
    plan: Vote,
    language: Language,
    options: Sequence[Option],
    ballots: Sequence[tuple[int, Content]],
    quorum: int | None,
    people: int | None = None,
    seed: str | None = None,
) -> dict[str, Any]:
    """Return a vote in the form of the recount; `ballots` are weights and contents, `people` how
    many are present, or are members, where the majority is of these; `seed` is what a lot within
    the count is drawn with, where one was declared.

    Ballots that say the same are one entry, in an order that comes from their content alone.
    Options that were removed are left out, and the ticks that a ballot had to have are no more
    than it was left with.
    """
    merged: dict[str, int] = {}
    for weight, content in ballots:
        text = json.dumps(content, ensure_ascii=False)
        merged[text] = merged.get(text, 0) + weight
    names = option_names(plan, options)
    set_to = settings(plan, language, quorum)
    if plan.base is not Base.CAST and plan.majority_of(people) is not None:
        # Where nobody knows any more how many they are, they are those who voted.
        known = people or max(1, sum(weight for weight, _ in ballots))
        set_to |= {"base": plan.base.value, plan.base.value: known}
    if plan.method is Method.DATES:
        passed = [o.name for o in Slate.of(options).gone if o.gone is Departure.PASSED]
        set_to |= {"passed": passed} if passed else {}
    if plan.method is Method.SHARED_BUDGET:
        set_to["costs"] = {o.name: _amount(o.cost) for o in Slate.of(options).offered}
        if over := [option.name for option in Slate.of(options).gone]:
            set_to["passed_over"] = over
    if plan.method is Method.STV:
        gone = {option.name for option in Slate.of(options).gone}
        set_to |= {
            "passed_over": [name for name in names if name in gone],
            "seed": seed if plan.tie is SecondRule.LOT else None,
        }
    if (nothing := plan.nothing(language)) is not None:
        passive = [o.name for o in Slate.of(options).offered if o.label == nothing]
        set_to |= {"passive": passive[0]} if passive else {}
    if plan.method is Method.APPROVAL:
        held = (len(content) for _, content in ballots)
        set_to["min_choices"] = min(plan.min_choices, len(names), *held)
    return {
        "method": plan.method.value,
        "options": names,
        "settings": set_to,
        "ballots": [
            {"weight": weight, "ballot": json.loads(text)}
            for text, weight in sorted(merged.items())
        ],
    }


def option_names(plan: Vote, options: Sequence[Option]) -> list[str]:
    """Return the names by which ballots call what can be chosen."""
    if plan.method is Method.YES_NO:
        return ["yes", "no"]
    return [option.name for option in Slate.of(options).offered]


def settings(plan: Vote, language: Language, quorum: int | None) -> dict[str, Any]:
    """Return the settings that the method reads (`bot.tally.settings`)."""
    found: dict[str, Any] = {}
    if plan.method is Method.DOTS:
        found |= {"budget": plan.budget, "cap": plan.cap}
    elif plan.method is Method.APPROVAL:
        found |= {"min_choices": plan.min_choices, "max_choices": plan.max_choices}
        if plan.threshold is not None:
            found["threshold"] = plan.threshold
    elif plan.method is Method.SCORE:
        found |= {"scale": list(plan.scale), "missing": plan.missing.value}
        if plan.criteria:
            found["criteria"] = list(plan.criterion_names(language))
    elif plan.method is Method.MAJORITY_JUDGMENT:
        found |= {"grades": list(plan.grade_names(language)), "missing": plan.missing.value}
    elif plan.method is Method.YES_NO:
        found["majority"] = plan.majority
    elif plan.method is Method.SHARED_BUDGET:
        found |= {"money": plan.money, "decides": plan.sharing.value, "marks": plan.marking.value}
        found |= {"seed": plan.seed or None}
        if plan.marking is Marking.POINTS:
            found["scale"] = list(plan.scale)
    if plan.seated:
        found["seats"] = plan.seats
    if quorum is not None:
        found |= {"quorum": quorum, "abstentions_count": plan.abstentions_count}
    return found


def _amount(cost: int | None) -> int | str:
    """Return a cost as a file holds it: whole, or with its cents."""
    assert cost is not None
    text = worded(cost)
    return int(text) if text.isdecimal() else text
