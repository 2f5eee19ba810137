"""The presses of the workbench."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import discord

from bot.interface.cog import Desk
from bot.interface.naming.people import language_of_server
from bot.interface.naming.presence import Present, present_in
from bot.interface.pressing.giving_back import give_back
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import Button, button, form, layout
from bot.interface.words.sessions.checklist import require_writing
from bot.services.sessions.unplanned import Place
from bot.services.sessions.whereabouts import whereabouts
from bot.services.settings.settings import server_settings
from bot.services.vote import workbench
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Kinds, Vote
from bot.workshop.vote.drafted import Drafted, Fields
from bot.workshop.vote.electors import Electorate
from cogs.sessions.leading import panel
from cogs.sessions.opening.opened import opened
from cogs.vote.workbench.kind import Asking, Decision
from cogs.vote.workbench.kinds import decision_of, details_of, rank_of, ranked
from cogs.vote.workbench.page import draft_page, kinds_page
from cogs.vote.workbench.rewritten import settled_as

if TYPE_CHECKING:
    pass


# What whoever opened a decision reads first; that of a vote for all others.
_OPENED = {"consent": "vote.opened_consent", "election": "election.opened"}


class WorkbenchDesk(Desk):
    @on("open.vote", "session")
    async def _from_panel(self, press: Press, session: int) -> None:
        await self._page(press)

    @on("decide.page")
    async def _page(self, press: Press) -> None:
        await workbench.at_hand(self.ctx, press.interaction.channel_id or 0, press.actor)
        await replace(press.interaction, kinds_page(press.t))

    @on("decide.kind")
    async def _kind(self, press: Press) -> None:
        asking = await self._asking(press)
        await press.open(_form(decision_of(press.chosen), asking))

    @on("decide.again", "rank")
    async def _again(self, press: Press, rank: int) -> None:
        asking = await self._asking(press)
        await press.open(_form(ranked(rank), asking))

    @on("decide.form", "rank")
    async def _form(self, press: Press, rank: int) -> None:
        """A form that was sent makes a draft, which its writer looks at before anyone else."""
        asking = await self._asking(press)
        decision = ranked(rank)
        try:
            plan = decision.read(press, asking)
            drafted = await self._keep(press, decision, plan)
        except Refusal as refusal:
            await give_back(press, refusal, _fix(press, custom_id("decide.again", rank=rank)))
            return
        await replace(press.interaction, draft_page(drafted, asking))

    async def _keep(self, press: Press, decision: Decision, plan: Kinds) -> Drafted:
        interaction = press.interaction
        return await workbench.keep(
            self.ctx,
            interaction.guild_id or 0,
            interaction.channel_id or 0,
            press.actor,
            decision.name,
            press.fields,
            plan,
            self.bot.clock(),
        )

    @on("decide.change", "drafted")
    async def _change(self, press: Press, drafted: int) -> None:
        """Open the form as it was sent, or as it was when it was refused."""
        held = await workbench.drafted(self.ctx, drafted, press.actor)
        asking = await self._asking(press)
        sent = custom_id("decide.rewrite", drafted=drafted)
        written = {} if press.was_refused(sent) else _written(held, asking)
        await press.open(_form(decision_of(held.decision), asking, sent), **written)

    @on("decide.rewrite", "drafted")
    async def _rewrite(self, press: Press, drafted: int) -> None:
        """A draft that is written again keeps the settings that were chosen for it."""
        try:
            before = await workbench.drafted(self.ctx, drafted, press.actor)
            asking = await self._asking(press)
            decision = decision_of(before.decision)
            plan, told = settled_as(decision.read(press, asking), before.plan)
            held = await self._keep(press, decision, plan)
        except Refusal as refusal:
            await give_back(
                press, refusal, _fix(press, custom_id("decide.change", drafted=drafted))
            )
            return
        await replace(press.interaction, draft_page(held, asking, press.t(told) if told else ""))

    @on("decide.draft", "drafted")
    async def _draft(self, press: Press, drafted: int) -> None:
        held = await workbench.drafted(self.ctx, drafted, press.actor)
        await replace(press.interaction, draft_page(held, await self._asking(press)))

    @on("decide.details", "drafted", "rank")
    async def _details(self, press: Press, drafted: int, rank: int) -> None:
        held = await workbench.drafted(self.ctx, drafted, press.actor)
        details, t = details_of(rank), press.t
        if not details.applies(held.plan):
            raise Refusal("button.unknown")
        asking = await self._asking(press)
        sent = custom_id("decide.set", drafted=drafted, rank=rank, seen=held.stamp)
        title = t(f"decide.details.{details.name}")
        await press.open(form(title, sent, *details.fields(held.plan, asking)))

    @on("decide.set", "drafted", "rank", "seen")
    async def _set(self, press: Press, drafted: int, rank: int, seen: int) -> None:
        details = details_of(rank)
        try:
            held = await workbench.drafted(self.ctx, drafted, press.actor)
            if not details.applies(held.plan):
                raise Refusal("button.unknown")
            asking = await self._asking(press)
            plan = await details.read(held.plan, press, asking)
            after = await workbench.change(self.ctx, drafted, press.actor, plan, seen)
        except Refusal as refusal:
            ways = _fix(press, custom_id("decide.details", drafted=drafted, rank=rank))
            back = button(press.t("decide.back"), custom_id("decide.draft", drafted=drafted))
            await give_back(press, refusal, [*ways, back])
            return
        await replace(press.interaction, draft_page(after, asking, press.t("decide.set")))

    @on("decide.open", "drafted", "seen")
    async def _open(self, press: Press, drafted: int, seen: int) -> None:
        interaction, t = press.interaction, press.t
        require_writing(interaction, t)
        held = await workbench.drafted(self.ctx, drafted, press.actor)
        settings = await server_settings(self.ctx, interaction.guild_id or 0)
        plan, here = held.plan, Present()
        if isinstance(plan, Vote) and plan.electors.who is Electorate.VOICE:
            voice = plan.electors.place or 0
            here = await present_in(interaction.guild, voice, settings.leading_role)
        place = Place(
            interaction.guild_id or 0,
            interaction.channel_id or 0,
            settings.language or language_of_server(interaction),
        )
        try:
            session, _ = await workbench.open_drafted(
                self.ctx,
                drafted,
                place,
                press.actor,
                self.bot.clock(),
                seen=seen,
                present=here.people,
                leading=here.leading,
            )
        except workbench.Changed as refusal:
            now = await workbench.drafted(self.ctx, drafted, press.actor)
            asking = await self._asking(press)
            await replace(interaction, draft_page(now, asking, "⚠️ " + t(refusal.key)))
            return
        key = _OPENED.get(plan.kind, "vote.opened")
        seen_now = await whereabouts(self.ctx, session.id, press.actor)
        view = await panel(self.bot, seen_now, t, head=opened(seen_now, t, key))
        await replace(interaction, view)

    @on("decide.drop", "drafted")
    async def _drop(self, press: Press, drafted: int) -> None:
        await workbench.drop(self.ctx, drafted, press.actor)
        again = button(press.t("decide.begin"), custom_id("decide.page"), emoji="🗳️")
        await replace(press.interaction, layout(press.t("decide.dropped"), [again]))

    async def _asking(self, press: Press) -> Asking:
        """Return what the forms of this place need to know; raise Refusal for who may open
        nothing there."""
        interaction = press.interaction
        found = await workbench.at_hand(self.ctx, interaction.channel_id or 0, press.actor)
        settings = await server_settings(self.ctx, interaction.guild_id or 0)
        return Asking(
            t=press.t,
            language=settings.language or language_of_server(interaction),
            now=self.bot.clock(),
            zone=settings.timezone or self.ctx.zone,
            ballots=settings.usual_ballots,
            found=found,
        )


def _form(decision: Decision, asking: Asking, sent: str | None = None) -> discord.ui.Modal:
    title = asking.t(f"decide.kind.{decision.name}")
    return form(title, sent or form_id(decision), *decision.fields(asking))


def _written(held: Drafted, asking: Asking) -> Fields:
    """Return what the form of a draft held, with the time that was set since."""
    return {**held.fields, "minutes": asking.t.minutes(float(held.plan.minutes))}


def form_id(decision: Decision) -> str:
    """Return what the form of a kind of decision is sent as."""
    return custom_id("decide.form", rank=rank_of(decision))


def _fix(press: Press, leads_to: str) -> Sequence[Button]:
    """Return the button that opens a refused form again."""
    return [button(press.t("button.fix"), leads_to, emoji="✏️")]
