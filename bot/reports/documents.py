"""The documents of a session: one maker for each kind, and the names of their files."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass

from bot.i18n import Catalogue
from bot.reports.data import as_json
from bot.reports.markdown import markdown
from bot.reports.pictures.press import Press
from bot.reports.record import SessionRecord
from bot.reports.summary import filename
from bot.workshop.settings.documents import DocumentKind


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its name in ASCII, and what it holds."""

    kind: DocumentKind
    name: str
    content: bytes


# Returns what a document holds; None where the session has nothing for it. May raise CannotDraw.
Maker = Callable[[SessionRecord, Catalogue, Press], Awaitable[bytes | None]]


async def _markdown(record: SessionRecord, t: Catalogue, press: Press) -> bytes:
    return (await asyncio.to_thread(markdown, record, t)).encode()


async def _json(record: SessionRecord, t: Catalogue, press: Press) -> bytes:
    return (await asyncio.to_thread(as_json, record)).encode()


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a kind of document is made, and how its file is named: “titre-2030-03-04.md”, with a
    `word` of the catalogues before it where several kinds share an extension."""

    make: Maker
    extension: str
    word: str | None = None


KINDS: Mapping[DocumentKind, _Kind] = {
    DocumentKind.MARKDOWN: _Kind(_markdown, "md"),
    DocumentKind.JSON: _Kind(_json, "json"),
}


async def documents(
    record: SessionRecord, kinds: Iterable[DocumentKind], t: Catalogue, press: Press
) -> list[Document]:
    """Return the documents of `kinds` that a session fills, in their order.

    Raises CannotDraw where a picture or the report cannot be made.
    """
    wanted = set(kinds)
    made: list[Document] = []
    for kind, how in KINDS.items():
        if kind not in wanted:
            continue
        content = await how.make(record, t, press)
        if content is not None:
            made.append(Document(kind, named(record, kind, t), content))
    return made


def named(record: SessionRecord, kind: DocumentKind, t: Catalogue) -> str:
    """Return the name of the file of a kind."""
    how = KINDS[kind]
    name = filename(record, how.extension)
    return f"{t(how.word)}-{name}" if how.word else name
