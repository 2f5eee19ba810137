"""The documents of a session that left one message, for who led it and asks."""

from __future__ import annotations

import asyncio

from bot.interface.cog import Desk
from bot.interface.naming.people import language_of_room
from bot.interface.pressing.replies import sentence, whisper
from bot.interface.pressing.router import Press, on
from bot.interface.sending.illustration import message_bytes, packed
from bot.interface.showing.layout import layout
from bot.interface.words.sessions.summary import attached
from bot.reports.documents import documents
from bot.reports.summary import filename
from bot.services.records import record
from bot.services.sessions.quick import documented
from bot.services.settings.settings import server_settings
from bot.workshop.text import escape


class Documents(Desk):
    @on("session.documents", "session", "letter")
    async def _documents(self, press: Press, session: int, letter: int | None = None) -> None:
        """Give the documents; the `letter` only tells the message."""
        found, t = await documented(self.ctx, session, press.actor), press.t
        told = await record(self.ctx, session)
        # As the room would have them, whoever asks.
        chosen = await server_settings(self.ctx, found.server_id)
        made = await documents(told, chosen.documents, language_of_room(found), self.bot.press)
        room = message_bytes(self.bot, found.server_id)
        files = await asyncio.to_thread(packed, attached(made), filename(told, "zip"), room)
        if files:
            words = t("documents.given", title=escape(found.title))
            await whisper(press.interaction, layout(words, *files), files)
        else:
            await whisper(press.interaction, sentence(t("documents.too_heavy")))
