"""The documents of one session, or of several in one archive."""

from __future__ import annotations

import asyncio
import io
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord

from bot.interface.naming.people import language_of_room
from bot.interface.sending.bundling import attached
from bot.interface.sending.illustration import message_bytes, packed
from bot.reports.documents import Document, documents
from bot.reports.record import SessionRecord
from bot.reports.summary import filename
from bot.services.memory import searching
from bot.services.settings.settings import server_settings
from bot.workshop.errors import Refusal
from bot.workshop.memory.reading import Seen
from bot.workshop.sessions.permissions import Actor

if TYPE_CHECKING:
    from bot.client import Gommette

# Sessions of one archive, at most: their documents are made one session after the other, while
# someone waits.
MOST = 25
# What an archive needs around a file, beside its name, which it holds twice.
_AROUND = 128


@dataclass(frozen=True, slots=True)
class Archive:
    """The documents of `sessions`, of `asked`; no file where not even those of one fit."""

    file: discord.File | None
    sessions: int
    asked: int


async def of_one(bot: Gommette, told: SessionRecord) -> list[discord.File]:
    """Return the documents that the server chose, as they are or packed; nothing where they are
    too heavy."""
    made = await _documents(bot, told)
    room = message_bytes(bot, told.session.server_id)
    return await asyncio.to_thread(packed, attached(made), filename(told, "zip"), room)


async def of_several(
    bot: Gommette, server_id: int, actor: Actor, seen: Seen, ids: Sequence[int], name: str
) -> Archive:
    """Return the documents of sessions that `actor` may read, a folder each, the first of `ids` as
    far as one message carries them."""
    left = message_bytes(bot, server_id)
    held: dict[str, list[Document]] = {}
    for session_id in ids[:MOST]:
        try:
            told = await searching.told(bot.ctx, server_id, session_id, actor, seen)
        except Refusal:  # gone meanwhile
            continue
        made = await _documents(bot, told)
        folder = filename(told, "zip").removesuffix(".zip")
        if folder in held:
            folder = f"{folder}-{session_id}"
        left -= await asyncio.to_thread(_weight, folder, made)
        if left < 0:
            break
        held[folder] = made
    if not held:
        return Archive(None, 0, len(ids))
    content = await asyncio.to_thread(_zipped, held)
    return Archive(discord.File(io.BytesIO(content), name), len(held), len(ids))


async def _documents(bot: Gommette, told: SessionRecord) -> list[Document]:
    """Return the documents as the room had them, whoever asks."""
    chosen = await server_settings(bot.ctx, told.session.server_id)
    return await documents(told, chosen.documents, language_of_room(told.session), bot.press)


def _weight(folder: str, made: Sequence[Document]) -> int:
    """Return how many bytes an archive grows by, at most."""
    return sum(
        len(zlib.compress(one.content)) + 2 * len(f"{folder}/{one.name}") + _AROUND for one in made
    )


def _zipped(held: dict[str, list[Document]]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for folder, made in held.items():
            for document in made:
                archive.writestr(f"{folder}/{document.name}", document.content)
    return whole.getvalue()
