"""A question: how many say yes and no, and the majority that it took."""

from __future__ import annotations

from bot.reports.pictures.drawing import Drawing
from bot.reports.pictures.vote.chart import chart
from bot.reports.record import SessionRecord
from bot.reports.vote.majority import away
from bot.reports.vote.telling import Telling, expressed
from bot.reports.vote.verdict import threshold
from bot.tally.rules import yes_no
from bot.workshop.sessions.session import StepRun


def answers(record: SessionRecord, step: StepRun, telling: Telling) -> list[Drawing]:
    """Return one bar, from yes to no, with the line that yes had to reach; those who said neither,
    where the majority is of them too, have a part of it that is slanted lines."""
    t, details = telling.t, telling.details
    counts = details["counts"]
    # Where the majority is of more people than said yes or no, the bar leaves room for the others.
    total = details.get("of") or expressed(telling.outcome)
    abstained = counts[yes_no.ABSTAIN]
    neither = [t.n("result.abstained", abstained)] if abstained else []
    if missing := away(telling):
        neither.append(missing)
    # What neither says is written in its part of the bar; below, where it has none.
    white = "of" in details and counts[yes_no.YES] + counts[yes_no.NO] < total
    data = {
        "adopted": details["adopted"],
        "sides": [
            {
                "name": t(f"ballot.{side}"),
                "figure": str(counts[side]),
                "share": counts[side] / total,
                "yes": side == yes_no.YES,
            }
            for side in (yes_no.YES, yes_no.NO)
        ],
        "needed": t.n("picture.result.needed", details["yes_needed"]),
        "line": details["yes_needed"] / total,
        "neither": neither if white else [],
        "rest": [threshold(telling), *([] if white else neither)],
    }
    return chart(record, step, telling, "answers", data)
