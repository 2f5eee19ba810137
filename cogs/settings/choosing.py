"""What can be chosen of a server's roles and channels: checked where commands and menus meet."""

from __future__ import annotations

import discord

from bot.i18n import Catalogue
from bot.interface.showing.when import day_and_clock
from bot.services.context import Context
from bot.services.digest.monthly import next_digest
from bot.workshop.errors import Refusal
from bot.workshop.settings.choices import Setting
from bot.workshop.settings.settings import ServerSettings


def check_leading(role: discord.Role) -> None:
    """Raise Refusal for a role that cannot tell who leads: everyone's, or one that is given
    automatically."""
    if role.is_default():
        raise Refusal("settings.role_everyone")
    if role.managed:
        raise Refusal("settings.role_managed", role=role.mention)


def check_reading(role: discord.Role) -> None:
    """Raise Refusal for a role that cannot tell who coordinates: everyone's."""
    if role.is_default():
        raise Refusal("settings.readers_everyone")


def check_there(
    server: discord.Guild, member: discord.Member, setting: Setting, number: int
) -> None:
    """Raise Refusal where a role or a channel, by its number, cannot be chosen: it is not there, or
    it is none that `member` sees, or it is unfit."""
    if setting in (Setting.FACILITATORS, Setting.READERS):
        role = server.get_role(number)
        if role is None:
            raise Refusal("setup.role_gone")
        (check_leading if setting is Setting.FACILITATORS else check_reading)(role)
    if setting is Setting.COORDINATORS:
        channel = seen_channel(server, member, number)
        if not isinstance(channel, discord.TextChannel | discord.ForumChannel):
            raise Refusal("setup.channel_unfit")
        if channel.type not in (discord.ChannelType.text, discord.ChannelType.forum):
            raise Refusal("setup.channel_unfit")


def seen_channel(
    server: discord.Guild, member: discord.Member, number: int
) -> discord.abc.GuildChannel | discord.Thread:
    """Return a channel or a thread that `member` sees; raise Refusal where there is none."""
    channel = server.get_channel_or_thread(number)
    if channel is None or not channel.permissions_for(member).view_channel:
        raise Refusal("setup.channel_gone")
    return channel


async def monthly_told(ctx: Context, chosen: ServerSettings, t: Catalogue) -> str:
    """Return when the digest of a month is posted next, and where; that it is not, else."""
    due = await next_digest(ctx, chosen.server_id) if chosen.monthly else None
    if due is None:
        return t("digest.monthly_off")
    channel = f"<#{chosen.coordinators_channel_id}>"
    return t("digest.monthly_on", channel=channel, when=day_and_clock(due))
