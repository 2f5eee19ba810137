"""People in the room without Discord: those who lead write and vote for them."""

from __future__ import annotations

from bot.workshop.errors import Refusal

MOST_IN_ROOM = 999
# Stands for all of them where the identifier of an account stands for one person: Discord gives
# none that is 0.
ROOM = 0


def read_people(written: str, least: int = 0) -> int:
    """Return a number of people as a form holds it; raise Refusal when it is none from `least` to
    `MOST_IN_ROOM`."""
    text = written.strip()
    if text.isascii() and text.isdecimal() and least <= int(text[:9]) <= MOST_IN_ROOM:
        return int(text)
    raise Refusal("in_room.number_wrong", least=least, most=MOST_IN_ROOM)
