"""A line on the card, and in the facilitators' panel."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.i18n import Catalogue
from bot.interface.pressing.router import custom_id
from bot.interface.showing.layout import Button, button
from bot.interface.showing.screen import Scene, StepScreen
from bot.interface.words.position import (
    aside_text,
    card_text,
    closed_text,
    leaving_text,
    notice_text,
    time_up_text,
)
from bot.reports.pictures.drawing import Drawing
from bot.reports.pictures.position.line import standing
from bot.reports.record import PositionRecord, SessionRecord
from bot.services.sessions.ahead import Holding, Way
from bot.workshop.kinds import Position
from bot.workshop.position.line import Standing
from bot.workshop.sessions.session import Session, StepRun


class PositionScreen(StepScreen[Standing | PositionRecord]):
    """While the line is open the card tells how many stand where, as far as it may be told."""

    def invites(self, scene: Scene[Standing | PositionRecord]) -> bool:
        return scene.step.outcome is None and _plan(scene.step).claim is not None

    def body(self, scene: Scene[Standing | PositionRecord]) -> str:
        found = scene.found
        if isinstance(found, PositionRecord):
            return closed_text(found, scene.t)
        return card_text(_plan(scene.step), found, scene.t)

    def time_up(self, scene: Scene[Standing | PositionRecord]) -> str:
        found = scene.found
        return "" if isinstance(found, PositionRecord) else time_up_text(found, scene.t)

    def buttons(self, scene: Scene[Standing | PositionRecord]) -> Sequence[Button]:
        if not self.invites(scene):
            return ()
        mine = custom_id("position.open", step=scene.step.id)
        style = discord.ButtonStyle.primary
        return (button(scene.t("button.position"), mine, emoji="🧍", style=style),)

    def lead_buttons(self, scene: Scene[Standing | PositionRecord]) -> Sequence[Button]:
        found, t, step = scene.found, scene.t, scene.step
        if isinstance(found, PositionRecord):
            return ()
        style = discord.ButtonStyle.primary
        if found.people:
            close = custom_id("position.close", step=step.id)
            return (button(t("button.position_close"), close, emoji="🏁", style=style),)
        write = custom_id("position.claim", step=step.id)
        if _plan(step).claim is None:
            return (button(t("button.position_claim"), write, emoji="✏️", style=style),)
        return (button(t("button.position_claim_again"), write, emoji="✏️"),)

    def lead_notice(self, scene: Scene[Standing | PositionRecord]) -> str:
        found = scene.found
        if isinstance(found, PositionRecord):
            return ""
        return notice_text(_plan(scene.step), found, scene.t)

    def room_buttons(self, scene: Scene[Standing | PositionRecord]) -> Sequence[Button]:
        return (room_button(scene.step.id, scene.t),) if self.invites(scene) else ()

    def leaving(self, holding: Holding, way: Way, session: Session, t: Catalogue) -> str:
        return leaving_text(holding, way, session, t)

    def left_behind(self, scene: Scene[Standing | PositionRecord]) -> str:
        found = scene.found
        if isinstance(found, PositionRecord):
            return closed_text(found, scene.t, remarks=False)
        return aside_text(found, scene.t) if scene.step.is_aside else ""

    def pictured(self, session: Session, step: StepRun) -> bool:
        return step.outcome is None and _plan(step).drawn_live(masked=session.masked)

    def picture(self, told: SessionRecord, step: StepRun, t: Catalogue) -> Drawing | None:
        return standing(told, step, t)


def room_button(step_id: int, t: Catalogue) -> Button:
    """Return the button that opens the form of the places of the room."""
    return button(t("button.position_room"), custom_id("position.room", step=step_id), emoji="🧍")


def _plan(step: StepRun) -> Position:
    assert isinstance(step.plan, Position)
    return step.plan
