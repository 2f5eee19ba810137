"""Post-its typed in the channel, and the facilitators' menus on any message.

A message is answered by a mark at most, never in public words.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import discord
from discord import app_commands

from bot.interface.cog import Desk
from bot.interface.commands import named
from bot.interface.listening.catching_up import CatchingUp
from bot.interface.listening.messages import by_a_person, is_aside, ours, put_mark, read
from bot.interface.naming.people import actor_of
from bot.interface.pressing.replies import answering, sentence, whisper
from bot.interface.showing.layout import layout
from bot.services.postits import typed
from bot.workshop.errors import Refusal
from bot.workshop.text import escape, shorten

_SHOWN = 6


class TypedDesk(Desk):
    async def cog_load(self) -> None:
        await super().cog_load()
        self._catching_up = CatchingUp(self.bot)
        self._menus = (
            app_commands.ContextMenu(name=named("command.message.adopt"), callback=self._adopt),
            app_commands.ContextMenu(name=named("command.message.aside"), callback=self._aside),
        )
        for menu in self._menus:
            menu.guild_only = True
            self.bot.tree.add_command(menu)

    async def cog_unload(self) -> None:
        await self._catching_up.close()
        for menu in self._menus:
            self.bot.tree.remove_command(menu.name, type=menu.type)

    @Desk.listener("on_shard_ready")
    async def _back(self, shard: int) -> None:
        """What was said since the last event of a shard was not told: it began anew."""
        if self.bot.settings.typed_postits:
            await self._catching_up.start(shard)

    def _hears(self, channel_id: int) -> bool:
        """True where something may be a post-it; without the intent messages come empty."""
        return self.bot.settings.typed_postits and channel_id in self.bot.live

    @Desk.listener("on_message")
    async def _said(self, message: discord.Message) -> None:
        if not self._hears(message.channel.id) or not by_a_person(message):
            return
        self._catching_up.saw(message.channel.id, [message.id])
        if is_aside(message):
            return
        with self._catching_up.what_fails(message.channel.id):
            heard = await typed.hear(self.ctx, read(message), self.bot.clock())
            put_mark(self.bot, message, heard)

    @Desk.listener("on_raw_message_edit")
    async def _edited(self, event: discord.RawMessageUpdateEvent) -> None:
        message = event.message
        if not self._hears(event.channel_id) or not by_a_person(message):
            return
        # Discord tells of its own changes too (the preview of a link): nobody edited then.
        if message.edited_at is None:
            return
        self._catching_up.saw(event.channel_id, [message.id])
        with self._catching_up.what_fails(event.channel_id):
            heard = await typed.reread(self.ctx, read(message), reply=is_aside(message))
            put_mark(self.bot, message, heard)

    @Desk.listener("on_raw_message_delete")
    async def _deleted(self, event: discord.RawMessageDeleteEvent) -> None:
        await self._gone(event.channel_id, (event.message_id,))

    @Desk.listener("on_raw_bulk_message_delete")
    async def _cleared(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        await self._gone(event.channel_id, event.message_ids)

    async def _gone(self, channel_id: int, message_ids: Collection[int]) -> None:
        self.bot.marks.forget(message_ids)
        if self._hears(channel_id):
            self._catching_up.saw(channel_id, message_ids)
            with self._catching_up.what_fails(channel_id):
                await typed.deleted(self.ctx, message_ids)

    async def _adopt(self, interaction: discord.Interaction[Any], message: discord.Message) -> None:
        """Make it a post-it."""
        async with answering(interaction) as t:
            if not by_a_person(message):
                raise Refusal("message.not_a_person")
            heard = await typed.adopt(self.ctx, read(message), actor_of(interaction.user))
            told = f"✅ **{t.n('message.kept', heard.kept)}**"
            partly = t("message.partly") if heard.refused else ""
            await whisper(interaction, layout(told, partly))
            put_mark(self.bot, message, heard)

    async def _aside(self, interaction: discord.Interaction[Any], message: discord.Message) -> None:
        """Not a post-it."""
        async with answering(interaction) as t:
            actor = actor_of(interaction.user)
            made = await typed.set_aside(self.ctx, message.channel.id, message.id, actor)
            texts = " · ".join(escape(shorten(postit.text, 120)) for postit in made[:_SHOWN])
            told = (
                t.n("message.aside", len(made), texts=texts) if made else t("message.aside_stays")
            )
            await whisper(interaction, sentence(told))
            self.bot.marks.put(message.channel.id, message.id, None, ours(message))
