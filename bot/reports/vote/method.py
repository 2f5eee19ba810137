"""A method in two sentences, as a facilitator would say it to a general assembly.

The first says what was counted, the second how what is blank or missing counts.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from bot.i18n import Catalogue
from bot.reports.vote import majority
from bot.tally.base import Base
from bot.tally.missing import Missing
from bot.workshop.text import escape, shorten
from bot.workshop.vote.methods import Method
from bot.workshop.vote.scope import Scope
from bot.workshop.vote.step import Vote

# How many themes a vote on their post-its names, and in how many characters each.
_THEMES = 6
_THEME = 60


def method_name(plan: Vote, t: Catalogue) -> str:
    """Return what a kind of vote is called."""
    return t(f"result.method.{plan.method.value}")


def explained(plan: Vote, options: int, t: Catalogue, say: Callable[[str], str] = escape) -> str:
    """Return on which part of the wall a vote on so many `options` is, and how it is counted; `say`
    makes a name ready to be shown."""
    counted, left = _SENTENCES[plan.method](plan, options, t, say)
    if plan.seats > 1 and plan.method is not Method.STV:
        counted = f"{counted} {t.n('seats.how', plan.seats)}"
    return " ".join(filter(None, (scope_told(plan.scope, options, t, say), counted, left)))


def scope_told(
    scope: Scope | None, options: int, t: Catalogue, say: Callable[[str], str] = escape
) -> str:
    """Return which part of the wall a vote on so many `options` is on and why; nothing where it
    is on all of it, as was planned."""
    if scope is None:
        return ""
    if scope.unchosen is not None:
        return t(f"vote.scope.{scope.unchosen}")
    if not scope.is_part:
        return ""
    if not scope.names:
        return t("vote.scope.unsorted_alone")

    def quoted(name: str) -> str:
        return t("result.named", option=say(shorten(name, _THEME)))

    before = dict(scope.renamed)
    named = [
        t("vote.scope.renamed", theme=quoted(name), before=quoted(before[name]))
        if name in before
        else quoted(name)
        for name in scope.names[:_THEMES]
    ]
    if len(scope.names) > _THEMES:
        named.append(t.n("result.and_others", len(scope.names) - _THEMES))
    key = "vote.scope.picked" if scope.by_hand else "vote.scope.chosen"
    told = [t.n(key, len(scope.names), themes=", ".join(named))]
    told += [
        t("vote.scope.joined", theme=quoted(one), into=quoted(into))
        for one, into in scope.joined[:_THEMES]
    ]
    if scope.unsorted:
        told.append(t("vote.scope.unsorted"))
    if scope.tied:
        told.append(t("vote.scope.tied"))
    if scope.gone:
        told.append(t.n("vote.scope.left", scope.gone))
    if scope.wall:
        told.append(t.n("vote.scope.size", options, total=scope.wall))
    return " ".join(told)


_Sentences = tuple[str, str]
_Say = Callable[[str], str]


def _dots(plan: Vote, _: int, t: Catalogue, _say: _Say) -> _Sentences:
    if plan.cap is None or plan.cap >= plan.budget:
        counted = t.n("result.how.dots", plan.budget)
    else:
        counted = t.n("result.how.dots_cap", plan.budget, cap=plan.cap)
    return counted, t("result.how.dots_left")


def _approval(plan: Vote, options: int, t: Catalogue, _: _Say) -> _Sentences:
    if plan.threshold is not None:
        return majority.explained(plan, t)
    most = min(plan.max_choices or options, options)
    if plan.min_choices or most < options:
        least = plan.min_choices
        counted = t("result.how.approval_between", least=least, most=most)
    else:
        counted = t("result.how.approval")
    return counted, t("result.how.approval_left")


def _score(plan: Vote, _: int, t: Catalogue, say: _Say) -> _Sentences:
    low, high = plan.scale
    mean = "_mean" if plan.missing is Missing.IGNORE else ""
    left = t(f"result.how.score_missing.{plan.missing.value}", low=low)
    if not plan.criteria:
        return t(f"result.how.score{mean}", low=low, high=high), left
    names = ", ".join(map(say, plan.criterion_names(t.language)))
    return t(f"result.how.criteria{mean}", low=low, high=high, names=names), left


def _grades(plan: Vote, _: int, t: Catalogue, say: _Say) -> _Sentences:
    worst = say(plan.grade_names(t.language)[0])
    left = t(f"result.how.grade_missing.{plan.missing.value}", worst=worst)
    return t("result.how.majority_judgment"), left


def _ranked(left: str) -> Callable[[Vote, int, Catalogue, _Say], _Sentences]:
    def sentences(plan: Vote, _: int, t: Catalogue, _say: _Say) -> _Sentences:
        return t(f"result.how.{plan.method.value}"), t(left)

    return sentences


def _stv(plan: Vote, _: int, t: Catalogue, _say: _Say) -> _Sentences:
    return t.n("result.how.stv", plan.seats), t("result.how.stv_left", parts=plan.seats + 1)


def _yes_no(plan: Vote, _: int, t: Catalogue, _say: _Say) -> _Sentences:
    if plan.base is not Base.CAST:
        return majority.explained(plan, t)
    left = t("result.how.yes_no_left")
    if Fraction(plan.majority) == Fraction(1, 2):
        return t("result.how.yes_no_half"), left
    return t("result.how.yes_no_share", share=plan.majority), left


def _dates(_: Vote, _n: int, t: Catalogue, _say: _Say) -> _Sentences:
    return t("result.how.dates"), t("result.how.dates_left")


def _shared_budget(plan: Vote, _: int, t: Catalogue, _say: _Say) -> _Sentences:
    return t(f"result.how.budget.{plan.sharing.value}"), t("result.how.budget_left")


def _resistance(_: Vote, _n: int, t: Catalogue, _say: _Say) -> _Sentences:
    return t("result.how.resistance"), t("result.how.resistance_left")


_SENTENCES = {
    Method.RESISTANCE: _resistance,
    Method.DATES: _dates,
    Method.SHARED_BUDGET: _shared_budget,
    Method.DOTS: _dots,
    Method.APPROVAL: _approval,
    Method.SCORE: _score,
    Method.MAJORITY_JUDGMENT: _grades,
    Method.IRV: _ranked("result.how.irv_left"),
    Method.STV: _stv,
    Method.SCHULZE: _ranked("result.how.duels_left"),
    Method.BORDA: _ranked("result.how.borda_left"),
    Method.CONDORCET: _ranked("result.how.duels_left"),
    Method.YES_NO: _yes_no,
}
