"""The loads: the same messages, forms and ballots for Gommette and for the floor."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from cProfile import Profile
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import simcord
from simcord import ChannelHandle, GuildHandle, HttpLogEntry, InteractionResult, MemberActor

from bot.rehearsal.stage import Answer, Person, Reply, Stage, components, stage
from bot.store import Topic
from bot.workshop.kinds import Vote
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.vote.methods import VoteOn
from tests.bench.floor import buttons, floor

MINUTES = 3
# People in a room hear the question together: what they type comes in gusts.
GUST_SECONDS = 2.0
# Long enough for the last redraw of the card.
AFTERWARDS = 12.0


@dataclass(frozen=True, slots=True)
class Size:
    """How many people type how many post-its, and how many send a form and cast a ballot; how
    many post-its are drawn, and how many pictures in a row."""

    people: int = 200
    typed: int = 1000
    forms: int = 200
    notes: int = 300
    renders: int = 100


@dataclass
class Meter:
    """When each post-it was typed, and when each was committed.

    Both bots keep what comes one by one and in order: the nth commit is that of the nth message.
    """

    typed: list[float] = field(default_factory=list)
    committed: list[float] = field(default_factory=list)
    # Seconds of processor by what people did; with a profile for each, of the loop's thread.
    spent: dict[str, float] = field(default_factory=dict)
    profiles: dict[str, Profile] | None = None

    @contextmanager
    def measuring(self, what: str) -> Iterator[None]:
        """Count what the block spends as that of `what`."""
        profile = None
        if self.profiles is not None:
            profile = self.profiles.setdefault(what, Profile())
            profile.enable()
        before = time.process_time()
        try:
            yield
        finally:
            self.spent[what] = self.spent.get(what, 0.0) + time.process_time() - before
            if profile is not None:
                profile.disable()

    def commit(self) -> None:
        """Note when a post-it was committed; a card that is posted again between two is none."""
        if len(self.committed) < len(self.typed):
            self.committed.append(time.perf_counter())

    @property
    def waits(self) -> list[float]:
        """Seconds from each message to its committed row."""
        return [after - before for before, after in zip(self.typed, self.committed, strict=True)]


@dataclass(frozen=True, slots=True)
class Hall:
    """A room with one of the two bots."""

    env: simcord.Env
    server: GuildHandle
    channel: ChannelHandle
    meter: Meter
    press: dict[str, str]  # what people do → the beginning of the custom id
    # Gommette moves on to the step wanted; the floor has no steps.
    move_on: Callable[[Callable[[Session, StepRun], bool]], Awaitable[None]]

    def members(self, number: int) -> list[MemberActor]:
        return [
            self.server.add_member(self.env.create_user(f"personne {n}")) for n in range(number)
        ]


@dataclass(frozen=True, slots=True)
class Typed:
    """What came of the typed post-its; `busy` and `waits` are real seconds."""

    busy: float
    waits: list[float]
    requests: list[HttpLogEntry]


async def type_postits(hall: Hall, size: Size) -> Typed:
    """Have people type post-its over three virtual minutes.

    What counts is the time in which the bot has post-its to keep, from the first message of a
    gust to its last commit: the simulator's own waiting is left out, for both bots.
    """
    env, meter = hall.env, hall.meter
    authors = [member.id for member in hall.members(size.people)]
    gusts = round(MINUTES * 60 / GUST_SECONDS)
    before = len(env.http_requests)
    sent, busy = 0, 0.0
    meter.committed.clear()
    for gust in range(gusts):
        until = size.typed * (gust + 1) // gusts
        with meter.measuring("typed post-its"):
            for number in range(sent, until):
                meter.typed.append(time.perf_counter())
                author = authors[number % len(authors)]
                env.backend.create_message(hall.channel.id, author, f"Une idée typée, la {number}e")
            await env.settle()
        if until > sent:
            busy += meter.committed[-1] - meter.typed[sent]
        sent = until
        await env.advance_time(GUST_SECONDS)
    await env.advance_time(AFTERWARDS)
    return Typed(busy, meter.waits, list(env.http_requests)[before:])


async def send_forms(hall: Hall, size: Size) -> float:
    """Have people send one idea each in a form, one after the other; return the real seconds."""
    spent = 0.0
    for number, member in enumerate(hall.members(size.forms)):
        form = await _press(hall, member, "add")
        started = time.perf_counter()
        with hall.meter.measuring("forms"):
            await member.submit_modal(form, {"ideas": f"Une idée écrite, la {number}e"})
        spent += time.perf_counter() - started
    return spent


async def cast_ballots(hall: Hall, size: Size) -> list[float]:
    """Have people put three dots each and cast their ballot, one person after the other.

    Returns the real seconds of each, from the choice to the receipt.
    """
    spent: list[float] = []
    for member in hall.members(size.forms):
        ballot = (await _press(hall, member, "open")).response
        assert ballot is not None
        menu = _part(ballot, hall.press["choose"])
        chosen = [option["value"] for option in menu["options"][:3]]
        started = time.perf_counter()
        with hall.meter.measuring("ballots cast"):
            marked = (await member.select(ballot, chosen, custom_id=menu["custom_id"])).response
            assert marked is not None
            await member.click(marked, custom_id=_part(marked, hall.press["cast"])["custom_id"])
        spent.append(time.perf_counter() - started)
    return spent


def _part(message: Reply, verb: str) -> dict[str, Any]:
    """Return the one component of a message that leads to `verb`."""
    (found,) = [part for part in components(message) if _leads(part, verb)]
    return found


async def _press(hall: Hall, member: MemberActor, what: str) -> InteractionResult:
    wanted = hall.press[what]
    for message in reversed(hall.channel.history()):
        for part in components(message):
            if _leads(part, wanted):
                return await member.click(message, custom_id=part["custom_id"])
    raise AssertionError(f"nothing leads to {wanted}")


def _leads(part: dict[str, Any], verb: str) -> bool:
    return str(part.get("custom_id", "")).split(":")[0] == verb


@asynccontextmanager
async def bare(folder: Path) -> AsyncIterator[Hall]:
    """A room with the floor."""
    meter = Meter()
    async with floor(folder / "floor.db", meter.commit) as env:
        server = env.create_guild("Coopérative d'essai")
        channel = server.create_text_channel("atelier")
        await env.settle()
        assert env.bot is not None
        await env.bot.get_partial_messageable(channel.id).send(view=buttons())

        async def stay(wanted: Callable[[Session, StepRun], bool]) -> None:
            """The floor has no steps."""

        press = {"add": "add", "open": "open", "choose": "choose", "cast": "cast"}
        yield Hall(env, server, channel, meter, press, stay)


@asynccontextmanager
async def gommette(folder: Path) -> AsyncIterator[Hall]:
    """A room with Gommette, at the first step of *Brainstorm*."""
    meter = Meter()
    async with stage(folder / "gommette.db", rng=Random(1)) as made:
        server = made.server()
        channel = server.create_text_channel("atelier")
        lead = made.person(server, "Maëlle")
        panel = await lead.command(channel, "session new", recipe="brainstorm")
        panel = await _steer(lead, panel, "lead.start")

        async def move_on(wanted: Callable[[Session, StepRun], bool]) -> None:
            nonlocal panel
            while not wanted(*await _now(made, channel)):
                panel = await _steer(lead, panel, "lead.next")

        def told(topic: Topic, _: int) -> None:
            if topic is Topic.SESSION:
                meter.commit()

        made.bot.ctx.database.listen(told)
        press = {
            "add": "postit.add",
            "open": "ballot.open",
            "choose": "ballot.put",
            "cast": "ballot.cast",
        }
        yield Hall(made.env, server, channel, meter, press, move_on)


async def _steer(lead: Person, panel: Answer, verb: str) -> Answer:
    assert panel.message is not None
    (control,) = [c for c in components(panel.message) if _leads(c, verb)]
    return await lead.press(panel, custom_id=control["custom_id"])


async def _now(made: Stage, channel: ChannelHandle) -> tuple[Session, StepRun]:
    async with made.bot.ctx.database.read() as tx:
        session = await tx.sessions.live_in(channel.id)
        assert session is not None
        step = await tx.sessions.step_at(session.id, session.position)
    assert step is not None
    return session, step


def at_a_vote(_: Session, step: StepRun) -> bool:
    """The vote on post-its: that on themes comes before it."""
    return isinstance(step.plan, Vote) and step.plan.on is VoteOn.POSTITS
