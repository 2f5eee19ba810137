"""A proposal or a round opened from the panel, each through a form; and `/round`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.commands import lone_command
from bot.interface.naming.people import actor_of, language_of_server
from bot.interface.pressing.giving_back import give_back
from bot.interface.pressing.replies import answering, replace, whisper
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import Field, button, form, text_field
from bot.interface.words.sessions.checklist import require_writing
from bot.interface.words.sessions.kinds import invitation
from bot.services.notes.parked import listed
from bot.services.sessions.unplanned import Place, open_here, open_step_now
from bot.services.sessions.whereabouts import whereabouts
from bot.services.settings.settings import server_settings
from bot.workshop.consent.step import PROPOSAL_LIMIT
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Kinds
from bot.workshop.notes.rounds import SUBJECT_LIMIT, planned_round
from bot.workshop.sessions.minutes import read_minutes
from bot.workshop.vote.asking import CONSENT, Asked, planned
from cogs.sessions.leading import panel
from cogs.sessions.opening.opened import opened

if TYPE_CHECKING:
    from bot.client import Gommette

Interaction = discord.Interaction["Gommette"]

LENGTH = 20  # characters


def length_field(t: Catalogue, usual: int) -> Field:
    """Return the field of a form that asks how long a step lasts."""
    return text_field(
        "minutes",
        t("field.opened_for"),
        description=t("field.opened_for.hint"),
        limit=LENGTH,
        default=t.minutes(usual),
    )


async def open_now(bot: Gommette, press: Press, session_id: int, plan: Kinds, key: str) -> None:
    """Open a step in a session, and show the panel of the moment with the sentence `key`."""
    await open_here(bot.ctx, session_id, plan, press.actor, bot.clock())
    seen = await whereabouts(bot.ctx, session_id, press.actor)
    view = await panel(bot, seen, press.t, head=opened(seen, press.t, key))
    await replace(press.interaction, view)


class OpenedSteps(Desk):
    @on("open.proposal", "session")
    async def _proposal(self, press: Press, session: int) -> None:
        await listed(self.ctx, session, press.actor)
        t = press.t
        text = text_field("text", t("field.open_proposal"), long=True, limit=PROPOSAL_LIMIT)
        act = custom_id("open.proposal_form", session=session)
        await press.open(form(t("form.open_proposal"), act, text, length_field(t, 15)))

    @on("open.proposal_form", "session")
    async def _proposal_form(self, press: Press, session: int) -> None:
        try:
            minutes = read_minutes(press.text("minutes"))
            asked = Asked(question=press.text("text"), method=CONSENT, minutes=minutes)
            plan = planned(asked, invitation("vote.invite_consent"))
            await open_now(self.bot, press, session, plan, "vote.opened_consent")
        except Refusal as refusal:
            again = custom_id("open.proposal", session=session)
            await give_back(press, refusal, [button(press.t("button.fix"), again, emoji="✏️")])

    @on("open.round", "session")
    async def _round(self, press: Press, session: int) -> None:
        await listed(self.ctx, session, press.actor)
        t = press.t
        text = text_field("text", t("field.subject"), limit=SUBJECT_LIMIT)
        act = custom_id("open.round_form", session=session)
        await press.open(form(t("form.open_round"), act, text, length_field(t, 10)))

    @on("open.round_form", "session")
    async def _round_form(self, press: Press, session: int) -> None:
        try:
            minutes = read_minutes(press.text("minutes"))
            plan = planned_round(press.text("text"), minutes, invitation("kind.discuss.invite"))
            await open_now(self.bot, press, session, plan, "round.opened")
        except Refusal as refusal:
            again = custom_id("open.round", session=session)
            await give_back(press, refusal, [button(press.t("button.fix"), again, emoji="✏️")])


class Rounds(Desk):
    @lone_command("command.round")
    async def open(
        self,
        interaction: Interaction,
        subject: app_commands.Range[str, 1, SUBJECT_LIMIT],
        length: app_commands.Range[str, 1, LENGTH],
        sound: bool | None = None,
    ) -> None:
        async with answering(interaction) as t:
            assert interaction.guild_id is not None
            assert interaction.channel_id is not None
            require_writing(interaction, t)
            plan = planned_round(subject, read_minutes(length), invitation("kind.discuss.invite"))
            settings = await server_settings(self.ctx, interaction.guild_id)
            actor = actor_of(interaction.user)
            session, _ = await open_step_now(
                self.ctx,
                Place(
                    interaction.guild_id,
                    interaction.channel_id,
                    settings.language or language_of_server(interaction),
                ),
                plan,
                actor,
                self.bot.clock(),
                sound=sound,
            )
            key = "round.opened_alone" if session.is_round else "round.opened"
            seen = await whereabouts(self.ctx, session.id, actor)
            await whisper(interaction, await panel(self.bot, seen, t, head=opened(seen, t, key)))
