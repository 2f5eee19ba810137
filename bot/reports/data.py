"""A session as JSON: to archive it, to count its votes again, to feed another tool."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from bot.reports.record import SessionRecord, VoteRecord
from bot.workshop.reaction import Reaction
from bot.workshop.roadmap import back_from_horizon
from bot.workshop.session import StepRun
from bot.workshop.steps import Vote

FORMAT = "gommette/session/1"


def as_json(record: SessionRecord) -> str:
    """Return the session as JSON text, keys in a fixed order.

    Steps are counted from 1 and post-its named by their number on the wall; times are ISO 8601
    in UTC. Identifiers of people, messages and rows are left out, and authors of post-its too
    unless the session was signed. A vote that cannot be recounted, because too few voted or
    because its ballots were deleted, has ``"ballots": null`` and says why.
    """
    return json.dumps(_document(record), ensure_ascii=False, indent=2) + "\n"


def _document(record: SessionRecord) -> dict[str, object]:
    return {
        "format": FORMAT,
        "session": _session(record),
        "fiction": _fiction(record),
        "participants": record.participants,
        "steps": [_step(record, step) for step in record.steps],
        "themes": _themes(record),
        "postits": _postits(record),
        "votes": [
            _vote(record, step, record.votes[step.id])
            for step in record.steps
            if step.id in record.votes
        ],
        "milestones": _milestones(record),
        "gaps": [
            {"dimension": gap.dimension, "first": gap.first, "last": gap.last}
            for gap in record.gaps
        ],
        "actions": [
            {"what": a.what, "owner": a.owner, "due": a.due.isoformat(), "first_step": a.first_step}
            for a in record.actions
        ],
        "notes": [
            {"step": step.position + 1, "text": note}
            for step in record.steps
            for note in record.notes.get(step.id, ())
        ],
    }


def _session(record: SessionRecord) -> dict[str, object]:
    session = record.session
    scenario = session.scenario
    return {
        "title": session.title,
        "language": session.language.value,
        "signing": session.signing.value,
        "state": session.state.value,
        "recipe": session.recipe.title[session.language],
        "scenario": None
        if scenario is None
        else {
            "title": scenario.title,
            "organisation": scenario.organisation,
            "origin": scenario.origin,
            "horizon": scenario.horizon,
            "question": scenario.question,
            "dimensions": [dimension.name for dimension in scenario.dimensions],
        },
        "created_at": _time(session.created_at),
        "started_at": _time(session.started_at),
        "ended_at": _time(session.ended_at),
        "raw_data_kept_until": _time(session.raw_until),
        "raw_data_deleted_at": _time(session.raw_deleted_at),
    }


def _fiction(record: SessionRecord) -> dict[str, object] | None:
    scenario = record.session.scenario
    if scenario is None:
        return None
    award = scenario.award
    return {
        "fiction": True,
        "opening": scenario.opening,
        "anchors": [
            {"year": anchor.year, "title": anchor.title, "text": anchor.text}
            for anchor in scenario.anchors
        ],
        "award": {"name": award.name, "text": award.text} if award else None,
    }


def _step(record: SessionRecord, step: StepRun) -> dict[str, object]:
    return {
        "step": step.position + 1,
        "kind": step.plan.kind,
        "title": step.plan.title[record.session.language],
        "planned_minutes": step.plan.minutes,
        "spent_seconds": step.spent_seconds,
        "state": step.state.value,
    }


def _themes(record: SessionRecord) -> list[dict[str, object]]:
    numbers = {postit.id: postit.number for postit in record.postits}
    return [
        {
            "name": theme.name,
            "postits": [numbers[postit] for postit in record.sorting.within(theme.id)],
        }
        for theme in record.sorting.themes
    ]


def _postits(record: SessionRecord) -> list[dict[str, object]]:
    dots = record.dots_of_postits
    themes: dict[int | None, str] = {theme.id: theme.name for theme in record.sorting.themes}
    steps = {step.id: step.position + 1 for step in record.steps}
    return [
        {
            "number": postit.number,
            "text": postit.text,
            "column": postit.column,
            "dimension": postit.dimension,
            "year": postit.year,
            "files": list(postit.files),
            "step": steps[postit.step_id],
            "author": record.author(postit),
            "theme": themes.get(record.sorting.places.get(postit.id)),
            "dots": dots.get(postit.id),
            "reactions": {r.value: record.echo(postit).count(r) for r in Reaction},
            "comments": [
                {"text": comment.text, "author": record.author(comment)}
                for comment in record.echo(postit).comments
            ],
        }
        for postit in record.postits
    ]


def _vote(record: SessionRecord, step: StepRun, vote: VoteRecord) -> dict[str, object]:
    plan = step.plan
    assert isinstance(plan, Vote)
    withheld = None
    if not vote.detailed:
        withheld = "too_few"
    elif len(vote.ballots) != vote.tally.ballots:
        withheld = "deleted"
    return {
        "step": step.position + 1,
        "method": plan.method,
        "on": plan.on.value,
        "question": plan.title[record.session.language],
        "secret": True,
        "options": [str(option.number) for option in vote.options],
        "labels": {str(option.number): option.label for option in vote.options},
        "settings": {"budget": plan.budget, "cap": plan.cap},
        "ballots": None if withheld else _ballots(vote),
        "ballots_withheld": withheld,
        "result": _result(vote) if vote.detailed else None,
        "turnout": vote.turnout,
    }


def _ballots(vote: VoteRecord) -> list[dict[str, object]]:
    """Return the ballots in an order that comes from their content alone."""
    contents = sorted(sorted(ballot.items()) for ballot in vote.ballots)
    return [
        {"weight": 1, "ballot": {str(option): dots for option, dots in content}}
        for content in contents
    ]


def _result(vote: VoteRecord) -> Mapping[str, object]:
    tally = vote.tally
    return {
        "ranking": [sorted(str(option) for option in group) for group in tally.ranking],
        "winners": sorted(str(option) for option in tally.winners),
        "tie": tally.tie,
        "totals": {str(option): total for option, total in sorted(tally.totals.items())},
    }


def _milestones(record: SessionRecord) -> list[dict[str, object]]:
    numbers = {postit.id: postit.number for postit in record.postits}
    return [
        {
            "year": year,
            "dimension": milestone.dimension,
            "statement": milestone.statement,
            "who": milestone.who,
            "enablers": milestone.enablers,
            "obstacles": milestone.obstacles,
            "postit": numbers.get(milestone.postit_id) if milestone.postit_id else None,
        }
        for year, milestones in back_from_horizon(record.milestones)
        for milestone in milestones
    ]


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
