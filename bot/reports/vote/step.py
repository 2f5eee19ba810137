"""A counted vote: what came first and how, then the full count."""

from __future__ import annotations

from collections.abc import Mapping

from bot.i18n import Catalogue
from bot.reports.record import SessionRecord, VoteRecord
from bot.reports.step import Brief, Part, Section, came_up, heading_among
from bot.reports.vote.method import explained, method_name, scope_told
from bot.reports.vote.reasons import section
from bot.reports.vote.signed import answers_table, signed_ballots
from bot.reports.vote.since import changes, erased, mended
from bot.reports.vote.tables import full_count, rank
from bot.reports.vote.telling import Place, Telling, blank, cast, offered, places
from bot.reports.vote.verdict import (
    lot,
    mark,
    quorum,
    settlement,
    threshold,
    turnout,
    undecided,
    verdict,
)
from bot.reports.writing import bullets, inline, paragraphs
from bot.tally.rules import yes_no
from bot.workshop.sessions.session import StepRun, StepState
from bot.workshop.vote.methods import Method
from bot.workshop.vote.step import Vote

# The first page shows this many options, and goes on to complete a tie up to `_MOST`.
_TOP = 5
_MOST = 10
# Of those that a majority retained, all are decisions: as many as a page takes.
_RETAINED = 20
_LABEL = 140
# Of a label within a sentence.
_NAMED = 80


class VoteSection(Section):
    raw = "report.raw.ballots"

    def leaves(self, record: SessionRecord) -> bool:
        return any(
            (vote.ballots or vote.summed is not None) and vote.detailed
            for vote in record.votes.values()
        )

    def full(self, record: SessionRecord, step: StepRun, t: Catalogue) -> Mapping[Part, str]:
        vote, before = record.votes.get(step.id), erased(step, t)
        title = heading_among(record, step, t)
        if vote is None:
            told = paragraphs(before, _nothing(step, t))
            return {Part.DECIDED: paragraphs(title, told)} if told else {}
        telling = Telling(vote, t, inline)
        items, answers = _first(telling)
        parts = {
            Part.DECIDED: paragraphs(
                title,
                _question(record, step, vote, t),
                _decision(_short(vote, t), listed=bool(items)),
                _how(telling),
                before,
                bullets(items),
                answers,
                section(telling),
            ),
            Part.ABOUT: _nature(record, t) if _last_counted(record, step) else "",
        }
        if vote.detailed:
            parts[Part.TALLIES] = paragraphs(title, _count(record, telling))
        return parts

    def brief(self, record: SessionRecord, step: StepRun, t: Catalogue) -> Brief | None:
        vote, before = record.votes.get(step.id), erased(step, t)
        if vote is None:
            told = " ".join(filter(None, (before, _nothing(step, t))))
            named = f"*{inline(step.plan.title[t.language])}* — {told}"
            return Brief(Part.DECIDED, named, (), vain=True) if told else None
        telling = Telling(vote, t, inline, _LABEL)
        items, answers = _first(telling)
        asked = f"*{inline(vote.plan.asked(t.language))}* —" if _asks(record, step, vote, t) else ""
        decided = _decision(_short(vote, t), listed=bool(items))
        lead = (asked, decided, _how(telling), before, answers)
        told = " ".join(filter(None, lead))
        if vote.reasons:
            items.append(t.n("report.vote.reasons_count", len(vote.reasons)))
        return Brief(Part.DECIDED, told, tuple(items), vain=not cast(vote.outcome))


def _asks(record: SessionRecord, step: StepRun, vote: VoteRecord, t: Catalogue) -> bool:
    """True when a result is not understood without its question: it has one, and the title of the
    session is not it."""
    if came_up(record, step, t):
        return True
    own = vote.plan.question is not None and vote.plan.asked(t.language) != record.session.title
    return own or sum(isinstance(step.plan, Vote) for step in record.steps) > 1


def _nothing(step: StepRun, t: Catalogue) -> str:
    """Return that a vote which took place had nothing to choose from."""
    return t("report.vote.none") if step.state is StepState.CLOSED else ""


def _short(vote: VoteRecord, t: Catalogue) -> Telling:
    """Return the vote told with labels short enough for a sentence."""
    return Telling(vote, t, inline, _NAMED)


def _question(record: SessionRecord, step: StepRun, vote: VoteRecord, t: Catalogue) -> str:
    if vote.plan.question is None:
        return ""
    return t("report.vote.asked", question=inline(vote.plan.asked(t.language)))


def _decision(telling: Telling, *, listed: bool) -> str:
    """Return what came first, then what became of a tie, and of what left the ballot; the places
    may be `listed` below."""
    first = f"**{verdict(telling, listed=listed)}**"
    after = (settlement(telling), changes(telling), mended(telling))
    return " ".join(filter(None, (first, *after)))


