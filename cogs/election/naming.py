"""Naming someone, privately; keeping one's choice or changing it; not wishing to be named."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.giving_back import give_back
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import Button, button, layout
from bot.interface.words.election import concluded_text, mine_text, reading
from bot.services.election import naming
from bot.services.election import reading as told
from bot.services.election.naming import Seen
from bot.workshop.election.naming import ElectionMoved, Stage
from bot.workshop.errors import OnlyLeads, Refusal
from cogs.election.forms import choice_of, naming_form
from cogs.election.step import STAGES, hear_button


class ElectionDesk(Desk):
    """What participants do. A custom id carries the stage that they saw."""

    @on("election.name", "step", "stage")
    async def _name(self, press: Press, step: int, stage: int) -> None:
        """Open the form, or the choice of who has one: there it is changed, or taken back."""
        where = stage_of(stage)
        try:
            seen, now = await naming.ready(self.ctx, step, press.actor, where)
        except OnlyLeads:
            await self._leads_only(press, step)
            return
        except ElectionMoved as refusal:  # an old message: here is where it stands
            await self._moved(press, step, refusal)
            return
        if now is not None and where is Stage.NAMING:
            await replace(press.interaction, _page(seen, press.t))
            return
        await self._form(press, seen, where)

    @on("election.change", "step", "stage")
    async def _change(self, press: Press, step: int, stage: int) -> None:
        where = stage_of(stage)
        try:
            seen, _ = await naming.ready(self.ctx, step, press.actor, where)
        except OnlyLeads:
            await self._leads_only(press, step)
            return
        except ElectionMoved as refusal:
            await self._moved(press, step, refusal)
            return
        await self._form(press, seen, where)

    async def _form(self, press: Press, seen: Seen, stage: Stage) -> None:
        where = custom_id("election.named", step=seen.step.id, stage=STAGES.index(stage))
        await press.open(naming_form(seen, where, seen.mine, press.t))

    @on("election.named", "step", "stage")
    async def _named(self, press: Press, step: int, stage: int) -> None:
        where = stage_of(stage)
        try:
            seen = await naming.name(
                self.ctx, step, press.actor, where, choice_of(press), press.submission
            )
        except ElectionMoved as refusal:
            await give_back(press, refusal, await self._ways(press, step))
            return
        except Refusal as refusal:
            again = custom_id("election.change", step=step, stage=stage)
            await give_back(press, refusal, [button(press.t("button.fix"), again)])
            return
        await replace(press.interaction, _page(seen, press.t, "✅ " + press.t("election.kept")))

    @on("election.back", "step")
    async def _back(self, press: Press, step: int) -> None:
        try:
            seen = await naming.take_back(self.ctx, step, press.actor)
        except ElectionMoved as refusal:
            await self._moved(press, step, refusal)
            return
        head = "↩️ " + press.t("election.taken_back")
        await replace(press.interaction, _page(seen, press.t, head))

    @on("election.hear", "step")
    async def _hear(self, press: Press, step: int) -> None:
        try:
            seen = await naming.hear(self.ctx, step, press.actor)
        except OnlyLeads:
            await self._leads_only(press, step)
            return
        except ElectionMoved as refusal:
            await self._moved(press, step, refusal)
            return
        await replace(press.interaction, _page(seen, press.t, "👂 " + press.t("election.keeps")))

    @on("election.part", "step", "wanted")
    async def _part(self, press: Press, step: int, wanted: bool) -> None:
        seen = await naming.take_part(self.ctx, step, press.actor, wanted)
        if wanted:
            head = "✅ " + press.t("election.taking_part")
            await replace(press.interaction, _page(seen, press.t, head))
        else:
            await replace(press.interaction, _only_leads(seen, press.t))

    @on("election.read", "step", "page")
    async def _read(self, press: Press, step: int, page: int) -> None:
        try:
            seen, held = await told.read(self.ctx, step, press.actor)
        except ElectionMoved as refusal:
            await self._moved(press, step, refusal)
            return
        t = press.t
        pages = reading(held, seen.session, t)
        page = min(max(0, page), len(pages) - 1)
        turns = [
            button(
                mark,
                custom_id("election.read", step=step, page=to),
                disabled=not 0 <= to < len(pages),
            )
            for mark, to in (("◀", page - 1), ("▶", page + 1))
        ]
        text = "\n".join(pages[page])
        view = layout(text, turns if len(pages) > 1 else [], _ways(seen, t))
        await replace(press.interaction, view)

    @on("election.withdraw", "step")
    async def _withdraw(self, press: Press, step: int) -> None:
        """Ask first: a thumb may have slipped, and others are asked to look again."""
        seen = await naming.own_name(self.ctx, step, press.actor)
        await replace(press.interaction, _own_name(seen, press.t))

    @on("election.withdrawn", "step", "wanted")
    async def _withdrawn(self, press: Press, step: int, wanted: bool) -> None:
        seen = await naming.withdraw(self.ctx, step, press.actor, wanted, self.bot.clock())
        await replace(press.interaction, _own_name(seen, press.t, done=True))

    async def _leads_only(self, press: Press, step_id: int) -> None:
        seen = await naming.view(self.ctx, step_id, press.actor)
        await replace(press.interaction, _only_leads(seen, press.t))

    async def _moved(self, press: Press, step_id: int, refusal: Refusal) -> None:
        seen = await naming.view(self.ctx, step_id, press.actor)
        head = "⚠️ " + press.t(refusal.key, **refusal.params)
        await replace(press.interaction, _page(seen, press.t, head))

    async def _ways(self, press: Press, step_id: int) -> Sequence[Button]:
        return _ways(await naming.view(self.ctx, step_id, press.actor), press.t)


def stage_of(rank: int) -> Stage:
    """Return the stage that a button names; raise Refusal when it was forged."""
    if not 0 <= rank < len(STAGES):
        raise Refusal("button.unknown")
    return STAGES[rank]


def _page(seen: Seen, t: Catalogue, head: str = "") -> ui.LayoutView:
    """Return whom the person names, and what they can do about it now."""
    mine = seen.mine
    if seen.elected is not None:
        return layout(head, concluded_text(seen.elected, t))
    told = mine_text(seen.naming, mine, t) if mine is not None else t("election.mine_none")
    note = ""
    if mine is None:
        note = ""
    elif seen.naming.stage is Stage.NAMING:
        note = t("election.until_masked" if seen.session.masked else "election.until")
    elif seen.naming.stage is Stage.HEARING:
        note = t("election.until_closed")
    return layout(head, told, _ways(seen, t), f"-# {note}" if note else "")


def _ways(seen: Seen, t: Catalogue) -> list[Button]:
    """Return what the person can do about their choice at this stage."""
    step_id, stage, mine = seen.step.id, seen.naming.stage, seen.mine
    if stage is Stage.CHOOSING or seen.elected is not None:
        return []
    key = "button.election_name" if mine is None else "button.election_change"
    change = custom_id("election.change", step=step_id, stage=STAGES.index(stage))
    ways = [button(t(key), change, emoji="🗳️", style=discord.ButtonStyle.primary)]
    if mine is not None and stage is Stage.NAMING:
        back = custom_id("election.back", step=step_id)
        ways.append(button(t("button.election_back"), back))
    if mine is not None and stage is Stage.HEARING and not seen.heard:
        ways.append(hear_button(step_id, t))
    return ways


def _only_leads(seen: Seen, t: Catalogue) -> ui.LayoutView:
    """Return the question asked of facilitators; once they have said no, a way to change."""
    yes = button(
        t("button.election_part"), custom_id("election.part", step=seen.step.id, wanted=True)
    )
    if seen.takes_part is not None:
        return layout(t("election.only_leading"), [yes])
    no = button(t("button.only_lead"), custom_id("election.part", step=seen.step.id, wanted=False))
    return layout(t("election.take_part_question"), [yes, no])


def _own_name(seen: Seen, t: Catalogue, *, done: bool = False) -> ui.LayoutView:
    """Return what it does not to wish to be named, or that it is so; the same whether anyone named
    them or not."""
    withdrawn = seen.me is not None and seen.me.withdrawn
    to = custom_id("election.withdrawn", step=seen.step.id, wanted=not withdrawn)
    if withdrawn:
        again = button(t("button.election_return"), to)
        return layout(f"🙅 {t('election.you_withdrew')}", [again])
    sure = button(t("button.election_withdraw_yes"), to, style=discord.ButtonStyle.danger)
    head = "✅ " + t("election.you_returned") if done else ""
    key = "election.withdraw_question"
    if seen.naming.stage is not Stage.NAMING:
        key = "election.withdraw_question_shown"
    return layout(head, "" if done else f"🙅 {t(key)}", [sure])
