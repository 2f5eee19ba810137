"""The wall by theme, for one person or for the room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from discord import ui

from bot.i18n import Catalogue
from bot.interface.naming.people import language_of_room
from bot.interface.sending.drawer import Post, Posted, Studio, Subject
from bot.interface.sending.illustration import Illustration
from bot.interface.showing.layout import layout
from bot.interface.words.postits import legend, postit_line
from bot.reports.pictures.wall.wall import share, wall
from bot.reports.record import SessionRecord
from bot.services.moderation.walls import note_wall
from bot.services.themes.sorting import PUBLIC_PAGES
from bot.store.outbox import Letter
from bot.store.transaction import Transaction
from bot.workshop.text import escape
from bot.workshop.themes.pages import Stretch, pages
from bot.workshop.themes.sorting import Sorting
from bot.workshop.wall.reaction import NO_ECHO, Echo


class ThemesDrawer(Posted):
    async def draw(self, subject: Subject, studio: Studio) -> Post | None:
        told, page = await studio.record(subject), subject.letter.payload["page"]
        drawn = await studio.illustrate(told, lambda: share(wall(told, subject.t), page))
        view = themes_page(told, page, PUBLIC_PAGES, drawn, subject.letter.id)
        return Post(view, drawn.files) if view is not None else None

    async def noted(
        self, tx: Transaction, letter: Letter, message_id: int | None, now: datetime
    ) -> None:
        await note_wall(tx, letter, message_id)


def wall_by_theme(
    stretches: Sequence[Stretch], t: Catalogue, echoes: Mapping[int, Echo] | None = None
) -> str:
    """Return post-its under the names of their themes, with the counts of their echoes."""
    lines: list[str] = []
    for stretch in stretches:
        name = escape(stretch.theme.name) if stretch.theme else t("theme.unsorted")
        more = f" {t('theme.continued')}" if stretch.continued else ""
        lines.append(f"**{name}** · {stretch.total}{more}")
        for postit in stretch.postits:
            tally = (echoes or {}).get(postit.id, NO_ECHO).tally
            lines.append(postit_line(postit) + (f" · {tally}" if tally else ""))
    return "\n".join(lines)


def themes_page(
    told: SessionRecord, page: int, most: int, drawn: Illustration, letter: int
) -> ui.LayoutView | None:
    """Return one page, from 0, of the wall by theme as the room reads it; None past the last.

    Of `most` pages said in all, the last one tells where the rest can be read.
    """
    t = language_of_room(told.session)
    found = pages(told.sorting, [p for p in told.postits if p.number is not None])
    if page >= len(found):
        return None  # post-its were withdrawn since
    rest = page + 1 == most and len(found) > most
    shown = [postit for stretch in found[page] for postit in stretch.postits]
    return layout(
        t("theme.wall", page=page + 1, pages=len(found)),
        wall_by_theme(found[page], t, told.echoes),
        legend(shown, t) if not page else "",
        *drawn.blocks(t),
        "-# " + t("theme.rest") if rest else "",
        letter=letter,
    )


def theme_lines(sorting: Sorting, t: Catalogue) -> str:
    """Return the themes with their counts, the larger first, then how many stand in none."""
    sizes = sorting.sizes
    lines = [
        f"- **{escape(theme.name)}** · {sizes[theme.id]}"
        for theme in sorted(sorting.themes, key=lambda theme: -sizes[theme.id])
    ]
    if sorting.unsorted:
        lines.append(f"- *{t('theme.unsorted')}* · {len(sorting.unsorted)}")
    return "\n".join(lines)
