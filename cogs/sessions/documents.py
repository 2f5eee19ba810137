"""The documents of a session, in private: those that come with its summary, for who led one that
left no summary, and all of them, one press from every summary."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from discord import ui

from bot.interface.cog import Desk
from bot.interface.naming.people import language_of_room
from bot.interface.pressing.carrying import carries
from bot.interface.pressing.replies import sentence, whisper
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.sending.bundling import bundled
from bot.interface.sending.illustration import message_bytes
from bot.interface.showing.layout import QUIET, layout, option, select
from bot.interface.showing.links import files_button
from bot.interface.words.keeping import erasing_button
from bot.interface.words.sessions.summary import FILES, pdf_missing
from bot.reports.documents import filled, whatever_can_be_made
from bot.reports.pictures.press import CannotDraw
from bot.reports.retention import retention
from bot.services.keeping.erasing import may_erase
from bot.services.records import record
from bot.services.sessions.quick import documented
from bot.services.settings.settings import server_settings
from bot.services.summary.files import taken_from
from bot.workshop.sessions.session import Session
from bot.workshop.settings.documents import DocumentKind, chosen
from bot.workshop.text import escape


class Documents(Desk):
    @on("session.documents", "session", "letter")
    async def _documents(self, press: Press, session: int, letter: int | None = None) -> None:
        """Give the documents; the `letter` only tells the message."""
        found = await documented(self.ctx, session, press.actor)
        await press.interaction.response.defer(ephemeral=True, thinking=True)
        # As the room would have them, whoever asks.
        settings = await server_settings(self.ctx, found.server_id)
        await self._give(press, found, settings.documents)

    @on("files.open", "told")
    async def _open(self, press: Press, told: int) -> None:
        """Show which documents there are. Its message may stand in the coordinators' place: the
        session is told apart by a name that the router does not look for in this channel."""
        found = await self._taken(press, told)
        await whisper(press.interaction, await self._page(found, press))

    @on("files.send", "told")
    async def _send(self, press: Press, told: int) -> None:
        found = await self._taken(press, told)
        await press.interaction.response.defer(ephemeral=True, thinking=True)
        await self._give(press, found, chosen(press.values))

    async def _taken(self, press: Press, session_id: int) -> Session:
        interaction = press.interaction
        return await taken_from(
            self.ctx,
            session_id,
            press.actor,
            interaction.guild_id,
            interaction.channel_id,
            carried=carries(interaction.message, press.custom_id),
        )

    async def _page(self, session: Session, press: Press) -> ui.LayoutView:
        t, told = press.t, await record(self.ctx, session.id)
        offered = await may_erase(self.ctx, session, press.actor)
        kinds = [option(t(f"document.{kind}"), kind.value) for kind in filled(told)]
        words = t("files.title", title=escape(session.title))
        return layout(
            f"### {words}\n{t('files.choose')}",
            [
                select(
                    custom_id("files.send", told=session.id),
                    t("files.placeholder"),
                    kinds,
                    most=len(kinds),
                )
            ],
            f"-# {retention(told, t)}",
            [erasing_button(told, t)] if offered else "",
        )

    async def _give(self, press: Press, session: Session, kinds: Iterable[DocumentKind]) -> None:
        """Send documents to the person alone, after an answer that was deferred."""
        t, language = press.t, language_of_room(session)
        told = await record(self.ctx, session.id)
        try:
            made = await whatever_can_be_made(told, kinds, language, self.bot.press)
        except CannotDraw:
            await whisper(press.interaction, sentence(t("files.not_drawn")))
            return
        room = message_bytes(self.bot, session.server_id)
        files = await asyncio.to_thread(bundled, told, made.documents, language, room, FILES)
        if files:
            words = t("documents.given", title=escape(session.title))
            missing = pdf_missing(t) if made.without_pdf else ""
            view = layout(words, *files, missing, [files_button(session, t)])
            await whisper(press.interaction, view, files)
        else:
            key = "documents.too_heavy" if made.documents else "files.nothing"
            view = layout(t(key), [files_button(session, t)], colour=QUIET)
            await whisper(press.interaction, view)
