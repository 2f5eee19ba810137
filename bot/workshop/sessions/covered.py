"""When a card that messages have covered comes back to the bottom of its channel."""

from __future__ import annotations

from datetime import timedelta

# So many messages below a card hide it on a phone.
MESSAGES = 15
# A card that moves is a message more: people look for it, and it counts as something new.
PAUSE = timedelta(minutes=3)
# A step that is open for days moves its card less often: after a twentieth of its life.
SHARE = 20


def stays_for(open_for: timedelta) -> timedelta:
    """Return how long the card of a step that has been open for so long stays where it is."""
    return max(PAUSE, open_for / SHARE)
