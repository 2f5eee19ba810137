"""A digest as a message: what was decided and what is still to be done, with its document."""

from __future__ import annotations

import asyncio
import io
from datetime import date

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.sending.drawer import Post, Posted, Studio, Subject
from bot.interface.showing.layout import RESULT, layout
from bot.reports.digest.digest import Digest, file_name
from bot.reports.digest.telling import heading, markdown, message
from bot.reports.pictures.press import Press
from bot.services.digest.gathering import of_month
from bot.services.settings.settings import server_settings
from bot.workshop.digest.period import month_of
from bot.workshop.settings.settings import day_in
from bot.workshop.text import escape


class DigestDrawer(Posted):
    """What a month decided, where coordinators read."""

    async def draw(self, subject: Subject, studio: Studio) -> Post | None:
        numbers = subject.letter.payload
        month = month_of(numbers["year"], numbers["month"])
        digest = await of_month(studio.ctx, subject.server_id, month)
        if not digest.records:
            return None
        chosen = await server_settings(studio.ctx, subject.server_id)
        today = day_in(chosen.timezone or studio.ctx.zone, studio.clock())
        files = await documents(digest, today, subject.t, studio.press)
        return Post(view(digest, today, files, subject.t, letter=subject.letter.id), files)


async def documents(digest: Digest, today: date, t: Catalogue, press: Press) -> list[discord.File]:
    """Return the whole digest as files."""
    text = await asyncio.to_thread(markdown, digest, today, t)
    return [discord.File(io.BytesIO(text.encode()), file_name(digest, t, "md"))]


def view(
    digest: Digest,
    today: date,
    files: list[discord.File],
    t: Catalogue,
    letter: int | None = None,
) -> ui.LayoutView:
    """Return what is shown of a digest, with its files."""
    told = message(digest, today, t)
    attached = f"-# {t('digest.attached')}" if files else ""
    return layout(
        f"## {escape(heading(digest, t))}", *told, attached, *files, colour=RESULT, letter=letter
    )
