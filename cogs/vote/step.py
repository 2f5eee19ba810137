"""A vote on the card, and in the facilitators' panel."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.i18n import Catalogue
from bot.interface.pressing.router import custom_id
from bot.interface.showing.layout import Button, button
from bot.interface.showing.links import read_wall
from bot.interface.showing.screen import Scene, StepScreen
from bot.interface.words.vote.card import (
    aside_text,
    card_text,
    counted_text,
    folded_text,
    reworded_text,
)
from bot.interface.words.vote.leaving import leaving_text, returning_text
from bot.interface.words.vote.mending import on_card
from bot.reports.record import VoteRecord
from bot.reports.vote.naming import by_reason
from bot.services.sessions.ahead import Holding, Way
from bot.services.vote.adjusting import can_adjust, has_options
from bot.services.vote.offered import too_many
from bot.services.vote.step import Polled
from bot.workshop.kinds import Vote
from bot.workshop.sessions.session import Session, StepState
from bot.workshop.text import escape
from bot.workshop.vote.electors import Electorate
from bot.workshop.vote.methods import Method, SecondRule, VoteOn
from bot.workshop.vote.options import Option, Slate
from bot.workshop.vote.outcome import Outcome
from bot.workshop.vote.scope import Within
from bot.workshop.vote.step import MOST_OPTIONS
from bot.workshop.vote.themes import chosen
from cogs.vote.ballots.sheet import opening

# Of the options that left the ballot, how many the panel names, and how long.
_MOST_NAMED = 3
_NAMED = 50
_REWORDED = 80


class VoteScreen(StepScreen[Polled | VoteRecord]):
    """While a vote is open its card tells the turnout, and nothing that ballots say."""

    def invites(self, scene: Scene[Polled | VoteRecord]) -> bool:
        return super().invites(scene) and not _empty(scene)

    def body(self, scene: Scene[Polled | VoteRecord]) -> str:
        plan, t = scene.step.plan, scene.t
        assert isinstance(plan, Vote)
        found = scene.found
        if isinstance(found, VoteRecord):
            return counted_text(scene.session, found, t)
        if not found.empty:
            mended = on_card(found.mended, plan, t)
            return card_text(
                scene.session,
                scene.step,
                found.options,
                found.progress,
                t,
                mended,
                soon=found.soon,
            )
        if too_many(plan, found.offered):
            return t("vote.too_many", count=found.offered, most=MOST_OPTIONS)
        return t(f"vote.none_left.{plan.on}")

    def buttons(self, scene: Scene[Polled | VoteRecord]) -> Sequence[Button]:
        plan = scene.step.plan
        assert isinstance(plan, Vote)
        if scene.step.outcome is not None:
            return ()
        mine = button(
            scene.t("button.ballot"),
            opening(scene.step.id),
            emoji="🗳️",
            style=discord.ButtonStyle.primary,
        )
        shown = () if _empty(scene) else (mine,)
        if plan.on in (VoteOn.POSTITS, VoteOn.THEMES):
            return (*shown, read_wall(scene.session, scene.t("button.wall")))
        return shown

    def lead_buttons(self, scene: Scene[Polled | VoteRecord]) -> Sequence[Button]:
        step, t = scene.step, scene.t
        plan = step.plan
        assert isinstance(plan, Vote)
        if isinstance(scene.found, VoteRecord):
            return (*_after(step.id, scene.found.outcome, scene), *_inside(scene, scene.found))
        acts = (
            []
            if _empty(scene)
            else [
                button(t("button.close_vote"), custom_id("vote.close", step=step.id), emoji="🔒"),
                _for_the_room(scene),
                button(t("button.remind"), custom_id("vote.remind", step=step.id), emoji="✉️"),
            ]
        )
        # Too many to be looked at are none on the ballot: a part of them may be picked.
        there = scene.found.offered or not has_options(plan)
        if can_adjust(plan) and there and not scene.found.progress.voted:
            adjust = custom_id("vote.adjust", step=step.id, page=0)
            acts.append(button(t("button.adjust_vote"), adjust, emoji="⚙️"))
        if not _empty(scene):
            mend = custom_id("vote.mend", step=step.id, page=0)
            acts.append(button(t("button.mend_vote"), mend, emoji="✏️"))
        if scene.found.progress.shut is not None:
            again = custom_id("vote.again", step=step.id)
            acts.insert(0, button(t("button.vote_again"), again, emoji="🔁"))
        if plan.electors.gone:
            who = custom_id("vote.who", step=step.id, page=0)
            acts.insert(0, button(t("button.who_votes"), who, emoji="⚠️"))
        if plan.electors.who is Electorate.VOICE:
            present = custom_id("vote.present", step=step.id)
            acts.append(button(t("button.present"), present, emoji="🎧"))
        return acts

    def room_buttons(self, scene: Scene[Polled | VoteRecord]) -> Sequence[Button]:
        return () if scene.step.outcome is not None or _empty(scene) else (_for_the_room(scene),)

    def leaving(self, holding: Holding, way: Way, session: Session, t: Catalogue) -> str:
        return leaving_text(holding, way, session, t)

    def returning(self, holding: Holding, session: Session, t: Catalogue) -> str:
        return returning_text(holding, session, t)

    def lead_notice(self, scene: Scene[Polled | VoteRecord]) -> str:
        """Tell what left the ballot since people began to vote; the room sees that some did."""
        if isinstance(scene.found, VoteRecord):
            return ""
        t = scene.t
        shut = scene.found.progress.shut
        told = ["⛔ " + t(f"sealed.shut_panel.{shut}")] if shut is not None else []
        told += [
            "⚠️ "
            + t.n(
                "seats.gone_panel" if _transfers(scene) else f"vote.{why}_panel",
                len(gone),
                options=_named(gone, t),
            )
            for why, gone in by_reason(scene.found.options).items()
        ]
        if changed := Slate.of(scene.found.options).reworded:
            named = reworded_text(changed, t, _MOST_NAMED, _REWORDED)
            told.append("⚠️ " + t("vote.reworded_panel", options=named))
        if scene.found.to_look:
            told.append("✏️ " + t.n("mend.to_look", scene.found.to_look))
        return "\n".join(told)

    def left_behind(self, scene: Scene[Polled | VoteRecord]) -> str:
        found = scene.found
        if isinstance(found, VoteRecord):
            return folded_text(scene.session, found, scene.t)
        if found.empty and scene.step.state is StepState.CLOSED:
            return scene.t("report.vote.none")
        return aside_text(scene.session, scene.step, found.progress, scene.t)


def _empty(scene: Scene[Polled | VoteRecord]) -> bool:
    """Return whether an open vote has nothing on its ballot."""
    return isinstance(scene.found, Polled) and scene.found.empty


def _named(options: Sequence[Option], t: Catalogue) -> str:
    """Return the first of `options` with their numbers, the others counted."""
    named = [f"`{o.number}` {escape(o.said(_NAMED))}" for o in options[:_MOST_NAMED]]
    if len(options) > _MOST_NAMED:
        named.append(t.n("result.and_others", len(options) - _MOST_NAMED))
    return ", ".join(named)


def _transfers(scene: Scene[Polled | VoteRecord]) -> bool:
    """True where what left the ballot is passed over: votes go on to the next choices."""
    plan = scene.step.plan
    return isinstance(plan, Vote) and plan.method is Method.STV


def _for_the_room(scene: Scene[Polled | VoteRecord]) -> Button:
    label = scene.t("button.room_ballot")
    return button(label, opening(scene.step.id, in_room=True), emoji="👥")


def _inside(scene: Scene[Polled | VoteRecord], vote: VoteRecord) -> Sequence[Button]:
    """Return the way to a vote on the post-its of the themes that came first, unless that is what
    comes next."""
    if vote.plan.on is not VoteOn.THEMES:
        return ()
    steps, following = scene.session.recipe.steps, scene.step.position + 1
    after = steps[following] if following < len(steps) else None
    if isinstance(after, Vote) and after.within is Within.CHOSEN:
        return ()
    found = chosen(vote.outcome, vote.options, vote.plan.chosen, secret=vote.secret)
    if not found.themes:
        return ()
    inside = custom_id("vote.inside", step=scene.step.id)
    return (button(scene.t("button.vote_inside"), inside, emoji="🗂️"),)


def _after(step_id: int, outcome: Outcome, scene: Scene[Polled | VoteRecord]) -> Sequence[Button]:
    if not outcome.waits_for_choice or outcome.second is None:
        return ()
    if outcome.second.rule is SecondRule.FACILITATOR:
        label, act = scene.t("button.settle"), custom_id("vote.settle", step=step_id, page=0)
    else:
        label, act = scene.t("button.runoff"), custom_id("vote.runoff", step=step_id)
    return (button(label, act, emoji="⚖️", style=discord.ButtonStyle.primary),)
