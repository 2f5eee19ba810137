"""`/privacy`: what is kept about oneself, taken as a file, or deleted. Of nobody else, ever."""

from __future__ import annotations

import asyncio
import io
from datetime import datetime

import discord

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.commands import lone_command
from bot.interface.pressing.replies import answering, replace, sentence, whisper
from bot.interface.pressing.router import Press, on
from bot.interface.sending.illustration import message_bytes, packed
from bot.interface.showing.layout import layout
from bot.interface.words.privacy import asking, confirming, erased, page
from bot.reports.privacy.personal import as_json, as_text
from bot.services.privacy.erasing import erase
from bot.services.privacy.known import known
from bot.workshop.errors import Refusal
from bot.workshop.privacy.known import Known


class Privacy(Desk):
    @lone_command("command.privacy", anywhere=True)
    async def privacy(self, interaction: discord.Interaction) -> None:
        async with answering(interaction) as t:
            found = await known(self.ctx, interaction.user.id, interaction.guild_id)
            await whisper(interaction, page(found, t, here=interaction.guild_id is not None))

    @on("privacy.page", "everywhere")
    async def _page(self, press: Press, everywhere: bool) -> None:
        found = await self._known(press, everywhere)
        here = press.interaction.guild_id is not None
        await replace(press.interaction, page(found, press.t, here=here))

    @on("privacy.file", "everywhere")
    async def _file(self, press: Press, everywhere: bool) -> None:
        await press.interaction.response.defer(ephemeral=True, thinking=True)
        found, t = await self._known(press, everywhere), press.t
        room = message_bytes(self.bot, press.interaction.guild_id or 0)
        files = await asyncio.to_thread(_files, found, t, self.bot.clock(), room)
        if not files:
            key = "privacy.too_heavy_everywhere" if everywhere else "privacy.too_heavy"
            await whisper(press.interaction, sentence(t(key)))
            return
        await whisper(press.interaction, layout(t("privacy.given"), *files), files)

    @on("privacy.ask", "everywhere")
    async def _ask(self, press: Press, everywhere: bool) -> None:
        await replace(press.interaction, asking(await self._known(press, everywhere), press.t))

    @on("privacy.choose", "everywhere", "remove")
    async def _choose(self, press: Press, everywhere: bool, remove: bool) -> None:
        found = await self._known(press, everywhere)
        await replace(press.interaction, confirming(found, press.t, remove=remove))

    @on("privacy.erase", "everywhere", "remove")
    async def _erase(self, press: Press, everywhere: bool, remove: bool) -> None:
        server = _server(press, everywhere)
        # What was read over many sessions may take a while to be deleted.
        message = press.interaction.message
        own = message is not None and message.flags.ephemeral
        await press.interaction.response.defer(ephemeral=True, thinking=not own)
        now = self.bot.clock()
        was = await erase(self.ctx, press.interaction.user.id, server, now, remove=remove)
        view = erased(was, press.t, remove=remove)
        await press.interaction.edit_original_response(view=view)

    async def _known(self, press: Press, everywhere: bool) -> Known:
        return await known(self.ctx, press.interaction.user.id, _server(press, everywhere))


def _server(press: Press, everywhere: bool) -> int | None:
    """Return of which server someone asks, None for all; raise Refusal where there is none."""
    if everywhere:
        return None
    if press.interaction.guild_id is None:
        raise Refusal("button.unknown")
    return press.interaction.guild_id


def _files(found: Known, t: Catalogue, now: datetime, room: int) -> list[discord.File]:
    """Return what is kept of a person, to be read and whole; packed, or nothing, where that is
    too heavy."""
    name = t("privacy.file.name")
    made = [
        discord.File(io.BytesIO(as_text(found, t, now).encode()), f"{name}.md"),
        discord.File(io.BytesIO(as_json(found, now).encode()), f"{name}.json"),
    ]
    return packed(made, f"{name}.zip", room)
