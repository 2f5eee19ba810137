"""Post-its as lines, and what is said of them while they are written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.i18n import Catalogue
from bot.interface.sending.drawer import Post, Posted, Studio, Subject, ToOne
from bot.interface.showing.layout import QUIET, layout
from bot.interface.showing.links import where_button
from bot.services.postits.adding import joins_wall
from bot.services.postits.asking import asked
from bot.store.outbox import Letter
from bot.store.transaction import Transaction
from bot.workshop.kinds import Collect
from bot.workshop.postits.kind import Kind
from bot.workshop.postits.postit import PostIt
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, SessionState, StepRun
from bot.workshop.text import escape, shorten
from bot.workshop.wall.wall import FILE_NAME, FILES


class ReminderDrawer(Posted):
    """What is said, once in a step, to those who type while post-its are hidden."""

    def timely(self, subject: Subject, now: datetime) -> bool:
        return subject.step.is_open

    async def draw(self, subject: Subject, studio: Studio) -> Post:
        words = subject.t("collect.reminder")
        return Post(layout(words, colour=QUIET, letter=subject.letter.id))


class ColumnDrawer(Posted):
    """What is asked, once in a step, of those who type without a column."""

    def timely(self, subject: Subject, now: datetime) -> bool:
        return subject.step.is_open

    async def draw(self, subject: Subject, studio: Studio) -> Post:
        t, step, session = subject.t, subject.step, subject.session
        assert isinstance(step.plan, Collect)
        marks = step.plan.marked(session.language)
        named = ", ".join(f"`{mark}` {escape(name)}" for mark, name in marks.items())
        words = t("collect.column_asked", marks=named) if named else t("collect.column_asked.plain")
        return Post(layout(words, [where_button(step, t)], colour=QUIET, letter=subject.letter.id))

    async def noted(
        self, tx: Transaction, letter: Letter, message_id: int | None, now: datetime
    ) -> None:
        await asked(tx, letter, message_id, now)


class TalkDrawer(ToOne):
    """Tells someone who leads, once in a session, that what they type is not kept."""

    def person(self, subject: Subject) -> int:
        return subject.letter.payload["person"]

    async def awaited(self, subject: Subject, studio: Studio, actor: Actor) -> bool:
        return subject.session.state is SessionState.RUNNING

    async def draw(self, subject: Subject, studio: Studio) -> Post:
        told = subject.t(
            "talk.told",
            title=escape(subject.session.title),
            channel=f"<#{subject.session.channel_id}>",
        )
        return Post(layout(told, letter=subject.letter.id))


class CaughtUpDrawer(Posted):
    """What is said once all that was typed while the bot was away has been read."""

    async def draw(self, subject: Subject, studio: Studio) -> Post:
        t, told = subject.t, subject.letter.payload
        what = [
            t.n(f"collect.caught_up.{news}", told[news])
            for news in ("added", "changed", "gone")
            if told[news]
        ]
        lines = [t("collect.caught_up", what=", ".join(what))] if what else []
        if told["late"]:
            lines.append(t.n("collect.caught_up.late", told["late"]))
        return Post(layout("\n".join(lines), colour=QUIET, letter=subject.letter.id))


class UnreadDrawer(Posted):
    """What is said, once in a step, when what was typed while the bot was away is out of reach."""

    async def draw(self, subject: Subject, studio: Studio) -> Post:
        most = subject.letter.payload["most"]
        why = "collect.unread.many" if most else "collect.unread.right"
        words = [subject.t(why, most=most), subject.t("collect.unread")]
        return Post(layout("\n".join(words), colour=QUIET, letter=subject.letter.id))


def postit_line(postit: PostIt, session: Session | None = None) -> str:
    """Return one post-it with its number, what it tells of, its year, its files and its author,
    where they are shown.

    Files lead to their message, where `session` tells its channel.
    """
    number = f"`{postit.number}` " if postit.number is not None else "• "
    year = f"({postit.year}) " if postit.year is not None else ""
    author = f" — *{escape(postit.author_name)}*" if postit.author_name else ""
    kind = f"{postit.kind.mark} " if postit.kind is not None else ""
    return f"{number}{kind}{year}{escape(postit.text)}{_files(postit, session)}{author}"


def legend(postits: Sequence[PostIt], t: Catalogue) -> str:
    """Return the line that says what the marks of `postits` stand for; empty when none has one."""
    if all(postit.kind is None for postit in postits):
        return ""
    return "-# " + " · ".join(f"{kind.mark} {t(f'kind.{kind}')}" for kind in Kind)


def late_way(session: Session, step: StepRun, t: Catalogue) -> str:
    """Return the line that tells those who lead how a late idea joins the wall; empty where none
    does."""
    return f"-# ➕ {t('message.late_way')}" if joins_wall(session, step) else ""


def _files(postit: PostIt, session: Session | None) -> str:
    if not postit.files:
        return ""
    names = [f"📎 {escape(shorten(name, FILE_NAME))}" for name in postit.files[:FILES]]
    more = " …" if len(postit.files) > FILES else ""
    if session is None or postit.message_id is None:
        return " " + " ".join(names) + more
    link = (
        f"https://discord.com/channels/{session.server_id}/{session.channel_id}/{postit.message_id}"
    )
    return " " + " ".join(f"[{name}]({link})" for name in names) + more
