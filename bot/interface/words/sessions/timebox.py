"""What is said of the time: of the moment, since late it would only confuse."""

from __future__ import annotations

from datetime import datetime

from bot.interface.sending.drawer import Post, Posted, Studio, Subject
from bot.interface.showing.layout import layout
from bot.interface.showing.when import countdown
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


class TimeUpDrawer(Posted):
    """The sentence said when the timebox is over."""

    def timely(self, subject: Subject, now: datetime) -> bool:
        step = subject.step
        return step.rests(subject.session) or (step.is_open and step.overtime(now))

    async def draw(self, subject: Subject, studio: Studio) -> Post:
        title = escape(subject.step.plan.title[subject.session.language])
        key = "time.up_closed" if subject.step.rests(subject.session) else "time.up"
        return Post(layout(subject.t(key, title=title), letter=subject.letter.id))
