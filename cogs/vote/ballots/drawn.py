"""A ballot as its voter sees it, whatever the method; and the receipts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.layout import Button, button, layout
from bot.interface.router import custom_id
from bot.interface.when import clock
from bot.interface.words.vote.ballots import restated
from bot.services.vote.voting import Ballot
from bot.workshop.sessions.session import is_secret
from bot.workshop.text import escape, shorten
from bot.workshop.vote.ballot import marked
from bot.workshop.vote.step import Method
from cogs.vote.ballots import dots, grades, question, ranks, ticks
from cogs.vote.ballots.sheet import Marks, View, opening

_QUESTION = 300
_BOX = 3000

DRAW: dict[Method, Callable[[View], Marks]] = {
    Method.DOTS: dots.draw,
    Method.APPROVAL: ticks.draw,
    Method.SCORE: grades.draw_scores,
    Method.MAJORITY_JUDGMENT: grades.draw_grades,
    Method.IRV: ranks.draw,
    Method.SCHULZE: ranks.draw,
    Method.BORDA: ranks.draw,
    Method.CONDORCET: ranks.draw,
    Method.YES_NO: question.draw,
}


def draw(
    kept: Ballot, t: Catalogue, page: int = 0, lane: int | None = None, head: str = ""
) -> ui.LayoutView:
    """Return a ballot to be marked; `head` comes first (a warning, an answer)."""
    if not kept.options.standing and kept.plan.method is not Method.YES_NO:
        return layout(head, t(f"vote.none_left.{kept.plan.on}"))
    view = View(kept, t, page, lane)
    marks = DRAW[kept.plan.method](view)
    if kept.in_room:
        head = f"{head}\n{t('ballot.room')}".strip()
    turns = [*marks.turns]
    if marked(kept.content) and kept.plan.method is not Method.YES_NO:
        clear = custom_id(
            "ballot.clear", step=kept.step.id, page=page, lane=lane, in_room=kept.in_room
        )
        turns.append(button(t("ballot.clear"), clear))
    return layout(
        head,
        f"### {asked(kept)}\n{marks.status}",
        *marks.blocks,
        turns,
        _recording(view) if kept.in_room else _casting(view),
        "-# " + _standing(kept, t),
        "" if kept.in_room else _signed(kept, t),
    )


def receipt(kept: Ballot, t: Catalogue, now: datetime) -> ui.LayoutView:
    """Return what its voter keeps: exactly what is in the box, since when, and what can be done."""
    acts: list[Button] = []
    if not kept.closed:
        acts = [
            button(
                t("ballot.change"),
                opening(kept.step.id),
                emoji="✏️",
            ),
            _withdraw(kept, t),
        ]
    return layout(
        t("ballot.receipt", clock=clock(now)) + "\n" + t("ballot.in_the_box"),
        f"**{asked(kept)}**\n{restated(kept, t, _BOX)}",
        acts,
        "-# " + t("ballot.all_voted" if kept.closed else "ballot.until_close"),
        _signed(kept, t),
    )


def withdrawn(step_id: int, t: Catalogue) -> ui.LayoutView:
    """Return the receipt of a ballot taken back."""
    again = button(t("button.ballot"), opening(step_id), emoji="🗳️")
    return layout(t("ballot.withdrawn"), [again])


def asked(kept: Ballot) -> str:
    """Return the question of a ballot."""
    return escape(shorten(kept.plan.asked(kept.session.language), _QUESTION))


def _casting(view: View) -> list[Button]:
    kept, t = view.kept, view.t
    acts: list[Button] = []
    if not kept.counts and _answered(kept):
        cast = custom_id("ballot.cast", step=kept.step.id, seen=kept.seen)
        acts.append(button(t(_cast_key(kept)), cast, emoji="📥", style=_weight(kept)))
    if kept.cast is not None:
        acts.append(_withdraw(kept, t))
    return acts


def _recording(view: View) -> list[Button]:
    kept, t = view.kept, view.t
    acts: list[Button] = []
    if _answered(kept):
        one = t("room.one" if marked(kept.content) else "room.one_blank")
        step_id, seen = kept.step.id, kept.seen
        acts = [
            button(
                one, custom_id("room.one", step=step_id, seen=seen), emoji="📥", style=_weight(kept)
            ),
            button(t("room.several"), custom_id("room.several", step=step_id, seen=seen)),
        ]
    if kept.recorded:
        acts.append(list_button(kept.step.id, kept.recorded, t))
    return [*acts, panel_button(kept, t)]


def _answered(kept: Ballot) -> bool:
    """Return whether a ballot can be cast: a question takes an answer, if only to abstain."""
    return kept.plan.method is not Method.YES_NO or bool(kept.content)


def _weight(kept: Ballot) -> discord.ButtonStyle:
    """Return how much a button calls for a thumb: a blank ballot should be meant."""
    filled = bool(marked(kept.content))
    return discord.ButtonStyle.success if filled else discord.ButtonStyle.secondary


def list_button(step_id: int, recorded: int, t: Catalogue) -> Button:
    """Return the button that lists the ballots recorded for the room."""
    return button(t("room.list", n=recorded), custom_id("room.list", step=step_id, page=0))


def panel_button(kept: Ballot, t: Catalogue) -> Button:
    """Return the button back to the facilitators' panel."""
    return button(t("button.panel"), custom_id("lead.panel", session=kept.session.id))


def _cast_key(kept: Ballot) -> str:
    if not marked(kept.content):
        return "ballot.cast_blank"
    return "ballot.cast" if kept.cast is None else "ballot.cast_again"


def _signed(kept: Ballot, t: Catalogue) -> str:
    """Say on the ballot itself that its voter will be named: nobody signs without knowing."""
    if not is_secret(kept.session, kept.plan):
        return "-# " + t("ballot.signed")
    return "" if kept.plan.method.has_totals else "-# " + t("vote.published.whole")


def _standing(kept: Ballot, t: Catalogue) -> str:
    if kept.in_room:
        return t("room.not_recorded")
    if kept.counts:
        return t("ballot.counts") + " " + t("ballot.until_close")
    if kept.cast is not None:
        return t("ballot.earlier")
    if not marked(kept.content):
        return t("ballot.nothing_yet")
    return t("ballot.not_cast", label=t(_cast_key(kept)))


def _withdraw(kept: Ballot, t: Catalogue) -> Button:
    return button(t("ballot.withdraw"), custom_id("ballot.withdraw", step=kept.step.id), emoji="↩️")
