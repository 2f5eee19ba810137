"""What troubles act with: the room, its simulated people, and what is noted of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from bot.i18n import Catalogue
from bot.rehearsal.live.participants import Participants, Sight
from bot.rehearsal.room import Room
from bot.rehearsal.stage import Person, Stage
from bot.rehearsal.trouble.kinds import Trouble
from bot.rehearsal.trouble.log import Happening
from bot.rehearsal.trouble.watch import Watch
from bot.workshop.sessions.session import Session, StepRun


@dataclass
class House:
    """`step` is the one under way; `away` while the bot is; `played` whom someone plays on a page.

    What troubles write is in the language of `t`. `newcomers` are names that nobody has yet.
    """

    room: Room
    participants: Participants
    watch: Watch
    chance: Random
    t: Catalogue
    session: Session
    step: StepRun
    newcomers: list[str]
    came: list[Happening] = field(default_factory=list)
    leads: frozenset[int] = frozenset()
    away: bool = False
    played: Callable[[], set[int]] = set

    @property
    def stage(self) -> Stage:
        return self.room.stage

    @property
    def now(self) -> datetime:
        return self.stage.env.now()

    @property
    def free(self) -> list[Person]:
        """The simulated people whom nobody plays."""
        played = self.played()
        return [one.person for one in self.participants.all if one.person.id not in played]

    def several(self, most: int) -> list[Person]:
        """Return so many of them, or all, drawn by lot."""
        free = self.free
        return self.chance.sample(free, min(most, len(free)))

    async def sight(self) -> Sight:
        """Look at the card; LookupError where there is none."""
        sight = await Sight.of(self.room)
        if sight is None:
            raise LookupError("there is no card")
        return sight

    def words(self, key: str) -> list[str]:
        """Return what is written in a trouble, each line once, shuffled."""
        lines = self.t(f"rehearsal.trouble.words.{key}").split("\n")
        return self.chance.sample(lines, len(lines))

    async def spare(self, people: Sequence[Person], verb: str) -> None:
        """Have people not do on their own what they did in a trouble."""
        sight = await self.sight()
        if verb in sight.buttons:
            for one in self.participants.all:
                if one.person in people:
                    one.left[sight.where(verb)] = 0

    def happens(self, one: Happening) -> None:
        """Note that a trouble comes, now."""
        one.began = self.now
        self.came.append(one)

    def reacted(self, since: datetime) -> bool:
        """Return whether those who lead did something that the room could see since a moment:
        they typed, or what they pressed was no look at their own panel."""
        return any(
            deed.person in self.leads and deed.verb not in ("lead.panel", "session.where")
            for deed in self.watch.deeds(since)
        )


# A trouble acts, then says how many seconds it waits for; it ends when there is no more to do.
Act = Callable[[House, Happening], AsyncIterator[float]]
Acts = dict[Trouble, Act]
