"""The private reminder to someone for whom the room waits; how many are ready, for a panel."""

from __future__ import annotations

from bot.i18n import Catalogue
from bot.interface.sending.drawer import Post, Studio, Subject, ToOne
from bot.interface.showing.layout import QUIET, layout
from bot.interface.showing.when import countdown
from bot.services.sessions.readiness import Reminded, still_awaited
from bot.services.vote.reminding import MOST_LETTERS
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.readiness import Tally
from bot.workshop.text import escape


class ReadyAwaitedDrawer(ToOne):
    """Tells one person that the room waits for them, if it still does."""

    def person(self, subject: Subject) -> int:
        return subject.letter.payload["person"]

    async def awaited(self, subject: Subject, studio: Studio, actor: Actor) -> bool:
        return await still_awaited(studio.ctx, subject.session, subject.step, actor)

    async def draw(self, subject: Subject, studio: Studio) -> Post:
        session, step, t = subject.session, subject.step, subject.t
        place = f"https://discord.com/channels/{session.server_id}/{session.channel_id}"
        if step.card_message_id is not None:
            place += f"/{step.card_message_id}"
        words = t(
            "ready.awaited",
            title=escape(session.title),
            step=escape(step.plan.title[session.language]),
        )
        where = t("ready.awaited_where", link=place)
        quiet = "-# " + t("ready.awaited_free")
        return Post(layout(words, where, quiet, colour=QUIET, letter=subject.letter.id))


def tally_text(now: Tally, t: Catalogue) -> str:
    """Return how many are ready, of how many, as those who lead read it."""
    told = t.n("ready.of", now.awaited, ready=now.there) if now.awaited else t("ready.of_nobody")
    lines = [f"✋ {told}"]
    if now.room:
        lines.append(t.n("ready.of_room", now.room, ready=now.room_ready))
    if now.leading:
        lines.append(t.n("ready.leading", now.leading))
    return " · ".join(lines)


def reminded_text(done: Reminded, t: Catalogue) -> str:
    """Return how many are being reminded, and never who."""
    if done.enough:
        return t("ready.reminded_enough")
    if done.soon is not None:
        return t("ready.reminded_soon", when=countdown(done.soon))
    spared = t("ready.reminded_spared", most=MOST_LETTERS) if done.spared else ""
    if done.told:
        return f"{t.n('ready.reminded', done.told)} {spared}".rstrip()
    return f"✉️ {spared}" if spared else t("ready.nobody_to_remind")
