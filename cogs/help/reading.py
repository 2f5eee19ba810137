"""The guides, read in Discord a chapter at a time."""

from __future__ import annotations

from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import button, layout, option, select
from bot.workshop.errors import Refusal
from cogs.help.guide import Guide, book
from cogs.help.page import help_button


class Guides(Desk):
    @on("help.guide", "guide", "chapter")
    async def _guide(self, press: Press, guide: int, chapter: int) -> None:
        await _read(press, guide, chapter)

    @on("help.chapter", "guide")
    async def _chapter(self, press: Press, guide: int) -> None:
        await _read(press, guide, press.number())


async def _read(press: Press, number: int, chapter: int) -> None:
    if number not in list(Guide):
        raise Refusal("button.unknown")
    guide = Guide(number)
    if not 0 <= chapter < len(book(guide, press.t.language).chapters):
        raise Refusal("button.unknown")
    await replace(press.interaction, chapter_page(guide, chapter, press.t))


def chapter_page(guide: Guide, chapter: int, t: Catalogue) -> ui.LayoutView:
    """Return a chapter of a guide, with the way to the others."""
    held = book(guide, t.language)
    shown = held.chapters[chapter]
    last = len(held.chapters) - 1
    choices = [
        option(one.title, str(rank), default=rank == chapter)
        for rank, one in enumerate(held.chapters)
    ]
    back = custom_id("help.guide", guide=guide.value, chapter=max(0, chapter - 1))
    onward = custom_id("help.guide", guide=guide.value, chapter=min(last, chapter + 1))
    turns = [button("◀", back, disabled=chapter == 0)] if last else []
    if last:
        turns.append(button("▶", onward, disabled=chapter == last))
    place = t("help.page", guide=held.title, n=chapter + 1, total=last + 1)
    return layout(
        f"-# {place}\n### {shown.title}\n{shown.text}",
        [select(custom_id("help.chapter", guide=guide.value), t("help.chapters"), choices)],
        [*turns, help_button(t)],
    )
