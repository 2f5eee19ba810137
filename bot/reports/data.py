"""A session as JSON: to archive it, to count its votes again, to feed another tool."""

from __future__ import annotations

import json
from datetime import datetime

from bot.reports.consent.data import consents
from bot.reports.dropped import not_held
from bot.reports.follow.data import followed, series
from bot.reports.rate.data import rates
from bot.reports.record import SessionRecord, VoteRecord
from bot.reports.review.marking import corrected, corrections
from bot.tally import recount
from bot.tally.reading import At
from bot.workshop.kinds import BaseStep, Discuss
from bot.workshop.roadmap.grid import back_from_horizon, overloaded
from bot.workshop.sessions.clock import ended
from bot.workshop.sessions.session import StepRun
from bot.workshop.vote.outcome import Outcome, document
from bot.workshop.vote.scope import Scope
from bot.workshop.wall.reaction import Reaction

_TOO_FEW = recount.TOO_FEW
_FEW = "few"
_DELETED = "deleted"
# Beside the result already, or of use to whoever recounts by hand only.
_SAID_APART = ("settings", "settings_not_used")
# Figures of each pair grow with the square of the options: past so many, a recount has them.
_OF_PAIRS = ("pairwise", "strongest_paths")
_MOST_PAIRED = 40


def as_json(record: SessionRecord) -> str:
    """Return the session as JSON text, keys in a fixed order.

    Steps are counted from 1, post-its named by their number on the wall and milestones by theirs
    on the roadmap, where a detail is one thing a line; times are ISO 8601 in UTC. Identifiers of
    people, messages and rows are left out, and authors of post-its too unless the session was
    signed. Where few took part in a secret vote, ``totals`` stand for its ballots
    (`bot.tally.totals`) and give the same result. A vote that cannot be recounted, because too few
    voted or because its ballots were deleted, has neither. ``ballots_withheld`` says why.
    """
    return json.dumps(_document(record), ensure_ascii=False, indent=2) + "\n"


def _document(record: SessionRecord) -> dict[str, object]:
    return {
        "format": recount.FORMAT,
        "session": _session(record),
        "series": series(record),
        "fiction": _fiction(record),
        "planned_minutes": _whole(record.promised),
        "participants": record.participants,
        "participants_in_room": record.in_room,
        "steps": [_step(record, step) for step in record.steps],
        **not_held(record.dropped, record.session.language),
        "themes": _themes(record),
        "postits": _postits(record),
        "votes": [
            _vote(record, step, record.votes[step.id])
            for step in record.steps
            if step.id in record.votes
        ],
        "consents": consents(record),
        "rates": rates(record),
        "milestones": _milestones(record),
        "gaps": [
            {"dimension": gap.dimension, "first": gap.first, "last": gap.last}
            for gap in record.gaps
        ],
        "overloaded_years": [
            {"year": load.year, "milestones": load.milestones}
            for load in overloaded(record.milestones)
        ],
        "actions": _actions(record),
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
        "ended_at": _time(ended(session, record.steps)),
        "raw_data_kept_until": _time(session.raw_until),
        "raw_data_deleted_at": _time(session.raw_deleted_at),
    }


