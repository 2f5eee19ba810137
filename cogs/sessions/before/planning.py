"""`/session plan` and `/session planned`: a session for later, and what is planned."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.commands import choices, command, language_choices
from bot.interface.naming.people import actor_of, language_of
from bot.interface.pressing.replies import answering, replace, whisper
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.cards import shorten_lines
from bot.interface.showing.layout import PAGE, Button, button, layout, option, select
from bot.interface.showing.when import day_and_clock
from bot.interface.words.sessions.checklist import require_writing
from bot.services.before import planning
from bot.services.sessions import opening
from bot.workshop.before.planned import Planned
from bot.workshop.errors import Gone, Refusal
from bot.workshop.language import Language
from bot.workshop.sessions.session import Signing
from bot.workshop.text import escape
from cogs.sessions.before.event import announce, call_off
from cogs.sessions.beginning import recipe_named, wished
from cogs.sessions.commands import Sessions
from cogs.sessions.continuing import former_of, formers_like
from cogs.sessions.fiction import Wish

if TYPE_CHECKING:
    from bot.client import Gommette  # noqa: F401 - in the alias below

Interaction = discord.Interaction["Gommette"]

log = logging.getLogger(__name__)

_TEXT = 3000
_DAY = 60  # characters of a day and a time


class PlanningDesk(Desk):
    # Commands are called on the desk that has their group, and reach the sessions' own from it.
    @command(
        Sessions.session,
        "command.session.plan",
        language=language_choices(),
        signing=choices("command.signing", Signing),
    )
    async def plan(
        self: Sessions,
        interaction: Interaction,
        recipe: str,
        when: app_commands.Range[str, 1, _DAY],
        scenario: str | None = None,
        title: app_commands.Range[str, 1, opening.TITLE_LIMIT] | None = None,
        language: str | None = None,
        signing: str | None = None,
        former: str | None = None,
    ) -> None:
        async with answering(interaction) as t:
            require_writing(interaction, t)
            found, saved = await recipe_named(self.bot, interaction.guild_id, recipe)
            wish = Wish(
                found,
                saved,
                title or "",
                Language(language) if language else None,
                Signing(signing) if signing else None,
                former_of(former),
            )
            planned = await planning.plan(
                self.ctx,
                await wished(self.bot, interaction, wish, scenario),
                actor_of(interaction.user),
                when,
                self.bot.clock(),
            )
            event = await announce(self.ctx, interaction.guild, planned)
            told = t(
                "planned.kept",
                title=escape(planned.title),
                when=day_and_clock(planned.due_at),
                channel=f"<#{planned.channel_id}>",
            )
            how = t(f"planned.event.{event}")
            buttons = [_cancel(planned, t), _list(t)]
            await whisper(interaction, layout(f"🗓️ {told}", f"-# {how}", buttons))

    @plan.autocomplete("recipe")
    async def _recipes(
        self: Sessions,
        interaction: Interaction,
        written: str,
    ) -> list[app_commands.Choice[str]]:
        return await self.recipes_like(interaction.guild_id, written, language_of(interaction))

    @plan.autocomplete("scenario")
    async def _scenarios(
        self: Sessions,
        interaction: Interaction,
        written: str,
    ) -> list[app_commands.Choice[str]]:
        assert interaction.guild_id is not None
        return await self.scenarios_like(interaction.guild_id, written, language_of(interaction))

    @plan.autocomplete("former")
    async def _formers(
        self: Sessions,
        interaction: Interaction,
        written: str,
    ) -> list[app_commands.Choice[str]]:
        return await formers_like(self.ctx, interaction, written)

    @command(Sessions.session, "command.session.planned")
    async def planned(self, interaction: Interaction) -> None:
        async with answering(interaction) as t:
            assert interaction.guild_id is not None
            actor = actor_of(interaction.user)
            found = await planning.planned_by(self.ctx, interaction.guild_id, actor)
            await whisper(interaction, _page(found, t))

    @on("planned.list")
    async def _list(self, press: Press) -> None:
        await self._show(press)

    @on("planned.pick")
    async def _pick(self, press: Press) -> None:
        await self._ask(press, press.number())

    @on("planned.ask", "planned")
    async def _asked(self, press: Press, planned: int) -> None:
        await self._ask(press, planned)

    async def _ask(self, press: Press, planned_id: int) -> None:
        """Ask first: what is cancelled is planned anew, with the command."""
        t = press.t
        try:
            planned = await planning.look(self.ctx, planned_id, _server(press), press.actor)
        except Gone as gone:
            await self._show(press, t(gone.key))
            return
        question = t(
            "planned.cancel_question",
            title=escape(planned.title),
            when=day_and_clock(planned.due_at),
            channel=f"<#{planned.channel_id}>",
        )
        yes = button(
            t("button.planned_cancel_yes"),
            custom_id("planned.cancel", planned=planned.id),
            style=discord.ButtonStyle.danger,
        )
        keep = button(t("button.planned_keep"), custom_id("planned.list"))
        await replace(press.interaction, layout(question, [yes, keep]))

    @on("planned.cancel", "planned")
    async def _cancelled(self, press: Press, planned: int) -> None:
        t = press.t
        try:
            gone = await planning.cancel(self.ctx, planned, _server(press), press.actor)
        except Gone as refusal:
            await self._show(press, t(refusal.key))
            return
        left = await call_off(press.interaction.guild, gone)
        told = t("planned.cancelled", title=escape(gone.title))
        if not left:
            told += "\n" + t("planned.event_stays")
        await self._show(press, told)

    async def _show(self, press: Press, head: str = "") -> None:
        found = await planning.planned_by(self.ctx, _server(press), press.actor)
        await replace(press.interaction, _page(found, press.t, head=head))

    @Desk.listener("on_guild_channel_delete")
    async def _channel_deleted(self, channel: discord.abc.GuildChannel) -> None:
        await self._gone(channel.guild, channel.id)

    @Desk.listener("on_raw_thread_delete")
    async def _thread_deleted(self, event: discord.RawThreadDeleteEvent) -> None:
        await self._gone(self.bot.get_guild(event.guild_id), event.thread_id)

    async def _gone(self, server: discord.Guild | None, channel_id: int) -> None:
        for planned in await planning.channel_gone(self.ctx, channel_id):
            log.info("planned session %s leaves with its channel", planned.id)
            await call_off(server, planned)


def _server(press: Press) -> int:
    server_id = press.interaction.guild_id
    if server_id is None:
        raise Refusal("button.unknown")
    return server_id


def _page(found: list[Planned], t: Catalogue, *, head: str = "") -> discord.ui.LayoutView:
    if not found:
        return layout(head, t("planned.none"))
    lines = [
        t(
            "planned.line",
            title=escape(one.title),
            when=day_and_clock(one.due_at),
            channel=f"<#{one.channel_id}>",
            who=f"<@{one.planned_by}>",
        )
        for one in found
    ]
    options = [option(one.title, str(one.id)) for one in found[:PAGE]]
    menu = select(custom_id("planned.pick"), t("planned.pick_placeholder"), options)
    return layout(head, shorten_lines("\n".join(lines), _TEXT), [menu])


def _cancel(planned: Planned, t: Catalogue) -> Button:
    return button(t("button.planned_cancel"), custom_id("planned.ask", planned=planned.id))


def _list(t: Catalogue) -> Button:
    return button(t("button.planned_list"), custom_id("planned.list"))
