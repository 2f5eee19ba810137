"""The end of time, heard in a voice channel too: chosen by who leads and sits in it."""

from __future__ import annotations

import discord

from bot.interface.cog import Desk
from bot.interface.pressing.router import Press, on
from bot.interface.sending.ringing import full, lacks
from bot.interface.words.sessions.checklist import named_permissions
from bot.services.sessions.sounding import set_voice
from bot.services.sessions.whereabouts import whereabouts
from bot.workshop.errors import Refusal
from cogs.sessions.opening.page import show_page


class VoicePage(Desk):
    @on("voice.set", "session", "heard")
    async def _set(self, press: Press, session: int, heard: bool) -> None:
        """Choose the voice channel in which the person sits, or none."""
        seen = await whereabouts(self.ctx, session, press.actor)
        channel = None
        if heard and seen.leads:  # whoever does not lead is refused below, and learns nothing
            channel = self._chosen(press)
        await set_voice(self.ctx, session, press.actor, channel.id if channel else None)
        self.bot.ringing.forgive(session)
        told = press.t("voice.off")
        if channel is not None:
            told = press.t("voice.on", channel=channel.mention)
        await show_page(self.bot, press, session, told)

    def _chosen(self, press: Press) -> discord.VoiceChannel:
        """Return where the person sits; raise Refusal where the bot cannot be heard there."""
        t = press.t
        if self.bot.ringing.player is None:
            raise Refusal("voice.not_installed")
        person = press.interaction.user
        seat = person.voice if isinstance(person, discord.Member) else None
        if seat is None or seat.channel is None:
            raise Refusal("voice.nowhere")
        channel = seat.channel
        if not isinstance(channel, discord.VoiceChannel):
            raise Refusal("voice.stage", channel=channel.mention)
        if lacking := lacks(channel):
            names = named_permissions(lacking, t)
            raise Refusal("voice.lacks", channel=channel.mention, names=names)
        if full(channel):
            raise Refusal("voice.full", channel=channel.mention)
        return channel
