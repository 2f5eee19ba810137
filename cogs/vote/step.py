"""A vote on the card, and in the facilitators' panel."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.interface.layout import Button, button
from bot.interface.links import read_wall
from bot.interface.router import custom_id
from bot.interface.screen import Scene, StepScreen
from bot.interface.words.vote.card import card_text, counted_text
from bot.services.vote.polls import choices, progress, too_many
from bot.workshop.kinds import Vote
from bot.workshop.vote.outcome import Outcome
from bot.workshop.vote.step import MOST_OPTIONS, Electorate, Method, SecondRule, VoteOn
from cogs.vote.ballots.sheet import opening


class VoteScreen(StepScreen):
    """While a vote is open its card tells the turnout, and nothing that ballots say."""

    async def body(self, scene: Scene) -> str:
        plan, t, step = scene.step.plan, scene.t, scene.step
        assert isinstance(plan, Vote)
        if step.outcome is not None:
            return counted_text(scene.session, step, plan, t)
        async with scene.ctx.database.read() as tx:
            now = await progress(tx, step, plan)
            options = await tx.ballots.options(step.id)
            if plan.method is not Method.YES_NO and all(o.removed for o in options):
                found = len(await choices(tx, scene.session, plan))
                if too_many(plan, found):
                    return t("vote.too_many", count=found, most=MOST_OPTIONS)
                return t(f"vote.none_left.{plan.on}")
        return card_text(scene.session, plan, options, now, t)

    def buttons(self, scene: Scene) -> Sequence[Button]:
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
        if plan.on in (VoteOn.POSTITS, VoteOn.THEMES):
            return (mine, read_wall(scene.session, scene.t("button.wall")))
        return (mine,)

    def lead_buttons(self, scene: Scene) -> Sequence[Button]:
        step, t = scene.step, scene.t
        plan = step.plan
        assert isinstance(plan, Vote)
        if step.outcome is not None:
            return _after(step.id, Outcome.read(step.outcome), scene)
        acts = [
            button(t("button.close_vote"), custom_id("vote.close", step=step.id), emoji="🔒"),
            button(
                t("button.room_ballot"),
                opening(step.id, in_room=True),
                emoji="👥",
            ),
            button(t("button.remind"), custom_id("vote.remind", step=step.id), emoji="✉️"),
        ]
        if plan.electors.who is Electorate.VOICE:
            present = custom_id("vote.present", step=step.id)
            acts.append(button(t("button.present"), present, emoji="🎧"))
        return acts

    async def left_behind(self, scene: Scene) -> str:
        return scene.t("vote.counted") if scene.step.outcome is not None else ""


def _after(step_id: int, outcome: Outcome, scene: Scene) -> Sequence[Button]:
    if not outcome.waits_for_choice or outcome.second is None:
        return ()
    if outcome.second.rule is SecondRule.FACILITATOR:
        label, act = scene.t("button.settle"), custom_id("vote.settle", step=step_id, page=0)
    else:
        label, act = scene.t("button.runoff"), custom_id("vote.runoff", step=step_id)
    return (button(label, act, emoji="⚖️", style=discord.ButtonStyle.primary),)
