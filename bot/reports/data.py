"""A session as JSON: to archive it, to count its votes again, to feed another tool."""

from __future__ import annotations

import json

from bot.reports.actions.data import actions
from bot.reports.consent.data import consents
from bot.reports.dropped import not_held
from bot.reports.election.data import elections
from bot.reports.figures import iso, whole
from bot.reports.follow.data import followed, series
from bot.reports.plans import outcome, plan, recipe, scenario
from bot.reports.position.data import positions
from bot.reports.rate.data import rates
from bot.reports.record import SessionRecord
from bot.reports.review.marking import corrections
from bot.reports.roadmap.data import milestones
from bot.reports.subgroups.data import groups
from bot.reports.themes.data import rounds
from bot.reports.turns.data import turns
from bot.reports.vote.data import votes
from bot.reports.wall.data import postits, themes
from bot.tally import recount
from bot.workshop.kinds import BaseStep, Discuss
from bot.workshop.roadmap.grid import overloaded
from bot.workshop.sessions.clock import ended
from bot.workshop.sessions.session import RETENTION, Session, StepRun


def as_json(record: SessionRecord) -> str:
    """Return the session as JSON text, keys in a fixed order.

    Every field is described by ``data/schemas/session.schema.json``, and comes back by an import
    (`bot.workshop.transfer.document`). Steps are counted from 1, post-its named by their number on
    the wall and milestones by theirs on the roadmap, where a detail is one thing a line; times are
    ISO 8601 in UTC. Identifiers of people, messages and rows are left out, and authors of post-its
    too unless the session was signed. Where few took part in a secret vote, ``totals`` stand for
    its ballots (`bot.tally.totals`) and give the same result. A vote that cannot be recounted,
    because too few voted or because its ballots were deleted, has neither. ``ballots_withheld``
    says why.
    """
    return json.dumps(document(record), ensure_ascii=False, indent=2) + "\n"


def document(record: SessionRecord) -> dict[str, object]:
    """Return what the text says, as objects."""
    return {
        "format": recount.FORMAT,
        "session": _session(record),
        "series": series(record),
        "recipe": recipe(record),
        "scenario": scenario(record),
        "fiction": _fiction(record),
        "planned_minutes": whole(record.promised),
        "participants": record.participants,
        "participants_in_room": record.in_room,
        "steps": [_step(record, step) for step in record.steps],
        **not_held(record),
        "themes": themes(record),
        "postits": postits(record),
        "votes": votes(record),
        "consents": consents(record),
        **({"elections": held} if (held := elections(record)) else {}),
        "rates": rates(record),
        "turns": turns(record),
        **({"positions": lines} if (lines := positions(record)) else {}),
        **groups(record),
        "milestones": milestones(record),
        "gaps": [
            {"dimension": gap.dimension, "first": gap.first, "last": gap.last}
            for gap in record.gaps
        ],
        "overloaded_years": [
            {"year": load.year, "milestones": load.milestones}
            for load in overloaded(record.milestones)
        ],
        "actions": actions(record),
        "followed": followed(record),
        "hidden": {
            "postits": record.hidden.postits,
            "comments": record.hidden.comments,
            "actions": record.hidden.actions,
        },
        "notes": [
            {"step": step.position + 1, "text": note}
            for step in record.steps
            for note in record.notes.get(step.id, ())
        ],
        "left_for_later": list(record.parked),
        **corrections(record),
    }


def _session(record: SessionRecord) -> dict[str, object]:
    session = record.session
    told = session.scenario
    return {
        "title": session.title,
        "language": session.language.value,
        "signing": session.signing.value,
        "state": session.state.value,
        "recipe": session.recipe.title[session.language],
        "scenario": None
        if told is None
        else {
            "title": told.title,
            "organisation": told.organisation,
            "origin": told.origin,
            "horizon": told.horizon,
            "question": told.question,
            "dimensions": [dimension.name for dimension in told.dimensions],
        },
        "quick": session.quick,
        "planned_for": iso(session.planned_for),
        "ends_by": iso(session.ends_by),
        "created_at": iso(session.created_at),
        "started_at": iso(session.started_at),
        "ended_at": iso(ended(session, record.steps)),
        "raw_data_kept_until": iso(session.raw_until),
        **_kept(session),
        "raw_data_deleted_at": iso(session.raw_deleted_at),
    }


def _kept(session: Session) -> dict[str, object]:
    """Return for how many days raw data is kept, where that is not what it is by default."""
    days = session.kept_days
    return {} if days == RETENTION.days else {"raw_data_kept_days": days}


def _fiction(record: SessionRecord) -> dict[str, object] | None:
    told = record.session.scenario
    if told is None:
        return None
    award, media = told.award, told.media
    return {
        "fiction": True,
        "opening": told.opening,
        "anchors": [
            {"year": anchor.year, "title": anchor.title, "text": anchor.text}
            for anchor in told.anchors
        ],
        "media": {
            "kind": "recording" if media.is_audio else "picture",
            "name": media.name,
            "transcript": media.transcript,
        }
        if media
        else None,
        "award": {"name": award.name, "text": award.text} if award else None,
    }


def _step(record: SessionRecord, step: StepRun) -> dict[str, object]:
    return {
        "step": step.position + 1,
        "kind": step.plan.kind,
        "title": step.plan.title[record.session.language],
        # When the session was made; a step added since was planned for none.
        "planned_minutes": whole(step.first_minutes or 0),
        "timebox_minutes": step.plan.minutes,
        "spent_seconds": step.spent_seconds,
        "state": step.state.value,
        **({"added_since": True} if step.first_minutes is None else {}),
        # Taken out of the plan once the room had been in it.
        **({"left_out_of_the_plan": True} if step.is_out else {}),
        **({"before_the_meeting": True} if step.ahead else {}),
        # Of a masked step: what came late, by too few people to be shown.
        **({"postits_left_out": step.left_out} if step.left_out else {}),
        # Hidden by those who lead: how many, and nothing of them.
        **({"hidden_postits": hidden} if (hidden := record.hidden.postits_of.get(step.id)) else {}),
        # Of a vote that was begun again: nobody counted them.
        **({"ballots_erased_before": step.voted_before} if step.voted_before else {}),
        # Of a step that was open before the meeting: who had written, or voted, by then.
        **({"open_ahead": ahead} if (ahead := _ahead(record, step)) else {}),
        # Of themes into which the room sorted the wall: each round.
        **({"sorted_together": sorted_by} if (sorted_by := rounds(record, step)) else {}),
        # How many had the floor, or a chair, and how many turns: never who.
        **({"floor": heard._asdict()} if (heard := record.floors.get(step.id)) else {}),
        **_subject(step.plan),
        "plan": plan(record, step.plan),
        "outcome": outcome(record, step),
    }


def _subject(plan: BaseStep) -> dict[str, object]:
    """Return the post-it that a conversation was about, or why there was none to choose."""
    if not isinstance(plan, Discuss):
        return {}
    if plan.undivided is not None:
        return {"subjects_not_chosen": plan.undivided.value}
    if plan.subject is None:
        return {}
    return {"subject": {"text": plan.subject.text, "postit": plan.subject.number}}


def _ahead(record: SessionRecord, step: StepRun) -> dict[str, object]:
    """Return when a step was open before the meeting, and how many had answered by then; under
    three of a masked session, that is told of nobody."""
    ahead = record.ahead.get(step.id)
    if ahead is None:
        return {}
    return {
        "opened_at": iso(ahead.opened_at),
        "closes_at": iso(ahead.closes_at),
        "closed_at": iso(ahead.closed_at),
        "people": ahead.told(masked=record.session.masked),
    }
