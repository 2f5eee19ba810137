"""Why people resist strongly, proposal by proposal: told with the result, for the group to rework
what meets the least resistance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.reports.vote.resistance import passive
from bot.reports.vote.telling import Telling, places
from bot.reports.writing import bullets, paragraphs
from bot.tally.rules.resistance import STRONG
from bot.workshop.vote.methods import Method
from bot.workshop.vote.reasons import Reason


def resisted(telling: Telling) -> Mapping[str, int]:
    """Return how many resist each proposal strongly, the least resisted first; nothing of what
    nobody does, of deciding nothing, nor where so few voted that nothing is told."""
    vote = telling.vote
    told = vote.detailed and not vote.outcome.lost
    if vote.plan.method is not Method.RESISTANCE or not told:
        return {}
    strong, nothing = telling.details["strong"], passive(telling)
    names = [place.name for place in places(vote) if place.name != nothing]
    return {name: int(strong[name]) for name in names if strong[name]}


def reasons_of(telling: Telling, name: str) -> Sequence[Reason]:
    """Return why a proposal is resisted, in the order drawn at the close."""
    return [one for one in telling.vote.reasons if str(one.number) == name]


def told(telling: Telling, one: Reason) -> str:
    """Return a reason, with whose it is in a signed vote."""
    t, by = telling.t, []
    if one.author_name is not None:
        by.append(telling.write(one.author_name))
    elif one.in_room:
        by.append(t("result.reason_room"))
    if one.earlier:
        by.append(t("result.reason_earlier"))
    text = telling.write(one.text)
    return t("report.vote.reasons_by", text=text, by=" · ".join(by)) if by else text


def best(telling: Telling) -> Sequence[str]:
    """Return the proposals that meet the least resistance, that of deciding nothing left aside."""
    nothing = passive(telling)
    ranked = [place for place in places(telling.vote) if place.name != nothing]
    return [place.name for place in ranked if place.rank == ranked[0].rank]


def section(telling: Telling) -> str:
    """Return the reasons as a report tells them, each under its proposal; empty for none."""
    listed = [
        paragraphs(f"**{telling.label(name)}**", bullets(told(telling, one) for one in of))
        for name in resisted(telling)
        if (of := reasons_of(telling, name))
    ]
    return paragraphs(telling.t("report.vote.reasons", strong=STRONG), *listed) if listed else ""


def lines(telling: Telling) -> Iterator[str]:
    """Yield the reasons of a vote one by one, with the number of their proposal."""
    for name in resisted(telling):
        for one in reasons_of(telling, name):
            yield f"{name} · {told(telling, one)}"
