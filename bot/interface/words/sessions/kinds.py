"""The words of a step that nobody has written yet, and the names of the kinds of steps."""

from __future__ import annotations

from bot.i18n import Catalogue, in_each
from bot.workshop.kinds import Kinds
from bot.workshop.language import Bilingual, Title
from bot.workshop.sessions.fresh import fresh


def kind_name(kind: str, t: Catalogue) -> str:
    """Return what a kind of step is called, for someone who adds one: “Des post-its”."""
    return t(f"kind.{kind}.name")


def usual_step(kind: str, minutes: float | None = None) -> Kinds:
    """Return a step of `kind` with its usual words, in each language, and its usual settings."""
    title = in_each(Title, f"kind.{kind}.title")
    return fresh(kind, title, invitation(f"kind.{kind}.invite"), minutes)


def invitation(key: str) -> Bilingual:
    """Return what a card says under its title, in each language, from the key of the sentence."""
    return in_each(Bilingual, key)
