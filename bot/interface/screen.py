"""What a step kind shows: on the public card, in the facilitators' panel, to a late joiner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.i18n import Catalogue
from bot.interface.layout import Button
from bot.reports.pictures.drawing import Drawing
from bot.reports.record import SessionRecord
from bot.services.context import Context
from bot.workshop.sessions.session import Session, StepRun


@dataclass(frozen=True, slots=True)
class Scene:
    """An open step seen in a language: the room's for a card, a person's for a private reply."""

    ctx: Context
    session: Session
    step: StepRun
    t: Catalogue


class StepScreen:
    """Shows nothing of its own; kinds override what they need."""

    async def body(self, scene: Scene) -> str:
        """Return what the card says under the invitation (2,800 characters at most)."""
        return ""

    def buttons(self, scene: Scene) -> Sequence[Button]:
        """Return the participants' buttons (three at most)."""
        return ()

    async def offered(self, scene: Scene) -> Sequence[Button]:
        """Return the participants' buttons, where rows decide which; by default `buttons`."""
        return self.buttons(scene)

    def lead_buttons(self, scene: Scene) -> Sequence[Button]:
        """Return the facilitators' buttons for this kind (five at most)."""
        return ()

    async def lead_offered(self, scene: Scene) -> Sequence[Button]:
        """Return the facilitators' buttons, where rows decide; by default `lead_buttons`."""
        return self.lead_buttons(scene)

    async def left_behind(self, scene: Scene) -> str:
        """Return what the folded card goes on showing once the room has moved on."""
        return ""

    def pictured(self, session: Session, step: StepRun) -> bool:
        """True when the card of a step carries a picture, redrawn as the room goes on."""
        return False

    def picture(self, told: SessionRecord, step: StepRun, t: Catalogue) -> Drawing | None:
        """Return that picture, None while there is too little to see; called in a thread."""
        return None

    async def for_latecomers(self, scene: Scene) -> str:
        """Return what someone who arrives now should know."""
        return await self.body(scene)
