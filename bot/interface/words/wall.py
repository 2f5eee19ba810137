"""The wall, page by page, for the room or for one person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from discord import ui

from bot.i18n import Catalogue
from bot.interface.naming.people import language_of_room
from bot.interface.sending.drawer import Post, Posted, Studio, Subject
from bot.interface.sending.illustration import Illustration
from bot.interface.showing.layout import QUIET, layout
from bot.interface.words.postits import legend, postit_line
from bot.reports.pictures.wall.wall import share, wall
from bot.reports.record import SessionRecord
from bot.services.moderation.walls import note_wall
from bot.store.outbox import Letter
from bot.store.transaction import Transaction
from bot.workshop.postits.postit import PostIt
from bot.workshop.sessions.session import Session
from bot.workshop.text import escape
from bot.workshop.wall.reaction import NO_ECHO, Echo


class WallDrawer(Posted):
    async def draw(self, subject: Subject, studio: Studio) -> Post:
        told, payload = await studio.record(subject), subject.letter.payload
        drawn = Illustration()
        if "part" in payload:  # letters of before the pictures have none
            part, begin, until = (payload[key] for key in ("part", "begin", "until"))
            drawn = await studio.illustrate(
                told, lambda: share(wall(told, subject.t, begin, until), part)
            )
        view = wall_page(told, payload["first"], payload["last"], drawn, subject.letter.id)
        return Post(view, drawn.files)

    async def noted(
        self, tx: Transaction, letter: Letter, message_id: int | None, now: datetime
    ) -> None:
        await note_wall(tx, letter, message_id)


def wall_page(
    told: SessionRecord, first: int, last: int, drawn: Illustration, letter: int
) -> ui.LayoutView:
    """Return the post-its of the wall from number `first` to `last`."""
    t = language_of_room(told.session)
    shown = [p for p in told.postits if p.number is not None and first <= p.number <= last]
    # The range is of numbers, and numbers stay though post-its are hidden: so is the last of all.
    total = max([last, *(p.number for p in told.postits if p.number is not None)])
    if not shown:  # all withdrawn since
        return layout(
            t("wall.empty"), hidden_line(told, t), *drawn.blocks(t), colour=QUIET, letter=letter
        )
    return layout(
        t("wall.title", first=first, last=last, total=total),
        wall_text(shown, t, session=told.session),
        hidden_line(told, t),
        legend(shown, t) if _first_of_a_kind(told) in shown else "",
        *drawn.blocks(t),
        letter=letter,
    )


def hidden_line(told: SessionRecord, t: Catalogue) -> str:
    """Return the line that says how many post-its the facilitators hid; empty for none."""
    count = told.hidden.postits
    return "-# " + t.n("wall.hidden", count) if count else ""


def wall_text(
    postits: Sequence[PostIt],
    t: Catalogue,
    echoes: Mapping[int, Echo] | None = None,
    session: Session | None = None,
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
                lines.append(f"**{escape(heading) if heading else t('wall.no_dimension')}**")
        tally = (echoes or {}).get(postit.id, NO_ECHO).tally
        lines.append(postit_line(postit, session) + (f" · {tally}" if tally else ""))
    return "\n".join(lines)


def _first_of_a_kind(told: SessionRecord) -> PostIt | None:
    """Return the first post-it of the wall that has a mark: the legend comes with it."""
    return next((p for p in told.postits if p.number is not None and p.kind is not None), None)
