"""The run-off, round after round: who stands, what each one gained, who is eliminated."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from bot.reports.pictures.drawing import Drawing
from bot.reports.pictures.vote.chart import OPTIONS, chart, label
from bot.reports.record import SessionRecord
from bot.reports.vote.telling import Telling
from bot.workshop.sessions.session import StepRun

_ROUNDS = 4
_LABEL = 70


def rounds(record: SessionRecord, step: StepRun, telling: Telling) -> list[Drawing]:
    """Return the last rounds, one below the other."""
    t, held = telling.t, telling.rounds
    first = max(0, len(held) - _ROUNDS)
    most = max((max(map(Fraction, one["counts"].values())) for one in held), default=Fraction(1))
    data = {
        "line": None,
        "rounds": [
            _round(telling, number, held[number], held[number - 1] if number else None, most)
            for number in range(first, len(held))
        ],
        "rest": [
            *([t("picture.result.gained")] if len(held) > 1 else []),
            *([t.n("picture.result.rounds_cut", first)] if first else []),
        ],
    }
    return chart(record, step, telling, "rounds", data)


def _round(
    telling: Telling,
    number: int,
    held: Mapping[str, Any],
    before: Mapping[str, Any] | None,
    most: Fraction,
) -> dict[str, object]:
    t = telling.t
    counts = {name: Fraction(n) for name, n in held["counts"].items()}
    best = sorted(counts, key=lambda name: (-counts[name], int(name)))
    last = not held["eliminated"] or len(counts) - len(held["eliminated"]) == 1

    def bar(name: str) -> dict[str, object]:
        gained = counts[name] - Fraction(before["counts"][name]) if before else Fraction(0)
        gained = max(gained, Fraction(0))
        out = name in held["eliminated"]
        mark = ""
        if out:
            mark = t("picture.result.out")
        elif last:
            mark = _first(telling, name)
        return {
            "number": name,
            "text": label(telling, name, _LABEL),
            "figure": t.number(counts[name]),
            "kept": float((counts[name] - gained) / most) if most else 0,
            "gained": float(gained / most) if most else 0,
            "gain": f"+{t.number(gained)}" if gained else "",
            "out": out,
            "wins": bool(mark) and not out,
            "mark": mark,
        }

    shown = best[:OPTIONS]
    # Whoever goes out is shown, however many stand above.
    gone = [name for name in best if name in held["eliminated"]]
    if gone and not set(gone) & set(shown):
        shown = [*best[: OPTIONS - 1], gone[0]]
    left = len(best) - len(shown)
    silent = int(held["for_nobody"])
    return {
        "name": t("picture.result.round", n=number + 1),
        "bars": [bar(name) for name in shown],
        "others": t.n("picture.result.standing_cut", left) if left else "",
        "silent": t.n("picture.result.silent", silent) if silent else "",
    }


def _first(telling: Telling, name: str) -> str:
    """Return what stands beside an option left at the end: it wins, ties for it, or neither."""
    outcome = telling.outcome
    if name not in outcome.winners:
        return ""
    tied = len(outcome.winners) > 1
    return telling.t("picture.result.first" if tied else "picture.result.wins")
