"""The counted votes as a table: one row for each option of each vote, best first.

Board tools export no such thing; the columns are named in the language of the session. Where so few
voted in secret that details would tell who voted what, an option has its words and nothing else, in
the order of the ballot, as in the JSON.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.i18n import Catalogue
from bot.reports.record import SessionRecord, VoteRecord
from bot.reports.tables.sheet import Cell, lines, sheet, yes
from bot.reports.vote.data import LOST, UNTOLD, withheld
from bot.reports.vote.dates import answer_name
from bot.reports.vote.found_date import ALL
from bot.reports.vote.majority import of_whom
from bot.reports.vote.method import method_name
from bot.reports.vote.reasons import reasons_of, told
from bot.reports.vote.resistance import standing, strong
from bot.reports.vote.tables import all_places
from bot.reports.vote.telling import (
    Place,
    Telling,
    answers_of,
    cast,
    counts_means,
    duels_won,
    majority_grade,
    offered,
)
from bot.tally.rules import yes_no
from bot.workshop.sessions.session import StepRun
from bot.workshop.vote.methods import Method

_COLUMNS = (
    "question",
    "option",
    "rank",
    "tied",
    "chosen",
    "figure",
    "unit",
    "in_words",
    "grades",
    "option_number",
    "step",
    "method",
    "secret",
    "turnout",
    "in_room",
    "electors",
    "quorum",
    "quorum_met",
    "majority_of",
    "needed",
    "remark",
    "reasons",
)
# What the figure of an option counts; the other methods have none of their own.
_UNITS = {
    Method.DOTS: "dots",
    Method.APPROVAL: "approvals",
    Method.SCORE: "total",
    Method.BORDA: "points",
    Method.DATES: "can_come",
    Method.RESISTANCE: "resistance",
    Method.YES_NO: "voices",
    Method.SCHULZE: "duels",
    Method.CONDORCET: "duels",
}


def votes(record: SessionRecord, t: Catalogue) -> bytes:
    """Return the table."""
    rows = (
        row
        for step in record.steps
        if step.id in record.votes
        for row in _rows(step, Telling(record.votes[step.id], t, str))
    )
    return sheet([t(f"table.{column}") for column in _COLUMNS], rows, t)


def _rows(step: StepRun, telling: Telling) -> Iterator[list[Cell]]:
    for place, name in _options(telling):
        yield [
            telling.vote.plan.asked(telling.t.language),
            telling.label(name),
            *_result(telling, place, name),
            None if telling.method is Method.YES_NO else int(name),
            *_frame(step, telling),
            lines(told(telling, one) for one in reasons_of(telling, name)) or None,
        ]


def _told(vote: VoteRecord) -> bool:
    """Return whether what options got may be told, and there is something to tell."""
    return withheld(vote) not in UNTOLD and cast(vote.outcome) > 0


def _options(telling: Telling) -> list[tuple[Place | None, str]]:
    """Return the options of a vote with their place, where they have one that may be told."""
    if telling.method is Method.YES_NO:
        return [(None, side) for side in (yes_no.YES, yes_no.NO, yes_no.ABSTAIN)]
    if not _told(telling.vote):
        return [(None, name) for name in sorted(offered(telling.outcome), key=int)]
    return [(place if telling.decides else None, name) for place, name in all_places(telling)]


def _result(telling: Telling, place: Place | None, name: str) -> list[Cell]:
    """Return rank, tie, choice, figure with its unit, in words, and grades of an option."""
    t, outcome = telling.t, telling.outcome
    if not _told(telling.vote):
        return [None] * 7
    tied = outcome.tie if telling.method is Method.YES_NO else place is not None and place.tied
    if outcome.seated:
        tied = name in outcome.tied
    chosen = name in outcome.taken if telling.decides and name != yes_no.ABSTAIN else None
    figure, unit = _figure(telling, name)
    return [
        place.rank if place and telling.method is not Method.STV else None,
        yes(tied, t) if telling.decides and name != yes_no.ABSTAIN else None,
        yes(chosen, t),
        figure,
        t(f"table.unit.{unit}") if unit else None,
        _in_words(telling, name),
        _grades(telling, name),
    ]


def _in_words(telling: Telling, name: str) -> str | None:
    """Return what an option got where no figure says it: a grade, a round, duels."""
    if telling.method is Method.MAJORITY_JUDGMENT:
        return majority_grade(telling.vote, name)
    if telling.method is Method.RESISTANCE:
        told = (telling.figure(name), standing(telling, name), strong(telling, name))
        return " · ".join(filter(None, told))
    return telling.figure(name) if _UNITS.get(telling.method) in (None, "duels") else None


def _figure(telling: Telling, name: str) -> tuple[Cell, str | None]:
    outcome, unit = telling.outcome, _UNITS.get(telling.method)
    if telling.method is Method.YES_NO:
        return telling.details["counts"][name], unit
    if unit == "duels":
        return duels_won(outcome, name)[0], unit
    if unit is None:
        return None, None
    return outcome.figures[name], "mean" if counts_means(outcome) else unit


def _grades(telling: Telling, name: str) -> str | None:
    """Return how many gave each grade, worst first; None for other methods."""
    if telling.method is Method.DATES:
        counts = answers_of(telling.outcome, name)
        told = ((answer_name(one, telling.t), counts[one]) for one in reversed(ALL))
        return lines(telling.t("table.grade", grade=grade, n=number) for grade, number in told)
    if telling.method is not Method.MAJORITY_JUDGMENT:
        return None
    t, held = telling.t, telling.details["options"][name]
    given = [*held["grades"].items(), (t("report.vote.ungraded"), held["missing"])]
    return lines(t("table.grade", grade=grade, n=number) for grade, number in given)


def _frame(step: StepRun, telling: Telling) -> list[Cell]:
    """Return what is said of a vote in each of its rows: from its step to its remark."""
    t, vote, outcome = telling.t, telling.vote, telling.outcome
    why = withheld(vote)
    few = why in UNTOLD
    remark = t("table.lost" if why == LOST else "table.too_few") if few else ""
    return [
        step.position + 1,
        method_name(vote.plan, t),
        yes(vote.secret, t),
        outcome.turnout,
        outcome.in_room,
        outcome.size,
        outcome.quorum,
        None if few else yes(outcome.quorum_met, t),
        of_whom(telling) or None if not few else None,
        None if few else telling.details.get("yes_needed", telling.details.get("needed")),
        remark,
    ]
