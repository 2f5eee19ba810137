"""The wall by theme, or one part of it, for one person or for the room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.i18n import Catalogue
from bot.interface.sending.drawer import Post, Posted, Studio, Subject
from bot.interface.showing.layout import QUIET, layout
from bot.interface.showing.links import read_part, read_wall
from bot.interface.words.postits import legend, postit_line
from bot.interface.words.wall import few, hidden_line, part_name, parts_text, postit_with_echo
from bot.reports.pictures.wall.overview import overview, part
from bot.reports.record import SessionRecord
from bot.services.moderation.walls import note_wall
from bot.store.outbox import Letter
from bot.store.transaction import Transaction
from bot.workshop.text import escape
from bot.workshop.themes.pages import Stretch, pages
from bot.workshop.themes.sorting import Sorting
from bot.workshop.wall.reaction import NO_ECHO, Echo
from bot.workshop.wall.shelves import Place, shelf_at
from bot.workshop.wall.wall import COUNTS, PRIVATE_POSTITS, sheets


class ThemesDrawer(Posted):
    async def draw(self, subject: Subject, studio: Studio) -> Post | None:
        if subject.letter.payload.get("page"):  # letters of before had one for each page
            return None
        return await themes_message(await studio.record(subject), subject, studio)

    async def noted(
        self, tx: Transaction, letter: Letter, message_id: int | None, now: datetime
    ) -> None:
        await note_wall(tx, letter, message_id)


async def themes_message(told: SessionRecord, subject: Subject, studio: Studio) -> Post:
    """Return what a facilitator published: the whole wall by theme, or one part of it."""
    payload = subject.letter.payload
    if "page" in payload:
        return await _all_themes(told, subject, studio)
    return await _one_part(told, Place(payload.get("theme"), payload.get("lane")), subject, studio)


async def _all_themes(told: SessionRecord, subject: Subject, studio: Studio) -> Post:
    t = subject.t
    postits = [p for p in told.postits if p.number is not None]
    drawn = await studio.illustrate(told, lambda: overview(told, t))
    found = pages(told.sorting, postits)
    text = few(postits, wall_by_theme(found[0], t, told.echoes)) if len(found) == 1 else ""
    view = layout(
        t("theme.all", counted=t.n("picture.notes", len(postits))),
        text or parts_text(told, postits, t),
        hidden_line(told, t),
        legend(postits, t) if text else "",
        *drawn.blocks(t),
        [read_wall(told.session, t("button.wall"))],
        letter=subject.letter.id,
    )
    return Post(view, drawn.files)


async def _one_part(told: SessionRecord, place: Place, subject: Subject, studio: Studio) -> Post:
    t, letter = subject.t, subject.letter.id
    postits = [p for p in told.postits if p.number is not None]
    shelf = shelf_at(told.session, told.sorting, postits, place)
    if shelf is None:  # emptied since
        button = [read_wall(told.session, t("button.wall"))]
        return Post(layout(t("wall.part_empty"), button, colour=QUIET, letter=letter))
    drawn = await studio.illustrate(told, lambda: part(told, t, place))
    here, *more = sheets(shelf.postits, PRIVATE_POSTITS, COUNTS)
    left = sum(map(len, more))
    view = layout(
        part_title(told, place, t),
        "\n".join(postit_with_echo(p, told.echoes, told.session) for p in here),
        legend(here, t),
        "-# " + t.n("wall.part_left", left) if left else "",
        *drawn.blocks(t),
        [read_part(told.session, place, t("button.wall"))] if left else None,
        letter=letter,
    )
    return Post(view, drawn.files)


def part_title(told: SessionRecord, place: Place, t: Catalogue) -> str:
    """Return the heading of one part of the wall, which must be there."""
    postits = [p for p in told.postits if p.number is not None]
    shelf = shelf_at(told.session, told.sorting, postits, place)
    assert shelf is not None
    name = escape(part_name(shelf.name, told, t))
    return t("wall.part", name=name, counted=t.n("picture.notes", len(shelf.postits)))


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
