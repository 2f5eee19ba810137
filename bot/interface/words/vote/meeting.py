"""The date that a vote found, beside what the room reads of it: for calendars, and for an event."""

from __future__ import annotations

import io
from collections.abc import Sequence

import discord

from bot.i18n import Catalogue
from bot.interface.pressing.router import custom_id
from bot.interface.showing.layout import Block, button
from bot.reports.exchange.meeting import calendar_of
from bot.reports.record import SessionRecord
from bot.reports.summary import filename
from bot.reports.vote.meeting import found_slot
from bot.workshop.sessions.session import StepRun


def calendar_beside(told: SessionRecord, step: StepRun, t: Catalogue) -> list[discord.File]:
    """Return the file for calendars of the date that a vote found; nothing where it found none."""
    if found_slot(told.votes[step.id]) is None:
        return []
    content = calendar_of(told, [step], t)
    name = f"{t('document.file.meeting')}-{filename(told, 'ics')}"
    return [discord.File(io.BytesIO(content), name)]


def meeting_blocks(beside: Sequence[discord.File], step: StepRun, t: Catalogue) -> list[Block]:
    """Return what a message shows of that file, with the ways to an event of Discord and to a
    session planned at that hour for those who lead."""
    if not beside:
        return []
    event = button(t("dates.event"), custom_id("date.event", step=step.id), emoji="📅")
    plan = button(t("dates.plan"), custom_id("date.plan", step=step.id), emoji="🗓️")
    return [*beside, [event, plan]]
