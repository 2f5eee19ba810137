"""Votes as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.reports.record import SessionRecord, VoteRecord
from bot.tally import recount
from bot.tally.reading import At
from bot.workshop.kinds import Vote
from bot.workshop.sessions.session import StepRun
from bot.workshop.vote.document import document
from bot.workshop.vote.mending.change import Mended
from bot.workshop.vote.methods import VoteOn
from bot.workshop.vote.options import Option
from bot.workshop.vote.outcome import Outcome
from bot.workshop.vote.reasons import Reason
from bot.workshop.vote.scope import Scope

TOO_FEW = recount.TOO_FEW
LOST = "lost"
_FEW = "few"
_DELETED = "deleted"
# Of such a vote nothing but how many voted is told.
UNTOLD = (TOO_FEW, LOST)
# Beside the result already, or of use to whoever recounts by hand only.
_SAID_APART = ("settings", "settings_not_used")
# Figures of each pair grow with the square of the options: past so many, a recount has them.
_OF_PAIRS = ("pairwise", "strongest_paths")
_MOST_PAIRED = 40
_STATED = ("ranking", "winners", "tie", "quorum_met")
_OF_SEATS = ("elected", "tied_at_cut", "places_left")


def votes(record: SessionRecord) -> list[dict[str, object]]:
    """Return every counted vote, in the order of its step."""
    return [
        _vote(record, step, record.votes[step.id])
        for step in record.steps
        if step.id in record.votes
    ]


def _vote(record: SessionRecord, step: StepRun, vote: VoteRecord) -> dict[str, object]:
    """Return a vote in the form of the recount, with what was asked of whom beside it.

    Where so few voted that the result would tell who voted what, it holds neither the ballots
    nor anything that comes of them.
    """
    plan, outcome, language = vote.plan, vote.outcome, record.session.language
    why = withheld(vote)
    told = document(
        plan,
        language,
        vote.options,
        [(one.weight, one.content) for one in vote.ballots],
        outcome.quorum,
        plan.people_of(outcome.size),
        outcome.seed,
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
        "mended": [_mended(one) for one in vote.mended],
        "choices": [_choice(record, plan, option) for option in vote.options],
        "secret": vote.secret,
        "sealed": plan.sealed,
        "electors": outcome.size,
        "turnout": outcome.turnout,
        "in_room": outcome.in_room,
        "quorum": outcome.quorum,
        **told,
        "ballots": told["ballots"] if why is None else None,
        "totals": _totals(vote, told) if why == _FEW else None,
        "ballots_withheld": why,
        "voters": _voters(vote) if why is None else None,
        "ballots_of_room": _of_room(vote) if why is None else None,
        "result": _result(outcome) if why not in UNTOLD else None,
        "second_rule": _second_rule(outcome) if why not in UNTOLD else None,
        "reasons": [_reason(one) for one in vote.reasons] if why not in UNTOLD else [],
    }


def _totals(vote: VoteRecord, told: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return what the ballots add up to; of a session that came from elsewhere, what it said."""
    return vote.summed if vote.summed is not None else recount.totals(At(told))


def _choice(record: SessionRecord, plan: Vote, option: Option) -> dict[str, object]:
    """Return an option as it was frozen; what it stood for goes by what the document calls it."""
    numbers: dict[int, int | None]
    if plan.on is VoteOn.POSTITS:
        numbers = {postit.id: postit.number for postit in record.postits}
    elif plan.on is VoteOn.MILESTONES:
        numbers = {milestone.id: milestone.number for milestone in record.milestones}
    else:
        numbers = {theme.id: n for n, theme in enumerate(record.sorting.themes, start=1)}
    source = option.source_id
    return {
        "name": option.name,
        "text": option.label,
        "place": option.place,
        "dimension": option.dimension,
        "year": option.year,
        "theme": option.theme,
        "stands_for": "nothing" if source is None else "something",
        "source": None if source is None else numbers.get(source),
        "gone": option.gone.value if option.gone is not None else None,
        **({"date": option.slot.model_dump(mode="json")} if option.slot is not None else {}),
        # In hundredths, where a budget was shared.
        **({"cost": option.cost} if option.cost is not None else {}),
    }


def _reason(one: Reason) -> dict[str, object]:
    """Return why someone resists a proposal; whose it is, in a signed vote."""
    return {
        "option": str(one.number),
        "text": one.text,
        "author": one.author_name,
        "in_room": one.in_room,
        "earlier": one.earlier,
    }


def _mended(made: Mended) -> dict[str, object]:
    """Return what was changed of a vote while it was open; nothing of who had voted."""
    return {
        "what": made.kind.value,
        "at": made.at.isoformat(timespec="seconds"),
        "ballots": made.ballots,
        "option": None if made.number is None else str(made.number),
        "before": made.before,
        "after": made.after,
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


def withheld(vote: VoteRecord) -> str | None:
    """Return why the ballots of a vote are not in the file; None when they are."""
    if vote.outcome.lost:
        return LOST
    if vote.secret and not vote.detailed:
        return TOO_FEW
    if vote.summed is not None:
        return _FEW
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


def _of_room(vote: VoteRecord) -> list[dict[str, object]] | None:
    """Return the ballots of a signed vote that were recorded for people without Discord, as the
    report tells them; None where the vote was secret."""
    if vote.secret:
        return None
    return [{"people": one.weight, "ballot": one.content} for one in vote.ballots if one.in_room]


def _result(outcome: Outcome) -> dict[str, object]:
    """Return word for word what the recount of the ballots says, its figures included."""
    answer = outcome.answer
    many = sum(map(len, outcome.ranking)) > _MOST_PAIRED
    left_out = (*_SAID_APART, *(_OF_PAIRS if many else ()))
    if "settings" not in outcome.details:
        left_out = (*left_out, "blank")  # the first counted votes did not count them
    figures = {name: of for name, of in outcome.details.items() if name not in left_out}
    seats = _OF_SEATS if outcome.seated else ()
    return {name: answer[name] for name in (*_STATED, *seats)} | figures


def _second_rule(outcome: Outcome) -> dict[str, object] | None:
    second = outcome.second
    if second is None:
        return None
    return {
        "rule": second.rule.value,
        "winner": second.winner,
        **({"winners": list(second.winners)} if outcome.seated else {}),
        "seed": second.seed,
    }
