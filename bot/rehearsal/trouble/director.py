"""Has troubles come to a room while its sessions go on, and tells how it went at their end."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from bot.i18n import Catalogue, catalogue
from bot.rehearsal.live.glue import Impossible
from bot.rehearsal.live.participants import Participants
from bot.rehearsal.room import Room
from bot.rehearsal.trouble.acts import ACTS
from bot.rehearsal.trouble.debrief import Part, debrief, pages
from bot.rehearsal.trouble.house import House
from bot.rehearsal.trouble.kinds import Trouble, spread
from bot.rehearsal.trouble.log import Happening, Log
from bot.rehearsal.trouble.watch import Watch
from bot.reports.record import SessionRecord
from bot.services.records import record
from bot.workshop.sessions.session import Session, SessionState, StepRun

# Between two troubles of a step, and before the first that does not come as it opens (seconds).
_PAUSE = (12.0, 28.0)
# The summary is posted first.
_SUMMARY = timedelta(seconds=6)
# Who comes late has a name that nobody else has.
_MORE = 60

Told = Callable[[SessionRecord, Sequence[Part], Catalogue], None]


@dataclass
class _Acting:
    """A trouble that is under way; `due` is when it goes on."""

    happening: Happening
    acts: AsyncIterator[float]
    due: datetime

    @property
    def trouble(self) -> Trouble:
        return self.happening.trouble


@dataclass
class _Run:
    """One session: the troubles that are `left`, those to come in the step at hand, those under
    way (some wait for their moment); `next` is when another may begin."""

    house: House
    left: list[Trouble]
    step: int = 0
    to_come: list[Trouble] = field(default_factory=list)
    acting: list[_Acting] = field(default_factory=list)
    next: datetime | None = None
    over: datetime | None = None


class Director:
    """Call `pulse` every second or so, while nobody else acts. `told` is called with the debrief of
    each session; the room reads it too. Only some `troubles` come, if asked."""

    def __init__(
        self,
        room: Room,
        participants: Participants,
        newcomers: Sequence[str],
        chance: Random,
        told: Told,
        played: Callable[[], set[int]] = set,
        troubles: Sequence[Trouble] = tuple(Trouble),
    ) -> None:
        self._room = room
        self._participants = participants
        self._newcomers = list(newcomers)
        self._chance = chance
        self._told = told
        self._played = played
        self._troubles = troubles
        self._watch = Watch(room.stage, room.channel.id)
        self._run: _Run | None = None
        self.stumbled: list[str] = []  # what a trouble could not do

    async def pulse(self) -> None:
        """Begin what is to begin, go on with what is under way, end what is over."""
        run = self._run
        if run is None or not run.house.away:
            self._watch.attend()
            run = await self._looked()
        if run is None:
            return
        await self._went_on(run)
        if run.over is not None and run.house.now >= run.over + _SUMMARY:
            self._run = None
            await self._debriefed(run)
        elif run.over is None:
            await self._begun(run)

    async def _looked(self) -> _Run | None:
        """Look at the session under way, and at its step; return the run of the moment."""
        found = await self._session()
        run = self._run
        if found is None or (run is not None and found[0].id != run.house.session.id):
            if run is not None and run.over is None:
                run.over = run.house.now
                await self._stopped(run, everything=True)
            return run
        session, steps, leads = found
        step = next((one for one in steps if one.position == session.position), None)
        if step is None or session.quick or session.started_at is None:
            return run
        if run is None:
            t = catalogue(session.language)
            newcomers = [n for n in self._newcomers if n not in self._names]
            house = House(
                self._room, self._participants, self._watch, self._chance, t, session, step,
                newcomers, played=self._played,
            )  # fmt: skip
            run = self._run = _Run(house, list(self._troubles))
        run.house.session, run.house.step, run.house.leads = session, step, leads
        if step.id != run.step:
            run.step = step.id
            await self._stopped(run)
            plans = [one.plan for one in steps if not one.is_out]
            drawn = spread(plans, step.position, run.left, self._chance)
            run.to_come = list(drawn)
            run.next = run.house.now
            if not (drawn and drawn[0].opens):
                run.next += self._pause()
        return run

    async def _session(self) -> tuple[Session, Sequence[StepRun], frozenset[int]] | None:
        async with self._room.stage.bot.ctx.database.read() as tx:
            session = await tx.sessions.live_in(self._room.channel.id)
            if session is None or session.state is not SessionState.RUNNING:
                return None
            steps = await tx.sessions.every_step(session.id)
            return session, steps, await tx.sessions.facilitators(session.id)

    async def _begun(self, run: _Run) -> None:
        """Begin the next trouble of the step, when its time has come and no other is under way."""
        house = run.house
        came = [one for one in run.acting if one.happening in house.came]
        busy = any(one.trouble is not Trouble.LOUD for one in came)
        if busy or house.session.paused or not run.to_come:
            return
        if run.next is not None and house.now >= run.next:
            trouble = run.to_come.pop(0)
            one = Happening(trouble, house.step.id, house.now)
            run.acting.append(_Acting(one, ACTS[trouble](house, one), house.now))
            await self._went_on(run)

    async def _went_on(self, run: _Run) -> None:
        """Have each trouble that is due do what comes next."""
        for one in [one for one in run.acting if one.due <= run.house.now]:
            if run.house.away and one.trouble is not Trouble.RESTART:
                continue
            try:
                one.due = run.house.now + timedelta(seconds=await anext(one.acts))
                continue
            except StopAsyncIteration:
                pass
            except (AssertionError, LookupError, ValueError, *Impossible) as error:
                self.stumbled.append(f"{one.trouble}: {error!r}")
            await self._ended(run, one)

    async def _stopped(self, run: _Run, *, everything: bool = False) -> None:
        """Stop what the room has left behind: those who dominate go on."""
        for one in list(run.acting):
            if everything or one.trouble not in (Trouble.LOUD, Trouble.RESTART):
                await one.acts.aclose()  # type: ignore[attr-defined]
                await self._ended(run, one)

    async def _ended(self, run: _Run, one: _Acting) -> None:
        run.acting.remove(one)
        house = run.house
        if not house.away:
            house.participants.hushed = False
        if one.happening in house.came:
            run.left.remove(one.trouble)
            if one.trouble is not Trouble.LOUD and one.happening.ended is None:
                one.happening.ended = house.now
        run.next = house.now + self._pause()

    async def _debriefed(self, run: _Run) -> None:
        """Tell how it went, to whoever waits for it and in the room."""
        house = run.house
        told = await record(self._room.stage.bot.ctx, house.session.id)
        log = self._log(run)
        parts = debrief(told, log, house.t)
        self._told(told, parts, house.t)
        name = house.t("rehearsal.trouble.debrief.name")
        user = self._room.stage.env.create_user(name, bot=True)
        teller = self._room.server.add_member(user)
        for page in pages(told, parts, house.t):
            await teller.send(self._room.channel, page)

    def _log(self, run: _Run) -> Log:
        house = run.house
        deeds = self._watch.deeds(house.session.started_at or house.session.created_at)
        until = run.over or house.now
        deeds = tuple(deed for deed in deeds if deed.at <= until)
        names = {one.person.id: one.person.name for one in self._participants.all}
        users = self._room.stage.env.backend.users
        there = {deed.person for deed in deeds} | house.leads
        names |= {one: users[one].name for one in there if one in users}
        return Log(names, house.leads, deeds, tuple(house.came))

    @property
    def _names(self) -> set[str]:
        return {user.name for user in self._room.stage.env.backend.users.values()}

    def _pause(self) -> timedelta:
        return timedelta(seconds=self._chance.uniform(*_PAUSE))
