"""What is said of the time: of the moment, since late it would only confuse."""

from __future__ import annotations

from datetime import datetime, timedelta

import discord

from bot.interface.pressing.router import custom_id
from bot.interface.sending import chime
from bot.interface.sending.chime import Rung
from bot.interface.sending.drawer import Post, Posted, Sending, Studio, Subject
from bot.interface.showing.layout import button, layout
from bot.interface.showing.screen import scene
from bot.interface.showing.when import countdown
from bot.services.sessions.card import showing_step
from bot.services.sessions.quick import end_said, warned
from bot.services.sessions.sounding import HEARD_FOR
from bot.store.outbox import Letter
from bot.store.transaction import Transaction
from bot.workshop.text import escape


class WarningDrawer(Posted):
    """The sentence said a while before the end: of the end that it was written for, for another
    has a warning of its own."""

    def timely(self, subject: Subject, now: datetime) -> bool:
        step = subject.step
        if not step.is_open or step.closes_at is None or step.closes_at <= now:
            return False
        ends = int(step.closes_at.timestamp())
        return subject.letter.payload.get("ends", ends) == ends

    async def draw(self, subject: Subject, studio: Studio) -> Post:
        assert subject.step.closes_at is not None
        title = escape(subject.step.plan.title[subject.session.language])
        ends = countdown(subject.step.closes_at)
        words = subject.t("time.warning", title=title, countdown=ends)
        return Post(layout(words, letter=subject.letter.id))

    async def noted(
        self, tx: Transaction, letter: Letter, message_id: int | None, now: datetime
    ) -> None:
        await warned(tx, letter, message_id, now)


class TimeUpDrawer(Posted):
    """The sentence said when the timebox is over, heard where those who lead want it."""

    def timely(self, subject: Subject, now: datetime) -> bool:
        step = subject.step
        if subject.letter.payload.get("heard"):
            return now - subject.letter.created_at <= HEARD_FOR
        return step.rests(subject.session) or (step.is_open and step.overtime(now))

    async def draw(self, subject: Subject, studio: Studio) -> Sending:
        words = await _own(subject, studio)
        words = words or subject.t(_words(subject), title=escape(_title(subject)))
        post = Post(layout(words, letter=subject.letter.id))
        if not subject.session.sound:
            return post
        act = custom_id("sound.off", session=subject.session.id, letter=subject.letter.id)
        off = button(subject.t("button.sound_off"), act, emoji="🔕")
        return Rung(words, (off,), post)

    async def noted(
        self, tx: Transaction, letter: Letter, message_id: int | None, now: datetime
    ) -> None:
        if not letter.payload.get("heard"):
            await end_said(tx, letter, message_id, now)

    def stands_in(self, message: discord.Message, letter: int) -> bool:
        return super().stands_in(message, letter) or chime.says(message, letter)


class OpenAgainDrawer(Posted):
    """The sentence said when time is given after the room read that none was left."""

    def timely(self, subject: Subject, now: datetime) -> bool:
        step = subject.step
        return step.is_open and not step.overtime(now)

    async def draw(self, subject: Subject, studio: Studio) -> Post | None:
        step, t, now = subject.step, subject.t, studio.clock()
        if step.left_seconds is not None:
            left = timedelta(seconds=step.left_seconds)
        elif step.closes_at is not None:
            left = step.closes_at - now
        else:
            return None
        closed = bool(subject.letter.payload.get("closed"))
        key = f"time.open_again.{step.plan.doing}" if closed else "time.goes_on"
        words = t(key, title=escape(_title(subject)), left=t.minutes(_halves(left)))
        return Post(layout(words, letter=subject.letter.id))


def _halves(left: timedelta) -> float:
    """Return minutes as they are given, whatever the message took to leave: to the half above."""
    return max(1, -(-left // timedelta(seconds=30))) / 2


async def _own(subject: Subject, studio: Studio) -> str:
    """Return what the kind of the step says of the end of its time; nothing where it is as any, or
    says itself what becomes of it."""
    if subject.letter.payload.get("heard") or not subject.step.is_open:
        return ""
    shown = await showing_step(studio.ctx, subject.step.id)
    if shown is None or shown.step is None or not shown.step.overtime(studio.clock()):
        return ""
    return studio.screens[shown.step.plan.kind].time_up(scene(shown, subject.t))


def _title(subject: Subject) -> str:
    return subject.step.plan.title[subject.session.language]


def _words(subject: Subject) -> str:
    if subject.letter.payload.get("heard"):
        return "time.up_heard"
    return "time.up_closed" if subject.step.rests(subject.session) else "time.up"
