"""The words of the story, as the room reads them and as whoever prepares it previews them."""

from __future__ import annotations

import discord

from bot.i18n import Catalogue
from bot.workshop.text import escape

FICTION = discord.Colour(0x8E6BBF)


def opening_text(horizon: int, opening: str) -> str:
    """Return the message that places people in the horizon year."""
    return f"## {horizon}\n{escape(opening)}"


def anchor_text(year: int | str, title: str, text: str) -> str:
    """Return the message that tells a remarkable action."""
    return f"## {year} · {escape(title)}\n{escape(text)}"


def award_text(
    name: str, text: str, organisation: str, origin: int, horizon: int, t: Catalogue
) -> str:
    """Return the message that gives the fictional label."""
    given = t("story.award", organisation=escape(organisation), origin=origin, horizon=horizon)
    return f"## 🏅 {escape(name)}\n{given}\n{quoted(text)}"


def quoted(text: str) -> str:
    """Return `text` as a quotation that ends a part of a message; empty for an empty one."""
    return f">>> {escape(text)}" if text else ""


def fiction_note(t: Catalogue) -> str:
    """Return the line that marks every message of the story as fiction."""
    return "-# " + t("story.fiction")
