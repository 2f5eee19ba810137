"""Simulated people who take part at a human pace: they look at the card of the moment, take their
time, and do what they have a habit for. Where a step offers something else, they do nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any, TypeVar

import discord

from bot.rehearsal.live.glue import Impossible
from bot.rehearsal.room import Room
from bot.rehearsal.stage import Answer, Person, Shown, components, is_card, text_of, verb_of
from bot.workshop.sessions.session import StepRun

Result = TypeVar("Result")

# How long people take (seconds) to find what to press, to choose, to write.
_PRESSING, _CHOOSING, _WRITING = 3.0, 4.0, 10.0
# When they look up again where there is nothing for them to do.
_IDLE = 8.0


@dataclass(frozen=True, slots=True)
class Sight:
    """What there is to see at some moment: the card, its step, and its buttons by what they lead
    to."""

    card: discord.Message
    step: StepRun | None
    buttons: dict[str, list[str]]  # a verb → the custom ids that lead to it

    @classmethod
    async def of(cls, room: Room) -> Sight | None:
        """Look at the card of a room; None where there is none."""
        cards = (m for m in reversed(room.stage.messages(room.channel)) if is_card(m))
        card = next(cards, None)
        if card is None:
            return None
        buttons: dict[str, list[str]] = {}
        for part in components(card):
            if part.get("type") == 2 and not part.get("disabled") and verb_of(part):
                buttons.setdefault(verb_of(part), []).append(str(part["custom_id"]))
        return cls(card, await room.stage.step(room.channel), buttons)

    def where(self, verb: str) -> str:
        """Return what tells this place from any other where `verb` can be followed."""
        return f"{self.step.id if self.step else ''} {self.buttons[verb][0]}"

    def says(self, text: str) -> bool:
        return text in text_of(self.card)


@dataclass(frozen=True, slots=True)
class Habit:
    """What people do where a card has a button that leads to `verb`: `share` of them, each `least`
    to `most` times, waiting for about `pace` seconds before each. `act` returns False once there
    is nothing more to do there. A habit that comes `last` waits for the others."""

    verb: str
    act: Callable[[Participant, Sight], Awaitable[bool]]
    least: int = 1
    most: int = 1
    share: float = 1.0
    pace: float = 18.0
    last: bool = False


@dataclass
class Turn:
    """One thing that somebody is about to do, when it is due."""

    due: datetime
    act: Callable[[], Awaitable[Any]]
    done: asyncio.Future[Any]


@dataclass
class Participant:
    """A simulated person; `due` is when they look up next, `left` what they still mean to do.

    What they do, they do in their turn: `press`, `choose`, `fill`, `say` wait for it.
    """

    person: Person
    room: Room
    chance: Random
    due: datetime
    places: frozenset[str] = frozenset()
    left: dict[str, int] = field(default_factory=dict)  # a place → how often still
    turn: Turn | None = None
    doing: asyncio.Task[None] | None = None

    async def press(self, shown: Shown, verb: str | None = None, **how: Any) -> Answer:
        """Press a button, as a Person does."""
        return await self._in_turn(_PRESSING, lambda: self.person.press(shown, verb, **how))

    async def open(self, sight: Sight, verb: str) -> Answer:
        """Press the first button of a card that leads to `verb`, at once."""
        where = sight.buttons[verb][0]
        return await self._in_turn(0, lambda: self.person.press(sight.card, custom_id=where))

    async def choose(self, shown: Shown, verb: str, *values: str) -> Answer:
        return await self._in_turn(_CHOOSING, lambda: self.person.choose(shown, verb, *values))

    async def fill(self, form: Answer, values: dict[str, Any]) -> Answer:
        return await self._in_turn(_WRITING, lambda: self.person.fill(form, **values))

    async def say(self, text: str) -> None:
        await self._in_turn(0, lambda: self.person.say(self.room.channel, text))

    def wants(self, habit: Habit, sight: Sight) -> bool:
        """True when they still mean to follow `habit` there; they make up their mind once."""
        where = sight.where(habit.verb)
        if where not in self.left:
            willing = self.chance.random() < habit.share
            self.left[where] = self.chance.randint(habit.least, habit.most) if willing else 0
        return self.left[where] > 0

    async def _in_turn(self, seconds: float, act: Callable[[], Awaitable[Result]]) -> Result:
        due = self.room.stage.env.now() + about(seconds, self.chance)
        self.turn = Turn(due, act, asyncio.get_running_loop().create_future())
        done: Result = await self.turn.done
        return done


class Participants:
    """The simulated people of a room. `habits`, the first that fits first, may be changed at any
    time; `hushed` while nobody begins anything. `missed` counts what was gone when their turn came,
    `stumbled` tells what they did not find where they have a habit."""

    def __init__(
        self,
        room: Room,
        people: Sequence[Person],
        habits: Iterable[Habit],
        chance: Random,
        looked_as: Callable[[], set[int]] = set,
    ) -> None:
        self._room = room
        self._looked_as = looked_as
        self._seen: tuple[int, Sight | None] = (-1, None)
        self.chance = chance
        self.habits = list(habits)
        self.hushed = False
        self.missed = 0
        self.stumbled: list[str] = []
        self.all: list[Participant] = []
        for person in people:
            self.join(person)

    def join(self, person: Person) -> Participant:
        """Have one more person take part."""
        chance = Random(self.chance.random())
        self.all.append(Participant(person, self._room, chance, self._room.stage.env.now()))
        return self.all[-1]

    async def pulse(self) -> bool:
        """Have one person, if anyone's time has come, look up, or do the one thing that they are
        about to do; return whether something was done.

        Whoever is played on a page finishes what they began, and begins nothing. Nothing else may
        act meanwhile.
        """
        now = self._room.stage.env.now()
        turns = [one for one in self.all if one.turn is not None and one.turn.due <= now]
        if turns:
            await _take_turn(min(turns, key=_due))
            return True
        played = self._looked_as()
        free = [one for one in self.all if one.doing is None and one.person.id not in played]
        due = [one for one in free if one.due <= now]
        if self.hushed or not due:
            return False
        sight = await self._look()
        if sight is not None:
            await self._look_up(min(due, key=lambda each: each.due), sight, now)
        return False

    async def close(self) -> None:
        """Have everyone stop what they do."""
        doing = [one.doing for one in self.all if one.doing is not None]
        for task in doing:
            task.cancel()
        await asyncio.gather(*doing, return_exceptions=True)

    async def _look(self) -> Sight | None:
        """Look at the card, again only where something has happened since."""
        happened = len(self._room.stage.env.backend.transcript)
        if self._seen[0] != happened:
            self._seen = happened, await Sight.of(self._room)
        return self._seen[1]

    async def _look_up(self, one: Participant, sight: Sight, now: datetime) -> None:
        known = [habit for habit in self.habits if habit.verb in sight.buttons]
        places = frozenset(sight.where(habit.verb) for habit in known)
        wanted = [habit for habit in known if one.wants(habit, sight)]
        habit = next(iter(sorted(wanted, key=lambda each: each.last)), None)
        one.due = now + about(habit.pace if habit else _IDLE, one.chance)
        if habit is None or places - one.places:  # nothing to do, or something new to read first
            one.places = places
            return
        one.doing = asyncio.create_task(self._follow(one, habit, sight))
        await asyncio.sleep(0)  # up to their first turn

    async def _follow(self, one: Participant, habit: Habit, sight: Sight) -> None:
        where, goes_on = sight.where(habit.verb), False
        try:
            goes_on = await habit.act(one, sight)
        except Impossible:
            self.missed += 1
        except (AssertionError, LookupError) as error:
            self.stumbled.append(f"{habit.verb}: {error!r}")
        finally:
            one.left[where] = one.left[where] - 1 if goes_on else 0
            one.due = self._room.stage.env.now() + about(habit.pace, one.chance)
            one.turn = one.doing = None


async def _take_turn(one: Participant) -> None:
    """Have someone do what they are about to do, and think of what they do next."""
    assert one.turn is not None
    turn, one.turn = one.turn, None
    try:
        turn.done.set_result(await turn.act())
    except (AssertionError, LookupError, *Impossible) as error:
        turn.done.set_exception(error)
    await asyncio.sleep(0)
    await asyncio.sleep(0)


def _due(one: Participant) -> datetime:
    return one.turn.due if one.turn is not None else one.due


def about(seconds: float, chance: Random) -> timedelta:
    """Return a time that people take, around `seconds`: often less, now and then much more."""
    return timedelta(seconds=chance.triangular(seconds / 4, seconds * 3, seconds / 2))
