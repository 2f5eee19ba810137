"""`/network invite`: a server opens a channel of its own to the summaries of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.interface.cog import Desk
from bot.interface.commands import command, group
from bot.interface.naming.people import actor_of
from bot.interface.pressing.replies import answering, whisper
from bot.interface.showing.layout import layout
from bot.services.network import links
from bot.workshop.errors import Refusal
from bot.workshop.network.invitation import Invitation, written
from bot.workshop.network.naming import invites

if TYPE_CHECKING:
    from bot.client import Gommette  # noqa: F401 - in the alias below

Interaction = discord.Interaction["Gommette"]

_TOO_MANY = 30007  # webhooks in a channel


class Network(Desk):
    """The `/network` commands: they are offered to all, and refused to those who may not."""

    network = group("command.network")

    @command(network, "command.network.invite")
    async def invite(
        self, interaction: Interaction, channel: discord.TextChannel | None = None
    ) -> None:
        async with answering(interaction) as t:
            assert interaction.guild_id is not None
            usual = await links.check_rights(
                self.ctx, interaction.guild_id, actor_of(interaction.user)
            )
            place = _place(interaction, channel, usual)
            await links.check_place(self.ctx, interaction.guild_id)
            await interaction.response.defer(ephemeral=True, thinking=True)
            webhook = await _made(place)
            try:
                until = await links.invite(
                    self.ctx, place.guild.id, place.id, webhook.id, self.bot.clock()
                )
            except Refusal:
                await webhook.delete()
                raise
            assert webhook.token is not None
            code = written(Invitation(webhook.id, webhook.token, until))
            told = t(
                "network.invitation",
                channel=place.mention,
                until=discord.utils.format_dt(until, "f"),
            )
            # It is kept nowhere on this side: it cannot be shown again.
            await whisper(interaction, layout(told, f"```\n{code}\n```", t("network.secret")))


def _place(
    interaction: discord.Interaction, chosen: discord.TextChannel | None, usual: int | None
) -> discord.TextChannel:
    """Return the channel where summaries will arrive; raise Refusal where they cannot."""
    server = interaction.guild
    wanted = chosen.id if chosen is not None else usual
    if server is None or wanted is None:
        raise Refusal("network.no_channel")
    place = server.get_channel(wanted)
    if not isinstance(place, discord.TextChannel):
        raise Refusal("network.no_channel")
    if isinstance(interaction.user, discord.Member):
        theirs = place.permissions_for(interaction.user)
        if not (theirs.view_channel and theirs.send_messages):
            raise Refusal("network.not_yours")
    rights = place.permissions_for(server.me)
    if not (rights.view_channel and rights.send_messages and rights.manage_webhooks):
        raise Refusal("network.lacks_webhooks", channel=place.mention)
    return place


async def _made(place: discord.TextChannel) -> discord.Webhook:
    """Return a new webhook of a channel."""
    try:
        return await place.create_webhook(name=invites(place.guild.name))
    except discord.Forbidden:
        raise Refusal("network.lacks_webhooks", channel=place.mention) from None
    except discord.HTTPException as error:
        if error.code == _TOO_MANY:
            raise Refusal("network.webhooks_full", channel=place.mention) from None
        raise
