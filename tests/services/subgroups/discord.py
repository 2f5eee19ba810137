"""As much of Discord as groups need: voice channels, threads, who is where, and days on which it
refuses, does not answer, or the program ends in the middle of a request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto

from bot.services.subgroups.places import (
    Done,
    Gone,
    Naming,
    Next,
    Outcome,
    Refused,
    Unanswered,
)
from bot.workshop.subgroups.acts import Asked, Home, Invite, Make, Move, Remove, Status
from bot.workshop.subgroups.bringing import Seen
from bot.workshop.subgroups.group import Gathering
from bot.workshop.subgroups.places import Kept, Kind, Place, Why

HOME, CAFE, FIRST = 10, 11, 100


class Fault(Enum):
    """What becomes of one request."""

    NONE = auto()
    REFUSED = auto()
    LOST = auto()  # it was not done, and nobody said so
    UNSEEN = auto()  # it was done, and nobody said so
    KILLED = auto()  # the program ends before it
    KILLED_AFTER = auto()  # the program ends once it was done


class Killed(BaseException):
    """The program ends here."""


@dataclass
class Channel:
    name: str
    kind: Kind


@dataclass
class World:
    """The server. `before` is called before each request, with its number."""

    voice: dict[int, int] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    home: bool = True
    rights: bool = True
    newest_channel: int = FIRST
    faults: dict[int, Fault] = field(default_factory=dict)
    before: Callable[[int], None] = lambda _: None
    asked: list[Asked] = field(default_factory=list)
    stays: set[int] = field(default_factory=set)
    seen: dict[int, int] = field(default_factory=dict)

    def see(self, goal: Gathering | None, kept: Kept | None, now: datetime) -> Seen | None:
        places = kept.places if kept is not None else ()
        claimed = {place.channel_id for place in places}
        missing = {} if self.rights else dict.fromkeys(Kind, Why.RIGHTS)
        standing = {place.id: tuple(self._standing(place, claimed)) for place in places}
        # What may change until the request is made is nobody's fault.
        self.seen = dict(self.voice)
        return Seen(now, dict(self.voice), self.home, standing, missing)

    def newest(self, server_id: int) -> int:
        return self.newest_channel

    def name(self, goal: Gathering, make: Make, naming: Naming) -> str:
        return f"Groupe {make.number} · {naming.title}"

    def pause(self, server_id: int, act: Asked) -> float:
        return 0.0

    def forget(self, session_id: int) -> None:
        pass

    async def carry(self, next_: Next, act: Asked, place: Place | None) -> Outcome:
        number = len(self.asked)
        self.before(number)
        self.asked.append(act)
        fault = self.faults.get(number, Fault.NONE)
        if fault is Fault.KILLED:
            raise Killed
        if fault is Fault.LOST:
            return Unanswered()
        if fault is Fault.REFUSED or not self.rights:
            return Refused(Why.RIGHTS)
        outcome = self._done(act, place)
        if fault is Fault.KILLED_AFTER:
            raise Killed
        return Unanswered() if fault is Fault.UNSEEN else outcome

    def _done(self, act: Asked, place: Place | None) -> Outcome:
        match act:
            case Make():
                assert place is not None
                self.newest_channel += 1
                self.channels[self.newest_channel] = Channel(place.name, place.kind)
                return Done(self.newest_channel)
            case Move() | Home():
                if act.person not in self.voice:
                    return Gone()
                assert self.seen.get(act.person) != CAFE, "someone elsewhere was moved"
                if isinstance(act, Move):
                    assert act.person not in self.stays, "someone who stays was moved"
                known = act.channel_id in self.channels or (act.channel_id == HOME and self.home)
                if not known:
                    return Gone()
                self.voice[act.person] = act.channel_id
            case Remove():
                there = [p for p, at in self.seen.items() if at == act.channel_id]
                assert there == [], "a room was deleted with people in it"
                if act.channel_id not in self.channels:
                    return Gone()
                self.delete(act.channel_id)
            case Invite() | Status():
                if act.channel_id not in self.channels:
                    return Gone()
        return Done()

    def delete(self, channel_id: int) -> None:
        """Somebody deletes a channel: who is in it leaves voice."""
        self.channels.pop(channel_id, None)
        self.home = self.home and channel_id != HOME
        self.voice = {p: at for p, at in self.voice.items() if at != channel_id}

    def rooms(self) -> list[int]:
        return [one for one, channel in self.channels.items() if channel.kind is Kind.ROOM]

    def _standing(self, place: Place, claimed: set[int | None]) -> list[int]:
        known = [place.channel_id] if place.channel_id in self.channels else []
        found = [
            one
            for one, channel in sorted(self.channels.items())
            if (channel.name, channel.kind) == (place.name, place.kind)
            and one > place.after
            and one not in claimed
        ]
        return [*(one for one in known if one is not None), *found]
