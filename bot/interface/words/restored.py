"""What a room is told when the bot was put back from a copy."""

from __future__ import annotations

from bot.interface.sending.drawer import Post, Posted, Studio, Subject
from bot.interface.showing.layout import layout


class RestoredDrawer(Posted):
    """The sentence that says as of when the session is, and what to do."""

    async def draw(self, subject: Subject, studio: Studio) -> Post:
        since = f"<t:{subject.letter.payload['since']}:f>"
        paused = "paused" if subject.session.paused else "open"
        told = subject.t(f"restored.{paused}", since=since)
        return Post(layout(told, letter=subject.letter.id))
