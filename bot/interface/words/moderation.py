"""What becomes of the messages that showed something which is hidden since."""

from __future__ import annotations

from bot.interface.sending.drawer import Edited, Post, Studio, Subject
from bot.interface.words.themes import themes_message
from bot.interface.words.wall import wall_message


class WallAgainDrawer(Edited):
    """What stands of the wall in the channel, words and picture, as the wall is now."""

    def message_id(self, subject: Subject) -> int | None:
        return subject.letter.payload["message"]

    async def draw(self, subject: Subject, studio: Studio) -> Post:
        told = await studio.record(subject)
        if "first" in subject.letter.payload:
            return await wall_message(told, subject, studio)
        return await themes_message(told, subject, studio)
