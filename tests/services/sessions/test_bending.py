"""A plan bent a hundred times, with a restart between any two changes: nothing that was made is
lost, time adds up, and what happens later concerns the step under way alone."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Coroutine
from datetime import timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.services.context import Context
from bot.services.deadlines import act_on_next
from bot.services.notes.notes import keep
from bot.services.records import record
from bot.services.sessions import plan as bending
from bot.services.sessions.unplanned import Place, open_step_now
from bot.services.vote import voting
from bot.store import Database
from bot.store.timers import TimerKind
from bot.workshop.errors import Refusal
from bot.workshop.kinds import AtEnd, Collect, Discuss, Kinds, Vote
from bot.workshop.language import Language
from bot.workshop.sessions.plan import Plan, stamp
from bot.workshop.sessions.session import SessionState, StepRun, StepState
from bot.workshop.vote.outcome import Outcome
from tests.builders import (
    ALIX,
    BACHIR,
    CHANNEL,
    CLEO,
    NOUR,
    SERVER,
    collect,
    discuss,
    group,
    new_session,
    poll,
    recipe,
    reveal,
    vote,
)
from tests.services.room import Room, delivery
from tests.store.seeing import rows

T = TypeVar("T")

RECIPE = recipe(
    collect(minutes=3, at_end=AtEnd.NEXT),
    reveal(minutes=1),
    discuss(minutes=2, at_end=AtEnd.CLOSE),
    vote(minutes=2),
    discuss(minutes=4),
)
KINDS: list[Kinds] = [
    collect(minutes=2),
    collect(minutes=1, silent=False, at_end=AtEnd.CLOSE),
    reveal(minutes=1),
    group(minutes=2),
    poll("approval", "un four", "un vélo", minutes=2),
    poll("yes_no", minutes=1, at_end=AtEnd.CLOSE),
    discuss(minutes=1, at_end=AtEnd.NEXT),
]
ANY = st.integers(0, 60)
PEOPLE = st.sampled_from([ALIX, BACHIR, CLEO])


class Bending(RuleBasedStateMachine):
    """Acts on a real database, beside a ledger of what people made and of the time they spent."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.runner = asyncio.Runner()
        self.path = Path(self.folder.name) / "gommette.db"
        self.database = self.run(Database.open(self.path))
        self.room = self.run(Room.open(Context(self.database, Random(1)), new_session(RECIPE)))
        self.spent: Counter[int] = Counter()
        self.texts: set[str] = set()
        self.notes: set[str] = set()
        self.voters: dict[int, set[int]] = {}
        self.look()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    def teardown(self) -> None:
        try:
            self.end()
        finally:
            self.run(self.database.close())
            self.runner.close()
            self.folder.cleanup()

    # What is looked at, and how things are done.

    def look(self) -> None:
        self.session = self.run(self.room.session())
        self.plan: Plan = self.run(bending.plan_of(self.room.ctx, self.room.session_id, NOUR)).plan

    def digest(self) -> list[object]:
        tables = ("sessions", "steps", "timers", "outbox", "postits", "notes")
        return [rows(self.path, f"SELECT * FROM {table}") for table in tables]

    def press(self, work: Coroutine[Any, Any, object], *, may: bool | None = None) -> bool:
        """Do `work`, and return whether it was done; a refusal, where `may` allows one, does
        nothing."""
        before = self.digest()
        try:
            self.run(work)
        except Refusal as refusal:
            assert may is not True, f"should have been done: {refusal}"
            assert self.digest() == before
            return False
        assert may is not False, "should have been refused"
        return True

    def any_of(self, which: int) -> StepRun:
        every = [*self.plan.steps, *self.plan.out]
        return every[which % len(every)]

    @property
    def bent(self) -> tuple[Context, int]:
        return self.room.ctx, self.room.session_id

    @initialize(started=st.sampled_from([True, True, False]))
    def begin(self, started: bool) -> None:
        if started:
            self.run(self.room.start())

    # The plan bends.

    @rule(kind=st.sampled_from(range(len(KINDS))), which=ANY)
    def insert(self, kind: int, which: int) -> None:
        behind = self.any_of(which)
        may = self.plan.moves(behind) and not (self.plan.is_full or self.plan.is_worn)
        self.press(bending.insert(*self.bent, NOUR, KINDS[kind], behind.id), may=may)

    @rule(kind=st.sampled_from(range(len(KINDS))))
    def insert_now(self, kind: int) -> None:
        here = self.plan.here
        may = not (here is None or self.plan.is_full or self.plan.is_worn)
        instead = here.id if here else 1
        work = bending.insert_now(*self.bent, NOUR, KINDS[kind], instead, self.room.now)
        self.press(work, may=may)

    @rule()
    def open_a_vote_now(self) -> None:
        if self.session.state is SessionState.LOBBY:
            return
        place = Place(SERVER, CHANNEL, Language.FRENCH)
        asked = poll("approval", "oui", "non", minutes=1)
        self.press(open_step_now(self.room.ctx, place, asked, NOUR, self.room.now))

    @rule(which=ANY)
    def move_up(self, which: int) -> None:
        step = self.any_of(which)
        above = self.plan.above(step)
        upper = above.id if above else 1
        may = above is not None
        if self.press(bending.swap(*self.bent, NOUR, upper, step.id), may=may):
            self.look()
            moved = self.plan.find(step.id)
            assert moved is not None
            assert moved.position == step.position - 1

    @rule(which=ANY)
    def come_next(self, which: int) -> None:
        step, here = self.any_of(which), self.plan.here
        follows = here.id if here else None
        may = self.plan.may_come_next(step)
        work = bending.come_next(*self.bent, NOUR, step.id, follows, self.room.now)
        if self.press(work, may=may):
            self.look()
            following = self.plan.at(self.plan.first_free)
            assert following is not None
            assert following.id == step.id

    @rule(which=ANY)
    def take_out(self, which: int) -> None:
        step = self.any_of(which)
        may = self.plan.may_leave(step)
        self.press(bending.take_out(*self.bent, NOUR, step.id, self.room.now), may=may)

    @rule(which=ANY)
    def put_back(self, which: int) -> None:
        if not self.plan.out:
            return
        step = self.plan.out[which % len(self.plan.out)]
        behind = self.plan.at(self.plan.returns_to(step))
        before = behind.id if behind else None
        work = bending.put_back(*self.bent, NOUR, step.id, before, self.room.now)
        self.press(work, may=not self.plan.is_full)

    @rule(which=ANY)
    def repeat(self, which: int) -> None:
        step = self.any_of(which)
        behind = self.plan.at(self.plan.repeats_at(step))
        may = not (step.is_out or self.plan.is_full or self.plan.is_worn)
        work = bending.repeat(*self.bent, NOUR, step.id, behind.id if behind else None)
        self.press(work, may=may)

    @rule(which=ANY, minutes=st.sampled_from([0.5, 1, 2, 3]))
    def change(self, which: int, minutes: float) -> None:
        step = self.any_of(which)
        changed = step.plan.model_copy(update={"minutes": minutes, "optional": True})
        may = self.plan.resizes(step) or changed == step.plan
        work = bending.change(*self.bent, NOUR, step.id, stamp(step.plan), changed)
        self.press(work, may=may)

    @rule(which=ANY, other=ANY)
    def bend_what_was_read_otherwise(self, which: int, other: int) -> None:
        """Another facilitator was faster: nothing is done."""
        step, wrong = self.any_of(which), self.any_of(other).id + 1000
        for work in (
            bending.swap(*self.bent, NOUR, wrong, step.id),
            bending.come_next(*self.bent, NOUR, step.id, wrong, self.room.now),
            bending.put_back(*self.bent, NOUR, step.id, wrong, self.room.now),
            bending.repeat(*self.bent, NOUR, step.id, wrong),
            bending.insert(*self.bent, NOUR, KINDS[0], wrong),
            bending.insert_now(*self.bent, NOUR, KINDS[0], wrong, self.room.now),
            bending.change(*self.bent, NOUR, step.id, stamp(step.plan) + 1, step.plan),
        ):
            self.press(work, may=False)

    # The room goes on.

    @rule(way=st.sampled_from(["next", "next", "skip", "back", "pause", "resume"]))
    def move(self, way: str) -> None:
        self.press(getattr(self.room, way)())

    @rule(minutes=st.sampled_from([1, 5]))
    def extend(self, minutes: int) -> None:
        self.press(self.room.extend(minutes))

    @rule(seconds=st.sampled_from([1, 20, 45, 90, 200]))
    def wait(self, seconds: int) -> None:
        until = self.room.now + timedelta(seconds=seconds)
        while True:
            due = self.run(self.next_due())
            stop = until if due is None else max(self.room.now, min(due, until))
            self.look()
            here = self.plan.here
            if here is not None and here.is_open and not self.session.paused:
                self.spent[here.id] += int((stop - self.room.now).total_seconds())
            self.room.now = stop
            if due is None or due > until:
                return
            assert self.run(act_on_next(self.room.ctx, self.room.now))

    async def next_due(self) -> Any:
        async with self.database.read() as tx:
            return await tx.timers.next_due()

    @rule(by=PEOPLE)
    def make_something(self, by: Any) -> None:
        self.make_something_of(by)

    def make_something_of(self, by: Any) -> None:
        here = self.plan.here
        if here is None or not here.is_open:
            return
        text = f"idée {delivery()}"
        if isinstance(here.plan, Collect):
            self.press(self.room.write(by, text))
            # Beyond what one person may write, it is given back to them.
            self.texts |= {text} & {postit.text for postit in self.run(self.room.wall())}
        elif isinstance(here.plan, Discuss):
            work = keep(self.room.ctx, here.id, NOUR, text, delivery(), self.room.now)
            if self.press(work):
                self.notes.add(text)
        elif isinstance(here.plan, Vote) and here.outcome is None:
            self.cast(here, by)

    @rule()
    def make_a_lot(self) -> None:
        for by in (ALIX, BACHIR, CLEO):
            self.make_something_of(by)

    def cast(self, here: StepRun, by: Any) -> None:
        assert isinstance(here.plan, Vote)
        ballot = self.run(voting.ballot(self.room.ctx, here.id, by))
        if here.plan.method == "yes_no":
            content: Any = "yes"
        elif not ballot.options:
            return
        else:
            first = ballot.options[0].number
            content = {str(first): 1} if here.plan.method == "dots" else [str(first)]
        self.run(self.room.vote(by, content))
        self.voters.setdefault(here.id, set()).add(by.user_id)

    # What is always true.

    @invariant()
    def everything_holds(self) -> None:
        self.run(self.database.close())
        self.database = self.run(Database.open(self.path))
        self.room.ctx = Context(self.database, Random(1))
        self.run(self.room.ring())
        self.look()
        steps = self.plan.steps
        assert [step.position for step in steps] == list(range(len(steps)))
        assert self.session.recipe.steps == tuple(step.plan for step in steps)
        self.one_step_is_under_way(steps)
        self.what_comes_later_is_of_the_step_under_way()
        self.one_card_is_live()
        self.nothing_is_lost()
        for step in (*steps, *self.plan.out):
            assert step.spent(self.room.now) == self.spent[step.id]

    def one_step_is_under_way(self, steps: tuple[StepRun, ...]) -> None:
        here = self.plan.here
        are_open = [step for step in (*steps, *self.plan.out) if step.is_open]
        if self.session.state is SessionState.LOBBY:
            assert (here, are_open) == (None, [])
            return
        assert here is not None
        assert are_open == ([] if here.rests(self.session) else [here])
        for step in steps[: here.position]:
            assert step.is_over
        for step in (*steps[here.position + 1 :], *self.plan.out):
            assert step.state is StepState.WAITING

    def what_comes_later_is_of_the_step_under_way(self) -> None:
        here = self.plan.here
        found = rows(self.path, "SELECT kind, step_id FROM timers WHERE step_id IS NOT NULL")
        assert {step_id for _, step_id in found} <= {here.id if here else None}
        kinds = [kind for kind, _ in found]
        assert len(kinds) == len(set(kinds))
        if here is None or self.session.paused:
            assert kinds == []
        elif here.is_open and here.outcome is None and not here.overtime(self.room.now):
            assert TimerKind.TIME_UP in kinds

    def one_card_is_live(self) -> None:
        """The card of the step under way; letters are of steps that exist."""
        known = {step_id for (step_id,) in rows(self.path, "SELECT id FROM steps")}
        live: int | None = None
        for kind, payload in rows(self.path, "SELECT kind, payload FROM outbox ORDER BY id"):
            step = json.loads(payload).get("step")
            assert step is None or step in known
            if kind == "card":
                assert live is None
                live = step
            elif kind == "fold" and step == live:
                live = None
        here = self.plan.here
        assert live == (here.id if here else None)

    def nothing_is_lost(self) -> None:
        told = self.run(record(*self.bent))
        assert {p.text for p in told.postits} == self.texts
        assert {note for notes in told.notes.values() for note in notes} == self.notes
        kept = {step.id for step in told.steps}
        assert {p.step_id for p in told.postits} | set(told.notes) <= kept
        for step_id, voters in self.voters.items():
            (step,) = [step for step in told.steps if step.id == step_id]
            if step.outcome is None:
                assert self.run(self.voted(step_id)) == voters
            else:  # of few secret ballots, how many they were is all that is kept
                assert Outcome.read(step.outcome).turnout == len(voters)

    async def voted(self, step_id: int) -> frozenset[int]:
        async with self.database.read() as tx:
            return await tx.voters.voted(step_id)

    def end(self) -> None:
        """What was taken out, or is still set aside, is counted with the rest."""
        self.run(self.room.end())
        told = self.run(record(*self.bent))
        for step_id, voters in self.voters.items():
            (step,) = [step for step in told.steps if step.id == step_id]
            assert step.outcome is not None
            assert Outcome.read(step.outcome).turnout == len(voters)
        assert [step.position for step in told.steps] == list(range(len(told.steps)))
        assert rows(self.path, "SELECT * FROM timers WHERE step_id IS NOT NULL") == []


TestBending = Bending.TestCase
# Shrinking a failure would take minutes; the presses can be read as they are.
TestBending.settings = settings(
    max_examples=2,
    stateful_step_count=100,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
