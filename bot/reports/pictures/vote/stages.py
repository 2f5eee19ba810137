"""Transferable votes, round after round: what each candidate has, who is elected, who is out."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from bot.reports.pictures.drawing import Drawing
from bot.reports.pictures.vote.chart import OPTIONS, chart, label
from bot.reports.record import SessionRecord
from bot.reports.vote.seats import needed, rounds_shown
from bot.reports.vote.telling import Telling
from bot.workshop.sessions.session import StepRun

_ROUNDS = 4
_LABEL = 70


def stages(record: SessionRecord, step: StepRun, telling: Telling) -> list[Drawing]:
    """Return the first round and the last ones, one below the other."""
    t, held = telling.t, telling.rounds
    shown, between = rounds_shown(telling, _ROUNDS)
    most = max((Fraction(n) for one in held for n in one["counts"].values()), default=Fraction(1))
    gains = any(_gained(held, number, name) for number in shown for name in held[number]["counts"])
    quota = telling.details["quota"]
    # A bar that is full has what a place takes, or more.
    most = max(most, Fraction(quota or 0))
    data = {
        "line": float(Fraction(quota) / most) if quota is not None else None,
        "rounds": [_round(telling, number, most) for number in shown],
        "rest": [
            *filter(None, [needed(telling)]),
            *([t("picture.seats.line")] if quota is not None else []),
            *([t("picture.result.gained")] if gains else []),
            *([t.n("picture.seats.rounds_cut", between)] if between else []),
        ],
    }
    return chart(record, step, telling, "rounds", data)


def _gained(held: Any, number: int, name: str) -> Fraction:
    """Return what a candidate has more than in the round before."""
    if not number:
        return Fraction(0)
    before = Fraction(held[number - 1]["counts"].get(name, 0))
    return max(Fraction(held[number]["counts"][name]) - before, Fraction(0))


def _round(telling: Telling, number: int, most: Fraction) -> dict[str, object]:
    t, rounds = telling.t, telling.rounds
    held: Mapping[str, Any] = rounds[number]
    counts = {name: Fraction(n) for name, n in held["counts"].items()}
    seated = {n for one in rounds[: number + 1] for n in (*one["elected"], *one["filled"])}
    seated &= set(telling.outcome.winners)
    # Those who are elected stay where they were; the others are in the order of this round.
    best = sorted(counts, key=lambda n: (n not in seated, -counts[n], int(n)))
    level = set(held["level"]) & set(telling.outcome.tied)

    def bar(name: str) -> dict[str, object]:
        gained = _gained(rounds, number, name)
        out = name in held["eliminated"]
        mark = ""
        if out:
            mark = t("seats.mark.out")
        elif name in seated:
            mark = t("seats.mark.elected")
        elif name in level:
            mark = t("picture.result.first")
        return {
            "number": name,
            "text": label(telling, name, _LABEL),
            "figure": t.number(counts[name]),
            "kept": float((counts[name] - gained) / most) if most else 0,
            "gained": float(gained / most) if most else 0,
            "gain": f"+{t.number(gained)}" if gained else "",
            "out": out,
            "wins": name in seated or name in level,
            "mark": mark,
        }

    shown = best[:OPTIONS]
    gone = [name for name in best if name in held["eliminated"]]
    if gone and not set(gone) & set(shown):
        shown = [*best[: OPTIONS - 1], gone[0]]
    left, silent = len(best) - len(shown), Fraction(held["for_nobody"])
    return {
        "name": t("picture.result.round", n=number + 1),
        "bars": [bar(name) for name in shown],
        "others": t.n("picture.result.standing_cut", left) if left else "",
        "silent": t("picture.seats.nobody", votes=t.n("seats.votes", silent)) if silent else "",
    }
