"""The summary with its documents, in the room and at the coordinators'."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.naming.people import language_of_room
from bot.interface.sending.bundling import BESIDE_PICTURES, bundled
from bot.interface.sending.drawer import Post, Posted, Studio, Subject
from bot.interface.sending.illustration import Illustration
from bot.interface.showing.layout import QUIET, Pictures, Row, layout, without_files
from bot.interface.showing.links import files_button
from bot.interface.words.follow import to_actions
from bot.reports.documents import whatever_can_be_made
from bot.reports.pictures.drawing import Drawing, file_name
from bot.reports.pictures.roadmap.roadmap import glance as road
from bot.reports.pictures.vote.result import result
from bot.reports.pictures.wall.overview import overview
from bot.reports.record import SessionRecord
from bot.reports.summary import summary as short_summary
from bot.services.sessions.announcing import (
    coordinators_unreachable,
    documents_follow,
    tell_facilitators,
)
from bot.services.sessions.departing import broken_off
from bot.services.sessions.unsaid import still_unsaid
from bot.services.settings.settings import server_settings
from bot.store.outbox import Letter
from bot.store.transaction import Transaction
from bot.workshop.settings.documents import REPORTS
from bot.workshop.text import escape

# Files of a message, at most.
FILES = 10


class _OfSession(Posted):
    """What is told when it does not get out: to the room what coordinators lack, to those who
    lead what the room lacks."""

    async def refused(self, tx: Transaction, letter: Letter, now: datetime) -> None:
        if letter.payload["for_coordinators"]:
            await coordinators_unreachable(tx, letter, now)
        else:
            await tell_facilitators(tx, letter, now)

    async def given_up(self, tx: Transaction, letter: Letter, now: datetime) -> None:
        if not letter.payload["for_coordinators"]:
            await tell_facilitators(tx, letter, now)
        elif not letter.told:
            await coordinators_unreachable(tx, letter, now)


class SummaryDrawer(_OfSession):
    async def draw(self, subject: Subject, studio: Studio) -> Post:
        told, t, letter = await studio.record(subject), subject.t, subject.letter
        away = bool(letter.payload["for_coordinators"])
        beside = await gathered(told, studio, t, away=away)
        whence = ""
        if away and await broken_off(studio.ctx, told.session):
            # Its own end was before, where it waited to be read again.
            waited = told.session.review_since is not None
            whence = t("summary.not_read_again" if waited else "summary.broken_off")
        elif away:
            whence = t("summary.whence", channel=f"<#{told.session.channel_id}>")
        if letter.payload.get("unread"):
            whence = f"{whence} {t('summary.unread')}".strip()
        rows = [[files_button(told.session, t), *to_actions(told, t)]]
        view = summary(told, beside, whence, letter.id, rows)
        if beside.too_heavy:
            return Post(without_files(view, f"-# {t('summary.too_heavy')}"))
        return Post(view, beside.attachments, without="summary.files_follow")

    async def files_left(self, tx: Transaction, letter: Letter, now: datetime) -> None:
        await documents_follow(tx, letter, now)


class DocumentsDrawer(_OfSession):
    """The documents of a summary whose words went out alone."""

    alone = True

    async def draw(self, subject: Subject, studio: Studio) -> Post | None:
        told, t = await studio.record(subject), subject.t
        away = bool(subject.letter.payload["for_coordinators"])
        beside = await gathered(told, studio, t, away=away)
        if not beside.files:
            return None
        words = t("summary.documents", title=escape(told.session.title))
        missing = pdf_missing(t) if beside.without_pdf else ""
        blocks = (words, *beside.files, *beside.drawn.blocks(t), missing)
        return Post(layout(*blocks, letter=subject.letter.id), beside.attachments, without=None)


class UnreachableDrawer(Posted):
    async def draw(self, subject: Subject, studio: Studio) -> Post | None:
        unsaid = await still_unsaid(studio.ctx, subject.letter.payload["letter"])
        if unsaid is None:
            return None
        key = "summary.unreachable" if unsaid.failure else "summary.unreachable_yet"
        return Post(layout(subject.t(key), colour=QUIET, letter=subject.letter.id))


@dataclass(frozen=True, slots=True)
class Beside:
    """What comes beside a summary: documents, as they are or packed, and pictures. `report` where
    one of the documents tells all; `too_heavy` where those that were chosen do not fit;
    `without_pdf` where the report could not be made, and is there as text."""

    files: Sequence[discord.File]
    drawn: Illustration
    report: bool
    too_heavy: bool
    without_pdf: bool

    @property
    def attachments(self) -> list[discord.File]:
        """All files of the message."""
        return [*self.files, *self.drawn.files]


def summary(
    told: SessionRecord, beside: Beside, whence: str, letter: int, rows: Sequence[Row] = ()
) -> ui.LayoutView:
    """Return the summary with its documents, and `rows` of buttons at its end; `whence` tells
    coordinators where it comes from. The roadmap is seen with the decisions, other pictures below.
    """
    t = language_of_room(told.session)
    name = file_name(told, t, "roadmap")
    seen = tuple(picture for picture in beside.drawn.files if picture.filename == name)
    others = replace(beside.drawn, files=tuple(p for p in beside.drawn.files if p not in seen))
    detail = "report.attached" if beside.report else "report.files"
    short = short_summary(told, t, pictured=bool(seen), detail=detail)
    return layout(
        f"## {escape(short.title)}",
        f"-# {whence}" if whence else "",
        *short.parts[: short.above],
        Pictures(seen),
        *short.parts[short.above :],
        *beside.files,
        *others.blocks(t),
        pdf_missing(t) if beside.without_pdf else "",
        *rows,
        letter=letter,
    )


def pdf_missing(t: Catalogue) -> str:
    """Return the line that says that the report is there as text, for want of its PDF."""
    return f"-# {t('report_pdf.missing')}"


async def gathered(told: SessionRecord, studio: Studio, t: Catalogue, *, away: bool) -> Beside:
    """Return the documents that the server chose, and the pictures that fit beside them: those
    of results too for who was `away`, the room has seen them."""
    room = studio.room(told.session.server_id)
    chosen = await server_settings(studio.ctx, told.session.server_id)
    made = await whatever_can_be_made(
        told, chosen.documents, t, studio.press, words_alone=studio.words_alone
    )
    files = await asyncio.to_thread(bundled, told, made.documents, t, room, BESIDE_PICTURES)

    def pictures() -> list[Drawing]:
        results = (drawing for step in told.steps for drawing in result(told, step, t))
        found = [*road(told, t), *(results if away else ()), *overview(told, t)]
        return found[: FILES - len(files)]

    drawn = await studio.illustrate(told, pictures, files)
    report = bool(files) and any(one.kind in REPORTS for one in made.documents)
    too_heavy = bool(made.documents) and not files
    return Beside(files, drawn, report, too_heavy, made.without_pdf)