def _fiction(record: SessionRecord) -> dict[str, object] | None:
    scenario = record.session.scenario
    if scenario is None:
        return None
    award, media = scenario.award, scenario.media
    return {
        "fiction": True,
        "opening": scenario.opening,
        "anchors": [
            {"year": anchor.year, "title": anchor.title, "text": anchor.text}
            for anchor in scenario.anchors
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
        "planned_minutes": _whole(step.first_minutes or 0),
        "timebox_minutes": step.plan.minutes,
        "spent_seconds": step.spent_seconds,
        "state": step.state.value,
        **({"added_since": True} if step.first_minutes is None else {}),
        # Taken out of the plan once the room had been in it.
        **({"left_out_of_the_plan": True} if step.is_out else {}),
        # Of a masked step: what came late, by too few people to be shown.
        **({"postits_left_out": step.left_out} if step.left_out else {}),
        # Of a vote that was begun again: nobody counted them.
        **({"ballots_erased_before": step.voted_before} if step.voted_before else {}),
        # Of a step that was open before the meeting: who had written, or voted, by then.
        **({"open_ahead": ahead} if (ahead := _ahead(record, step)) else {}),
        # Of themes into which the room sorted the wall: each round.
        **({"sorted_together": rounds} if (rounds := _rounds(record, step)) else {}),
        **_subject(step.plan),
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
        "opened_at": _time(ahead.opened_at),
        "closed_at": _time(ahead.closed_at),
        "people": ahead.told(masked=record.session.masked),
    }


def _whole(minutes: float) -> float:
    return int(minutes) if minutes == int(minutes) else minutes


def _rounds(record: SessionRecord, step: StepRun) -> list[dict[str, object]]:
    """Return what remains of the rounds of a step; where few sorted, nothing that they disagreed
    on."""
    names = {theme.id: theme.name for theme in record.sorting.themes}
    return [
        {
            "people": told.people,
            **({"in_room_as_one": True} if told.in_room else {}),
            "postits": told.pile,
            "sorted": told.filed,
            "placed_by_facilitators": told.by_hand,
            "left_without_a_theme": told.apart,
            "to_discuss": told.to_discuss if told.detailed else None,
            "answers": told.answers if told.detailed else None,
            "agreement": [
                {
                    "theme": names[share.theme],
                    "postits": share.filed,
                    "choices": share.choices,
                    "agree": share.agree,
                }
                for share in told.shares
                if share.theme in names
            ]
            if told.detailed
            else None,
        }
        for told in record.sorted_together.get(step.id, ())
    ]


def _themes(record: SessionRecord) -> list[dict[str, object]]:
    numbers = {postit.id: postit.number for postit in record.postits}
    return [
        {
            "name": theme.name,
            **corrected(record, theme),
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
            **corrected(record, postit),
            "column": postit.column,
            "dimension": postit.dimension,
            "year": postit.year,
            "kind": postit.kind.value if postit.kind is not None else None,
            "files": list(postit.files),
            "step": steps[postit.step_id],
            "author": record.author(postit),
            "after_time": postit.late,
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
    """Return a vote in the form of the recount, with what was asked of whom beside it.

    Where so few voted that the result would tell who voted what, it holds neither the ballots
    nor anything that comes of them.
    """
    plan, outcome, language = vote.plan, vote.outcome, record.session.language
    withheld = _withheld(vote)
    told = document(
        plan,
        language,
        vote.options,
        [(one.weight, one.content) for one in vote.ballots],
        outcome.quorum,
    )
    return {
        "step": step.position + 1,
        "question": plan.asked(language),
        "on": plan.on.value,
        "within": _within(plan.scope),
        "labels": vote.labels,
        # Those in which the post-its stood when the vote opened.
        "themes": {option.name: option.theme for option in vote.options if option.theme},
        "withdrawn": [option.name for option in vote.gone],
        "merged": {option.name: option.into for option in vote.gone if option.into},
        "reworded": {option.name: option.now for option in vote.reworded if option.now},
        "secret": vote.secret,
        "electors": outcome.size,
        "turnout": outcome.turnout,
        "in_room": outcome.in_room,
        "quorum": outcome.quorum,
        **told,
        "ballots": told["ballots"] if withheld is None else None,
        "totals": recount.totals(At(told)) if withheld == _FEW else None,
        "ballots_withheld": withheld,
        "voters": _voters(vote) if withheld is None else None,
        "result": _result(outcome) if withheld != _TOO_FEW else None,
        "second_rule": _second_rule(outcome) if withheld != _TOO_FEW else None,
    }


def _within(scope: Scope | None) -> dict[str, object] | None:
    """Return the themes whose post-its were voted on; None for the whole wall."""
    if scope is None or not scope.is_part:
        return None
    return {
        "themes": list(scope.names),
        "unsorted": scope.unsorted,
        "tied": scope.tied,
        # By the name that people voted on: the one that it had since, or of what it joined.
        **({"renamed": {old: new for new, old in scope.renamed}} if scope.renamed else {}),
        **({"joined": dict(scope.joined)} if scope.joined else {}),
    }


def _withheld(vote: VoteRecord) -> str | None:
    """Return why the ballots of a vote are not in the file; None when they are."""
    if vote.secret and not vote.detailed:
        return _TOO_FEW
    held = sum(ballot.weight for ballot in vote.ballots)
    if held != vote.outcome.ballots:
        return _DELETED
    return None if vote.outcome.whole(vote.secret) else _FEW


def _voters(vote: VoteRecord) -> list[dict[str, object]] | None:
    """Return the ballots of a signed vote by name; None where the vote was secret."""
    if vote.secret:
        return None
    named = [(one.name, one.content) for one in vote.ballots if one.name is not None]
    named.sort(key=lambda cast: (cast[0], json.dumps(cast[1])))
    return [{"name": name, "ballot": content} for name, content in named]


def _result(outcome: Outcome) -> dict[str, object]:
    """Return word for word what the recount of the ballots says, its figures included."""
    answer = outcome.answer
    many = sum(map(len, outcome.ranking)) > _MOST_PAIRED
    left_out = (*_SAID_APART, *(_OF_PAIRS if many else ()))
    if "settings" not in outcome.details:
        left_out = (*left_out, "blank")  # the first counted votes did not count them
    figures = {name: of for name, of in outcome.details.items() if name not in left_out}
    return {name: answer[name] for name in ("ranking", "winners", "tie", "quorum_met")} | figures


def _second_rule(outcome: Outcome) -> dict[str, object] | None:
    second = outcome.second
    if second is None:
        return None
    return {"rule": second.rule.value, "winner": second.winner, "seed": second.seed}


def _milestones(record: SessionRecord) -> list[dict[str, object]]:
    """Return the milestones, latest first; a detail is one thing a line."""
    numbers = {postit.id: postit.number for postit in record.postits}
    named = {milestone.id: milestone.number for milestone in record.milestones}
    return [
        {
            "number": milestone.number,
            "year": year,
            "dimension": milestone.dimension,
            "statement": milestone.statement,
            **corrected(record, milestone),
            "who": milestone.who,
            "enablers": milestone.enablers,
            "obstacles": milestone.obstacles,
            "after": sorted(named[before] for before in milestone.after if before in named),
            "postit": numbers.get(milestone.postit_id) if milestone.postit_id else None,
            "theme": milestone.theme,
            "postits_of_theme": [
                number for postit, number in numbers.items() if postit in milestone.sources
            ],
        }
        for year, milestones in back_from_horizon(record.milestones)
        for milestone in milestones
    ]


def _actions(record: SessionRecord) -> list[dict[str, object]]:
    named = {milestone.id: milestone.number for milestone in record.milestones}
    return [
        {
            "what": action.what,
            **corrected(record, action),
            "owner": action.owner,
            "due": action.due.isoformat() if action.due else None,
            "first_step": action.first_step,
            "state": action.state.value,
            "state_since": _time(action.changed_at),
            "milestone": named.get(action.milestone_id) if action.milestone_id else None,
            "theme": action.theme,
        }
        for action in record.actions
    ]


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
