"""Buttons that several step kinds offer."""

from __future__ import annotations

from bot.i18n import Catalogue
from bot.interface.layout import Button, button
from bot.interface.router import custom_id
from bot.workshop.session import Session


def my_postits(session: Session, t: Catalogue) -> Button:
    """Return the button that opens one's own post-its."""
    return button(t("button.mine"), custom_id("postit.mine", session.id, 0), emoji="📝")


def read_wall(session: Session, label: str) -> Button:
    """Return the button that opens the wall, page by page."""
    return button(label, custom_id("wall.read", session.id, 0), emoji="🧱")
