"""What a round was that stood alone: the one message that it leaves."""

from __future__ import annotations

from datetime import datetime

import discord

from bot.i18n import Catalogue
from bot.interface.sending import chime
from bot.interface.sending.chime import Rung
from bot.interface.sending.drawer import Post, Posted, Sending, Studio, Subject
from bot.interface.showing.cards import shorten_lines
from bot.interface.showing.layout import layout
from bot.interface.showing.links import documents_button
from bot.reports import whole
from bot.reports.record import SessionRecord
from bot.services.sessions.quick import round_told, round_untold
from bot.store.outbox import Letter
from bot.store.transaction import Transaction
from bot.workshop.sessions.session import StepRun
from bot.workshop.text import escape

# A message that plays a sound holds 2,000 characters.
_TOLD = 1700


class RoundOverDrawer(Posted):
    async def draw(self, subject: Subject, studio: Studio) -> Sending:
        letter = subject.letter.id
        words = told(await studio.record(subject), subject.step, subject.t)
        documents = documents_button(subject.session, subject.t, letter)
        post = Post(layout(words, [documents], letter=letter))
        return Rung(words, (documents,), post) if subject.session.sound else post

    def stands_in(self, message: discord.Message, letter: int) -> bool:
        return super().stands_in(message, letter) or chime.says(message, letter)

    async def noted(
        self, tx: Transaction, letter: Letter, message_id: int | None, now: datetime
    ) -> None:
        await round_told(tx, letter, message_id, now)

    async def given_up(self, tx: Transaction, letter: Letter, now: datetime) -> None:
        await round_untold(tx, letter, now)


def told(record: SessionRecord, step: StepRun, t: Catalogue) -> str:
    """Return what a round was about, how long it was, and what was written down meanwhile."""
    title = escape(step.plan.title[record.session.language])
    spent, planned = t.minutes(step.spent_seconds / 60), t.minutes(step.plan.minutes)
    key = "round.over" if spent == planned else "round.over_planned"
    lines = [f"**{t('round.title', subject=title)}**", t(key, spent=spent, planned=planned)]
    notes = record.notes.get(step.id, ())
    if notes:
        lines.append(f"**{t('note.title')}**")
        lines += [f"- {escape(' '.join(note.split()))}" for note in notes]
    for brief in whole.brief(record, t):
        lines.append(f"**{t(f'report.part.{brief.part}')}**")
        lines += [f"- {item}" for item in brief.items]
    return shorten_lines("\n".join(lines), _TOLD)
