"""What is said before a meeting: on the cards, and to one person alone."""

from __future__ import annotations

from datetime import datetime

from bot.i18n import Catalogue
from bot.interface.pressing.router import custom_id
from bot.interface.sending.drawer import Post, Studio, Subject, ToOne
from bot.interface.showing.layout import Button, button, layout
from bot.interface.showing.when import countdown, day_and_clock
from bot.services.before import planning
from bot.services.before.reminding import still_reminded
from bot.services.sessions.card import Showing
from bot.workshop.before.ahead import moments
from bot.workshop.before.planned import LATE
from bot.workshop.kinds import Collect
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, SessionState, StepRun
from bot.workshop.text import escape


def ahead_buttons(session: Session, step: StepRun, t: Catalogue, now: datetime) -> list[Button]:
    """Return what anyone may ask for while a step is open before the meeting; nothing else."""
    if not session.is_ahead or not step.is_open or step.closes_at is None:
        return []
    buttons: list[Button] = []
    if moments(step.closes_at, now):
        buttons.append(
            button(t("button.remind_me"), custom_id("before.remind", step=step.id), emoji="⏰")
        )
    if isinstance(step.plan, Collect):
        buttons.append(
            button(t("button.in_private"), custom_id("before.private", step=step.id), emoji="✉️")
        )
    return buttons


def waiting(shown: Showing, t: Catalogue) -> str:
    """Return what the lobby says of what was open before the meeting, and that it is not too late;
    nothing where none was."""
    language = shown.session.language
    lines = []
    for one in shown.awaiting:
        title, doing = escape(one.step.plan.title[language]), one.step.plan.doing
        if one.people:
            lines.append(t.n(f"before.waits.{doing}", one.people, title=title))
        else:
            lines.append(t(f"before.waits_none.{doing}", title=title))
    return "\n".join(f"📥 {line}" for line in lines)


def planned_for(session: Session, t: Catalogue) -> str:
    """Return for when a session was planned, and that it opened late where it did."""
    if session.planned_for is None:
        return ""
    late = session.created_at - session.planned_for > LATE
    return t(
        "planned.opened_late" if late else "planned.card", when=day_and_clock(session.planned_for)
    )


def link_to(session: Session, message_id: int | None = None) -> str:
    """Return the address of a session's channel, or of a message of it."""
    address = f"https://discord.com/channels/{session.server_id}/{session.channel_id}"
    return f"{address}/{message_id}" if message_id is not None else address


class AheadReminderDrawer(ToOne):
    """Reminds one person, who asked for it, of what is open before the meeting."""

    def person(self, subject: Subject) -> int:
        return subject.letter.payload["person"]

    async def awaited(self, subject: Subject, studio: Studio, actor: Actor) -> bool:
        return await still_reminded(studio.ctx, subject.session, subject.step, actor)

    def timely(self, subject: Subject, now: datetime) -> bool:
        return subject.step.closes_at is not None and subject.step.closes_at > now

    async def draw(self, subject: Subject, studio: Studio) -> Post | None:
        session, step, t = subject.session, subject.step, subject.t
        if step.closes_at is None:
            return None
        told = t(
            f"before.reminder.{step.plan.doing}",
            title=escape(session.title),
            step=escape(step.plan.title[session.language]),
            until=day_and_clock(step.closes_at),
            countdown=countdown(step.closes_at),
        )
        where = t("before.reminder_where", link=link_to(session, step.card_message_id))
        why = "-# " + t("before.reminder_why")
        return Post(layout(told, f"{where}\n{why}", letter=subject.letter.id))


class PlannedOpenDrawer(ToOne):
    """Tells who planned a session that it is open, as long as it has not begun."""

    def person(self, subject: Subject) -> int:
        return subject.letter.payload["person"]

    async def awaited(self, subject: Subject, studio: Studio, actor: Actor) -> bool:
        return subject.session.state is SessionState.LOBBY

    async def draw(self, subject: Subject, studio: Studio) -> Post:
        session, t = subject.session, subject.t
        told = t("planned.open", title=escape(session.title), link=link_to(session))
        return Post(layout(told, planned_for(session, t), letter=subject.letter.id))


class PlannedShutDrawer(ToOne):
    """Tells who planned a session that its card may not be posted, as long as it is not."""

    def person(self, subject: Subject) -> int:
        return subject.letter.payload["person"]

    async def awaited(self, subject: Subject, studio: Studio, actor: Actor) -> bool:
        session = subject.session
        return session.state is SessionState.LOBBY and session.lobby_message_id is None

    async def draw(self, subject: Subject, studio: Studio) -> Post:
        session, t = subject.session, subject.t
        channel = f"<#{session.channel_id}>"
        told = t("planned.shut", title=escape(session.title), channel=channel)
        return Post(layout(told, letter=subject.letter.id))


class PlannedWaitsDrawer(ToOne):
    """Tells who planned a session that another is in its channel, as long as both are true."""

    def person(self, subject: Subject) -> int:
        return subject.letter.payload["person"]

    async def awaited(self, subject: Subject, studio: Studio, actor: Actor) -> bool:
        return subject.session.state is not SessionState.ENDED

    async def draw(self, subject: Subject, studio: Studio) -> Post | None:
        session, t = subject.session, subject.t
        planned = await planning.still_waits(studio.ctx, subject.letter.payload["planned"])
        if planned is None:
            return None
        told = t(
            "planned.waits",
            title=escape(planned.title),
            other=escape(session.title),
            channel=f"<#{session.channel_id}>",
        )
        return Post(layout(told, letter=subject.letter.id))
