"""A shared budget: the money as one bar, then each project with what it cost whom, or why it is not
funded."""

from __future__ import annotations

from dataclasses import replace

from bot.reports.pictures.drawing import Drawing
from bot.reports.pictures.lettering import lettered
from bot.reports.pictures.vote.chart import chart
from bot.reports.record import SessionRecord
from bot.reports.vote.budget.telling import Budget, other, sentence, shares
from bot.reports.vote.naming import naming
from bot.reports.vote.telling import Telling
from bot.workshop.sessions.session import StepRun

# More would be too small to be read in a chat.
_PROJECTS = 10
_LABEL = 90


def money(record: SessionRecord, step: StepRun, telling: Telling) -> list[Drawing]:
    """Return who gets what of the money; without the quorum, what support each project has."""
    t, budget = telling.t, Budget(telling)
    funded = budget.funded() if telling.decides else []
    names = [*funded, *(budget.unfunded() if telling.decides else budget.by_support())]
    ranks = {name: rank for rank, name in enumerate(funded, start=1)}
    left = budget.left() if telling.decides else budget.whole
    bar: list[dict[str, object]] = [
        {"rank": ranks[name], "number": name, "share": float(budget.cost(name) / budget.whole)}
        for name in funded
    ]
    if left:
        rest = t("picture.budget.left", left=budget.say(left))
        bar.append({"rank": None, "share": float(left / budget.whole), "figure": rest})
    options = [
        {
            "rank": ranks.get(name),
            "number": name,
            "text": lettered(_name(telling, name), t.language),
            "figure": budget.say(budget.cost(name)),
            "why": sentence(telling, name),
        }
        for name in names[:_PROJECTS]
    ]
    cut = len(names) - len(options)
    # Where some of those that are cut are funded, the sentence calls none of them passed over.
    others = "unfunded_cut" if telling.decides and len(funded) <= len(options) else "cut"
    data = {
        "whole": t("picture.budget.whole", money=budget.say(budget.whole)),
        "bar": bar,
        "options": options,
        "rest": [
            *([t.n(f"picture.budget.{others}", cut)] if cut else []),
            *filter(None, [shares(telling), other(telling)] if telling.decides else []),
        ],
    }
    return chart(record, step, telling, "shares", data)


def _name(telling: Telling, name: str) -> str:
    """Return a project as it is named, without its cost: it stands beside it."""
    option = telling.vote.by_name.get(name)
    if option is None:
        return telling.t("result.gone")
    return naming(replace(option, cost=None), telling.t, _LABEL)
