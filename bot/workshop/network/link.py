"""A link: one server gives its summaries, another receives them in a channel.

Each server knows its own side alone, in its own database.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.workshop.errors import Refusal
from bot.workshop.sessions.permissions import Actor

# Of one server, on both sides together, invitations that wait included.
LINKS = 8
# How long someone who pasted a code may think before they say yes.
THINKS = timedelta(minutes=30)
# Pauses between two looks whether a request was accepted: as long as it has waited, within these.
SOONEST, LATEST = timedelta(seconds=20), timedelta(hours=6)


class Side(StrEnum):
    """Which of the two this server is."""

    RECEIVES = "receives"
    GIVES = "gives"


class LinkState(StrEnum):
    """Where a link stands, on one side."""

    INVITED = "invited"  # receives: nobody has asked yet
    PASTED = "pasted"  # gives: the code was pasted, the person has not said yes
    ASKED = "asked"  # both: the answer of those who receive is awaited
    ACTIVE = "active"
    ENDED = "ended"  # it is over; the last words about it are on their way


@dataclass(frozen=True, slots=True)
class Link:
    """One side of a link. `name` is what the other server calls itself, "" as long as it has not
    said; `request_id` the number that who asks has drawn for its request."""

    id: int
    side: Side
    server_id: int
    channel_id: int  # receives: where summaries arrive; gives: where its people are told
    webhook_id: int
    name: str
    state: LinkState
    made_at: datetime
    expires_at: datetime
    request_id: int | None = None
    question_id: int | None = None  # the message that asks those who receive
    active_at: datetime | None = None
    last_at: datetime | None = None  # when a summary was last shared

    @property
    def waits(self) -> bool:
        """True as long as nothing is shared yet."""
        return self.state in (LinkState.INVITED, LinkState.PASTED, LinkState.ASKED)

    def overdue(self, now: datetime) -> bool:
        """True when what it waits for can come no more."""
        if self.state is LinkState.PASTED:
            return now >= self.made_at + THINKS
        return self.waits and now >= self.expires_at

    def next_look(self, now: datetime) -> datetime | None:
        """Return when to look at it again, while it waits."""
        if not self.waits:
            return None
        if self.state is LinkState.PASTED:
            return self.made_at + THINKS
        if self.side is Side.GIVES:
            pause = min(max(now - self.made_at, SOONEST), LATEST)
            return min(now + pause, self.expires_at)
        return self.expires_at


def can_link(actor: Actor, coordinators_role: int | None) -> bool:
    """True for those who may link their server with another: those who manage it, and its
    coordinators."""
    return actor.manages or (coordinators_role is not None and coordinators_role in actor.role_ids)


def check_can_link(actor: Actor, coordinators_role: int | None) -> None:
    """Raise Refusal for those who may not link their server with another."""
    if not can_link(actor, coordinators_role):
        raise Refusal("network.not_allowed")


def is_shared(choice: bool | None, *, private: bool) -> bool:
    """Return whether the summary of a session leaves for other servers: as those who lead said;
    where they said nothing, unless its channel is `private`."""
    return not private if choice is None else choice
