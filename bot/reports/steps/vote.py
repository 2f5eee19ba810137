"""A counted vote: what came first and how, then the full count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.i18n import Catalogue
from bot.reports.record import SessionRecord, VoteRecord
from bot.reports.steps.base import Brief, Part, Section, heading_among
from bot.reports.writing import bullets, inline, inline_short, paragraphs, table
from bot.workshop.session import StepRun
from bot.workshop.steps import Vote

# The first page shows this many options, and goes on to complete a tie up to `_MOST`.
_TOP = 5
_MOST = 10
_LABEL = 140


class VoteSection(Section):
    def full(self, record: SessionRecord, step: StepRun, t: Catalogue) -> Mapping[Part, str]:
        vote = record.votes.get(step.id)
        if vote is None:
            return {}
        title = heading_among(record, step, t)
        items, remark = _first(vote, t)
        parts = {
            Part.DECIDED: paragraphs(title, _how(record, step, vote, t), bullets(items), remark),
            Part.ABOUT: t("report.vote.nature") if _last_counted(record, step) else "",
        }
        if vote.detailed:
            parts[Part.TALLIES] = paragraphs(title, _count(step, vote, t))
        return parts

    def brief(self, record: SessionRecord, step: StepRun, t: Catalogue) -> Brief | None:
        vote = record.votes.get(step.id)
        if vote is None:
            return None
        items, remark = _first(vote, t, _LABEL)
        lead = " ".join(filter(None, (_how(record, step, vote, t), remark)))
        return Brief(Part.DECIDED, lead, tuple(items))


def _how(record: SessionRecord, step: StepRun, vote: VoteRecord, t: Catalogue) -> str:
    """Return the method in one sentence, and how many took part."""
    plan = step.plan
    assert isinstance(plan, Vote)
    method = (
        t.n("report.vote.method", plan.budget)
        if plan.cap is None or plan.cap == plan.budget
        else t.n("report.vote.method_capped", plan.budget, cap=plan.cap)
    )
    if not vote.turnout:
        return method
    turnout = t.n("report.vote.turnout", vote.turnout, participants=record.participants)
    return f"{method} {turnout}"


def _first(vote: VoteRecord, t: Catalogue, limit: int | None = None) -> tuple[list[str], str]:
    """Return the lines of the options that came first, and the sentence that completes them.

    Labels are cut at `limit` characters, if any. A tie that would fill the page is told, not
    listed: the full count has it.
    """
    if not vote.tally.ballots or (vote.detailed and not vote.tally.winners):
        return [], t("report.vote.none")
    if not vote.detailed:
        return [], t("report.vote.too_few")
    labels = {o.number: o.label for o in vote.options}
    lines: list[str] = []
    for rank, group, dots in _ranks(vote):
        if not dots or len(lines) >= _TOP:
            break
        if len(lines) + len(group) > _MOST:
            key = "report.vote.crowd_next" if lines else "report.vote.crowd_first"
            return lines, t(key, n=len(group), dots=t.n("report.dots", dots))
        for number in group:
            text = labels[number]
            lines.append(
                t(
                    "report.vote.item",
                    rank=_rank(rank, len(group), t),
                    text=inline(text) if limit is None else inline_short(text, limit),
                    dots=t.n("report.dots", dots),
                )
            )
    if not vote.tally.tie:
        return lines, ""
    first = vote.tally.winners
    dots = vote.tally.totals[first[0]]
    return lines, t("report.vote.tie", n=len(first), dots=t.n("report.dots", dots))


def _count(step: StepRun, vote: VoteRecord, t: Catalogue) -> str:
    """Return the table of every option, and the dots that nobody placed."""
    assert isinstance(step.plan, Vote)
    labels = {o.number: inline(o.label) for o in vote.options}
    rows = [
        [_rank(rank, len(group), t) if dots else "—", str(number), labels[number], str(dots)]
        for rank, group, dots in _ranks(vote)
        for number in group
    ]
    head = [t(f"report.vote.{column}") for column in ("rank", "number", "option", "dots")]
    unused = step.plan.budget * vote.tally.ballots - sum(vote.tally.totals.values())
    return paragraphs(table(head, rows), t.n("report.vote.unused", unused) if unused > 0 else "")


def _ranks(vote: VoteRecord) -> Iterator[tuple[int, tuple[int, ...], int]]:
    """Yield rank, options that share it, and their dots; after two seconds comes a fourth."""
    rank = 1
    for group in vote.tally.ranking:
        yield rank, group, vote.tally.totals[group[0]]
        rank += len(group)


def _rank(rank: int, sharing: int, t: Catalogue) -> str:
    return t("report.rank_tied" if sharing > 1 else "report.rank", rank=rank)


def _last_counted(record: SessionRecord, step: StepRun) -> bool:
    return [s.id for s in record.steps if s.id in record.votes][-1] == step.id
