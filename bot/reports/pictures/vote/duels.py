"""Every option against every other: who beats whom, the winners' rows on top."""

from __future__ import annotations

from bot.reports.pictures.drawing import Drawing
from bot.reports.pictures.vote.chart import chart, label
from bot.reports.record import SessionRecord
from bot.reports.vote.tables import DUELLISTS, by_duels
from bot.reports.vote.telling import Telling, duel
from bot.reports.vote.verdict import mark
from bot.workshop.sessions.session import StepRun

_LABEL = 80
_SHORT = 44
_ROOMY = 6


def duels(record: SessionRecord, step: StepRun, telling: Telling) -> list[Drawing]:
    """Return the table of the duels between the first options."""
    t, winners = telling.t, telling.outcome.winners
    names = by_duels(telling)
    shown = names[:DUELLISTS]
    left = len(names) - len(shown)
    limit = _LABEL if len(shown) <= _ROOMY else _SHORT
    rows = [
        {
            "number": name,
            "text": label(telling, name, limit),
            "first": name in winners,
            "mark": mark(telling, name, tied=len(winners) > 1) if name in winners else "",
            "cells": [_cell(telling, name, other) for other in shown],
        }
        for name in shown
    ]
    data = {
        "rows": rows,
        "reading": t("picture.result.duels"),
        "won": t("picture.result.duel_won"),
        "even": t("picture.result.duel_even"),
        "lost": t("picture.result.duel_lost"),
        "rest": [t.n("picture.result.duels_cut", left)] if left else [],
    }
    return chart(record, step, telling, "duels", data)


def _cell(telling: Telling, one: str, other: str) -> dict[str, object] | None:
    if one == other:
        return None
    mine, theirs = duel(telling.outcome, one, other)
    return {"figure": str(mine), "won": mine > theirs, "even": mine == theirs}
