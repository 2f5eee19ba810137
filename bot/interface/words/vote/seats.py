"""The rule of a vote for several seats, before one votes."""

from __future__ import annotations

from bot.i18n import Catalogue
from bot.tally.missing import Missing
from bot.workshop.kinds import Vote
from bot.workshop.language import Language
from bot.workshop.text import escape
from bot.workshop.vote.methods import Method


def rule_of_seats(plan: Vote, language: Language, t: Catalogue) -> str:
    """Return what one does, and how many are retained; no sentence says that one alone wins."""
    if plan.method is Method.STV:
        return t.n("vote.stv", plan.seats)
    mean = plan.method is Method.SCORE and plan.missing is Missing.IGNORE
    kept = t.n(f"seats.kept.{plan.method}{'_mean' if mean else ''}", plan.seats)
    return " ".join(filter(None, (_marked(plan, language, t), kept)))


def tie_of_seats(plan: Vote, t: Catalogue) -> str:
    """Return what settles a tie for the last places, as it is declared."""
    return t("seats.tie.stv" if plan.method is Method.STV else f"seats.tie.{plan.tie}")


def _marked(plan: Vote, language: Language, t: Catalogue) -> str:
    """Return what one marks on a ballot."""
    method = plan.method
    if method is Method.DOTS:
        rule = t.n("vote.dots", plan.budget)
        capped = plan.cap is not None and plan.cap < plan.budget
        return f"{rule} {t('vote.dots_cap', cap=plan.cap)}" if capped else rule
    if method is Method.APPROVAL:
        return _ticked(plan, t)
    if method is Method.SCORE:
        low, high = plan.scale
        told = [t("seats.score", low=low, high=high)]
        if plan.criteria:
            names = ", ".join(escape(name) for name in plan.criterion_names(language))
            told.append(t("vote.criteria", names=names))
        told.append(t(f"vote.score_missing.{plan.missing}", low=low))
        return " ".join(told)
    if method is Method.MAJORITY_JUDGMENT:
        grades = [escape(name) for name in plan.grade_names(language)]
        rule = t("seats.majority_judgment", worst=grades[0], best=grades[-1])
        return f"{rule} {t(f'vote.grade_missing.{plan.missing}', worst=grades[0])}"
    own = t("seats.borda" if method is Method.BORDA else f"vote.{method}")
    return f"{t('vote.ranked')} {own}"


def _ticked(plan: Vote, t: Catalogue) -> str:
    least, most = plan.min_choices, plan.max_choices
    if least and most is not None:
        return t("seats.approval_between", least=least, most=most)
    if least:
        return t.n("seats.approval_least", least)
    return t.n("seats.approval_most", most) if most is not None else t("seats.approval")
