"""An election without candidates: its card, and its buttons, made for a thumb."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.i18n import Catalogue
from bot.interface.pressing.router import custom_id
from bot.interface.showing.layout import Button, button
from bot.interface.showing.screen import Scene, StepScreen
from bot.interface.words.election import (
    aside_text,
    card_text,
    concluded_text,
    count_text,
    leaving_text,
    withdraw_button,
)
from bot.reports.record import ElectionRecord
from bot.services.sessions.ahead import Holding, Way
from bot.workshop.election.naming import Stage
from bot.workshop.sessions.session import Session

STAGES = tuple(Stage)


class ElectionScreen(StepScreen[ElectionRecord]):
    """While people name someone the card tells how many have, and never whom."""

    def invites(self, scene: Scene[ElectionRecord]) -> bool:
        return _takes(scene.found)

    def body(self, scene: Scene[ElectionRecord]) -> str:
        found = scene.found
        if found.elected is not None:
            return concluded_text(found.elected, scene.t)
        return card_text(found, scene.session, scene.t)

    def buttons(self, scene: Scene[ElectionRecord]) -> Sequence[Button]:
        found, step_id, t = scene.found, scene.step.id, scene.t
        if found.elected is not None:
            return (read_button(step_id, t),) if found.naming.nominations else ()
        if found.plan.role is None or not scene.step.is_open:
            return ()
        withdraw = withdraw_button(step_id, t)
        if found.naming.stage is Stage.NAMING:
            label = t("button.election_name")
            return (name_button(step_id, Stage.NAMING, label, primary=True), withdraw)
        if found.naming.stage is Stage.HEARING:
            return (
                hear_button(step_id, t),
                name_button(step_id, Stage.HEARING, t("button.election_other")),
                read_button(step_id, t),
                withdraw,
            )
        return (read_button(step_id, t), withdraw)

    def lead_buttons(self, scene: Scene[ElectionRecord]) -> Sequence[Button]:
        if scene.found.elected is not None:
            return ()
        lead = custom_id("election.lead", step=scene.step.id)
        style = discord.ButtonStyle.primary
        return (button(scene.t("button.election_lead"), lead, emoji="🪑", style=style),)

    def lead_notice(self, scene: Scene[ElectionRecord]) -> str:
        found = scene.found
        if found.elected is not None or found.plan.role is None:
            return ""
        expected, stage = found.plan.expected, found.naming.stage
        all_in = expected is not None and found.naming.people >= expected
        if stage is Stage.NAMING and all_in:
            return f"🗳️ {scene.t('election.all_named')}"
        return count_text(found, scene.t) if stage is Stage.NAMING else ""

    def room_buttons(self, scene: Scene[ElectionRecord]) -> Sequence[Button]:
        return (room_button(scene.step.id, scene.t),) if _takes(scene.found) else ()

    def leaving(self, holding: Holding, way: Way, session: Session, t: Catalogue) -> str:
        return leaving_text(holding, way, session, t)

    def left_behind(self, scene: Scene[ElectionRecord]) -> str:
        found = scene.found
        if found.elected is not None:
            return concluded_text(found.elected, scene.t)
        return aside_text(found, scene.t) if scene.step.is_aside else ""


def name_button(step_id: int, stage: Stage, label: str, *, primary: bool = False) -> Button:
    """Return the button with which one names someone, before all is shown or having heard."""
    return button(
        label,
        custom_id("election.name", step=step_id, stage=STAGES.index(stage)),
        emoji="🗳️" if stage is Stage.NAMING else "🔁",
        style=discord.ButtonStyle.primary if primary else discord.ButtonStyle.secondary,
    )


def hear_button(step_id: int, t: Catalogue) -> Button:
    """Return the button with which one keeps one's choice, having heard."""
    heard = custom_id("election.hear", step=step_id)
    style = discord.ButtonStyle.primary
    return button(t("button.election_keep"), heard, emoji="👂", style=style)


def read_button(step_id: int, t: Catalogue) -> Button:
    """Return the button that shows all that was said, privately."""
    read = custom_id("election.read", step=step_id, page=0)
    return button(t("button.election_read"), read, emoji="📖")


def room_button(step_id: int, t: Catalogue) -> Button:
    """Return the button that opens whom people in the room name."""
    return button(t("button.election_room"), custom_id("election.room", step=step_id), emoji="👥")


def _takes(found: ElectionRecord) -> bool:
    """True while people name someone, or another."""
    open_to = found.naming.stage in (Stage.NAMING, Stage.HEARING)
    return found.elected is None and found.plan.role is not None and open_to
