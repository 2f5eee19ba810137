"""The button that leads to the plan, for other pages of those who lead."""

from __future__ import annotations

from bot.i18n import Catalogue
from bot.interface.pressing.router import custom_id
from bot.interface.showing.layout import Button, button
from bot.workshop.sessions.session import Session


def plan_buttons(session: Session, t: Catalogue) -> list[Button]:
    """Return the button that opens the plan of a session; none where a single vote is its plan."""
    if session.quick:
        return []
    at = custom_id("plan.list", session=session.id, page=0)
    return [button(t("button.plan"), at, emoji="📋")]


def panel_button(session_id: int, t: Catalogue) -> Button:
    """Return the button that leads from a page back to the panel."""
    return button(t("button.panel"), custom_id("lead.panel", session=session_id))
