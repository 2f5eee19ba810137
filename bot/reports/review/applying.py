"""A session as those who read it again want it told: every report and picture begins here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from bot.reports.record import (
    ConsentRecord,
    ElectionRecord,
    Lines,
    PositionRecord,
    RateRecord,
    SessionRecord,
    TurnsRecord,
    VoteRecord,
)
from bot.workshop.actions.action import Action
from bot.workshop.consent.proposal import Answer, Remark
from bot.workshop.election.naming import Nomination
from bot.workshop.kinds import Discuss
from bot.workshop.language import LABEL, Title
from bot.workshop.postits.postit import PostIt
from bot.workshop.review.correction import Corrections, Of
from bot.workshop.roadmap.grid import Milestone
from bot.workshop.sessions.session import StepRun
from bot.workshop.text import shorten
from bot.workshop.themes.sorting import Sorting
from bot.workshop.vote.methods import VoteOn
from bot.workshop.vote.options import Option, Slate

# What stands for words that were left out where something else rests on them, such as a count.
OMITTED = "[…]"
# What follows words on a ballot that were put right: people voted on others.
MENDED = " ✎"

T = TypeVar("T", PostIt, Milestone, Action)
Placed = TypeVar("Placed", Milestone, Action)


def corrected(record: SessionRecord, corrections: Corrections) -> SessionRecord:
    """Return `record` with what was put right, and without what was left out.

    Words that stand in several places, such as those of a post-it on a ballot or the name of a
    theme beside a milestone, are put right in all of them. No count changes.
    """
    if not corrections.made:
        return record
    renamed = {
        theme.name: name
        for theme in record.sorting.themes
        if (name := corrections.said(Of.THEME, theme.id, "name")) is not None
    }
    postits = _postits(record, corrections)
    title = corrections.said(Of.SESSION, 0, "title")
    session = record.session if title is None else replace(record.session, title=title)
    return replace(
        record,
        session=session,
        corrections=corrections,
        postits=tuple(one for one in postits.values() if one is not None),
        steps=tuple(_step(step, corrections) for step in record.steps),
        sorting=_sorting(record.sorting, renamed, postits),
        votes={
            step: _vote(vote, step, renamed, corrections) for step, vote in record.votes.items()
        },
        consents={
            step: _consent(held, step, corrections) for step, held in record.consents.items()
        },
        elections={step: _election(held, corrections) for step, held in record.elections.items()},
        rates={step: _rate(held, step, corrections) for step, held in record.rates.items()},
        turns={step: _turns(held, corrections) for step, held in record.turns.items()},
        lines=Lines(
            {
                step: _position(held, step, corrections)
                for step, held in record.lines.closed.items()
            },
            record.lines.open,
        ),
        groups={
            step: tuple(
                replace(one, name=renamed[one.name]) if one.name in renamed else one
                for one in groups
            )
            for step, groups in record.groups.items()
        },
        milestones=tuple(
            _in_theme(_worded(one, Of.MILESTONE, corrections), renamed)
            for one in record.milestones
            if not corrections.left_out(Of.MILESTONE, one.id)
        ),
        actions=tuple(
            _in_theme(_worded(one, Of.ACTION, corrections), renamed)
            for one in record.actions
            if not corrections.left_out(Of.ACTION, one.id)
        ),
        echoes={
            postit: replace(
                echo,
                comments=tuple(
                    c for c in echo.comments if not corrections.left_out(Of.COMMENT, c.id)
                ),
            )
            for postit, echo in record.echoes.items()
        },
    )


def _worded(one: T, of: Of, corrections: Corrections) -> T:
    # An empty text takes the place of a detail that was emptied.
    said: dict[str, Any] = {
        field: text or None for field, text in corrections.fields(of, one.id).items()
    }
    return replace(one, **said) if said else one


def _in_theme(one: Placed, renamed: Mapping[str, str]) -> Placed:
    theme = one.theme
    return one if theme is None or theme not in renamed else replace(one, theme=renamed[theme])


def _postits(record: SessionRecord, corrections: Corrections) -> dict[int, PostIt | None]:
    """Return each post-it as it is told, None where it is not."""
    return {
        one.id: None
        if corrections.left_out(Of.POSTIT, one.id)
        else _worded(one, Of.POSTIT, corrections)
        for one in record.postits
    }


def _step(step: StepRun, corrections: Corrections) -> StepRun:
    """Return a step; a conversation on a post-it has its words, once raw data is gone too."""
    plan = step.plan
    if not isinstance(plan, Discuss) or plan.subject is None:
        return step
    subject = plan.subject
    if corrections.left_out(Of.POSTIT, subject.postit):
        text: str | None = OMITTED
    else:
        text = corrections.said(Of.POSTIT, subject.postit, "text")
    if text is None:
        return step
    name = shorten(text, LABEL)
    changed = {
        "subject": subject.model_copy(update={"text": text}),
        "title": Title.same(name),
    }
    return replace(step, plan=plan.model_copy(update=changed))


def _sorting(
    sorting: Sorting, renamed: Mapping[str, str], told: Mapping[int, PostIt | None]
) -> Sorting:
    themes = tuple(replace(t, name=renamed.get(t.name, t.name)) for t in sorting.themes)
    places = {p: place for p, place in sorting.places.items() if told.get(p, p) is not None}
    return replace(sorting, themes=themes, places=places)


def _vote(
    vote: VoteRecord, step: int, renamed: Mapping[str, str], corrections: Corrections
) -> VoteRecord:
    """Return a vote whose options have the words that are told; their count is as it was."""

    def worded(option: Option) -> Option:
        label, now, source = option.label, option.now, option.source_id
        if vote.plan.on is VoteOn.THEMES:
            label, now = _named(label, renamed), now and _named(now, renamed)
        elif vote.plan.on is VoteOn.POSTITS and source is not None:
            if corrections.left_out(Of.POSTIT, source):
                label, now = OMITTED, None
            elif (text := corrections.said(Of.POSTIT, source, "text")) is not None:
                # Where people voted on other words than those of the wall, these stay.
                label, now = (label, text) if now else (text, None)
        elif vote.plan.on is VoteOn.MILESTONES and source is not None:
            if corrections.left_out(Of.MILESTONE, source):
                label, now = OMITTED, None
            elif (text := corrections.said(Of.MILESTONE, source, "statement")) is not None:
                label, now = (label, text) if now else (text, None)
        own = corrections.said(Of.OPTION, step, "label", option.number)
        if own is not None:
            label = own
        theme = renamed.get(option.theme, option.theme) if option.theme else option.theme
        into = renamed.get(option.into, option.into) if option.into else option.into
        if label not in (option.label, OMITTED):
            label += MENDED
        return replace(option, label=label, theme=theme, into=into, now=now)

    plan, scope = vote.plan, vote.plan.scope
    if scope is not None and renamed:
        names = tuple(renamed.get(name, name) for name in scope.names)
        plan = plan.model_copy(update={"scope": scope.model_copy(update={"names": names})})
    reasons = tuple(
        replace(one, text=corrections.said(Of.RESISTANCE, one.id, "text") or one.text)
        for one in vote.reasons
        if not corrections.left_out(Of.RESISTANCE, one.id)
    )
    return replace(vote, plan=plan, options=Slate(map(worded, vote.options)), reasons=reasons)


def _named(label: str, renamed: Mapping[str, str]) -> str:
    """Return what a theme is called on a ballot: its name, and how many post-its it held."""
    for name, said in renamed.items():
        if re.fullmatch(re.escape(name) + r"( \(\d[^()]*\))?", label):
            return said + label.removeprefix(name)
    return label


def _consent(held: ConsentRecord, step: int, corrections: Corrections) -> ConsentRecord:
    """Return a round without the remarks that were left out, with the note that was added."""
    decision, proposal = held.decision, held.proposal
    gone: set[str] = set()
    if decision is not None:
        ranked = list(enumerate(decision.concerns))
        gone = {text for n, text in ranked if corrections.left_out(Of.CONCERN, step, n)}
        kept = tuple(text for _, text in ranked if text not in gone)
        decision = decision.model_copy(update={"concerns": kept})

    def kept_remarks(said: Iterable[Remark]) -> tuple[Remark, ...]:
        return tuple(one for one in said if not corrections.left_out(Of.REMARK, one.id))

    def told(answer: Answer) -> Answer:
        """Counted, and not quoted."""
        out = corrections.left_out(Of.OBJECTION, answer.id) or (answer.reason or "") in gone
        return replace(answer, reason=OMITTED) if out and answer.reason else answer

    proposal = replace(
        proposal,
        questions=kept_remarks(proposal.questions),
        reactions=kept_remarks(proposal.reactions),
        answers=tuple(map(told, proposal.answers)),
    )
    note = corrections.said(Of.CONSENT, step, "note") or ""
    return replace(held, decision=decision, proposal=proposal, note=note)


def _election(held: ElectionRecord, corrections: Corrections) -> ElectionRecord:
    """Return an election whose reasons say what is told; who was named is as it was."""

    def told(one: Nomination) -> Nomination:
        if corrections.left_out(Of.NOMINATION, one.id):
            return replace(one, reason=OMITTED)
        said = corrections.said(Of.NOMINATION, one.id, "text")
        return one if said is None else replace(one, reason=said)

    naming = held.naming
    return replace(held, naming=replace(naming, nominations=tuple(map(told, naming.nominations))))


def _rate(held: RateRecord, step: int, corrections: Corrections) -> RateRecord:
    remarks = (
        text
        for rank, text in enumerate(held.remarks)
        if not corrections.left_out(Of.MARK, step, rank)
    )
    return replace(held, remarks=tuple(remarks))


def _turns(held: TurnsRecord, corrections: Corrections) -> TurnsRecord:
    words = (word for word in held.words if not corrections.left_out(Of.WORD, word.id))
    return replace(
        held,
        words=tuple(
            replace(word, text=corrections.said(Of.WORD, word.id, "text") or word.text)
            for word in words
        ),
    )


def _position(held: PositionRecord, step: int, corrections: Corrections) -> PositionRecord:
    """Return a line without what was left out of what moved people; where they stood is as it
    was."""
    told = (
        one._replace(text=None) if corrections.left_out(Of.MOVED, step, rank) else one
        for rank, one in enumerate(held.told)
    )
    return replace(held, told=tuple(one for one in told if one.text or one.name))
