"""The forms of a ballot: what each method asks in them, and what it makes of what was sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from discord import ui

from bot.interface.pressing.giving_back import told_again
from bot.interface.pressing.router import Fields, Press, custom_id
from bot.interface.showing.layout import Field, form
from bot.workshop.errors import Refusal
from bot.workshop.vote.ballot import NotMarked
from bot.workshop.vote.methods import Method
from cogs.vote.ballots import dots, grade_forms, ranks, score_forms, ticks
from cogs.vote.ballots.sheet import Filled, View, all_ticked


@dataclass(frozen=True, slots=True)
class BallotForm:
    """`fields` of one part of the page that is looked at, none where it has nothing to ask; `read`
    gives the ballot that comes of what they held, or raises NotMarked. Where it is chosen rather
    than written, `ticked` tells what they held."""

    fields: Callable[[View, int], Sequence[Field]]
    read: Callable[[View, int, Fields], Filled]
    ticked: Callable[[View, int, Fields], str] | None = None


_RANKS = BallotForm(ranks.fields, ranks.read)
_FORMS: dict[Method, BallotForm] = {
    Method.DOTS: BallotForm(dots.fields, dots.read, all_ticked),
    Method.APPROVAL: BallotForm(ticks.fields, ticks.read, all_ticked),
    Method.SCORE: BallotForm(score_forms.fields, score_forms.read),
    Method.RESISTANCE: BallotForm(score_forms.fields, score_forms.read),
    Method.MAJORITY_JUDGMENT: BallotForm(grade_forms.fields, grade_forms.read, grade_forms.ticked),
    Method.DATES: BallotForm(grade_forms.fields, grade_forms.read, grade_forms.ticked),
    Method.IRV: _RANKS,
    Method.STV: _RANKS,
    Method.SCHULZE: _RANKS,
    Method.BORDA: _RANKS,
    Method.CONDORCET: _RANKS,
}


def opened(view: View, part: int) -> ui.Modal | None:
    """Return the form of a part of the ballot as it stands; None where it has nothing to ask."""
    kept = view.kept
    asked = _of(view).fields(view, part)
    if not asked:
        return None
    sent = custom_id(
        "ballot.filled",
        step=kept.step.id,
        page=view.page,
        part=part,
        seen=kept.stamp,
        in_room=kept.in_room,
    )
    return form(kept.plan.asked(kept.session.language), sent, *asked)


def read(view: View, part: int, filled: Fields) -> Filled:
    """Return what a form that was sent makes of the ballot."""
    return _of(view).read(view, part, filled)


def refused(view: View, part: int, press: Press, refusal: NotMarked) -> str:
    """Return why a form was not taken, with what it held; it holds that still, when it is opened
    again on the same ballot."""
    chosen = _of(view).ticked
    if chosen is None:
        return told_again(press, refusal)
    press.keep_refused()
    told = press.t(refusal.key, **refusal.params)
    held = chosen(view, part, press.fields)
    return f"{told}\n{press.t('ballot.had_ticked', ticked=held)}" if held else told


def _of(view: View) -> BallotForm:
    found = _FORMS.get(view.plan.ballot)
    if found is None:  # a question is answered by a button: this was forged
        raise Refusal("button.unknown")
    return found
