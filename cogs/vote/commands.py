"""The `/vote` commands: opening a vote at any time, closing it, reminding people of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.interface.cog import Desk
from bot.interface.commands import choices, command, group
from bot.interface.naming.people import actor_of, language_of, language_of_server
from bot.interface.naming.presence import Present, present_in, size_of
from bot.interface.pressing.replies import answering, sentence, whisper
from bot.interface.words.sessions.checklist import require_writing
from bot.interface.words.sessions.kinds import invitation
from bot.services.sessions import unplanned
from bot.services.sessions.unplanned import Place
from bot.services.sessions.whereabouts import whereabouts
from bot.services.settings.settings import server_settings
from bot.services.vote import polls, reminding, workbench
from bot.tally.base import Base
from bot.tally.missing import Missing
from bot.workshop.consent.step import PROPOSAL_LIMIT
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Vote
from bot.workshop.vote.asking import CONSENT, Asked, planned
from bot.workshop.vote.methods import ClosesWhen, Method, SecondRule, VoteOn
from bot.workshop.vote.step import GRADES, MOST_SEATS
from cogs.sessions.leading import panel
from cogs.sessions.opening.opened import opened
from cogs.vote.leading import closing_question, reminded_text
from cogs.vote.workbench import dates
from cogs.vote.workbench.dates import slots
from cogs.vote.workbench.desk import form_id
from cogs.vote.workbench.kind import Asking
from cogs.vote.workbench.kinds import DECISIONS
from cogs.vote.workbench.page import draft_page, kinds_page

if TYPE_CHECKING:
    from bot.client import Gommette  # noqa: F401 - in the alias below

Interaction = discord.Interaction["Gommette"]

# A shared budget needs costs: the workbench asks for them.
_METHODS = tuple(method for method in Method if method is not Method.SHARED_BUDGET)
_QUORUMS = ("1/3", "1/2", "2/3", "3/4")
_MAJORITIES = ("1/2", "2/3", "3/4")
_SCALES = ("0-5", "0-10", "1-5", "0-20")
_LINE = 100


class Votes(Desk):
    vote = group("command.vote")

    @command(
        vote,
        "command.vote.open",
        method=choices("command.vote.method", (*_METHODS, CONSENT)),
        about=choices("command.vote.about", VoteOn),
        close=choices("command.vote.close", ClosesWhen),
        tie=choices("command.vote.tie", SecondRule),
        base=choices("command.vote.base", Base),
        missing=choices("command.vote.missing", Missing),
    )
    async def open(
        self,
        interaction: Interaction,
        question: app_commands.Range[str, 1, PROPOSAL_LIMIT] | None = None,
        method: str | None = None,
        options: app_commands.Range[str, 1, 6000] | None = None,
        about: str | None = None,
        signed: bool | None = None,
        sealed: bool | None = None,
        minutes: app_commands.Range[int, 1, 7 * 24 * 60] = 5,
        close: str | None = None,
        quorum: app_commands.Range[str, 1, 20] | None = None,
        voters: app_commands.Range[int, 1, 100_000] | None = None,
        role: discord.Role | None = None,
        voice: discord.VoiceChannel | discord.StageChannel | None = None,
        tie: str | None = None,
        dots: app_commands.Range[int, 1, 99] | None = None,
        cap: app_commands.Range[int, 1, 99] | None = None,
        choices: app_commands.Range[int, 1, 100] | None = None,
        grades: app_commands.Range[str, 1, 300] | None = None,
        scale: app_commands.Range[str, 1, 20] | None = None,
        criteria: app_commands.Range[str, 1, 200] | None = None,
        majority: app_commands.Range[str, 1, 20] | None = None,
        base: str | None = None,
        missing: str | None = None,
        seats: app_commands.Range[int, 1, MOST_SEATS] | None = None,
    ) -> None:
        async with answering(interaction) as t:
            assert interaction.guild_id is not None
            assert interaction.channel_id is not None
            require_writing(interaction, t)
            if method is None:
                # The workbench asks which kind of decision it is, then what that kind needs.
                actor = actor_of(interaction.user)
                await workbench.at_hand(self.ctx, interaction.channel_id, actor)
                if question is not None:  # it stands in the form, whichever that is
                    for decision in DECISIONS:
                        held = {"question": question}
                        self.bot.router.keep(actor.user_id, form_id(decision), held)
                await whisper(interaction, kinds_page(t))
                return
            if question is None:
                raise Refusal("asked.no_question")
            if role is not None and role.is_default():
                role = None  # everyone
            settings = await server_settings(self.ctx, interaction.guild_id)
            language = settings.language or language_of_server(interaction)
            now, zone = self.bot.clock(), settings.timezone or self.ctx.zone
            asking = Asking(t, language, now, zone, settings.usual_ballots, {})
            of_dates = method == Method.DATES
            # How many have the role is asked where it says how many may vote, or whether that is
            # more than the members of whom a majority is.
            counts = role and not voice and (not voters or base == Base.MEMBERS)
            asked = Asked(
                question=question,
                method=method,
                options=options,
                about=VoteOn(about) if about else None,
                signed=signed,
                sealed=sealed,
                minutes=minutes,
                close=ClosesWhen(close) if close else None,
                quorum=quorum,
                voters=voters,
                role=role.id if role else None,
                role_size=await size_of(role) if role and counts else None,
                voice=voice.id if voice else None,
                tie=SecondRule(tie) if tie else None,
                dots=dots,
                cap=cap,
                choices=choices,
                grades=grades,
                scale=scale,
                criteria=criteria,
                majority=majority,
                base=Base(base) if base else None,
                missing=Missing(missing) if missing else None,
                dates=slots(options or "", asking) if of_dates else (),
                zone=zone if of_dates else None,
                seats=seats,
            )
            invite = "vote.invite_consent" if method == CONSENT else "vote.invite"
            plan = planned(asked, invitation(invite), usual=settings.usual_ballots)
            actor = actor_of(interaction.user)
            if of_dates:  # how each date was understood is seen before anyone votes on it
                place = (interaction.guild_id, interaction.channel_id, actor, dates.NAME)
                held = {"question": question, "dates": options or "", "minutes": t.minutes(minutes)}
                drafted = await workbench.keep(self.ctx, *place, held, plan, now)
                await whisper(interaction, draft_page(drafted, asking))
                return
            here = Present()
            if voice is not None:
                leading = settings.leading_role
                here = await present_in(interaction.guild, voice.id, leading)
            session, _ = await unplanned.open_step_now(
                self.ctx,
                Place(
                    interaction.guild_id,
                    interaction.channel_id,
                    language,
                ),
                plan,
                actor,
                self.bot.clock(),
                present=here.people,
                leading=here.leading,
            )
            key = "vote.opened" if isinstance(plan, Vote) else "vote.opened_consent"
            seen = await whereabouts(self.ctx, session.id, actor)
            await whisper(interaction, await panel(self.bot, seen, t, head=opened(seen, t, key)))

    @open.autocomplete("quorum")
    async def _quorums(self, _: Interaction, written: str) -> list[app_commands.Choice[str]]:
        return _offered(written, _QUORUMS)

    @open.autocomplete("majority")
    async def _majorities(self, _: Interaction, written: str) -> list[app_commands.Choice[str]]:
        return _offered(written, _MAJORITIES)

    @open.autocomplete("scale")
    async def _scales(self, _: Interaction, written: str) -> list[app_commands.Choice[str]]:
        return _offered(written, _SCALES)

    @open.autocomplete("grades")
    async def _grades(
        self, interaction: Interaction, written: str
    ) -> list[app_commands.Choice[str]]:
        t = language_of(interaction)
        usual = [grade[t.language] for grade in GRADES]
        short = t("vote.short_grades")
        return _offered(written, (" ; ".join(usual), short))

    @open.autocomplete("criteria")
    async def _criteria(
        self, interaction: Interaction, written: str
    ) -> list[app_commands.Choice[str]]:
        return _offered(written, (language_of(interaction)("vote.usual_criteria"),))

    @command(vote, "command.vote.close")
    async def close(self, interaction: Interaction) -> None:
        async with answering(interaction) as t:
            step_id = await polls.vote_in(self.ctx, interaction.channel_id or 0)
            actor = actor_of(interaction.user)
            await whisper(interaction, await closing_question(self.ctx, step_id, actor, t))

    @command(vote, "command.vote.remind")
    async def remind(self, interaction: Interaction) -> None:
        async with answering(interaction) as t:
            step_id = await polls.vote_in(self.ctx, interaction.channel_id or 0)
            actor, now = actor_of(interaction.user), self.bot.clock()
            done = await reminding.remind(self.ctx, step_id, actor, now)
            await whisper(interaction, sentence(reminded_text(done, t)))


def _offered(written: str, values: Sequence[str]) -> list[app_commands.Choice[str]]:
    """Return what may be meant: what was written first, since anything can be."""
    meant = [written] if written.strip() else []
    found = dict.fromkeys([*meant, *(v for v in values if written.casefold() in v.casefold())])
    return [app_commands.Choice(name=value[:_LINE], value=value[:_LINE]) for value in found]
