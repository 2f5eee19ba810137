"""For how long things are kept, and what is erased, in words."""

from __future__ import annotations

import discord

from bot.i18n import Catalogue
from bot.interface.showing.layout import Button, button
from bot.services.settings.retention import Former


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
