"""A question: yes, no, or abstain."""

from __future__ import annotations

import discord

from bot.interface.pressing.router import custom_id
from bot.interface.showing.layout import button
from bot.interface.words.vote.ballots import CHOICES, choice_label
from cogs.vote.ballots.sheet import Marks, View


def draw(view: View) -> Marks:
    """Return the three answers, of equal look; the one chosen is marked."""
    kept, t = view.kept, view.t
    answers = [
        button(
            choice_label(choice, t),
            custom_id("ballot.say", step=kept.step.id, choice=rank, in_room=kept.in_room),
            style=discord.ButtonStyle.primary
            if choice == kept.content
            else discord.ButtonStyle.secondary,
        )
        for rank, choice in enumerate(CHOICES)
    ]
    if not kept.content:
        return Marks(t("ballot.choose_first"), [answers])
    chosen = choice_label(str(kept.content), t)
    return Marks(t("ballot.chosen", choice=f"**{chosen}**"), [answers])
