"""One session led through the use cases, with a clock that tests move by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count

import pytest

from bot.services.context import Context
from bot.services.deadlines import act_on_next
from bot.services.postits import collecting
from bot.services.postits.collecting import Written
from bot.services.sessions import opening, steering
from bot.services.sessions.opening import NewSession
from bot.services.vote import voting
from bot.services.vote.voting import Ballot
from bot.store.timers import Timer
from bot.workshop.errors import Refusal
from bot.workshop.postits.postit import PostIt
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.vote.ballot import Content, move_dot
from bot.workshop.vote.outcome import Outcome
from tests.builders import NOUR, NOW
from tests.store.seeing import rows

# Discord's identifiers of deliveries: long, and growing with time.
_deliveries: Iterator[int] = count(922_333_444_555_666_001)


def delivery() -> str:
    """The identifier of one more form sent or message posted."""
    return str(next(_deliveries))


@contextmanager
def refused(key: str) -> Iterator[None]:
    """Check that the block is refused for the reason `key`."""
    with pytest.raises(Refusal) as refusal:
        yield
    assert refusal.value.key == key


class Room:
    """A session as the people in its channel live it. `seen` defaults to where it is."""

    def __init__(self, ctx: Context, session_id: int, now: datetime) -> None:
        self.ctx = ctx
        self.session_id = session_id
        self.now = now

    @classmethod
    async def open(
        cls, ctx: Context, new: NewSession, by: Actor = NOUR, now: datetime = NOW
    ) -> Room:
        created = await opening.create(ctx, new, by, now)
        return cls(ctx, created.id, now)

    def wait(self, *, minutes: float = 0, seconds: float = 0) -> None:
        self.now += timedelta(minutes=minutes, seconds=seconds)

    # What stands in the rows.

    async def session(self) -> Session:
        async with self.ctx.database.read() as tx:
            session = await tx.sessions.get(self.session_id)
        assert session is not None
        return session

    async def steps(self) -> list[StepRun]:
        async with self.ctx.database.read() as tx:
            return await tx.sessions.steps(self.session_id)

    async def step(self, position: int | None = None) -> StepRun:
        """The step at `position`, by default the current one."""
        where = (await self.session()).position if position is None else position
        assert where is not None
        return (await self.steps())[where]

    async def states(self) -> str:
        """The states of the steps, a letter each: waiting, open, closed, skipped."""
        letters = {"waiting": "w", "open": "O", "closed": "c", "skipped": "s"}
        return "".join(letters[step.state] for step in await self.steps())

    async def timers(self, position: int | None = None) -> list[Timer]:
        step = await self.step(position)
        async with self.ctx.database.read() as tx:
            return await tx.timers.of_step(step.id)

    async def wall(self) -> list[PostIt]:
        async with self.ctx.database.read() as tx:
            return await tx.postits.of_session(self.session_id)

    def letters(self) -> list[str]:
        """What was written to the outbox, in order: ``card 0`` is the card of the first step."""
        path = self.ctx.database.path
        positions = dict(
            rows(path, "SELECT id, position FROM steps WHERE session_id = ?", self.session_id)
        )
        found = rows(
            path,
            "SELECT kind, payload, channel_id FROM outbox WHERE session_id = ? ORDER BY id",
            self.session_id,
        )
        return [_letter(kind, json.loads(payload), positions) for kind, payload, _ in found]

    @contextmanager
    def says(self, *letters: str) -> Iterator[None]:
        """Check that the block has exactly `letters` said."""
        before = len(self.letters())
        yield
        assert self.letters()[before:] == list(letters)

    # What people do.

    async def start(self, by: Actor = NOUR) -> None:
        await steering.start(self.ctx, self.session_id, by, self.now)

    async def next(self, by: Actor = NOUR, seen: int | None = None) -> None:
        await steering.next_step(self.ctx, self.session_id, by, await self._seen(seen), self.now)

    async def skip(self, by: Actor = NOUR, seen: int | None = None) -> None:
        await steering.skip(self.ctx, self.session_id, by, await self._seen(seen), self.now)

    async def back(self, by: Actor = NOUR, seen: int | None = None) -> None:
        await steering.back(self.ctx, self.session_id, by, await self._seen(seen), self.now)

    async def extend(self, minutes: int, by: Actor = NOUR, seen: int | None = None) -> None:
        where = await self._seen(seen)
        await steering.extend(self.ctx, self.session_id, by, where, minutes, self.now)

    async def pause(self, by: Actor = NOUR, seen: int | None = None) -> None:
        await steering.pause(self.ctx, self.session_id, by, await self._seen(seen), self.now)

    async def resume(self, by: Actor = NOUR, seen: int | None = None) -> None:
        await steering.resume(self.ctx, self.session_id, by, await self._seen(seen), self.now)

    async def end(self, by: Actor = NOUR) -> bool:
        return await steering.end(self.ctx, self.session_id, by, self.now)

    async def _seen(self, seen: int | None) -> int:
        return (await self.session()).position or 0 if seen is None else seen

    async def write(self, by: Actor, *ideas: str, submission: str | None = None) -> Written:
        step = await self.step()
        return await collecting.write(
            self.ctx, step.id, by, "\n".join(ideas), None, None, submission or delivery()
        )

    async def ballot(self, by: Actor) -> Ballot:
        return await voting.ballot(self.ctx, (await self.step()).id, by)

    async def put(self, by: Actor, *options: int, dots: int = 1) -> Ballot:
        """Put `dots` on each of `options`, or take them back if negative, and cast the ballot."""
        await self.mark(by, *options, dots=dots)
        return await voting.cast(self.ctx, (await self.step()).id, by, self.now)

    async def mark(self, by: Actor, *options: int, dots: int = 1) -> Ballot:
        """Do as `put`, and leave the ballot to be cast."""
        step = await self.step()

        def marked(ballot: Ballot) -> Content:
            content = ballot.content
            for _ in range(abs(dots)):
                for option in options:
                    by_one = 1 if dots > 0 else -1
                    content = move_dot(ballot.plan, content, ballot.options, option, by_one)
            return content

        return await voting.change(self.ctx, step.id, by, marked)

    async def vote(self, by: Actor, content: Content) -> Ballot:
        """Cast a whole ballot."""
        step = await self.step()
        await voting.change(self.ctx, step.id, by, lambda _: content)
        return await voting.cast(self.ctx, step.id, by, self.now)

    async def outcome(self, position: int | None = None) -> Outcome:
        """The outcome of a counted vote."""
        text = (await self.step(position)).outcome
        assert text is not None
        return Outcome.read(text)

    async def ring(self) -> int:
        """Act on every timer that is due; return how many were."""
        acted = 0
        while await act_on_next(self.ctx, self.now):
            acted += 1
        return acted

    async def until(self, moment: datetime) -> None:
        """Let time go on to `moment`, acting on each timer when it is due."""
        while True:
            async with self.ctx.database.read() as tx:
                due = await tx.timers.next_due()
            if due is None or due > moment:
                break
            self.now = max(self.now, due)
            assert await act_on_next(self.ctx, self.now)
        self.now = moment


def _letter(kind: str, payload: dict[str, int], positions: dict[int, int]) -> str:
    words = [kind]
    if "step" in payload:
        words.append(str(positions[payload["step"]]))
    # When a step ends is what tests of its warning look at.
    told = (name for name in payload if name not in ("step", "ends"))
    words += [f"{name}={payload[name]}" for name in told]
    return " ".join(words)
