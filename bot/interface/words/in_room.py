"""What is said of people in the room without Discord."""

from __future__ import annotations

from bot.i18n import Catalogue
from bot.interface.naming.people import language_of_room
from bot.services.in_room.speaking import Signature
from bot.workshop.sessions.session import Session


def beyond(recorded: int, session: Session, t: Catalogue) -> str:
    """Return what is said where more people answered than are said to be in the room."""
    if not session.in_room or recorded <= session.in_room:
        return ""
    return "⚠️ " + t.n("in_room.beyond", recorded, said=session.in_room)


def signature(session: Session) -> str:
    """Return how what the room says is signed, in the language of the session."""
    return language_of_room(session)("in_room.signature")


def signed(room: bool) -> Signature | None:
    """Return how what is said is signed, where it is for the room."""
    return signature if room else None
