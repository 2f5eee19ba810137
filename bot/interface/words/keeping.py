"""For how long things are kept, and what is erased, in words."""

from __future__ import annotations

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.pressing.router import custom_id
from bot.interface.showing.layout import Button, button, layout
from bot.reports.record import SessionRecord
from bot.reports.retention import raw
from bot.services.settings.retention import Former
from bot.workshop.text import escape


def shortening_text(found: Former, days: int, t: Catalogue) -> str:
    """Return the question that is asked where sessions opened before are kept for longer than the
    `days` just chosen."""
    there = [
        t.n("keeping.former_under_way", found.under_way) if found.under_way else "",
        t.n("keeping.former_ended", found.ended) if found.ended else "",
    ]
    lines = [
        t.n("keeping.former", days, sessions=t.listed([one for one in there if one])),
        t("keeping.former_stay"),
        t.n("keeping.former_at_once", found.at_once) if found.at_once else "",
    ]
    return "\n".join(filter(None, lines))


def shortening_buttons(new: str, former: str, t: Catalogue) -> list[Button]:
    """Return its two answers, by their custom ids: sessions to come alone, or those too."""
    return [
        button(t("button.keep_new"), new),
        button(t("button.keep_former"), former, style=discord.ButtonStyle.danger),
    ]


def erasing_page(told: SessionRecord, t: Catalogue) -> ui.LayoutView:
    """Return what is asked before raw data of a session is erased: what goes, what stays."""
    session = told.session
    assert session.raw_until is not None
    goes = t("keeping.goes", day=t.day(session.raw_until.date()))
    found = t("keeping.found", what=raw(told, t))
    return layout(
        f"### {t('keeping.title', title=escape(session.title))}",
        f"{goes}\n{found}",
        f"{t('keeping.stays')}\n{t('report.kept.rest')}\n{t('keeping.posted')}",
        f"{t('keeping.led')}\n-# {t('keeping.copies')}",
        t("keeping.never_back"),
        [
            button(
                t("button.keeping_yes"),
                custom_id("keeping.erase", told=session.id),
                style=discord.ButtonStyle.danger,
            ),
            button(t("button.keeping_no"), custom_id("keeping.keep")),
        ],
    )


def erasing_button(told: SessionRecord, t: Catalogue) -> Button:
    """Return the button that asks whether to erase raw data of a session now."""
    ask = custom_id("keeping.ask", told=told.session.id)
    return button(t("button.keeping_ask"), ask, emoji="🗑️")
