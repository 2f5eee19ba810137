"""The session that another one continues, as it is chosen in a command."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.interface.naming.channels import reader_of
from bot.interface.naming.people import language_of
from bot.interface.pressing.router import number
from bot.interface.showing.layout import OPTION, PAGE
from bot.services.context import Context
from bot.services.follow.series import formers
from bot.workshop.errors import Refusal
from bot.workshop.text import shorten


def former_of(written: str | None) -> int | None:
    """Return the session that was chosen, None for none; raise Refusal for another text."""
    if written is None:
        return None
    try:
        return number(written)
    except Refusal:
        raise Refusal("series.choose") from None


async def formers_like(
    ctx: Context, interaction: discord.Interaction, written: str
) -> list[app_commands.Choice[str]]:
    """Return the sessions that someone may continue of which something is `written`, the newest
    first."""
    t, wanted = language_of(interaction), written.casefold()
    found = await formers(ctx, await reader_of(ctx, interaction))
    choices = []
    for session in found:
        day = f" · {t.day((session.started_at or session.created_at).date())}"
        if wanted in session.title.casefold():
            name = shorten(session.title, OPTION - len(day)) + day
            choices.append(app_commands.Choice(name=name, value=str(session.id)))
    return choices[:PAGE]
