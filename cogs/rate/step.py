"""Marks on the card, and in the facilitators' panel."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.i18n import Catalogue
from bot.interface.pressing.router import custom_id
from bot.interface.showing.layout import Button, button
from bot.interface.showing.screen import Scene, StepScreen
from bot.interface.words.rate import (
    aside_text,
    card_text,
    given_text,
    leaving_text,
    revealed_text,
    time_up_text,
)
from bot.reports.record import RateRecord
from bot.services.sessions.ahead import Holding, Way
from bot.workshop.kinds import Rate
from bot.workshop.rate.marks import Given
from bot.workshop.sessions.session import Session


class RateScreen(StepScreen[Given | RateRecord]):
    """While marks are given the card tells how many there are, and nothing that they say."""

    def body(self, scene: Scene[Given | RateRecord]) -> str:
        found, plan = scene.found, scene.step.plan
        assert isinstance(plan, Rate)
        if isinstance(found, RateRecord):
            return revealed_text(found, scene.t)
        return card_text(plan, found, scene.t)

    def time_up(self, scene: Scene[Given | RateRecord]) -> str:
        found = scene.found
        return "" if isinstance(found, RateRecord) else time_up_text(found, scene.t)

    def buttons(self, scene: Scene[Given | RateRecord]) -> Sequence[Button]:
        if scene.step.outcome is not None:
            return ()
        mine = custom_id("rate.open", step=scene.step.id)
        style = discord.ButtonStyle.primary
        return (button(scene.t("button.rate"), mine, emoji="⭐", style=style),)

    def lead_buttons(self, scene: Scene[Given | RateRecord]) -> Sequence[Button]:
        if scene.step.outcome is not None:
            return ()
        reveal = custom_id("rate.reveal", step=scene.step.id)
        style = discord.ButtonStyle.primary
        return (button(scene.t("button.rate_reveal"), reveal, emoji="👀", style=style),)

    def lead_notice(self, scene: Scene[Given | RateRecord]) -> str:
        found = scene.found
        return "" if isinstance(found, RateRecord) else f"🗳️ {given_text(found, scene.t)}"

    def room_buttons(self, scene: Scene[Given | RateRecord]) -> Sequence[Button]:
        return () if scene.step.outcome is not None else (room_button(scene.step.id, scene.t),)

    def leaving(self, holding: Holding, way: Way, session: Session, t: Catalogue) -> str:
        return leaving_text(holding, way, session, t)

    def left_behind(self, scene: Scene[Given | RateRecord]) -> str:
        found = scene.found
        if isinstance(found, RateRecord):
            return revealed_text(found, scene.t, remarks=False)
        return aside_text(found, scene.t) if scene.step.is_aside else ""


def room_button(step_id: int, t: Catalogue) -> Button:
    """Return the button that opens the form of the marks of the room."""
    return button(t("button.rate_room"), custom_id("rate.room", step=step_id), emoji="⭐")
