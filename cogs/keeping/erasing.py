"""`/session erase`, and the button of a summary's documents: raw data leaves before its time."""

from __future__ import annotations

import discord

from bot.interface.cog import Desk
from bot.interface.commands import command
from bot.interface.naming.attached import server_of
from bot.interface.naming.people import actor_of
from bot.interface.pressing.replies import answering, replace, sentence, whisper
from bot.interface.pressing.router import Press, on
from bot.interface.words.keeping import erasing_page
from bot.services.keeping import erasing
from bot.workshop.text import escape
from cogs.sessions.commands import Sessions


class Erasing(Desk):
    @command(Sessions.session, "command.session.erase")
    async def erase(self, interaction: discord.Interaction) -> None:
        # Called on the desk that has the group of commands.
        async with answering(interaction) as t:
            assert interaction.channel_id is not None
            session_id = await erasing.last_ended(self.ctx, interaction.channel_id)
            told = await erasing.erasable(
                self.ctx, session_id, actor_of(interaction.user), server_of(interaction)
            )
            await whisper(interaction, erasing_page(told, t))

    # Not named as a session: its summary may be read in the coordinators' place.
    @on("keeping.ask", "told")
    async def _ask(self, press: Press, told: int) -> None:
        found = await erasing.erasable(self.ctx, told, press.actor, server_of(press.interaction))
        await replace(press.interaction, erasing_page(found, press.t))

    @on("keeping.erase", "told")
    async def _erase(self, press: Press, told: int) -> None:
        server_id, now = server_of(press.interaction), self.bot.clock()
        session = await erasing.erase(self.ctx, told, press.actor, server_id, now)
        words = press.t("keeping.done", title=escape(session.title))
        await replace(press.interaction, sentence(words))

    @on("keeping.keep")
    async def _keep(self, press: Press) -> None:
        await replace(press.interaction, sentence(press.t("keeping.kept")))
