"""What becomes of the messages that showed something which is hidden since."""

from __future__ import annotations

from bot.interface.sending.drawer import Edited, Post, Studio, Subject
from bot.interface.sending.illustration import Illustration
from bot.interface.showing.layout import layout
from bot.interface.words.themes import themes_page
from bot.interface.words.wall import wall_page
from bot.services.themes.sorting import PUBLIC_PAGES


class WallAgainDrawer(Edited):
    """A page of the wall that stands, as the wall is now. It loses its pictures, which show what
    is hidden; those of the cards and of the summary are drawn anew."""

    def message_id(self, subject: Subject) -> int | None:
        return subject.letter.payload["message"]

    async def draw(self, subject: Subject, studio: Studio) -> Post:
        told, payload = await studio.record(subject), subject.letter.payload
        nothing = Illustration()
        if "page" in payload:
            letter = subject.letter.id
            view = themes_page(told, payload["page"], PUBLIC_PAGES, nothing, letter)
            return Post(view or layout(subject.t("wall.empty"), letter=letter))
        view = wall_page(told, payload["first"], payload["last"], nothing, subject.letter.id)
        return Post(view)
