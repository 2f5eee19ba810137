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
from bot.interface.layout import layout
from bot.interface.people import actor_of
from bot.interface.replies import answering, sentence, whisper
from bot.interface.sending.marks import Mark
from bot.interface.spoken import spoken
from bot.services.postits import typed
from bot.services.postits.reading import TOO_LATE, TOO_LONG, TOO_MANY, Heard, Message
from bot.workshop.errors import Refusal
from bot.workshop.text import escape, shorten

_SHOWN = 6
_REFUSALS = {TOO_LONG: Mark.TOO_LONG, TOO_MANY: Mark.TOO_MANY, TOO_LATE: Mark.TOO_LATE}


class TypedDesk(Desk):
    async def cog_load(self) -> None:
        await super().cog_load()
        self._menus = (
            app_commands.ContextMenu(name=named("command.message.adopt"), callback=self._adopt),
            app_commands.ContextMenu(name=named("command.message.aside"), callback=self._aside),
        )
        for menu in self._menus:
            menu.guild_only = True
            self.bot.tree.add_command(menu)

    async def cog_unload(self) -> None:
        for menu in self._menus:
            self.bot.tree.remove_command(menu.name, type=menu.type)

    @Desk.listener("on_message")
    async def _said(self, message: discord.Message) -> None:
        if message.channel.id not in self.bot.live or not _by_a_person(message):
            return
        # A reply is a side conversation; what is forwarded is someone else's.
        if message.reference is not None:
            return
        heard = await typed.hear(self.ctx, _read(message), self.bot.clock())
        self._mark(message, heard)

    @Desk.listener("on_raw_message_edit")
    async def _edited(self, event: discord.RawMessageUpdateEvent) -> None:
        message = event.message
        if event.channel_id not in self.bot.live or not _by_a_person(message):
            return
        # Discord tells of its own changes too (the preview of a link): nobody edited then.
        if message.edited_at is None:
            return
        heard = await typed.reread(self.ctx, _read(message), reply=message.reference is not None)
        self._mark(message, heard)

    @Desk.listener("on_raw_message_delete")
    async def _deleted(self, event: discord.RawMessageDeleteEvent) -> None:
        await self._gone(event.channel_id, (event.message_id,))

    @Desk.listener("on_raw_bulk_message_delete")
    async def _cleared(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        await self._gone(event.channel_id, event.message_ids)

    async def _gone(self, channel_id: int, message_ids: Collection[int]) -> None:
        self.bot.marks.forget(message_ids)
        if channel_id in self.bot.live:
            await typed.deleted(self.ctx, message_ids)

    async def _adopt(self, interaction: discord.Interaction[Any], message: discord.Message) -> None:
        """Make it a post-it."""
        async with answering(interaction) as t:
            if not _by_a_person(message):
                raise Refusal("message.not_a_person")
            heard = await typed.adopt(self.ctx, _read(message), actor_of(interaction.user))
            told = f"✅ **{t.n('message.kept', heard.kept)}**"
            partly = t("message.partly") if heard.refused else ""
            await whisper(interaction, layout(told, partly))
            self._mark(message, heard)

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
            self.bot.marks.put(message.channel.id, message.id, None, _ours(message))

    def _mark(self, message: discord.Message, heard: Heard | None) -> None:
        if heard is not None:
            self.bot.marks.put(message.channel.id, message.id, mark_of(heard), _ours(message))


def mark_of(heard: Heard) -> Mark | None:
    """Return what a message shows of what became of it: first of all what was not kept."""
    for reason, mark in _REFUSALS.items():
        if reason in heard.refused:
            return mark
    return Mark.KEPT if heard.kept else None


def _by_a_person(message: discord.Message) -> bool:
    return (
        message.type in (discord.MessageType.default, discord.MessageType.reply)
        and not message.author.bot
        and message.webhook_id is None
        and message.guild is not None
    )


def _read(message: discord.Message) -> Message:
    return Message(
        message.id,
        message.channel.id,
        actor_of(message.author),
        spoken(message),
        tuple(file.filename for file in message.attachments),
    )


def _ours(message: discord.Message) -> list[str]:
    return [str(reaction.emoji) for reaction in message.reactions if reaction.me]
