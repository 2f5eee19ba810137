"""The methods by the name they have in the file: settings and ballots read, then counted.

Each adds its ballots up in one function and counts the sums in another, so that a file may hold
the sums alone (`bot.tally.totals`); instant run-off, transferable votes and shared budgets count
whole ballots.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from bot.tally import ballots, cut, quick
from bot.tally.ballots import Ballots
from bot.tally.order import Pairwise, pairwise
from bot.tally.reading import At
from bot.tally.result import Cast, Json, Result, summed
from bot.tally.rules import (
    approval,
    borda,
    condorcet,
    dates,
    dots,
    irv,
    majority_judgment,
    resistance,
    schulze,
    score,
    shared_budget,
    stv,
    yes_no,
)
from bot.tally.rules.shared_budget import Marking
from bot.tally.settings import Settings
from bot.tally.totals import Totals, cells_told


@dataclass(frozen=True, slots=True)
class Counted:
    """The result of a vote, with the weight of all its ballots and of the blank ones.

    `totals` are what the ballots add up to, in the form of the file; None where the rule needs
    them whole.
    """

    result: Result
    weight: int
    blank: int
    totals: Mapping[str, Json] | None = None


Method: TypeAlias = Callable[[Sequence[str], Settings, At], Counted]


# Where each method says what an option got, of those in which nothing means not elected.
_GIVEN = {"dots": "totals", "approval": "approvals"}
# Those whose order says who is second as honestly as who is first.
RANKING = ("dots", "approval", "score", "majority_judgment", "schulze", "borda")


def seated(method: str, counted: Counted, settings: Settings) -> Counted:
    """Return a count of which as many are elected as there are seats, where the settings say so.

    Raises Malformed for several of a method that finds one winner. Instant run-off puts those that
    went out in an order that says nothing of who would win beside others; Condorcet's rule ranks
    nobody but its winner.
    """
    if method == "stv":
        return counted
    if method not in RANKING:
        settings.one_winner(method)
        return counted
    seats = settings.seats()
    if seats is None:
        return counted
    return replace(counted, result=cut.first(counted.result, seats, _able(method, counted.result)))


def _able(method: str, result: Result) -> Callable[[str], bool]:
    """Return whether an option can be elected: where there is a threshold, if it reached it; where
    nothing may be given to it, if someone gave it something."""
    retained, given = result.details.get("retained"), result.details.get(_GIVEN.get(method, ""))
    if isinstance(retained, Sequence) and not isinstance(retained, str):
        return lambda name: name in retained
    if isinstance(given, Mapping):
        return lambda name: bool(given[name])
    return lambda _: True


@dataclass(frozen=True, slots=True)
class Figures:
    """How a method is counted from whole `ballots` or, where it can be, from their `totals`."""

    ballots: Method
    totals: Method | None = None


def _counted(result: Result, of: Ballots[Any] | Totals, name: str, told: Json) -> Counted:
    return Counted(
        result, of.weight, of.blank, {"ballots": of.weight, "blank": of.blank, name: told}
    )


def _dots(options: Sequence[str], settings: Settings, at: At) -> Counted:
    limits = (settings.budget(), settings.whole("cap", 1))
    cast = ballots.read(at, ballots.dots(options, *limits), quick.dots(options, *limits))
    totals = summed(options, cast.said)
    return _counted(dots.of_totals(totals), cast, "dots", totals)


def _dots_totals(options: Sequence[str], settings: Settings, at: At) -> Counted:
    of, budget = Totals.read(at, "dots"), settings.budget()
    totals = of.sums(options, min(budget, settings.whole("cap", 1) or budget), budget)
    return _counted(dots.of_totals(totals), of, "dots", totals)


def _approval(options: Sequence[str], settings: Settings, at: At) -> Counted:
    limits = settings.choices(len(options))
    cast = ballots.read(at, ballots.approval(options, *limits), quick.approval(options, *limits))
    result = approval.count(options, cast.said, settings.threshold(), cast.blank)
    return _counted(result, cast, "approvals", result.details["approvals"])


def _approval_totals(options: Sequence[str], settings: Settings, at: At) -> Counted:
    of = Totals.read(at, "approvals")
    approvals = of.sums(options, 1, settings.choices(len(options))[1])
    result = approval.of_approvals(approvals, settings.threshold(), of.said, of.blank)
    return _counted(result, of, "approvals", approvals)


def _score(options: Sequence[str], settings: Settings, at: At) -> Counted:
    low, high = settings.scale()
    criteria, missing = settings.criteria(), settings.missing()
    cast: Ballots[Any]
    if criteria is None:
        one = (options, low, high)
        cast = ballots.read(at, ballots.score(*one), quick.score(*one))
        cells = score.cells_alone(options, cast.said, missing)
    else:
        several = (options, low, high, criteria)
        cast = ballots.read(at, ballots.scores(*several), quick.scores(*several))
        cells = score.cells(options, cast.said, criteria, missing)
    result = score.of_cells(cells, cast.weight - cast.blank, low, missing)
    return _counted(result, cast, "scores", cells_told(cells, missing, criteria is None))


def _score_totals(options: Sequence[str], settings: Settings, at: At) -> Counted:
    of, scale = Totals.read(at, "scores"), settings.scale()
    criteria, missing = settings.criteria(), settings.missing()
    cells = of.cells(options, scale, criteria, missing)
    result = score.of_cells(cells, of.said, scale[0], missing)
    return _counted(result, of, "scores", cells_told(cells, missing, criteria is None))


def _majority_judgment(options: Sequence[str], settings: Settings, at: At) -> Counted:
    grades, missing = settings.grades(), settings.missing()
    cast = ballots.read(at, ballots.grades(options, grades), quick.grades(options, grades))
    given = majority_judgment.given(options, cast.said, grades)
    result = majority_judgment.of_grades(given, cast.weight - cast.blank, grades, missing)
    return _counted(result, cast, "grades", _by_grade(given, grades))


def _majority_judgment_totals(options: Sequence[str], settings: Settings, at: At) -> Counted:
    of, grades, missing = Totals.read(at, "grades"), settings.grades(), settings.missing()
    given = of.grades(options, grades)
    result = majority_judgment.of_grades(given, of.said, grades, missing)
    return _counted(result, of, "grades", _by_grade(given, grades))


def _by_grade(given: Mapping[str, Sequence[int]], grades: Sequence[str]) -> Mapping[str, Json]:
    return {option: dict(zip(grades, row, strict=True)) for option, row in given.items()}


def _dates(options: Sequence[str], settings: Settings, at: At) -> Counted:
    passed = settings.passed(options)
    cast = ballots.read(at, ballots.grades(options, dates.ANSWERS))
    answers = dates.given(options, cast.said)
    result = dates.of_answers(answers, cast.weight - cast.blank, passed)
    return _counted(result, cast, "dates", answers)


def _dates_totals(options: Sequence[str], settings: Settings, at: At) -> Counted:
    of, passed = Totals.read(at, "dates"), settings.passed(options)
    answers = _by_answer(of.grades(options, dates.ANSWERS))
    return _counted(dates.of_answers(answers, of.said, passed), of, "dates", answers)


def _by_answer(given: Mapping[str, Sequence[int]]) -> dict[str, dict[str, int]]:
    return {date: dict(zip(dates.ANSWERS, row, strict=True)) for date, row in given.items()}


def _yes_no(_: Sequence[str], settings: Settings, at: At) -> Counted:
    cast = ballots.read(at, ballots.choice, quick.choice)
    sides = dict.fromkeys((yes_no.YES, yes_no.NO), 0)
    for one in cast.said:
        sides[one.ballot] += one.weight
    return _sides(sides, settings, cast)


def _yes_no_totals(_: Sequence[str], settings: Settings, at: At) -> Counted:
    of = Totals.read(at, "counts")
    sides = of.sums((yes_no.YES, yes_no.NO), 1, 1)
    if sum(sides.values()) < of.said:
        raise of.figures.wrong(f"expected {of.said} in all")
    return _sides(sides, settings, of)


def _sides(sides: Mapping[str, int], settings: Settings, of: Ballots[str] | Totals) -> Counted:
    majority = settings.majority()
    result = yes_no.of_counts({**sides, yes_no.ABSTAIN: of.blank}, majority)
    return _counted(result, of, "counts", sides)


def _irv(options: Sequence[str], _: Settings, at: At) -> Counted:
    cast = ballots.read(at, ballots.ranked(options), quick.ranked(options))
    return Counted(irv.count(options, cast.said), cast.weight, cast.blank)


def _stv(options: Sequence[str], settings: Settings, at: At) -> Counted:
    withdrawn = frozenset(settings.passed_over(options))
    cast = ballots.read(at, ballots.preferences(options, withdrawn))
    seats = settings.seats() or 1
    settings.used["seats"] = seats
    result = stv.count(options, cast.said, seats, seed=settings.seed(), withdrawn=withdrawn)
    return Counted(result, cast.weight, cast.blank)


def _shared_budget(options: Sequence[str], settings: Settings, at: At) -> Counted:
    money, costs, decides = settings.money(), settings.costs(options), settings.decides()
    seed, cast = settings.seed() or "", _supports(options, settings, at)
    gone = frozenset(settings.passed_over(options))
    result = shared_budget.count(costs, cast.said, money, decides, seed, gone)
    # Those who support nothing else say nothing any more.
    silent = sum(one.weight for one in cast.said if gone.issuperset(one.ballot)) if gone else 0
    return Counted(result, cast.weight, cast.blank + silent)


def _supports(options: Sequence[str], settings: Settings, at: At) -> Ballots[Mapping[str, int]]:
    """Return the points that each ballot gives: one for what it ticks, or those it says."""
    if settings.marks() is Marking.POINTS:
        most = settings.scale()[1]
        return ballots.read(
            at,
            ballots.dots(options, most * len(options), most),
            quick.dots(options, most * len(options), most),
        )
    limits = (options, 0, len(options))
    ticked = ballots.read(at, ballots.approval(*limits), quick.approval(*limits))
    said = tuple(Cast(dict.fromkeys(one.ballot, 1), one.weight) for one in ticked.said)
    return Ballots(said, ticked.blank)


def _resistance(options: Sequence[str], settings: Settings, at: At) -> Counted:
    limits = (options, 0, resistance.MOST)
    cast = ballots.read(at, ballots.score(*limits), quick.score(*limits))
    return _met(resistance.met(options, cast.said), settings, cast)


def _resistance_totals(options: Sequence[str], settings: Settings, at: At) -> Counted:
    of = Totals.read(at, "resistances")
    return _met(of.resistances(options), settings, of)


def _met(
    met: Mapping[str, resistance.Met], settings: Settings, of: Ballots[Any] | Totals
) -> Counted:
    said = of.weight - of.blank
    result = resistance.of_sums(met, said, settings.passive(list(met)))
    told: Json = {option: {"sum": one.sum, "strong": one.strong} for option, one in met.items()}
    return _counted(result, of, "resistances", told)


def _duels(rule: Callable[[Pairwise, int], Result]) -> Figures:
    def of_ballots(options: Sequence[str], _: Settings, at: At) -> Counted:
        cast = ballots.read(at, ballots.ranked(options), quick.ranked(options))
        wins = pairwise(options, cast.said)
        return _counted(rule(wins, cast.weight - cast.blank), cast, "pairwise", wins)

    def of_totals(options: Sequence[str], _: Settings, at: At) -> Counted:
        of = Totals.read(at, "pairwise")
        wins = of.pairwise(options)
        return _counted(rule(wins, of.said), of, "pairwise", wins)

    return Figures(of_ballots, of_totals)


YES_NO = "yes_no"
METHODS: Mapping[str, Figures] = {
    "dots": Figures(_dots, _dots_totals),
    "approval": Figures(_approval, _approval_totals),
    "score": Figures(_score, _score_totals),
    "majority_judgment": Figures(_majority_judgment, _majority_judgment_totals),
    "irv": Figures(_irv),
    "stv": Figures(_stv),
    "schulze": _duels(lambda wins, said: schulze.of_pairwise(wins, spoken=said > 0)),
    "borda": _duels(borda.of_pairwise),
    "condorcet": _duels(lambda wins, said: condorcet.of_pairwise(wins, spoken=said > 0)),
    YES_NO: Figures(_yes_no, _yes_no_totals),
    "shared_budget": Figures(_shared_budget),
    "dates": Figures(_dates, _dates_totals),
    "resistance": Figures(_resistance, _resistance_totals),
}
