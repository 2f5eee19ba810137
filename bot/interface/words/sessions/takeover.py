"""What the room is told of who leads it."""

from __future__ import annotations

from bot.interface.sending.drawer import Post, Posted, Studio, Subject, ToOne
from bot.interface.showing.layout import layout
from bot.services.sessions.announcing import still_removed
from bot.workshop.sessions.permissions import Actor
from bot.workshop.text import escape


class TakenOverDrawer(Posted):
    """The sentence that says who leads from now on."""

    async def draw(self, subject: Subject, studio: Studio) -> Post:
        who = f"<@{subject.letter.payload['person']}>"
        return Post(layout(subject.t("session.taken_over", who=who), letter=subject.letter.id))


class LeadsNoMoreDrawer(Posted):
    """The sentence that says who no longer leads."""

    async def draw(self, subject: Subject, studio: Studio) -> Post:
        who = f"<@{subject.letter.payload['person']}>"
        return Post(layout(subject.t("session.leads_no_more", who=who), letter=subject.letter.id))


class RemovedDrawer(ToOne):
    """Tells someone that they no longer lead a session, unless they do again, or it has ended."""

    def person(self, subject: Subject) -> int:
        return subject.letter.payload["person"]

    async def awaited(self, subject: Subject, studio: Studio, actor: Actor) -> bool:
        return await still_removed(studio.ctx, subject.session, actor)

    async def draw(self, subject: Subject, studio: Studio) -> Post:
        told = subject.t(
            "session.removed",
            title=escape(subject.session.title),
            channel=f"<#{subject.session.channel_id}>",
        )
        return Post(layout(told, letter=subject.letter.id))
