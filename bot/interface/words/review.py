"""A summary that waits to be read again: what the room, those who lead and coordinators read."""

from __future__ import annotations

from datetime import datetime

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.pressing.router import custom_id
from bot.interface.sending.drawer import Post, Posted, Studio, Subject, ToOne
from bot.interface.showing.layout import LABEL, QUIET, Button, button, layout
from bot.interface.words.before import link_to
from bot.services.review import waiting
from bot.store.outbox import Letter
from bot.store.transaction import Transaction
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session
from bot.workshop.text import escape, shorten


def read_again(session: Session, t: Catalogue) -> Button:
    """Return the button that opens a summary to be read again."""
    return button(
        t("button.read_again"),
        custom_id("review.open", session=session.id),
        emoji="👓",
        style=discord.ButtonStyle.primary,
    )


class InReviewDrawer(Posted):
    """Tells the room, in one line, that the summary comes once it has been read again."""

    async def draw(self, subject: Subject, studio: Studio) -> Post | None:
        session, t = subject.session, subject.t
        if not session.in_review:
            return None
        words = t("review.room", title=escape(session.title))
        view = layout(words, [read_again(session, t)], colour=QUIET, letter=subject.letter.id)
        return Post(view)

    async def noted(
        self, tx: Transaction, letter: Letter, message_id: int | None, now: datetime
    ) -> None:
        await waiting.told(tx, letter, message_id, now)


class ReviewAwaitedDrawer(ToOne):
    """Tells one who leads that the summary waits for them, as long as it does."""

    def person(self, subject: Subject) -> int:
        return subject.letter.payload["person"]

    async def awaited(self, subject: Subject, studio: Studio, actor: Actor) -> bool:
        return subject.session.in_review

    async def draw(self, subject: Subject, studio: Studio) -> Post | None:
        session, t = subject.session, subject.t
        until = waiting.leaves_by_itself(session)
        if until is None:
            return None
        again = "review.asked_again" if subject.letter.payload["stage"] else "review.asked"
        told = t(again, title=escape(session.title), channel=f"<#{session.channel_id}>")
        why = "-# " + t("review.asked_why", day=t.day(until.date()))
        # A press in private reaches no session: the button leads to where it can be read.
        there: Button = ui.Button(
            label=shorten(t("button.read_again"), LABEL),
            url=link_to(session, session.review_message_id),
            emoji="👓",
        )
        return Post(layout(told, why, [there], letter=subject.letter.id))


class ReviewWaitsDrawer(Posted):
    """Tells coordinators whose summary waits, and that it will not for ever."""

    async def draw(self, subject: Subject, studio: Studio) -> Post | None:
        session, t = subject.session, subject.t
        until = waiting.leaves_by_itself(session)
        if not session.in_review or session.ended_at is None or until is None:
            return None
        led = await waiting.led_by(studio.ctx, session)
        told = t(
            "review.waits",
            title=escape(session.title),
            day=t.day(session.ended_at.date()),
            channel=f"<#{session.channel_id}>",
            who=t.listed([f"<@{one}>" for one in led]) or "—",
            until=t.day(until.date()),
        )
        view = layout(told, colour=QUIET, letter=subject.letter.id)
        return Post(view)
