"""The texts that a summary and its report tell, one by one, to be found again.

From what was written alone, as `SessionRecord` holds it: what was hidden or left out is not in it,
nobody is named, and of a vote of which nothing is told (`VoteRecord.detailed`) neither is a result.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.i18n import catalogue
from bot.reports.position.telling import claim
from bot.reports.record import ElectionRecord, SessionRecord, VoteRecord
from bot.tally.rules import yes_no
from bot.workshop.language import Language
from bot.workshop.memory.passages import About, Passage
from bot.workshop.roadmap.grid import Milestone
from bot.workshop.roadmap.milestones import detail_lines
from bot.workshop.vote.methods import Method


def passages(record: SessionRecord) -> tuple[Passage, ...]:
    """Return what can be found of a session."""
    return tuple(passage for passage in _told(record) if passage.text)


def _told(record: SessionRecord) -> Iterator[Passage]:
    yield Passage(About.TITLE, record.session.title)
    for step in record.steps:
        if vote := record.votes.get(step.id):
            yield from _of_vote(vote, record.session.language)
            yield from (Passage(About.RESISTANCE, one.text) for one in vote.reasons)
        held = record.consents.get(step.id)
        if held is not None and held.decision is not None:
            adopted = held.decision.adopted
            yield Passage(About.DECISION if adopted else About.NOT_ADOPTED, held.decision.text)
            yield from (Passage(About.CONCERN, text) for text in held.decision.concerns)
        if election := record.elections.get(step.id):
            yield from _of_election(election, record.session.language)
        if line := record.lines.closed.get(step.id):
            yield Passage(About.CLAIM, claim(line.plan, catalogue(record.session.language)))
            yield from (Passage(About.MOVED, text) for text in line.remarks)
        yield from (Passage(About.NOTE, text) for text in record.notes.get(step.id, ()))
    yield from (Passage(About.MILESTONE, _milestone(one)) for one in record.milestones)
    for action in record.actions:
        said = (action.what, action.owner, action.first_step)
        yield Passage(About.ACTION, " · ".join(filter(None, said)))
    yield from (Passage(About.PARKED, text) for text in record.parked)
    yield from (Passage(About.THEME, theme.name) for theme in record.sorting.themes)
    yield from (Passage(About.POSTIT, postit.text) for postit in record.postits)


def _of_election(held: ElectionRecord, language: Language) -> Iterator[Passage]:
    plan = held.plan
    told = (plan.role, plan.mandate)
    yield Passage(About.ROLE, " · ".join(one[language] for one in told if one is not None))
    yield from (Passage(About.NAMED, voice.said.reason) for voice in held.naming.voices)


def _of_vote(vote: VoteRecord, language: Language) -> Iterator[Passage]:
    outcome = vote.outcome
    silent = not vote.detailed or not outcome.decides
    # A short question is the title of its step: of a yes or no, it is what was decided.
    yield Passage(About.PUT if silent else _answered(vote), vote.plan.asked(language))
    if silent or vote.plan.method is Method.YES_NO:
        return
    found = [(name, About.DECISION) for name in outcome.taken]
    if outcome.unsettled:
        found += [(name, About.PUT) for name in outcome.tied]
    for name, about in found:
        if option := vote.by_name.get(name):
            yield Passage(about, option.said())


def _answered(vote: VoteRecord) -> About:
    """Return what a question is once its vote is counted: for other methods than yes or no, what
    was put to the vote."""
    outcome = vote.outcome
    if vote.plan.method is not Method.YES_NO or not outcome.winners or outcome.waits_for_choice:
        return About.PUT
    return About.DECISION if outcome.chosen == yes_no.YES else About.NOT_ADOPTED


def _milestone(milestone: Milestone) -> str:
    details = (milestone.who, milestone.enablers, milestone.obstacles)
    said = [line for detail in details for line in detail_lines(detail)]
    return " · ".join([f"{milestone.year} : {milestone.statement}", *said])
