"""A message of Discord as the rules know it, and the mark that it gets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import discord

from bot.interface.naming.people import actor_of
from bot.interface.naming.spoken import spoken
from bot.interface.sending.marks import Mark
from bot.services.postits.reading import TOO_LATE, TOO_LONG, TOO_MANY, Heard, Message
from bot.workshop.sessions.permissions import Actor

if TYPE_CHECKING:
    from bot.client import Gommette

_REFUSALS = {TOO_LONG: Mark.TOO_LONG, TOO_MANY: Mark.TOO_MANY, TOO_LATE: Mark.TOO_LATE}


def by_a_person(message: discord.Message) -> bool:
    """True for what a member typed."""
    return (
        message.type in (discord.MessageType.default, discord.MessageType.reply)
        and not message.author.bot
        and message.webhook_id is None
    )


def is_aside(message: discord.Message) -> bool:
    """True for a side conversation: a reply to someone, or what is forwarded.

    A reply to one of our own messages answers what we asked.
    """
    if message.reference is None:
        return False
    answered, me = message.reference.resolved, message._state.user
    if message.type is not discord.MessageType.reply or not isinstance(answered, discord.Message):
        return True
    return me is None or answered.author.id != me.id


def read(message: discord.Message, known: Mapping[int, Actor] | None = None) -> Message:
    """Return what a message says, by whom; `known` are people as the server knows them."""
    author = actor_of(message.author)
    author = (known or {}).get(author.user_id, author)
    names = {user_id: one.name for user_id, one in known.items()} if known else None
    return Message(
        message.id,
        message.channel.id,
        author,
        spoken(message, names),
        tuple(file.filename for file in message.attachments),
        message.created_at,
    )


def ours(message: discord.Message) -> list[str]:
    """Return our own reactions to a message."""
    return [str(reaction.emoji) for reaction in message.reactions if reaction.me]


def put_mark(bot: Gommette, message: discord.Message, heard: Heard | None) -> None:
    """Have a message show what became of it: first of all what was not kept."""
    if heard is None:
        return
    refused = (mark for reason, mark in _REFUSALS.items() if reason in heard.refused)
    kept = Mark.UNPLACED if heard.unplaced else Mark.KEPT
    other = Mark.TALK if heard.told else None
    mark = next(refused, kept if heard.kept else other)
    bot.marks.put(message.channel.id, message.id, mark, ours(message))
