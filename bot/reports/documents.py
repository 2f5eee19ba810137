"""The documents of a session: one maker for each kind, and the names of their files."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass

from bot.i18n import Catalogue
from bot.reports.data import as_json
from bot.reports.exchange.blt import elections, has_elections
from bot.reports.exchange.calendar import calendar
from bot.reports.exchange.meeting import meetings
from bot.reports.exchange.trello import trello
from bot.reports.markdown import markdown
from bot.reports.pdf.report import report
from bot.reports.pictures.press import CannotDraw, Press
from bot.reports.record import SessionRecord
from bot.reports.summary import filename
from bot.reports.tables.actions import actions
from bot.reports.tables.dates import dates
from bot.reports.tables.milestones import milestones
from bot.reports.tables.postits import postits
from bot.reports.tables.votes import votes
from bot.reports.vote.meeting import has_dates, has_meetings
from bot.workshop.settings.documents import DocumentKind

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its name in ASCII, and what it holds."""

    kind: DocumentKind
    name: str
    content: bytes


# What a document holds; several files of a kind by what tells them apart.
Content = bytes | Mapping[str, bytes]
# Returns what a document holds; None where the session has nothing for it. May raise CannotDraw.
Maker = Callable[[SessionRecord, Catalogue, Press], Awaitable[Content | None]]


async def _pdf(record: SessionRecord, t: Catalogue, press: Press) -> bytes:
    session = record.session
    told = await asyncio.to_thread(report, record, t)
    return await press.typeset(told, session.ended_at or session.started_at or session.created_at)


async def _markdown(record: SessionRecord, t: Catalogue, press: Press) -> bytes:
    return (await asyncio.to_thread(markdown, record, t)).encode()


async def _json(record: SessionRecord, t: Catalogue, press: Press) -> bytes:
    return (await asyncio.to_thread(as_json, record)).encode()


def _written(write: Callable[[SessionRecord, Catalogue], Content]) -> Maker:
    """Return the maker of what `write` writes, in a thread."""

    async def make(record: SessionRecord, t: Catalogue, press: Press) -> Content:
        return await asyncio.to_thread(write, record, t)

    return make


def _always(record: SessionRecord) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a kind of document is made, and how its file is named: “titre-2030-03-04.md”, with a
    `word` of the catalogues before it where several kinds share an extension. `fills` tells,
    without making it, whether a session has something for it."""

    make: Maker
    extension: str
    word: str | None = None
    fills: Callable[[SessionRecord], bool] = _always


KINDS: Mapping[DocumentKind, _Kind] = {
    DocumentKind.PDF: _Kind(_pdf, "pdf"),
    DocumentKind.MARKDOWN: _Kind(_markdown, "md"),
    DocumentKind.JSON: _Kind(_json, "json"),
    DocumentKind.POSTITS: _Kind(
        _written(postits), "csv", "document.file.postits", lambda record: bool(record.postits)
    ),
    DocumentKind.VOTES: _Kind(
        _written(votes), "csv", "document.file.votes", lambda record: bool(record.votes)
    ),
    DocumentKind.MILESTONES: _Kind(
        _written(milestones),
        "csv",
        "document.file.milestones",
        lambda record: bool(record.milestones),
    ),
    DocumentKind.ACTIONS: _Kind(
        _written(actions), "csv", "document.file.actions", lambda record: bool(record.actions)
    ),
    DocumentKind.CALENDAR: _Kind(
        _written(calendar), "ics", "document.file.actions", lambda record: bool(record.actions)
    ),
    DocumentKind.TRELLO: _Kind(
        _written(trello),
        "json",
        "document.file.trello",
        lambda record: bool(record.actions or record.milestones),
    ),
    DocumentKind.DATES: _Kind(_written(dates), "csv", "document.file.dates", has_dates),
    DocumentKind.MEETING: _Kind(_written(meetings), "ics", "document.file.meeting", has_meetings),
    DocumentKind.BLT: _Kind(_written(elections), "blt", "document.file.blt", has_elections),
}


def filled(record: SessionRecord) -> tuple[DocumentKind, ...]:
    """Return the kinds of which a session has something to say, in their order."""
    return tuple(kind for kind, how in KINDS.items() if how.fills(record))


async def documents(
    record: SessionRecord, kinds: Iterable[DocumentKind], t: Catalogue, press: Press
) -> list[Document]:
    """Return the documents of `kinds` that a session fills, in their order.

    Raises CannotDraw where a picture or the report cannot be made.
    """
    wanted = set(kinds)
    made: list[Document] = []
    for kind, how in KINDS.items():
        if kind not in wanted or not how.fills(record):
            continue
        content = await how.make(record, t, press)
        if isinstance(content, bytes):
            made.append(Document(kind, named(record, kind, t), content))
        elif content is not None:
            made += (
                Document(kind, named(record, kind, t, apart), one) for apart, one in content.items()
            )
    return made


@dataclass(frozen=True, slots=True)
class Made:
    """The documents that could be made; `without_pdf` where the report was asked for as a PDF and
    could not be: its Markdown is then among them."""

    documents: tuple[Document, ...]
    without_pdf: bool = False


async def whatever_can_be_made(
    record: SessionRecord,
    kinds: Iterable[DocumentKind],
    t: Catalogue,
    press: Press,
    *,
    words_alone: bool = False,
) -> Made:
    """Return the documents of `kinds` as `documents` does, and the Markdown in the place of a PDF
    that cannot be made, or is not to be tried (`words_alone`)."""
    wanted = set(kinds)
    others = wanted - {DocumentKind.PDF}
    if DocumentKind.PDF not in wanted:
        return Made(tuple(await documents(record, others, t, press)))
    made: list[Document] = []
    if not words_alone:
        try:
            made = await documents(record, [DocumentKind.PDF], t, press)
        except CannotDraw as error:
            log.warning("report of session %d without its PDF: %s", record.session.id, error)
    if made:
        return Made((*made, *await documents(record, others, t, press)))
    instead = await documents(record, others | {DocumentKind.MARKDOWN}, t, press)
    return Made(tuple(instead), without_pdf=True)


def named(record: SessionRecord, kind: DocumentKind, t: Catalogue, apart: str = "") -> str:
    """Return the name of the file of a kind; `apart` tells it from the others of its kind."""
    how = KINDS[kind]
    words = [t(how.word) if how.word else "", apart, filename(record, how.extension)]
    return "-".join(filter(None, words))
