"""Whoever listens for it is told which presses and forms were refused, and why."""

from __future__ import annotations

import discord

from bot.workshop.errors import Over, Refusal
from tests.discord.acting import Room


async def test_refusals_are_heard_with_their_type(hall: Room) -> None:
    heard: list[tuple[int, bool]] = []

    async def on_refused(interaction: discord.Interaction, refusal: Refusal) -> None:
        heard.append((interaction.user.id, isinstance(refusal, Over)))

    hall.stage.bot.add_listener(on_refused, "on_refused")
    await hall.play("brainstorm", "collect")
    awa = hall.person("Awa")
    form = await awa.press(hall.card, "postit.add")
    kept = await awa.fill(form, ideas="Une serre")
    assert heard == [], kept.text
    card = hall.card
    await awa.press(card, "lead.panel")
    assert heard == [(awa.id, False)], "she does not lead"
    form = await awa.press(card, "postit.add")
    await hall.end()
    given_back = await awa.fill(form, ideas="Un verger")
    assert "Un verger" in given_back.text
    assert heard == [(awa.id, False), (awa.id, True)], "a form that comes too late"
