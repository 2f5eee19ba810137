"""What to do next so that people are where they should be: everyone in the place of their group, or
everyone home and nothing of ours left.

`next_act` compares what is wanted with what rows keep and with what Discord shows, and names one
act. It remembers nothing: whatever happened meanwhile (a refusal, a person who went elsewhere, a
channel that somebody deleted, the program that was killed) is in what it compares.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.workshop.sessions.session import LATE_FORMS
from bot.workshop.subgroups.acts import (
    Act,
    Begin,
    Card,
    Drop,
    End,
    Hinder,
    Home,
    Idle,
    Invite,
    Make,
    Move,
    Note,
    Recall,
    Refuse,
    Remove,
    Stands,
    Status,
    Wait,
)
from bot.workshop.subgroups.group import Gathering, Group
from bot.workshop.subgroups.places import Brought, Kept, Kind, Place, Stand, Why

# How long a place stays once its group has left it: what was being written in it may be sent.
STAYS_FOR = LATE_FORMS
# A room is made for those who would not be alone in it.
LEAST_IN_ROOM = 2
# People who cannot be moved home are tried one after the other, so many at a time.
_REFUSALS = 3


@dataclass(frozen=True, slots=True)
class Seen:
    """What Discord shows. `voice` is the voice channel in which each person of the server is.

    `standing` are the channels that a place, by its identifier, stands as: the one that is known,
    then those that a request without an answer may have left. `missing` says what cannot be asked
    for at all, and why. `tried` are acts that Discord refused, or did not answer to, `held` those
    of them that it is not asked for again yet.
    """

    now: datetime
    voice: Mapping[int, int]
    home: bool  # the voice channel of the meeting is there
    standing: Mapping[int, tuple[int, ...]]
    missing: Mapping[Kind, Why] = field(default_factory=dict)
    held: frozenset[Act] = frozenset()
    tried: frozenset[Act] = frozenset()


def next_act(wanted: Gathering | None, kept: Kept | None, seen: Seen) -> Act | Wait | None:
    """Return what to do next; None once all is as it should be, or nothing can be done before
    something changes."""
    if kept is None:
        if wanted is None or not wanted.groups:
            return None
        return Begin(wanted.server_id, wanted.channel_id, wanted.home)
    look = _Look(wanted, kept, seen)
    again: Act | None = None
    for act in look.acts():
        if act in seen.held:
            continue
        if act not in seen.tried:
            return act
        again = again or act  # what was never tried comes before it
    return again or look.wait()


class _Look:
    """One look at a gathering that has begun."""

    def __init__(self, wanted: Gathering | None, kept: Kept, seen: Seen) -> None:
        self.wanted = wanted
        self.groups: tuple[Group, ...] = wanted.groups if wanted is not None else ()
        self.kept = kept
        self.seen = seen
        self.places = {(place.number, place.kind): place for place in kept.places}
        # Every room that is ours, and the one in which each group meets.
        self.ours = {
            channel
            for place in kept.places
            if place.kind is Kind.ROOM
            for channel in self._seen(place)
        }
        self.rooms = {
            place.number: place.channel_id
            for place in kept.places
            if place.kind is Kind.ROOM
            and place.channel_id is not None
            and place.channel_id in self.ours
        }
        self.needed = {(group.number, kind) for group in self.groups for kind in self._kinds(group)}

    def acts(self) -> Iterator[Act]:
        """Yield what is to be done, what comes first first."""
        yield from self._begun()
        yield from self._settled()
        wanted, step = self.wanted, self.wanted.step_id if self.wanted is not None else None
        if wanted is not None and self.groups and step is not None:
            yield from self._made(step)
            yield from self._carded(step)
            yield from self._moved(step)
            yield from self._brought_home()
            yield from self._let_in(wanted)
            yield from self._told(wanted, step)
        else:
            if self.kept.people:
                yield Recall()
            yield from self._brought_home()
        yield from self._removed()
        if not self.groups and not self.kept.places:
            yield End()

    def wait(self) -> Wait | None:
        """Return how long to wait until a place that nobody uses may go."""
        left = [self._idle_for(place) for place in self.kept.places if place.idle_at is not None]
        waits = [(STAYS_FOR - idle).total_seconds() for idle in left if idle < STAYS_FOR]
        return Wait(min(waits)) if waits else None

    def _begun(self) -> Iterator[Act]:
        """Where people come from may change from one step to the next; it is never forgotten."""
        wanted, kept = self.wanted, self.kept
        if wanted is None:
            return
        now = (wanted.server_id, wanted.channel_id, wanted.home or kept.home)
        if now != (kept.server_id, kept.channel_id, kept.home):
            yield Begin(*now)

    def _settled(self) -> Iterator[Act]:
        """What Discord shows of our places, and which of them are in use."""
        step = self.wanted.step_id if self.wanted is not None else None
        numbers = {group.number for group in self.groups}
        for place in self.kept.places:
            standing = self._seen(place)
            if place.refusal is not None:
                # It is asked for again for another step. What came of it in the end goes first.
                if not standing and (place.number not in numbers or place.step_id != step):
                    yield Drop(place.number, place.kind)
            elif place.channel_id is None:
                if standing:
                    yield Stands(place.number, place.kind, standing[0])
            elif place.channel_id not in standing:
                if place.number in numbers and step is not None:
                    yield Refuse(place.number, place.kind, Why.DELETED, step)
                else:
                    yield Drop(place.number, place.kind)
        live = [place for place in self.kept.places if place.refusal is None]
        used = {place.id for place in live if (place.number, place.kind) in self.needed}
        left = tuple(p.id for p in live if p.id not in used and p.idle_at is None)
        again = tuple(p.id for p in live if p.id in used and p.idle_at is not None)
        if left:
            yield Idle(left, idle=True)
        if again:
            yield Idle(again, idle=False)

    def _made(self, step: int) -> Iterator[Act]:
        for kind in Kind:
            for group in self.groups:
                place = self.places.get((group.number, kind))
                if (group.number, kind) not in self.needed:
                    continue
                if place is None and kind in self.seen.missing:
                    yield Refuse(group.number, kind, self.seen.missing[kind], step)
                elif place is None or (
                    place.refusal is None and place.channel_id is None and not self._seen(place)
                ):
                    yield Make(group.number, kind, step)

    def _carded(self, step: int) -> Iterator[Act]:
        """Each place that stands says the card of its group, once for each step."""
        for group in self.groups:
            for kind in Kind:
                place = self._standing(group.number, kind)
                if place is None or place.channel_id is None or place.step_id == step:
                    continue
                guests = group.members if kind is Kind.THREAD else ()
                yield Card(place.id, place.channel_id, step, group.number, guests)

    def _moved(self, step: int) -> Iterator[Act]:
        """People go to the room of their group, once for each step: one group after the other, so
        that nobody waits alone for long."""
        for group in self.groups:
            for person in group.members:
                at = self.seen.voice.get(person)
                room = self.rooms.get(group.number)
                known = self._known(person, group)
                there = Brought(step, group.number, Stand.THERE)
                if room is not None and at == room:
                    if known is not Stand.THERE:
                        yield Note(person, there)
                elif known is Stand.THERE:
                    if at is None:
                        yield Note(person, Brought(step, group.number, Stand.LEFT))
                elif (group.number, Kind.ROOM) not in self.needed:
                    continue  # they would be alone in it
                elif room is not None and known is not Stand.REFUSED and self._movable(person):
                    yield Move(person, room, step, group.number)

    def _brought_home(self) -> Iterator[Act]:
        """Nobody stays in a room in which no group meets."""
        used = {self.rooms.get(number) for number, kind in self.needed if kind is Kind.ROOM}
        going = self._going()
        left = [
            person
            for person, at in self.seen.voice.items()
            if at in self.ours and at not in used and person not in going
        ]
        overdue = any(
            place.idle_at is not None and self._idle_for(place) >= STAYS_FOR
            for place in self.kept.places
        )
        if self.kept.home is not None and self.seen.home:
            # Where some are refused all are, most often: each is not tried again and again.
            if sum(isinstance(act, Home) for act in self.seen.held) < _REFUSALS:
                for person in left:
                    yield Home(person, self.kept.home)
            if self.kept.refusal is Why.HOME:
                yield Hinder(None)
        elif left and self.kept.refusal is not Why.HOME:
            yield Hinder(Why.HOME)
        if self.kept.refusal is not None and not left and not overdue:
            yield Hinder(None)

    def _going(self) -> set[int]:
        """Return who is about to be moved to the room of their group."""
        return {
            person
            for group in self.groups
            if group.number in self.rooms and (group.number, Kind.ROOM) in self.needed
            for person in group.members
            if self._movable(person)
            and self._known(person, group) not in (Stand.THERE, Stand.REFUSED)
        }

    def _let_in(self, wanted: Gathering) -> Iterator[Act]:
        for group in self.groups:
            place = self._standing(group.number, Kind.THREAD)
            if place is None or place.channel_id is None or place.step_id is None:
                continue
            for person in group.members:
                if person not in place.guests:
                    yield Invite(place.id, place.channel_id, person)
            if wanted.private:
                for person in sorted(place.guests - set(group.members)):
                    yield Invite(place.id, place.channel_id, person, out=True)

    def _told(self, wanted: Gathering, step: int) -> Iterator[Act]:
        for group in self.groups if wanted.task else ():
            place = self._standing(group.number, Kind.ROOM)
            if place is not None and place.channel_id and place.status_step_id != step:
                yield Status(place.id, place.channel_id, step)

    def _removed(self) -> Iterator[Act]:
        """A room goes once nobody is in it; what was asked for without an answer may still come."""
        taken = set(self.seen.voice.values())
        for place in self.kept.places:
            standing = self._seen(place)
            spare = [channel for channel in standing if channel != place.channel_id]
            if place.channel_id is None and place.refusal is None:
                spare = spare[1:]
            for channel in spare:
                if channel not in taken:
                    yield Remove(place.number, place.kind, channel)
            if place.idle_at is None or self._idle_for(place) < STAYS_FOR or spare:
                continue
            if not standing:
                yield Drop(place.number, place.kind)
            elif place.channel_id is not None and place.channel_id not in taken:
                yield Remove(place.number, place.kind, place.channel_id)

    def _kinds(self, group: Group) -> Iterator[Kind]:
        """Yield what a group needs: a room where it is in voice, a thread for who is not in it."""
        room = self.places.get((group.number, Kind.ROOM))
        roomy = False
        if self.wanted is not None and self.wanted.home is not None:
            coming = [
                person
                for person in group.members
                if self._movable(person) and self._known(person, group) is not Stand.REFUSED
            ]
            stands = self.rooms.get(group.number)
            enough = len(coming) >= LEAST_IN_ROOM
            inside = any(
                self.seen.voice.get(person) == stands
                or self._known(person, group) in (Stand.THERE, Stand.LEFT)
                for person in group.members
            )
            roomy = (room is None or room.refusal is None) and (
                (enough or inside) if stands is not None else (self.seen.home and enough)
            )
        if roomy:
            yield Kind.ROOM
        if not roomy or any(self._apart(person, group) for person in group.members):
            yield Kind.THREAD

    def _apart(self, person: int, group: Group) -> bool:
        """True for who is not, and will not be, in the room of their group."""
        assert self.wanted is not None
        known = self._known(person, group)
        if person in self.wanted.stays or known is Stand.REFUSED:
            return True
        return known is None and not self._in_meeting(person)

    def _known(self, person: int, group: Group) -> Stand | None:
        """Return what became of someone in this step, for this group."""
        found = self.kept.people.get(person)
        step = self.wanted.step_id if self.wanted is not None else None
        if found is None or (found.step_id, found.number) != (step, group.number):
            return None
        return found.state

    def _in_meeting(self, person: int) -> bool:
        at = self.seen.voice.get(person)
        return at is not None and (at in self.ours or at == self.kept.home)

    def _movable(self, person: int) -> bool:
        assert self.wanted is not None
        return self._in_meeting(person) and person not in self.wanted.stays

    def _seen(self, place: Place) -> tuple[int, ...]:
        return self.seen.standing.get(place.id, ())

    def _standing(self, number: int, kind: Kind) -> Place | None:
        """Return the place in which a group meets, once it stands."""
        place = self.places.get((number, kind))
        if (number, kind) not in self.needed or place is None:
            return None
        return place if place.channel_id in self._seen(place) else None

    def _idle_for(self, place: Place) -> timedelta:
        """Return how long no group met in a place; a clock that was set back counts for nothing."""
        assert place.idle_at is not None
        return max(timedelta(0), self.seen.now - place.idle_at)
