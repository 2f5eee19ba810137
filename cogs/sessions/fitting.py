"""“Fit the rest”: what is proposed is shown, step by step; one press does it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.cards import shorten_lines
from bot.interface.showing.layout import Button, button, layout
from bot.interface.words.sessions import clock as words
from bot.services.sessions import fitting
from bot.services.sessions.fitting import Proposed
from bot.services.sessions.whereabouts import whereabouts
from bot.workshop.errors import Outdated
from bot.workshop.language import Language
from bot.workshop.sessions.fitting import Fit, Fitted, Stuck, Way
from bot.workshop.text import escape, shorten
from cogs.sessions.time import moment, page

if TYPE_CHECKING:
    from datetime import datetime

_WAYS = tuple(Way)
_TEXT = 1500  # characters of one proposal
_NAME = 60


class Fitting(Desk):
    @on("fit.show", "session")
    async def _show(self, press: Press, session: int) -> None:
        await self._propose(press, session)

    @on("fit.apply", "session", "way", "at", "seen")
    async def _apply(self, press: Press, session: int, way: int, at: int, seen: int) -> None:
        known = _WAYS[way] if 0 <= way < len(_WAYS) else None
        now = self.bot.clock()
        try:
            await fitting.apply(self.ctx, session, press.actor, known, at, seen, now)
        except Outdated as refusal:  # say so, and show what fits now
            await self._propose(press, session, press.t(refusal.key))
            return
        there = await whereabouts(self.ctx, session, press.actor)
        await replace(press.interaction, page(there, press.t, now, f"✅ {press.t('fit.done')}"))

    async def _propose(self, press: Press, session_id: int, head: str = "") -> None:
        now = self.bot.clock()
        proposed = await fitting.propose(self.ctx, session_id, press.actor, now)
        await replace(press.interaction, _page(proposed, press.t, now, head))


def _page(proposed: Proposed, t: Catalogue, now: datetime, head: str) -> ui.LayoutView:
    session, clock = proposed.session, proposed.clock
    back = button(t("button.time_back"), custom_id("time.open", session=session.id))
    end_by = button(t("button.end_by"), custom_id("time.end_by", session=session.id), emoji="🏁")
    title = f"### ↔️ {t('fit.title')}"
    end = moment(clock.end, now)
    if isinstance(proposed.fits, Stuck):
        told = t(f"fit.{proposed.fits}", end=end, left=words.said(clock.end - clock.now, t))
        return layout(head, f"{title}\n{told}", [end_by, back])
    early = proposed.fits[0].way is Way.LENGTHEN
    asked = t("fit.early" if early else "fit.late", pace=words.pace(clock, t), end=end)
    texts = [_told(fit, t, session.language) for fit in proposed.fits]
    return layout(
        head,
        f"{title}\n{asked}",
        *(shorten_lines(text, _TEXT) for text in texts),
        f"-# {t('fit.no_undo')}",
        [*(_do(proposed, fit, t) for fit in proposed.fits), end_by, back],
    )


def _do(proposed: Proposed, fit: Fit, t: Catalogue) -> Button:
    where = custom_id(
        "fit.apply",
        session=proposed.session.id,
        way=_WAYS.index(fit.way),
        at=proposed.at,
        seen=proposed.stamp,
    )
    return button(t(f"button.fit.{fit.way}"), where, style=discord.ButtonStyle.primary)


def _told(fit: Fit, t: Catalogue, language: Language) -> str:
    """Return a proposal, a line a step: what it had, and what it would have."""
    lines = [f"**{t(f'fit.{fit.way}')}**"]
    if fit.here is not None:
        lines.append("- " + t("fit.here", change=_change(fit.here, t)))
    for one in fit.steps:
        title = escape(shorten(one.step.plan.title[language], _NAME))
        lines.append("- " + t("fit.step", title=title, change=_change(one, t)))
    return "\n".join(lines)


def _change(one: Fitted, t: Catalogue) -> str:
    before = _minutes(one.before, t)
    if one.after is None:
        return t("fit.left_out", before=before)
    if not one.changes:
        return t("fit.same", before=before)
    return t("fit.change", before=before, after=_minutes(one.after, t))


def _minutes(length: timedelta, t: Catalogue) -> str:
    """Return a length, half minutes told."""
    seconds = round(length.total_seconds())
    whole, half = divmod(seconds, 60)
    if half and whole >= 10:  # longer ones are said in whole minutes elsewhere
        return t("time.minutes_seconds", minutes=whole, seconds=f"{half:02}")
    return t.minutes(seconds / 60)
