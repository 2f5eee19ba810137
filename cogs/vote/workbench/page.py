"""The screens of the workbench: which kind of decision, and what people will read."""

from __future__ import annotations

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.pressing.router import custom_id
from bot.interface.showing.cards import shorten_lines
from bot.interface.showing.layout import Rule, button, layout, option, select
from bot.workshop.kinds import Consent, Vote
from bot.workshop.text import escape
from bot.workshop.vote.drafted import Drafted
from cogs.vote.workbench.kind import Asking
from cogs.vote.workbench.kinds import DECISIONS, DETAILS, decision_of

_ANNOUNCED = 2800
_ROW = 5


def kinds_page(t: Catalogue, head: str = "") -> ui.LayoutView:
    """Return the question that comes first: what kind of decision is it?"""
    choices = [
        option(
            t(f"decide.kind.{one.name}"),
            one.name,
            description=t(f"decide.kind.{one.name}.hint"),
        )
        for one in DECISIONS
    ]
    for choice, one in zip(choices, DECISIONS, strict=True):
        choice.emoji = one.emoji
    menu = select(custom_id("decide.kind"), t("decide.choose"), choices)
    words = f"### 🗳️ {t('decide.title')}\n{t('decide.asked')}"
    return layout(head, Rule.LINE if head else None, words, [menu])


def draft_page(drafted: Drafted, asking: Asking, head: str = "") -> ui.LayoutView:
    """Return what people will read once the draft is opened, and what can be done before."""
    t, plan, n, seen = asking.t, drafted.plan, drafted.id, drafted.stamp
    decision = decision_of(drafted.decision)
    # A vote is told by its question, and a proposal by its words: their titles would say it twice.
    titled = not isinstance(plan, Vote | Consent)
    title = f"**{escape(plan.title[asking.language])}**\n" if titled else ""
    told = shorten_lines(title + decision.announced(plan, asking), _ANNOUNCED)
    lasts = t("decide.lasts", minutes=t.minutes(float(plan.minutes)))
    settings = [
        button(
            t(f"decide.details.{one.name}"),
            custom_id("decide.details", drafted=n, rank=rank),
            emoji=one.emoji,
        )
        for rank, one in enumerate(DETAILS)
        if one.applies(plan)
    ]
    rows = [settings[at : at + _ROW] for at in range(0, len(settings), _ROW)]
    opens = button(
        t("decide.open"),
        custom_id("decide.open", drafted=n, seen=seen),
        emoji="✅",
        style=discord.ButtonStyle.success,
    )
    return layout(
        head,
        Rule.LINE if head else None,
        f"### {decision.emoji} {t(f'decide.kind.{decision.name}')}\n{t('decide.draft')}",
        Rule.LINE,
        told,
        f"-# {lasts}",
        Rule.LINE,
        *rows,
        [
            opens,
            button(t("decide.change"), custom_id("decide.change", drafted=n), emoji="✏️"),
            button(t("decide.other"), custom_id("decide.page")),
            button(t("decide.drop"), custom_id("decide.drop", drafted=n), emoji="🗑️"),
        ],
    )
