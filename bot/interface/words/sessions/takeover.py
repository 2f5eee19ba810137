"""What the room is told of who leads it."""

from __future__ import annotations

from bot.interface.layout import layout
from bot.interface.sending.drawer import Post, Posted, Studio, Subject


class TakenOverDrawer(Posted):
    """The sentence that says who leads from now on."""

    async def draw(self, subject: Subject, studio: Studio) -> Post:
        who = f"<@{subject.letter.payload['person']}>"
        return Post(layout(subject.t("session.taken_over", who=who), letter=subject.letter.id))
