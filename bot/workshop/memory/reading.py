"""Who may read the summary of a session that has ended.

- Those with the coordinators' role or the role that leads, and those who manage the server, read
  the summaries of the server.
- Whoever led a session reads its summary; whoever took part does where the server allows it. Both
  as long as Gommette knows who they are, which it forgets with the raw data.
- All that, only of a channel that they can see now.
- Where the channel is gone, nobody can see it: whoever led reads all the same; those with the
  coordinators' role do if everyone could see it when its summary left; those who manage the server
  read all of it, as they could open any channel.
- Until it is released, a summary is for those who lead it alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from bot.workshop.sessions.permissions import Actor
from bot.workshop.settings.settings import ServerSettings


class Spot(NamedTuple):
    """Where sessions were: a channel, or a thread with its parent; `private` for a thread that
    one must be in."""

    channel_id: int
    parent_id: int | None = None
    private: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """The channels that a person can see now, and those that are not there any more."""

    channels: frozenset[int] = field(default_factory=frozenset)
    gone: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Kept:
    """A session that has ended, as the right to read it asks; `was_open` where everyone could see
    its channel when its summary left. `led` and `took_part` are of the person who asks."""

    session_id: int
    channel_id: int
    ended_at: datetime | None = None  # of one that waits to be released
    was_open: bool = False
    led: bool = False
    took_part: bool = False
    released: bool = True


def may_read(actor: Actor, settings: ServerSettings, kept: Kept, seen: Seen) -> bool:
    """Return whether a person may read the summary of a session."""
    coordinates = settings.coordinators_role_id in actor.role_ids
    leads = settings.leading_role in actor.role_ids
    if not kept.released and not (kept.led or leads):
        return False
    if kept.channel_id in seen.channels:
        took_part = kept.took_part and settings.participants_read
        return coordinates or leads or actor.manages or kept.led or took_part
    if kept.channel_id in seen.gone:
        return kept.led or actor.manages or (coordinates and kept.was_open)
    return False


class Reader:
    """A person before many sessions that were released: the rule is asked once for those that are
    alike in all that it looks at."""

    def __init__(self, actor: Actor, settings: ServerSettings, seen: Seen) -> None:
        self._actor = actor
        self._settings = settings
        self._seen = seen
        self._known: dict[tuple[bool, ...], bool] = {}

    def may_read(
        self, channel_id: int, *, was_open: bool, led: bool = False, took_part: bool = False
    ) -> bool:
        """Return what the function `may_read` says of a session in that channel."""
        seen = self._seen
        alike = (channel_id in seen.channels, channel_id in seen.gone, was_open, led, took_part)
        found = self._known.get(alike)
        if found is None:
            kept = Kept(0, channel_id, was_open=was_open, led=led, took_part=took_part)
            found = may_read(self._actor, self._settings, kept, seen)
            self._known[alike] = found
        return found

    def may_never_read(self, channel_id: int, *, was_open: bool) -> bool:
        """True where even whoever led the session and took part in it may not read it. Both give
        rights, and take none."""
        return not self.may_read(channel_id, was_open=was_open, led=True, took_part=True)
