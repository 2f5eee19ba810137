"""What a step kind shows: on the public card, in the facilitators' panel, to a late joiner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from bot.i18n import Catalogue
from bot.interface.showing.layout import Button
from bot.reports.pictures.drawing import Drawing
from bot.reports.record import SessionRecord
from bot.services.sessions.ahead import Holding, Way
from bot.services.sessions.card import Showing
from bot.workshop.sessions.session import Session, StepRun

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Scene(Generic[Found]):
    """A step seen in a language: the room's for a card, a person's for a private reply.

    `found` is what the kind's `StepActs.found` read with the session and the step: a screen draws
    from it and reads nothing.
    """

    session: Session
    step: StepRun
    t: Catalogue
    found: Found


class StepScreen(Generic[Found]):
    """Shows nothing of its own; kinds override what they need."""

    def invites(self, scene: Scene[Found]) -> bool:
        """Return whether people can do what the invitation of the step asks of them."""
        return scene.step.outcome is None

    def body(self, scene: Scene[Found]) -> str:
        """Return what the card says under the invitation (2,800 characters at most)."""
        return ""

    def time_up(self, scene: Scene[Found]) -> str:
        """Return what is said once the time of the step is up, in the place of what is said of any;
        empty for that."""
        return ""

    def buttons(self, scene: Scene[Found]) -> Sequence[Button]:
        """Return the participants' buttons (four at most)."""
        return ()

    def lead_buttons(self, scene: Scene[Found]) -> Sequence[Button]:
        """Return the facilitators' buttons for this kind (five at most)."""
        return ()

    def room_buttons(self, scene: Scene[Found]) -> Sequence[Button]:
        """Return what facilitators do in this kind for people without Discord (five at most)."""
        return ()

    def lead_notice(self, scene: Scene[Found]) -> str:
        """Return what facilitators should know now, above their buttons (300 at most)."""
        return ""

    def left_behind(self, scene: Scene[Found]) -> str:
        """Return what the folded card goes on showing once the room has moved on."""
        return ""

    def leaving(self, holding: Holding, way: Way, session: Session, t: Catalogue) -> str:
        """Return how many have answered in a step that holds answers, and what becomes of what
        they said when it is left so."""
        return ""

    def returning(self, holding: Holding, session: Session, t: Catalogue) -> str:
        """Return that what was answered about has changed, and what can be done of the answers."""
        return ""

    def pictured(self, session: Session, step: StepRun) -> bool:
        """True when the card of a step carries a picture, redrawn as the room goes on."""
        return False

    def picture(self, told: SessionRecord, step: StepRun, t: Catalogue) -> Drawing | None:
        """Return that picture, None while there is too little to see; called in a thread."""
        return None

    def for_latecomers(self, scene: Scene[Found]) -> str:
        """Return what someone who arrives now should know."""
        return self.body(scene)


# By step kind. Which type a screen finds is between it and its acts, in `bot.services`.
Screens = Mapping[str, StepScreen[Any]]


def scene(shown: Showing, t: Catalogue) -> Scene[Any]:
    """Return the step of `shown` in a language."""
    assert shown.step is not None
    return Scene(shown.session, shown.step, t, shown.found)
