"""A digest as a message: what was decided and what is still to be done, with its document."""

from __future__ import annotations

import asyncio
import io
import logging
from datetime import UTC, date, datetime, time

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.sending.drawer import Post, Posted, Studio, Subject
from bot.interface.showing.layout import RESULT, layout
from bot.reports.digest.digest import Digest, file_name
from bot.reports.digest.telling import heading, markdown, message, typeset
from bot.reports.pictures.press import CannotDraw, Press
from bot.services.digest.gathering import of_month
from bot.services.settings.settings import server_settings
from bot.workshop.digest.period import month_of
from bot.workshop.settings.settings import day_in
from bot.workshop.text import escape

log = logging.getLogger(__name__)


class DigestDrawer(Posted):
    """What a month decided, where coordinators read."""

    async def draw(self, subject: Subject, studio: Studio) -> Post | None:
        numbers = subject.letter.payload
        month = month_of(numbers["year"], numbers["month"])
        digest = await of_month(studio.ctx, subject.server_id, month)
        if digest.is_empty:
            return None
        chosen = await server_settings(studio.ctx, subject.server_id)
        today = day_in(chosen.timezone or studio.ctx.zone, studio.clock())
        files = await documents(digest, today, subject.t, studio.press)
        return Post(view(digest, today, files, subject.t, letter=subject.letter.id), files)


async def documents(digest: Digest, today: date, t: Catalogue, press: Press) -> list[discord.File]:
    """Return the whole digest as files: the PDF, where it can be made, and the Markdown."""
    text = await asyncio.to_thread(markdown, digest, today, t)
    made = [("md", text.encode())]
    try:
        data = await asyncio.to_thread(typeset, digest, today, t)
        made.insert(0, ("pdf", await press.typeset(data, datetime.combine(today, time(), UTC))))
    except CannotDraw as error:
        log.warning("digest without its PDF: %s", error)
    return [discord.File(io.BytesIO(held), file_name(digest, t, kind)) for kind, held in made]


def view(
    digest: Digest,
    today: date,
    files: list[discord.File],
    t: Catalogue,
    letter: int | None = None,
) -> ui.LayoutView:
    """Return what is shown of a digest, with its files."""
    told = message(digest, today, t)
    attached = ""
    if files:
        has_pdf = any(one.filename.endswith(".pdf") for one in files)
        attached = f"-# {t('digest.attached' if has_pdf else 'digest.without_pdf')}"
    return layout(
        f"## {escape(heading(digest, t))}", *told, attached, *files, colour=RESULT, letter=letter
    )
