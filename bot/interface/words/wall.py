"""The wall: what the room reads when it opens, and its texts, page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.i18n import Catalogue
from bot.interface.sending.drawer import Post, Posted, Studio, Subject
from bot.interface.showing.cards import shorten_lines
from bot.interface.showing.layout import QUIET, layout
from bot.interface.showing.links import read_wall
from bot.interface.words.postits import legend, postit_line
from bot.reports.pictures.drawing import Drawing
from bot.reports.pictures.wall.overview import overview
from bot.reports.pictures.wall.wall import PAGE
from bot.reports.record import SessionRecord
from bot.services.moderation.walls import note_wall
from bot.store.outbox import Letter
from bot.store.transaction import Transaction
from bot.workshop.postits.postit import PostIt
from bot.workshop.sessions.session import Session
from bot.workshop.text import escape
from bot.workshop.wall.reaction import NO_ECHO, Echo
from bot.workshop.wall.shelves import shelves
from bot.workshop.wall.wall import in_lanes, nowhere, sheets

# A wall of so few is read in the channel; one of more, in its picture and with *Read the wall*.
LISTED = 20
# A line for each part of the wall.
_PARTS = 2400


class WallDrawer(Posted):
    async def draw(self, subject: Subject, studio: Studio) -> Post | None:
        if subject.letter.payload.get("part"):  # letters of before had one for each page
            return None
        return await wall_message(await studio.record(subject), subject, studio)

    async def noted(
        self, tx: Transaction, letter: Letter, message_id: int | None, now: datetime
    ) -> None:
        await note_wall(tx, letter, message_id)


async def wall_message(told: SessionRecord, subject: Subject, studio: Studio) -> Post:
    """Return what was revealed, from one number to another: how much, its words where they are
    few, and one picture."""
    t, payload = subject.t, subject.letter.payload
    first, last = payload["first"], payload.get("until", payload["last"])
    shown = [p for p in told.postits if p.number is not None and first <= p.number <= last]
    letter, button = subject.letter.id, [read_wall(told.session, t("button.wall"))]
    if not shown:  # all withdrawn since
        return Post(
            layout(t("wall.empty"), hidden_line(told, t), button, colour=QUIET, letter=letter)
        )
    drawn = await studio.illustrate(told, lambda: overview(told, t, first, last))
    counted = t.n("picture.notes", len(shown))
    head = t("wall.opened", counted=counted) if first == 1 else t("wall.more", counted=counted)
    listed = in_lanes(shown, told.session)
    text = few(listed, wall_text(listed, t, told.session))
    view = layout(
        head,
        text or parts_text(told, shown, t),
        hidden_line(told, t),
        legend(shown, t) if text else "",
        *drawn.blocks(t),
        button,
        letter=letter,
    )
    return Post(view, drawn.files)


def few(postits: Sequence[PostIt], text: str) -> str:
    """Return `text`, the words of `postits`, if these are few enough for the channel; else
    nothing."""
    return text if len(postits) <= LISTED and len(sheets(postits)) == 1 else ""


def parts_text(told: SessionRecord, postits: Sequence[PostIt], t: Catalogue) -> str:
    """Return a line for each part of the wall: its name, and how many post-its it holds."""
    found = shelves(told.session, told.sorting, postits)
    if len(found) == 1 and found[0].name is None:
        return ""
    lines = [
        f"- **{escape(part_name(shelf.name, told, t))}** · {len(shelf.postits)}" for shelf in found
    ]
    return shorten_lines("\n".join(lines), _PARTS)


def part_name(name: str | None, told: SessionRecord, t: Catalogue) -> str:
    """Return what a part of the wall is called; `name` is None for what stands nowhere."""
    if name is not None:
        return name
    return t("theme.unsorted" if told.sorting.themes else nowhere(told.session))


def hidden_line(told: SessionRecord, t: Catalogue) -> str:
    """Return the line that says how many post-its the facilitators hid; empty for none."""
    count = told.hidden.postits
    return "-# " + t.n("wall.hidden", count) if count else ""


def wall_text(
    postits: Sequence[PostIt],
    t: Catalogue,
    session: Session,
    echoes: Mapping[int, Echo] | None = None,
) -> str:
    """Return post-its as lines under the headings of their lanes: columns, else dimensions.

    Files lead to their messages in the channel of `session`.
    Beside each stand the counts of its `echoes`, keyed by post-it.
    """
    lines: list[str] = []
    heading: str | None = ""
    for postit in postits:
        if postit.lane != heading:
            heading = postit.lane
            if heading is not None or lines:
                lines.append(f"**{escape(heading) if heading else t(nowhere(session))}**")
        lines.append(postit_with_echo(postit, echoes, session))
    return "\n".join(lines)


def postit_with_echo(
    postit: PostIt, echoes: Mapping[int, Echo] | None = None, session: Session | None = None
) -> str:
    """Return the line of a post-it, with the counts of what was answered to it."""
    tally = (echoes or {}).get(postit.id, NO_ECHO).tally
    return postit_line(postit, session) + (f" · {tally}" if tally else "")


def pictured(drawings: Sequence[Drawing], first: int, last: int, t: Catalogue) -> str:
    """Return which of the pictures of a wall stand in a message, from `first` to before `last`:
    pages are counted as they are numbered on them, without the overview."""
    before = sum(drawing.template != PAGE for drawing in drawings)
    pages = len(drawings) - before
    if pages < 2:
        return "🖼️ " + t("wall.pictured.all")
    key = "wall.pictured.overview" if first < before else "wall.pictured.pages"
    start, end = max(first - before, 0) + 1, last - before
    if end < start:
        return "🖼️ " + t("wall.pictured.overview_alone", pages=pages)
    spanned = t("wall.pages", first=start, last=end) if end > start else t("wall.page", page=end)
    return "🖼️ " + t(key, shown=spanned, pages=pages)
