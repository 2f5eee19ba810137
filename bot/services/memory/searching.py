"""Listing, searching and giving summaries of before."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.reports.passages import passages
from bot.reports.record import SessionRecord
from bot.services.context import Context, zone_of
from bot.services.memory.reading import read_one, readable
from bot.services.records import record_in
from bot.store import Transaction
from bot.workshop.errors import Refusal
from bot.workshop.memory.filters import Filters, State
from bot.workshop.memory.passages import Passage, best
from bot.workshop.memory.reading import Seen
from bot.workshop.memory.words import Query
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session

# Sessions of a page, and passages of each.
LISTED, FOUND = 10, 5
PASSAGES = 3
# Sessions that are offered, while one types, among so many of the latest.
_OFFERED, _LATEST = 25, 500
# How long what someone looks for is kept, for the pages of what was found.
_KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """What someone looks for: `words` as typed, empty for all; days with both ends included;
    `recipe` as `recipes` names it, `series` by its number and its title."""

    words: str = ""
    first: date | None = None
    last: date | None = None
    recipe: str | None = None
    state: State | None = None
    series: tuple[int, str] | None = None

    @property
    def filtered(self) -> bool:
        """True where not all sessions are asked for."""
        return self != Asked()

    def written(self) -> str:
        """Return it as a row keeps it."""
        first, last = (day.isoformat() if day else None for day in (self.first, self.last))
        return json.dumps([self.words, first, last, self.recipe, self.state, self.series])

    @classmethod
    def read(cls, text: str) -> Asked:
        """Return what a row keeps."""
        words, first, last, recipe, state, series = json.loads(text)
        return cls(
            words,
            date.fromisoformat(first) if first else None,
            date.fromisoformat(last) if last else None,
            recipe,
            State(state) if state else None,
            (series[0], series[1]) if series else None,
        )


@dataclass(frozen=True, slots=True)
class Found:
    """A session of a page: the first `passages` of `count` that hold what was looked for."""

    session: Session
    passages: Sequence[Passage] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """A page of sessions, numbered from 0, of `pages` and of `total` sessions; `query` is what was
    looked for in them."""

    search: int
    number: int
    pages: int
    total: int
    asked: Asked
    query: Query
    found: Sequence[Found]


async def begin(ctx: Context, server_id: int, actor: Actor, asked: Asked, now: datetime) -> int:
    """Keep what someone looks for, so that its pages can be turned; return its number. Raises
    Refusal where nothing of the words can be looked for."""
    if asked.words and not Query.of(asked.words).terms:
        raise Refusal("memory.nothing_to_search")
    async with ctx.database.write() as tx:
        return await tx.memory.add_search(
            server_id, actor.user_id, asked.written(), now, now - _KEPT
        )


async def page(
    ctx: Context, server_id: int, actor: Actor, seen: Seen, search: int, number: int
) -> Page:
    """Return a page of what someone looks for, the last one where there are fewer. Raises Refusal
    once they look for something else."""

    async def look(tx: Transaction) -> tuple[Page, list[SessionRecord]]:
        text = await tx.memory.search(search, server_id, actor.user_id)
        if text is None:
            raise Refusal("memory.search_gone")
        asked = Asked.read(text)
        query = Query.of(asked.words)
        kept = await _matching(ctx, tx, server_id, actor, seen, asked)
        each = FOUND if query.terms else LISTED
        pages = max(1, -(-len(kept) // each))
        at = min(max(0, number), pages - 1)
        titles = await tx.memory.titles(kept[at * each : (at + 1) * each])
        sessions = [
            replace(session, title=title)
            for one, title, _ in titles
            if (session := await tx.sessions.get(one)) is not None
        ]
        found = tuple(map(Found, sessions))
        held = [await record_in(tx, one.id) for one in sessions] if query.terms else []
        return Page(search, at, pages, len(kept), asked, query, found), held

    page, held = await ctx.database.view(look)
    if not held:
        return page
    return replace(page, found=await asyncio.to_thread(_best, page, held))


async def matching(
    ctx: Context, server_id: int, actor: Actor, seen: Seen, asked: Asked
) -> list[int]:
    """Return the sessions that someone asks for and may read, the latest first."""
    async with ctx.database.read() as tx:
        return await _matching(ctx, tx, server_id, actor, seen, asked)


async def told(
    ctx: Context, server_id: int, session_id: int, actor: Actor, seen: Seen
) -> SessionRecord:
    """Return everything about a session whose summary `actor` may read; raise Refusal otherwise."""

    async def look(tx: Transaction) -> SessionRecord:
        await read_one(tx, server_id, session_id, actor, seen)
        return await record_in(tx, session_id)

    return await ctx.database.view(look)


async def latest(
    ctx: Context, server_id: int, actor: Actor, seen: Seen, typed: str
) -> list[tuple[int, str, datetime]]:
    """Return the latest sessions that `actor` may read and whose title holds what is typed:
    identifiers, titles and ends."""
    query = Query.of(typed)
    async with ctx.database.read() as tx:
        kept = await readable(tx, server_id, actor, seen)
        titles = await tx.memory.titles(kept[: _LATEST if query.terms else _OFFERED])
    wanted = len(query.terms)
    return [one for one in titles if query.met_in(one[1]) == wanted][:_OFFERED]


async def recipes(ctx: Context, server_id: int, actor: Actor, seen: Seen) -> list[str]:
    """Return the recipes of the sessions that `actor` may read, those first that were used most:
    titles in both languages, as JSON."""
    async with ctx.database.read() as tx:
        kept = await readable(tx, server_id, actor, seen)
        return await tx.memory.recipes(kept)


async def _matching(
    ctx: Context, tx: Transaction, server_id: int, actor: Actor, seen: Seen, asked: Asked
) -> list[int]:
    zone = ZoneInfo(await zone_of(ctx, tx, server_id))

    def midnight(day: date) -> datetime:
        return datetime.combine(day, time(), zone)

    filters = Filters(
        first=midnight(asked.first) if asked.first else None,
        last=midnight(asked.last + timedelta(days=1)) if asked.last else None,
        recipe=asked.recipe,
        state=asked.state,
        series=asked.series[0] if asked.series else None,
    )
    query = Query.of(asked.words)
    return await readable(tx, server_id, actor, seen, filters, query if query.terms else None)


def _best(page: Page, held: Sequence[SessionRecord]) -> list[Found]:
    """Return the sessions of a page with what was looked for, as it stands in each."""
    found = []
    for one, record in zip(page.found, held, strict=True):
        shown, count = best(passages(record), page.query, PASSAGES)
        found.append(Found(one.session, shown, count))
    return found
