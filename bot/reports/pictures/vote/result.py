"""The picture of a counted vote, as its method asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.i18n import Catalogue
from bot.reports.pictures.drawing import Drawing
from bot.reports.pictures.vote.answers import answers
from bot.reports.pictures.vote.bars import bars, dots
from bot.reports.pictures.vote.chart import telling_of
from bot.reports.pictures.vote.duels import duels
from bot.reports.pictures.vote.grades import grades
from bot.reports.pictures.vote.grid import dates
from bot.reports.pictures.vote.rounds import rounds
from bot.reports.pictures.vote.shares import money
from bot.reports.pictures.vote.stages import stages
from bot.reports.record import SessionRecord
from bot.reports.vote.telling import Telling, expressed, offered, places
from bot.workshop.sessions.session import StepRun
from bot.workshop.vote.methods import Method

_KINDS: Mapping[Method, Callable[[SessionRecord, StepRun, Telling], list[Drawing]]] = {
    Method.DOTS: dots,
    Method.APPROVAL: bars,
    Method.SCORE: bars,
    Method.MAJORITY_JUDGMENT: grades,
    Method.IRV: rounds,
    Method.STV: stages,
    Method.SCHULZE: duels,
    Method.BORDA: bars,
    Method.CONDORCET: duels,
    Method.YES_NO: answers,
    Method.DATES: dates,
    Method.SHARED_BUDGET: money,
    Method.RESISTANCE: bars,
}


def result(record: SessionRecord, step: StepRun, t: Catalogue) -> list[Drawing]:
    """Return the result of the counted vote of `step`.

    Nothing when no ballot said anything, when only one option could be chosen in duels or
    rounds, or when so few voted that it would tell who voted what.
    """
    vote = record.votes.get(step.id)
    if vote is None or not vote.detailed or not expressed(vote.outcome):
        return []
    method = vote.plan.method
    if not places(vote) and method not in (Method.CONDORCET, Method.YES_NO):
        return []
    if method.is_ranked and len(offered(vote.outcome)) < 2:
        return []
    return _KINDS[method](record, step, telling_of(record, step, t))
