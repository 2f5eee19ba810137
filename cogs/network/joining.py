"""`/network join`: a server that was invited says yes, once its person has read who invites."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.interface.cog import Desk
from bot.interface.commands import command
from bot.interface.naming.people import actor_of
from bot.interface.pressing.replies import answering, replace, sentence, whisper
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.sending.webhooks import looked_at, through
from bot.interface.showing.layout import button, form, layout, text_field
from bot.services.network import links
from bot.workshop.errors import Refusal
from bot.workshop.network.invitation import LONGEST, read
from bot.workshop.network.naming import accepted, speakable
from bot.workshop.text import escape
from cogs.network.commands import Network

if TYPE_CHECKING:
    from bot.client import Gommette  # noqa: F401 - in the alias below

Interaction = discord.Interaction["Gommette"]


class NetworkJoining(Desk):
    @command(Network.network, "command.network.join")
    async def join(self, interaction: Interaction) -> None:
        """Open the form: a command that held the code would show it to whoever looks on."""
        async with answering(interaction) as t:
            assert interaction.guild_id is not None
            await links.check_rights(self.ctx, interaction.guild_id, actor_of(interaction.user))
            await links.check_place(self.ctx, interaction.guild_id)
            await interaction.response.send_modal(
                form(
                    t("network.join_title"),
                    custom_id("network.paste"),
                    text_field(
                        "code",
                        t("network.code_label"),
                        description=t("network.code_about"),
                        limit=LONGEST,
                        long=True,
                    ),
                )
            )

    @on("network.paste")
    async def _paste(self, press: Press) -> None:
        """Show who invites. What is refused is told here: the router would give the form back with
        the code in it, and keep it."""
        async with answering(press.interaction):
            await self._pasted(press)

    async def _pasted(self, press: Press) -> None:
        server_id, now = _server(press), self.bot.clock()
        usual = await links.check_rights(self.ctx, server_id, press.actor)
        held = read(press.text("code"), now)
        await press.interaction.response.defer(ephemeral=True, thinking=True)
        found = await looked_at(through(self.bot, held.webhook_id, held.token))
        if found is None or found.name is None:
            raise Refusal("network.code_gone")
        if found.guild_id == server_id:
            raise Refusal("network.code_own")
        if accepted(found.name) is not None:
            raise Refusal("network.code_used")
        name = speakable(found.name)
        told_in = usual or press.interaction.channel_id or 0
        link = await links.paste(self.ctx, server_id, told_in, held, name, now)
        t = press.t
        view = layout(
            t("network.invited_by", name=escape(name)),
            [
                button(
                    t("button.network_join"),
                    custom_id("network.join", link=link),
                    style=discord.ButtonStyle.success,
                ),
                button(t("button.network_drop"), custom_id("network.drop", link=link)),
            ],
        )
        await whisper(press.interaction, view)

    @on("network.join", "link")
    async def _join(self, press: Press, link: int) -> None:
        server_id = _server(press)
        await links.check_rights(self.ctx, server_id, press.actor)
        joined = await links.ask(self.ctx, server_id, link, self.bot.clock())
        told = press.t("network.asked", name=escape(joined.name), place=f"<#{joined.channel_id}>")
        await replace(press.interaction, sentence(told))

    @on("network.drop", "link")
    async def _drop(self, press: Press, link: int) -> None:
        server_id = _server(press)
        await links.check_rights(self.ctx, server_id, press.actor)
        await links.drop(self.ctx, server_id, link)
        await replace(press.interaction, sentence(press.t("network.dropped")))


def _server(press: Press) -> int:
    if press.interaction.guild_id is None:
        raise Refusal("network.not_allowed")
    return press.interaction.guild_id
