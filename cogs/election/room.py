"""Whom people in the room without Discord name, written down by who leads."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.giving_back import give_back
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import PAGE, Block, button, layout, option, select
from bot.interface.showing.links import room_page
from bot.interface.words.election import mine_text
from bot.interface.words.in_room import beyond, signature
from bot.services.election import naming
from bot.services.election.naming import Seen
from bot.services.in_room.speaking import numbered
from bot.workshop.election.naming import Nomination, Stage
from bot.workshop.errors import Refusal
from cogs.election.forms import choice_of, naming_form
from cogs.election.naming import stage_of
from cogs.election.step import STAGES, room_button


class ElectionRoomDesk(Desk):
    """A custom id carries the stage that the facilitator saw."""

    @on("election.room", "step")
    async def _open(self, press: Press, step: int) -> None:
        await self._list(press, step)

    @on("election.room_name", "step", "stage", "choice")
    async def _name(self, press: Press, step: int, stage: int, choice: int | None = None) -> None:
        where = stage_of(stage)
        seen, now = await naming.ready(self.ctx, step, press.actor, where, signature, choice)
        sent = custom_id("election.roomed", step=step, stage=stage, choice=choice)
        await press.open(naming_form(seen, sent, now, press.t, room=True))

    @on("election.roomed", "step", "stage", "choice")
    async def _named(self, press: Press, step: int, stage: int, choice: int | None = None) -> None:
        try:
            await naming.name(
                self.ctx,
                step,
                press.actor,
                stage_of(stage),
                choice_of(press),
                press.submission,
                signature,
                choice,
            )
        except Refusal as refusal:
            await give_back(press, refusal, [room_button(step, press.t)])
            return
        await self._list(press, step, "✅ " + press.t("election.room_kept"))

    @on("election.room_pick", "step")
    async def _pick(self, press: Press, step: int) -> None:
        seen = await naming.view(self.ctx, step, press.actor)
        stage = seen.naming.stage
        seen, now = await naming.ready(
            self.ctx, step, press.actor, stage, signature, press.number()
        )
        assert now is not None
        await replace(press.interaction, _one(seen, now, press.t))

    @on("election.room_back", "step", "choice")
    async def _back(self, press: Press, step: int, choice: int) -> None:
        await naming.take_back(self.ctx, step, press.actor, signature, choice)
        await self._list(press, step, "↩️ " + press.t("election.room_taken_back"))

    async def _list(self, press: Press, step: int, head: str = "") -> None:
        seen = await naming.view(self.ctx, step, press.actor)
        await numbered(self.ctx, seen.session.id, press.actor)
        if not seen.session.in_room:
            raise Refusal("in_room.nobody")
        await replace(press.interaction, _room(seen, press.t, head))


def _room(seen: Seen, t: Catalogue, head: str) -> ui.LayoutView:
    """Return how many in the room name someone, and what can be written down."""
    step_id, stage, session = seen.step.id, seen.naming.stage, seen.session
    told = t.n("election.room_told", len(seen.room), said=session.in_room)
    blocks: list[Block] = [head, f"### 👥 {t('election.room_title')}\n{told}"]
    blocks.append(beyond(len(seen.room), session, t))
    if stage is Stage.CHOOSING or seen.elected is not None:
        return layout(*blocks, [room_page(session, t)])
    rank = STAGES.index(stage)
    added = custom_id("election.room_name", step=step_id, stage=rank, choice=None)
    style = discord.ButtonStyle.primary
    blocks.append([button(t("button.election_room_add"), added, emoji="🗳️", style=style)])
    if seen.room:
        choices: list[Any] = [
            option(
                seen.naming.named(one.name_id).name,
                str(one.id),
                description=t("election.room_again")
                if seen.naming.named(one.name_id).withdrawn
                else one.reason,
            )
            for one in seen.room[:PAGE]
        ]
        pick = custom_id("election.room_pick", step=step_id)
        blocks.append([select(pick, t("election.room_pick"), choices)])
    return layout(*blocks, [room_page(session, t)])


def _one(seen: Seen, now: Nomination, t: Catalogue) -> ui.LayoutView:
    """Return whom one person in the room names, to be changed or taken back."""
    step_id, stage = seen.step.id, seen.naming.stage
    change = custom_id("election.room_name", step=step_id, stage=STAGES.index(stage), choice=now.id)
    acts = [
        button(t("button.election_change"), change, emoji="🗳️", style=discord.ButtonStyle.primary)
    ]
    if stage is Stage.NAMING:
        back = custom_id("election.room_back", step=step_id, choice=now.id)
        acts.append(button(t("button.election_back"), back))
    listed = custom_id("election.room", step=step_id)
    return layout(
        mine_text(seen.naming, now, t), [*acts, button(t("button.election_room"), listed)]
    )
