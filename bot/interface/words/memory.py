"""Summaries that are found again, in the language of whoever looks for them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from discord import ui

from bot.i18n import Catalogue
from bot.interface.naming.people import language_of_room
from bot.interface.pressing.router import custom_id
from bot.interface.showing.layout import Row, button, layout, option, select
from bot.reports.record import SessionRecord
from bot.reports.summary import summary as short_summary
from bot.services.memory.searching import Asked, Found, Page
from bot.workshop.language import Language, spoken
from bot.workshop.memory.passages import Passage
from bot.workshop.memory.words import Query
from bot.workshop.sessions.session import Session
from bot.workshop.text import escape, one_line, shorten

_TITLE = 80
# Of a passage, and of all that is shown of a session: a message shows 4,000 characters.
_PASSAGE = 180
_SESSION = 640
_BEFORE = 60  # of the first word that is looked for, in a passage that is cut


def listing(page: Page, t: Catalogue) -> ui.LayoutView:
    """Return a page of sessions, or of what was found in them."""
    head = _head(page, t)
    if not page.found:
        return layout(head)
    blocks = [_session(one, page.query, t) for one in page.found]
    text = "\n\n".join(blocks) if page.query.terms else "\n".join(blocks)
    return layout(head, text, _opening(page.found, t), _turning(page, t))


def told(record: SessionRecord, t: Catalogue) -> ui.LayoutView:
    """Return the summary of a session as its room was told, with the way to its documents."""
    session = record.session
    short = short_summary(record, language_of_room(session), detail="memory.detail")
    place = t("memory.told", channel=f"<#{session.channel_id}>", day=t.day(record.day))
    waits = "" if session.released_at else f"\n-# {t('memory.unreleased')}"
    files = custom_id("memory.files", found=session.id)
    return layout(
        f"## {escape(short.title)}\n-# {place}{waits}",
        *short.parts,
        [button(t("button.memory_files"), files, emoji="📎")],
    )


def recipe_title(recipe: str, language: Language) -> str:
    """Return the title of a recipe that rows hold in each of its languages."""
    return spoken(json.loads(recipe), language)


def marked(text: str, query: Query, limit: int = _PASSAGE) -> str:
    """Return a text ready to be shown, the words that are looked for in bold; a long one around
    the first of them."""
    line = _around(one_line(text), query, limit)
    return "".join(
        f"**{escape(part)}**" if met else escape(part) for part, met in query.parts(line)
    )


def _around(line: str, query: Query, limit: int) -> str:
    if len(line) <= limit:
        return line
    before = 0
    for part, met in query.parts(line):
        if met:
            break
        before += len(part)
    if before < limit - _BEFORE:
        return shorten(line, limit)
    start = line.find(" ", before - _BEFORE, before) + 1 or before
    return "… " + shorten(line[start:], limit - 2)


def _head(page: Page, t: Catalogue) -> str:
    asked = page.asked
    words = escape(shorten(one_line(asked.words), _TITLE))
    key = "memory.found" if page.query.terms else "memory.listed"
    if not page.total:
        key = "memory.found_none" if page.query.terms else "memory.listed_none"
        return t(key, words=words) + _filters(asked, t)
    head = f"### {t.n(key, page.total, words=words)}{_filters(asked, t)}"
    if page.pages > 1:
        head += f"\n-# {t('memory.page', page=page.number + 1, pages=page.pages)}"
    return head


def _filters(asked: Asked, t: Catalogue) -> str:
    """Return what was asked for beside words: what is not found may be outside of it."""
    said = []
    if asked.first:
        said.append(t("memory.filter.from", day=t.day(asked.first)))
    if asked.last:
        said.append(t("memory.filter.to", day=t.day(asked.last)))
    if asked.recipe:
        said.append(t("memory.filter.recipe", title=escape(recipe_title(asked.recipe, t.language))))
    if asked.series:
        said.append(t("memory.filter.series", title=escape(asked.series[1])))
    if asked.state:
        said.append(t(f"memory.state.{asked.state}"))
    return f"\n-# {' · '.join(said)}" if said else ""


def _session(one: Found, query: Query, t: Catalogue) -> str:
    session = one.session
    head = t(
        "memory.session",
        title=escape(shorten(one_line(session.title), _TITLE)),
        day=t.day(_day(session)),
        channel=f"<#{session.channel_id}>",
    )
    lines, room, shown = [head], _SESSION - len(head), 0
    for passage in one.passages:
        line = _passage(passage, query, t)
        if len(line) > room:
            break
        lines.append(line)
        room -= len(line) + 1
        shown += 1
    if more := one.count - shown:
        key = "memory.more" if shown else "memory.elsewhere"
        lines.append(f"-# {t.n(key, more)}")
    return "\n".join(lines)


def _passage(passage: Passage, query: Query, t: Catalogue) -> str:
    about = t(f"memory.about.{passage.about}")
    return t("memory.passage", about=about, text=marked(passage.text, query))


def _opening(found: Sequence[Found], t: Catalogue) -> Row:
    options = [
        option(one.session.title, str(one.session.id), description=t.day(_day(one.session)))
        for one in found
    ]
    return [select("memory.open", t("memory.open"), options)]


def _turning(page: Page, t: Catalogue) -> Row:
    if page.pages == 1:
        return []
    before = custom_id("memory.page", search=page.search, page=max(0, page.number - 1))
    after = custom_id("memory.page", search=page.search, page=page.number + 1)
    if page.number == 0:
        return [button(t("button.memory_older"), after)]
    if page.number + 1 == page.pages:
        return [button(t("button.memory_newer"), before)]
    return [button(t("button.memory_newer"), before), button(t("button.memory_older"), after)]


def _day(session: Session) -> date:
    return (session.started_at or session.created_at).date()
