"""Those who lead a sealed vote are told that its box cannot be opened, and what they can do."""

from __future__ import annotations

from bot.interface.naming.people import language_of_room
from bot.interface.sending.drawer import Post, Studio, Subject, ToOne
from bot.interface.showing.layout import QUIET, layout
from bot.services.vote.shut import known_shut, still_shut
from bot.workshop.kinds import Vote
from bot.workshop.sessions.permissions import Actor
from bot.workshop.text import escape, shorten

_QUESTION = 300


class BoxShutDrawer(ToOne):
    """Tells one person who leads, as long as nothing came of it."""

    def person(self, subject: Subject) -> int:
        return subject.letter.payload["person"]

    async def awaited(self, subject: Subject, studio: Studio, actor: Actor) -> bool:
        return await still_shut(studio.ctx, subject.session, subject.step, actor) is not None

    async def draw(self, subject: Subject, studio: Studio) -> Post | None:
        session, step = subject.session, subject.step
        why = await known_shut(studio.ctx, step.id)
        if why is None:
            return None
        t = language_of_room(session)
        plan = step.plan
        assert isinstance(plan, Vote)
        place = f"https://discord.com/channels/{session.server_id}/{session.channel_id}"
        if step.card_message_id is not None:
            place += f"/{step.card_message_id}"
        asked = escape(shorten(plan.asked(session.language), _QUESTION))
        return Post(
            layout(
                "⛔ " + t("sealed.shut_letter", title=escape(session.title)),
                f"> {asked}",
                t(f"sealed.shut_panel.{why}"),
                t("sealed.shut_where", link=place),
                colour=QUIET,
                letter=subject.letter.id,
            )
        )
