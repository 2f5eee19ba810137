"""What is shared: those who lead say it for their session, and an older summary goes by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.interface.cog import Desk
from bot.interface.commands import command
from bot.interface.naming.channels import reader_of
from bot.interface.naming.people import actor_of, language_of
from bot.interface.pressing.replies import answering, replace, sentence, whisper
from bot.interface.pressing.router import Press, number, on
from bot.interface.sending.webhooks import is_private
from bot.interface.showing.layout import OPTION, PAGE
from bot.interface.words.network.choice import page
from bot.services.network import sharing
from bot.services.review.reviewing import waiting_in
from bot.services.sessions.whereabouts import live_session
from bot.workshop.alike import fold
from bot.workshop.errors import Refusal
from bot.workshop.text import escape, shorten
from cogs.network.commands import Network

if TYPE_CHECKING:
    from bot.client import Gommette  # noqa: F401 - in the alias below

Interaction = discord.Interaction["Gommette"]


class NetworkSharing(Desk):
    @command(Network.network, "command.network.session")
    async def session(self, interaction: Interaction) -> None:
        async with answering(interaction) as t:
            assert interaction.channel_id is not None
            actor = actor_of(interaction.user)
            live = await live_session(self.ctx, interaction.channel_id)
            if live is None:  # one that has ended waits to be read again, and may still be kept
                waiting = await waiting_in(self.ctx, interaction.channel_id, actor)
                live = waiting[0] if waiting else None
            if live is None:
                raise Refusal("session.none_here")
            found = await sharing.sharing(self.ctx, live.id, actor)
            await whisper(interaction, page(found, self.bot, t))

    @on("network.switch", "session", "shared")
    async def _switch(self, press: Press, session: int, shared: bool) -> None:
        found = await sharing.choose(self.ctx, session, press.actor, shared=shared)
        await replace(press.interaction, page(found, self.bot, press.t))

    @command(Network.network, "command.network.share")
    async def share(self, interaction: Interaction, session: str) -> None:
        async with answering(interaction) as t:
            assert interaction.guild_id is not None
            names = await sharing.share(
                self.ctx,
                await reader_of(self.ctx, interaction),
                number(session),
                self.bot.clock(),
                private=lambda channel: is_private(self.bot, interaction.guild_id or 0, channel),
            )
            told = t("network.shared_now", names=", ".join(map(escape, names)))
            await whisper(interaction, sentence(told))

    @share.autocomplete("session")
    async def _sessions(
        self, interaction: Interaction, written: str
    ) -> list[discord.app_commands.Choice[str]]:
        found = await sharing.to_share(self.ctx, await reader_of(self.ctx, interaction))
        t, wanted = language_of(interaction), fold(written)
        named = []
        for one in (one for one in found if wanted in fold(one.title)):
            day = f" · {t.day((one.started_at or one.created_at).date())}"
            named.append((shorten(one.title, OPTION - len(day)) + day, str(one.id)))
        return [discord.app_commands.Choice(name=name, value=value) for name, value in named[:PAGE]]
