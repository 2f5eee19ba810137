"""What facilitators do with a vote: close it, remind, count those present, settle a tie."""

from __future__ import annotations

import discord
from discord import ui

from bot.i18n import Catalogue, catalogue, in_each
from bot.interface.cog import Desk
from bot.interface.naming.presence import present_in
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import button, layout, option, select
from bot.interface.showing.links import page_of
from bot.interface.words.vote.card import tied_labels
from bot.interface.words.vote.leaving import leaving_text
from bot.services.context import Context
from bot.services.sessions.ahead import Holding, Way
from bot.services.sessions.whereabouts import whereabouts
from bot.services.settings.settings import server_settings
from bot.services.vote import closing, polls, reminding, shut
from bot.services.vote.reminding import MOST_LETTERS, Reminded
from bot.workshop.errors import Refusal
from bot.workshop.language import Bilingual, Language, Title
from bot.workshop.sessions.permissions import Actor
from bot.workshop.vote.step import heading
from cogs.sessions.leading import panel


class VoteLeadDesk(Desk):
    @on("vote.close", "step")
    async def _close(self, press: Press, step: int) -> None:
        """Ask first: a vote that is counted cannot be reopened."""
        view = await closing_question(self.ctx, step, press.actor, press.t)
        await replace(press.interaction, view)

    @on("vote.close_yes", "step", "erased")
    async def _close_yes(self, press: Press, step: int, erased: bool = False) -> None:
        """`erased` when the facilitator read that nothing will be told and the ballots go."""
        if not erased and (await polls.to_close(self.ctx, step, press.actor))[2].erased:
            await self._close(press, step)
            return
        session = await closing.close(self.ctx, step, press.actor, self.bot.clock())
        await self._panel(press, session.id, press.t("vote.closed_now"))

    @on("vote.again", "step")
    async def _again(self, press: Press, step: int) -> None:
        """Ask first: ballots that may be read again one day would be lost."""
        t = press.t
        session, _, held = await shut.to_begin_again(self.ctx, step, press.actor)
        yes = custom_id("vote.again_yes", step=step)
        view = layout(
            t.n("sealed.again_question", held.people),
            [
                button(t("button.vote_again"), yes, style=discord.ButtonStyle.danger),
                button(t("button.close_no"), custom_id("lead.panel", session=session.id)),
            ],
        )
        await replace(press.interaction, view)

    @on("vote.again_yes", "step")
    async def _again_yes(self, press: Press, step: int) -> None:
        session = await shut.vote_again(self.ctx, step, press.actor)
        await self._panel(press, session.id, press.t("sealed.again_now"))

    @on("vote.remind", "step")
    async def _remind(self, press: Press, step: int) -> None:
        done = await reminding.remind(self.ctx, step, press.actor, self.bot.clock())
        await self._panel(press, done.session.id, reminded_text(done, press.t))

    @on("vote.present", "step")
    async def _present(self, press: Press, step: int) -> None:
        session, channel_id = await polls.voice_channel(self.ctx, step, press.actor)
        settings = await server_settings(self.ctx, session.server_id)
        leading = settings.leading_role
        here = await present_in(press.interaction.guild, channel_id, leading)
        added, size = await closing.count_present(
            self.ctx, step, press.actor, here.people, here.leading
        )
        t = press.t
        said = f"{t.n('vote.present_added', added)} {t.n('vote.present_now', size)}"
        await self._panel(press, session.id, said)

    @on("vote.settle", "step", "page")
    async def _settle(self, press: Press, step: int, page: int) -> None:
        tied = await polls.to_settle(self.ctx, step, press.actor)
        t = press.t
        ranked = list(enumerate(tied_labels(tied.outcome, tied.options, t)))
        shown, turns = page_of(
            ranked, page, lambda to: custom_id("vote.settle", step=step, page=to)
        )
        choices = [option(label, str(rank)) for rank, label in shown]
        places = tied.outcome.places_left
        menu = select(
            custom_id("vote.settled", step=step),
            t("vote.settle_one"),
            choices,
            least=places,
            most=places,
        )
        back = button(t("button.panel"), custom_id("lead.panel", session=tied.session.id))
        question = t("vote.settle_question")
        if tied.outcome.seated:
            question = t.n("vote.settle_some", places)
        view = layout(question, [menu], [*turns, back])
        await replace(press.interaction, view)

    @on("vote.settled", "step")
    async def _settled(self, press: Press, step: int) -> None:
        tied = await polls.to_settle(self.ctx, step, press.actor)
        among = tied.outcome.tied
        ranks = press.numbers()
        if not all(0 <= rank < len(among) for rank in ranks):
            raise Refusal("ballot.unknown_option")
        chosen = [among[rank] for rank in ranks]
        await closing.settle(self.ctx, step, press.actor, chosen, self.bot.clock())
        await self._panel(press, tied.session.id, press.t("vote.settled_now"))

    @on("vote.runoff", "step")
    async def _runoff(self, press: Press, step: int) -> None:
        tied = await polls.to_settle(self.ctx, step, press.actor)
        title = _second(tied.plan.title)
        session = await closing.run_off(self.ctx, step, press.actor, self.bot.clock(), title)
        await self._panel(press, session.id, press.t("vote.runoff_open"))

    @on("vote.inside", "step")
    async def _inside(self, press: Press, step: int) -> None:
        session = await closing.vote_inside(
            self.ctx,
            step,
            press.actor,
            self.bot.clock(),
            in_each(Title, "vote.inside_title"),
            in_each(Bilingual, "vote.invite"),
        )
        await self._panel(press, session.id, press.t("vote.inside_open"))

    async def _panel(self, press: Press, session_id: int, head: str) -> None:
        seen = await whereabouts(self.ctx, session_id, press.actor)
        await replace(press.interaction, await panel(self.bot, seen, press.t, head=head))


def _second(title: Title) -> Title:
    """Return the title of a run-off, in each language."""
    said = {one: catalogue(one)("vote.second_title", title=title[one]) for one in Language}
    return Title.each({one: heading(text)[one] for one, text in said.items()})


async def closing_question(ctx: Context, step_id: int, actor: Actor, t: Catalogue) -> ui.LayoutView:
    """Return the question asked before a vote is closed; raise Refusal for who does not lead it."""
    session, step, held = await polls.to_close(ctx, step_id, actor)
    yes = custom_id("vote.close_yes", step=step_id, erased=held.erased)
    return layout(
        leaving_text(Holding(step, held), Way.CLOSE, session, t),
        [
            button(t("button.close_yes"), yes, style=discord.ButtonStyle.danger),
            button(t("button.close_no"), custom_id("lead.panel", session=session.id)),
        ],
    )


def reminded_text(done: Reminded, t: Catalogue) -> str:
    """Return how many are being reminded, and never who."""
    if done.spared:
        most = t("vote.reminded_enough", most=MOST_LETTERS)
        return f"{t.n('vote.reminded', done.told)} {most}" if done.told else f"✉️ {most}"
    return t.n("vote.reminded", done.told) if done.told else t("vote.nobody_to_remind")