def _how(telling: Telling) -> str:
    """Return on which part of the wall it was, the method, how many took part, and whether that
    was enough, where the verdict has not said so: how many yes it took would then read as if
    there were enough."""
    t, vote = telling.t, telling.vote
    key = "report.vote.how_secret" if vote.secret else "report.vote.how_signed"
    if vote.plan.sealed:
        key = "sealed.how"
    method = t(key, method=method_name(vote.plan, t))
    scope = scope_told(vote.plan.scope, len(offered(telling.outcome)), t, telling.write)
    if undecided(telling):
        strict = not vote.plan.abstentions_count
        enough = [t("result.quorum_strict") if strict else ""]
    else:
        enough = [quorum(telling), threshold(telling)]
    told = (scope, method, turnout(telling), *enough)
    return " ".join(filter(None, told))


def _first(telling: Telling) -> tuple[list[str], str]:
    """Return the lines of the options that came first, or the sentence that stands for them.

    A tie that would fill the page is told in the last line: the full count has it.
    """
    vote, t = telling.vote, telling.t
    if vote.detailed and vote.plan.method is Method.YES_NO and not telling.decides:
        counts = telling.details["counts"]
        return [], t("result.answers", yes=counts[yes_no.YES], no=counts[yes_no.NO])
    if not vote.detailed or vote.plan.method in (Method.YES_NO, Method.CONDORCET):
        return [], ""
    ranked = places(vote)
    if not telling.decides:
        return [_answer(telling, place) for place in ranked[:_TOP]], ""
    lines: list[str] = []
    seats = len(telling.outcome.winners) + len(telling.outcome.tied) if vote.plan.seated else 0
    for place in ranked:
        if place.rank == len(lines) + 1:  # a new group begins
            if len(lines) >= (seats or max(_TOP, min(len(vote.outcome.taken), _RETAINED))):
                break
            if len(lines) + place.sharing > max(_MOST, seats):
                # The verdict has told those that share the first place.
                return [*lines, _crowd(telling, place)] if lines else [], ""
        told = mark(telling, place.name, tied=False)
        key = "report.vote.item_marked" if told else "report.vote.item"
        if vote.plan.method is Method.STV:
            key = "seats.item"
        given = {"mark": told} if told else {}
        lines.append(
            t(
                key,
                rank=rank(place, telling),
                text=telling.label(place.name),
                figure=telling.figure(place.name),
                **given,
            )
        )
    return lines, ""


def _crowd(telling: Telling, place: Place) -> str:
    """Return the line of the options that share a place with `place`, too many to be listed."""
    t, n = telling.t, place.sharing
    if not telling.outcome.figures:
        return t("report.vote.crowd_next_plain", n=n)
    return t("report.vote.crowd_next", n=n, figure=telling.figure(place.name))


def _answer(telling: Telling, place: Place) -> str:
    """Return the line of an option in a vote that decides nothing."""
    text, figure = telling.label(place.name), telling.figure(place.name)
    return telling.t("report.vote.item_undecided", text=text, figure=figure)


def _count(record: SessionRecord, telling: Telling) -> str:
    """Return how the vote was counted, the full count, and who voted what where it was signed."""
    vote, t, outcome = telling.vote, telling.t, telling.outcome
    silent = blank(outcome) if vote.plan.method is not Method.YES_NO else 0
    notes = (
        t.n("result.blank", silent) if silent else "",
        t.n("result.in_room", outcome.in_room) if outcome.in_room else "",
    )
    return paragraphs(
        explained(vote.plan, len(offered(outcome)), t, inline),
        " ".join(filter(None, notes)),
        full_count(telling),
        lot(telling),
        _signed(record, telling),
    )


def _signed(record: SessionRecord, telling: Telling) -> str:
    t, deleted = telling.t, record.session.raw_deleted_at
    if telling.vote.secret:
        return ""
    if deleted is not None:
        return t("report.vote.who_deleted", day=t.day(deleted.date()))
    told = answers_table(telling) or bullets(signed_ballots(telling))
    return paragraphs(t("report.vote.who"), told) if told else ""


def _nature(record: SessionRecord, t: Catalogue) -> str:
    """Return what the votes of a session are, and what became of their ballots."""
    told = [t("report.vote.nature")]
    secret = {vote.secret for vote in record.votes.values()}
    if True in secret:
        told.append(t("report.vote.nature_secret"))
    if False in secret and record.session.raw_deleted_at is None:
        told.append(t("report.vote.nature_signed"))
    return " ".join(told)


def _last_counted(record: SessionRecord, step: StepRun) -> bool:
    return [s.id for s in record.steps if s.id in record.votes][-1] == step.id
