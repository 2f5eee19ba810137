"""The flight simulator: troubles come to a live rehearsal, and each session is told at its end."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from random import Random

from bot.i18n import Catalogue
from bot.rehearsal.live.live import MOST_PEOPLE, Live
from bot.rehearsal.trouble.debrief import Part, pages
from bot.rehearsal.trouble.director import Director
from bot.reports.record import SessionRecord

_EVERY = 1.0
_MARKS = re.compile(r"\*\*|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)|^#+ |^-# ", re.MULTILINE)
_ESCAPED = re.compile(r"\\([^\w\s])")


@asynccontextmanager
async def flying(held: Live, seed: int | None) -> AsyncIterator[Director]:
    """Have troubles come while the block lasts, drawn with `seed`."""
    names = held.script.names(MOST_PEOPLE + len(held.people))
    director = Director(
        held.room, held.participants, names, Random(seed), _printed, lambda: held.pages.looked_as
    )

    async def going_on() -> None:
        while True:
            await held.later(_EVERY)
            await held.acting(director.pulse)

    task = asyncio.create_task(going_on())
    try:
        yield director
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def plain(text: str) -> str:
    """Return a debrief as a terminal shows it, without the marks of Markdown."""
    return _ESCAPED.sub(r"\1", _MARKS.sub("", text)).replace("\u200b", "")


def _printed(record: SessionRecord, parts: Sequence[Part], t: Catalogue) -> None:
    for page in pages(record, parts, t):
        print(f"\n{plain(page)}" if page.startswith("## ") else plain(page), flush=True)
