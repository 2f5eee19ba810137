"""What groups bring back, as the room reads it: group by group, all of it page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.naming.people import language_of_room
from bot.interface.pressing.router import custom_id
from bot.interface.showing.layout import RESULT, Button, button, layout
from bot.interface.words.postits import postit_line
from bot.interface.words.subgroups.card import named
from bot.services.sessions.card import Showing
from bot.services.subgroups.view import Seen
from bot.workshop.postits.postit import PostIt
from bot.workshop.text import escape, shorten

_ROOM = 3400
_PAGE = 3300
_TITLE = 120
# How wide a post-it may be in the message of the room, and how many a group shows there.
_SHAPES = ((500, 300), (200, 12), (120, 6), (90, 3), (70, 2), (50, 1))


@dataclass(frozen=True, slots=True)
class Part:
    """What one group brings back: a heading, and its lines; `none` where it made nothing."""

    heading: str
    lines: tuple[str, ...]
    none: str


def brought_message(shown: Showing, letter: int | None = None) -> ui.LayoutView:
    """Return what the room reads once everyone is back: as much of each group as fits, and where
    the rest is."""
    session, step, t = shown.session, shown.step, language_of_room(shown.session)
    assert step is not None
    title = escape(shorten(step.plan.title[session.language], _TITLE))
    head = f"## {t('subgroups.brought', title=title)}"
    text, whole = _fitting(seen_of(shown), t)
    return layout(
        head,
        text,
        "" if whole else "-# " + t("subgroups.brought_more"),
        None if whole else [read_button(step.id, t)],
        colour=RESULT,
        letter=letter,
    )


def read_button(step_id: int, t: Catalogue) -> Button:
    """Return the button that opens all that groups brought back, page by page."""
    at = custom_id("subgroup.read", step=step_id, page=0)
    return button(t("button.subgroup_read"), at, emoji="📖")


def brought_page(shown: Showing, page: int, t: Catalogue) -> ui.LayoutView:
    """Return one page, from 0, of all that groups brought back."""
    assert shown.step is not None
    pages = pages_of(parts(seen_of(shown), t))
    last = len(pages) - 1
    page = min(max(0, page), last)
    turns = [
        button(
            sign,
            custom_id("subgroup.read", step=shown.step.id, page=to),
            disabled=not 0 <= to <= last,
            style=discord.ButtonStyle.secondary,
        )
        for sign, to in (("◀", page - 1), ("▶", page + 1))
    ]
    told = f"-# {t('subgroups.page', n=page + 1, total=last + 1)}" if last else ""
    return layout(pages[page], told, turns if last else None)


def parts(seen: Seen, t: Catalogue, width: int | None = None) -> list[Part]:
    """Return what each group brings back; a post-it that it chose stands first, with a star. Where
    it was to choose and did not, all that it had is there: that is said."""
    found = []
    for group in seen.groups:
        if not group.members and not seen.output.get(group.number):
            continue  # nobody chose it
        output, kept = seen.output.get(group.number, ()), set(group.kept)
        lines = [f"⭐ {_line(one, width)}" for one in output if one.id in kept]
        lines += [_line(one, width) for one in output if one.id not in kept]
        if seen.loose and not lines:
            continue  # what is told of no group may be of this one
        heading = named(group, t)
        if seen.best and not kept and len(output) > seen.wrote.get(group.number, 0):
            heading += f" · {t('subgroups.brought_unchosen')}"
        found.append(Part(heading, tuple(lines), t("subgroups.brought_none")))
    if seen.loose:
        lines = [_line(one, width) for one in seen.loose]
        found.append(Part(f"**{t('subgroups.brought_loose')}**", tuple(lines), ""))
    return found


def seen_of(shown: Showing) -> Seen:
    """Return the groups of a step that was read with its session."""
    assert isinstance(shown.found, Seen)
    return shown.found


def pages_of(found: Sequence[Part]) -> list[str]:
    """Return the parts as pages; a group that goes on says its name again."""
    pages: list[str] = []
    text = ""
    for part in found:
        rest = [f"- {line}" for line in part.lines] or [f"-# {part.none}"]
        block = part.heading
        for line in rest:
            if len(text) + len(block) + len(line) + 3 > _PAGE and text + block != part.heading:
                pages.append(f"{text}\n{block}".strip() if block != part.heading else text)
                text, block = "", part.heading
            block = f"{block}\n{line}"
        text = f"{text}\n{block}".strip()
    return [*pages, text] if text or not pages else pages


def _fitting(seen: Seen, t: Catalogue) -> tuple[str, bool]:
    """Return the widest text that the message holds, and whether it is all there is."""
    for width, most in _SHAPES:
        texts, whole = [], True
        for part in parts(seen, t, width):
            shown = [f"- {line}" for line in part.lines[:most]]
            beyond = len(part.lines) - len(shown)
            if beyond:
                shown.append(f"- {t.n('list.more', beyond)}")
                whole = False
            texts.append("\n".join([part.heading, *(shown or [f"-# {part.none}"])]))
        text = "\n".join(texts)
        if len(text) <= _ROOM:
            return text, whole and width >= _SHAPES[0][0]
    counted = [
        f"{part.heading} · {t.n('count.postits', len(part.lines))}" for part in parts(seen, t)
    ]
    return "\n".join(counted), False


def _line(postit: PostIt, width: int | None) -> str:
    text = postit if width is None else replace(postit, text=shorten(postit.text, width))
    return postit_line(text)
