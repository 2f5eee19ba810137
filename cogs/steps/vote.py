"""The dot vote: a private ballot made for a thumb, changed until the close."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.cards import shorten_lines
from bot.interface.cog import Desk
from bot.interface.layout import PAGE, Button, button, layout, option, select
from bot.interface.replies import replace
from bot.interface.router import Press, custom_id, on
from bot.interface.screen import Scene, StepScreen
from bot.services import voting
from bot.services.voting import Ballot
from bot.workshop.ballot import Option, left
from bot.workshop.errors import Refusal
from bot.workshop.steps import Vote
from bot.workshop.steps.vote import VoteOn
from bot.workshop.text import escape, shorten
from cogs.steps.links import read_wall

_ALL = -1
_PLACED = 3000


class VoteScreen(StepScreen):
    async def body(self, scene: Scene) -> str:
        plan, t = scene.step.plan, scene.t
        assert isinstance(plan, Vote)
        if scene.step.outcome is not None:
            return t("vote.counted")
        async with scene.ctx.database.read() as tx:
            voted = await tx.ballots.turnout(scene.step.id)
            options = len(await tx.ballots.options(scene.step.id))
        if not options:
            return t("vote.no_themes" if plan.on is VoteOn.THEMES else "vote.no_options")
        rule = t.n("vote.rule", plan.budget)
        if plan.cap is not None and plan.cap < plan.budget:
            rule += " " + t("vote.cap", cap=plan.cap)
        return "\n".join([rule, t("vote.secret"), f"🗳️ **{t.n('vote.turnout', voted)}**"])

    def buttons(self, scene: Scene) -> Sequence[Button]:
        if scene.step.outcome is not None:
            return ()
        return (
            button(
                scene.t("button.ballot"),
                custom_id("ballot.open", scene.step.id, 0, _ALL),
                emoji="🗳️",
                style=discord.ButtonStyle.primary,
            ),
            read_wall(scene.session, scene.t("button.wall")),
        )


class VoteDesk(Desk):
    """Ballots. Arguments: step, page, dimension shown (−1 for all), dots seen left."""

    @on("ballot.open", 3)
    async def _open(self, press: Press) -> None:
        step_id, page, lane = press.args
        kept = await voting.ballot(self.ctx, step_id, press.actor)
        await replace(press.interaction, _drawn(kept, page, lane, press.t))

    @on("ballot.lane", 1)
    async def _lane(self, press: Press) -> None:
        kept = await voting.ballot(self.ctx, press.args[0], press.actor)
        await replace(press.interaction, _drawn(kept, 0, press.number(), press.t))

    @on("ballot.put", 4)
    async def _put(self, press: Press) -> None:
        await self._move(press, 1)

    @on("ballot.take", 4)
    async def _take(self, press: Press) -> None:
        await self._move(press, -1)

    @on("ballot.clear", 3)
    async def _clear(self, press: Press) -> None:
        step_id, page, lane = press.args
        kept = await voting.clear(self.ctx, step_id, press.actor)
        await replace(
            press.interaction,
            _drawn(kept, page, lane, press.t, "✅ " + press.t("ballot.cleared")),
        )

    async def _move(self, press: Press, by: int) -> None:
        step_id, page, lane, seen_left = press.args
        chosen = [press.number(index) for index in range(len(press.values))]
        t = press.t
        try:
            kept = await voting.move(self.ctx, step_id, press.actor, chosen, by, seen_left)
        except Refusal as refusal:
            if refusal.key not in ("ballot.budget", "ballot.cap"):
                raise
            kept = await voting.ballot(self.ctx, step_id, press.actor)
            told = "⚠️ " + t(refusal.key, **refusal.params)
        else:
            told = "✅ " + t("ballot.kept")
        await replace(press.interaction, _drawn(kept, page, lane, t, told))


def _drawn(kept: Ballot, page: int, lane: int, t: Catalogue, head: str = "") -> ui.LayoutView:
    step_id, plan = kept.step.id, kept.plan
    if not kept.options:
        return layout(t("vote.no_themes" if plan.on is VoteOn.THEMES else "vote.no_options"))
    lanes = list(dict.fromkeys(o.dimension for o in kept.options))
    lane = lane if 0 <= lane < len(lanes) else _ALL
    within = [o for o in kept.options if lane == _ALL or o.dimension == lanes[lane]]
    last = (len(within) - 1) // PAGE
    page = min(max(0, page), last)
    shown = within[page * PAGE : (page + 1) * PAGE]
    remaining = left(plan, kept.dots)
    rows: list[list[Button | ui.Select[ui.LayoutView]]] = []
    if remaining:
        rows.append(
            [
                select(
                    custom_id("ballot.put", step_id, page, lane, remaining),
                    t("ballot.put", page=page + 1, pages=last + 1)
                    if last
                    else t("ballot.put_one_page"),
                    [_option(o, kept.dots.get(o.number, 0)) for o in shown],
                    most=remaining,
                )
            ]
        )
    if len(lanes) > 1:
        rows.append(
            [
                select(
                    custom_id("ballot.lane", step_id),
                    t("ballot.lane"),
                    [
                        option(t("ballot.all_lanes"), str(_ALL), default=lane == _ALL),
                        *(
                            option(name or t("wall.no_dimension"), str(rank), default=rank == lane)
                            for rank, name in enumerate(lanes)
                        ),
                    ],
                )
            ]
        )
    mine = [o for o in kept.options if o.number in kept.dots]
    if mine:
        rows.append(
            [
                select(
                    custom_id("ballot.take", step_id, page, lane, remaining),
                    t("ballot.take"),
                    [_option(o, kept.dots[o.number]) for o in mine],
                )
            ]
        )
    turns: list[Button | ui.Select[ui.LayoutView]] = []
    if last:
        turns = [
            button("◀", custom_id("ballot.open", step_id, page - 1, lane), disabled=page == 0),
            button("▶", custom_id("ballot.open", step_id, page + 1, lane), disabled=page == last),
        ]
    if mine:
        turns.append(button(t("ballot.clear"), custom_id("ballot.clear", step_id, page, lane)))
    placed = "\n".join(
        f"{'●' * kept.dots[o.number]} `{o.number}` {escape(shorten(o.label, 150))}"
        for o in mine[:PAGE]
    )
    return layout(
        head,
        f"**{t('ballot.title')}** {_dots(plan, remaining)}\n"
        + (t.n("ballot.left", remaining) if remaining else t("ballot.none_left")),
        shorten_lines(placed, _PLACED),
        *rows,
        turns,
        "-# " + t("ballot.until_close"),
    )


def _option(choice: Option, dots: int) -> discord.SelectOption:
    held = f"{'●' * min(dots, 10)} " if dots else ""
    return option(f"{held}{choice.number} · {choice.label}", str(choice.number))


def _dots(plan: Vote, remaining: int) -> str:
    if plan.budget > 20:
        return f"{plan.budget - remaining}/{plan.budget}"
    return "●" * (plan.budget - remaining) + "○" * remaining
