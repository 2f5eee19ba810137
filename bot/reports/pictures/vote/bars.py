"""Dots, approvals, scores and points: a bar for each option, best first, ties marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from bot.reports.pictures.drawing import Drawing
from bot.reports.pictures.lettering import lettered
from bot.reports.pictures.vote.chart import OPTIONS, chart, entry, others
from bot.reports.record import SessionRecord
from bot.reports.vote import resistance
from bot.reports.vote.dates import answer_name
from bot.reports.vote.found_date import ALL
from bot.reports.vote.majority import of_whom
from bot.reports.vote.telling import Place, Telling, answers_of, offered, places, score_share, share
from bot.reports.vote.verdict import mark
from bot.workshop.sessions.session import StepRun
from bot.workshop.vote.methods import Method

# More dots than this on one bar, and each one drawn stands for several.
_DOTS = 40
_NAME = 30


def dots(record: SessionRecord, step: StepRun, telling: Telling) -> list[Drawing]:
    """Return the dots of each option, drawn one by one."""
    t, totals = telling.t, telling.vote.totals
    ranked = places(telling.vote)
    worth = -(-max(totals.values()) // _DOTS)
    options = [
        entry(telling, place)
        | {
            "figure": str(totals[int(place.name)]),
            "full": totals[int(place.name)] // worth,
            # The rest of a dot that stands for several, as a part of one.
            "part": (totals[int(place.name)] % worth) / worth,
        }
        for place in ranked[:OPTIONS]
    ]
    scale = t("picture.result.scale.dots", worth=worth) if worth > 1 else ""
    return _chart(record, step, telling, "result", options, scale, ranked)


def bars(record: SessionRecord, step: StepRun, telling: Telling, note: str = "") -> list[Drawing]:
    """Return a bar for each option, and one for each criterion of its score; below, a `note`."""
    t, vote = telling.t, telling.vote
    ranked = places(vote)
    options = [
        entry(telling, place)
        | {
            "figure": _figure(telling, place.name),
            "mark": _mark(telling, place),
            "share": float(share(vote, place.name)),
            "criteria": _criteria(telling, place),
        }
        for place in ranked[:OPTIONS]
    ]
    scale = ""
    if vote.outcome.puts_each:
        needed = telling.details["needed"]
        scale = t("majority.picture.scale", people=of_whom(telling), needed=needed)
    elif vote.plan.method is Method.APPROVAL:
        scale = t.n("picture.result.scale.approval", vote.outcome.ballots)
    elif vote.plan.method is Method.DATES:
        scale = t.n("picture.result.scale.dates", vote.outcome.ballots)
    elif vote.plan.method is Method.RESISTANCE:
        scale = t("picture.result.scale.resistance")
        if resistance.passive(telling) is not None:
            scale += " " + t("picture.resistance.line")
    elif vote.plan.method is Method.SCORE:
        scale = t("picture.result.scale.score", high=vote.plan.scale[1])
    said = " ".join(filter(None, (scale, note)))
    return _chart(record, step, telling, "bars", options, said, ranked, _line(telling))


def _line(telling: Telling) -> float | None:
    """Return where the line that bars are compared with stands: what a majority takes, or the
    resistance to deciding nothing."""
    details = telling.details
    if telling.outcome.puts_each:
        return float(details["needed"] / details["of"])
    if telling.method is Method.RESISTANCE and (nothing := resistance.passive(telling)):
        return float(share(telling.vote, nothing))
    return None


def _mark(telling: Telling, place: Place) -> str:
    """Return what sets an option apart; a resistance, that it is worse than deciding nothing."""
    told = mark(telling, place.name, tied=place.tied)
    if telling.method is Method.RESISTANCE and not resistance.better(telling, place.name):
        told = " · ".join(filter(None, (told, resistance.short(telling, place.name))))
    return told


def _figure(telling: Telling, name: str) -> str:
    """Return what stands at the end of a bar; a resistance is a share, and no points."""
    if telling.method is Method.RESISTANCE:
        return telling.t("report.vote.percent", share=resistance.share(telling, name))
    return telling.t.number(telling.outcome.figures[name])


def _criteria(telling: Telling, place: Place) -> list[dict[str, object]]:
    t, vote = telling.t, telling.vote
    if telling.method is Method.DATES:
        counts = answers_of(vote.outcome, place.name)
        return [
            {
                "name": lettered(answer_name(answer, t), t.language, _NAME),
                "figure": str(counts[answer]),
                "share": counts[answer] / max(1, vote.outcome.ballots),
            }
            for answer in ALL
        ]
    of: Mapping[str, Any] = telling.details.get("by_criterion", {}).get(place.name, {})
    return [
        {
            "name": lettered(name, t.language, _NAME),
            "figure": t.number(Fraction(of[name])),
            "share": float(score_share(vote, Fraction(of[name]))),
        }
        for name in (vote.plan.criterion_names(t.language) if of else ())
    ]


def _chart(
    record: SessionRecord,
    step: StepRun,
    telling: Telling,
    template: str,
    options: Sequence[Mapping[str, object]],
    scale: str,
    ranked: Sequence[Place],
    line: float | None = None,
) -> list[Drawing]:
    rest = [scale] if scale else []
    rest += others(telling, ranked, len(options))
    without = len(offered(telling.outcome)) - len(ranked)
    if telling.method in (Method.DOTS, Method.APPROVAL) and without > 0:
        rest.append(telling.t.n(f"result.got_nothing.{telling.method.value}", without))
    data = {"options": options, "rest": rest, "line": line}
    return chart(record, step, telling, template, data)
