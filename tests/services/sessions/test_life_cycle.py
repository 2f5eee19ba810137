"""Whatever people press, in any order, a session stays one that can be understood."""

from __future__ import annotations

import asyncio
import json
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
from bot.services.postits import collecting
from bot.services.vote import voting
from bot.services.vote.voting import Ballot
from bot.store import Database
from bot.store.timers import TimerKind
from bot.workshop.errors import Refusal
from bot.workshop.kinds import AtEnd, Collect, Vote
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import SessionState, Signing, StepRun, StepState
from bot.workshop.vote.ballot import Content, left, move_dot
from bot.workshop.vote.outcome import Outcome
from tests.builders import (
    ALIX,
    BACHIR,
    CLEO,
    NOUR,
    collect,
    discuss,
    new_session,
    recipe,
    reveal,
    scenario,
    story,
    vote,
)
from tests.services.room import Room, delivery
from tests.store.seeing import rows, scalar

RECIPE = recipe(
    story(minutes=4, pace=45),
    collect(minutes=5, per_person=4, at_end=AtEnd.NEXT),
    reveal(minutes=1),
    vote(minutes=3, budget=3, cap=2),
    discuss(minutes=4, at_end=AtEnd.NEXT),
)
LAST = len(RECIPE.steps) - 1
BEATS = 4  # the opening, two anchors, the award
PEOPLE = st.sampled_from([ALIX, BACHIR, CLEO])
# Mostly what the facilitator really sees; now and then a card that is out of date.
STALE = st.sampled_from([0, 0, 0, 0, 1, -1])


T = TypeVar("T")


class LifeCycle(RuleBasedStateMachine):
    """Acts on a real database, beside a model that says what each press should have done."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.runner = asyncio.Runner()
        self.path = Path(self.folder.name) / "gommette.db"
        self.database = self.run(Database.open(self.path))
        new = new_session(RECIPE, told=scenario(), signing=Signing.MASKED)
        self.room = self.run(Room.open(Context(self.database, Random(1)), new))
        self.state = SessionState.LOBBY
        self.position = 0  # while running
        self.paused = False

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    def teardown(self) -> None:
        self.run(self.database.close())
        self.runner.close()
        self.folder.cleanup()

    def press(self, work: Coroutine[Any, Any, object], *, refused: str | None) -> bool:
        """Do `work`; check that it is refused for the reason expected. True when it was done."""
        said = len(self.room.letters())
        try:
            self.run(work)
        except Refusal as refusal:
            assert refusal.key == refused
            assert len(self.room.letters()) == said
            return False
        assert refused is None, f"should have been refused: {refused}"
        return True

    def why_not(self, by: Actor, stale: int) -> str | None:
        """The reason that stands against every move of a running session."""
        if self.state is SessionState.ENDED:
            return "session.ended"
        if by is not NOUR:
            return "session.not_facilitator"
        if self.state is SessionState.LOBBY:
            return "session.not_started"
        return "session.moved" if stale else None

    @initialize(position=st.sampled_from([None, 0, 1, 2, 3, 3, 3, 4]), dots=st.booleans())
    def come_in_the_middle(self, position: int | None, dots: bool) -> None:
        """Chance alone would seldom get past the first steps."""
        if position is None:
            return
        self.run(self.room.start())
        self.state = SessionState.RUNNING
        for _ in range(position):
            if self.position == 1:
                self.run(self.room.write(ALIX, "un", "deux"))
            if self.position == 3 and dots:
                self.run(self.room.put(ALIX, 1))
            self.run(self.room.next())
            self.position += 1
        if self.position == 3 and dots:
            self.run(self.room.put(ALIX, 1))

    # What those who lead press, and what others try to.

    @rule(by=st.sampled_from([NOUR, NOUR, NOUR, ALIX]))
    def start(self, by: Actor) -> None:
        why_not = self.why_not(by, 0)
        if why_not == "session.not_started":
            why_not = None
        elif why_not is None:
            why_not = "session.started"
        if self.press(self.room.start(by), refused=why_not):
            self.state = SessionState.RUNNING

    @rule(by=st.sampled_from([NOUR, NOUR, NOUR, ALIX]), stale=STALE, skip=st.booleans())
    def move_on(self, by: Actor, stale: int, skip: bool) -> None:
        why_not = self.why_not(by, stale)
        if why_not is None and self.position == LAST:
            why_not = "session.last_step"
        move = self.room.skip if skip else self.room.next
        if self.press(move(by, seen=self.position + stale), refused=why_not):
            self.position += 1
            self.paused = False

    @rule(stale=STALE)
    def back(self, stale: int) -> None:
        why_not = self.why_not(NOUR, stale)
        if why_not is None and self.position == 0:
            why_not = "session.first_step"
        if self.press(self.room.back(seen=self.position + stale), refused=why_not):
            self.position -= 1
            self.paused = False

    @rule(stale=STALE)
    def pause(self, stale: int) -> None:
        why_not = self.why_not(NOUR, stale)
        if why_not is None and self.paused:
            why_not = "session.paused_already"
        if self.press(self.room.pause(seen=self.position + stale), refused=why_not):
            self.paused = True

    @rule(stale=STALE)
    def resume(self, stale: int) -> None:
        why_not = self.why_not(NOUR, stale)
        if why_not is None and not self.paused:
            why_not = "session.not_paused"
        if self.press(self.room.resume(seen=self.position + stale), refused=why_not):
            self.paused = False

    @rule(minutes=st.sampled_from([1, 5]), stale=STALE)
    def extend(self, minutes: int, stale: int) -> None:
        work = self.room.extend(minutes, seen=self.position + stale)
        self.press(work, refused=self.why_not(NOUR, stale))

    @rule(sure=st.integers(0, 3))
    def end(self, sure: int) -> None:
        if sure != 2:  # rarely, or most sessions would be short
            return
        why_not = self.why_not(NOUR, 0)
        if why_not == "session.not_started":
            why_not = None
        if self.press(self.room.end(), refused=why_not):
            self.state = SessionState.ENDED
            self.paused = False

    # What participants do, allowed or not.

    def here(self) -> StepRun:
        return self.run(self.room.step(self.position))

    @rule(by=PEOPLE, ideas=st.integers(1, 3))
    def write(self, by: Actor, ideas: int) -> None:
        step = self.here()
        if self.state is SessionState.ENDED:
            why_not: str | None = "session.ended"
        elif not step.is_open:
            why_not = "step.not_open"
        elif not isinstance(step.plan, Collect):
            why_not = "postit.closed"
        else:
            why_not = None
        form = delivery()
        work = collecting.write(
            self.room.ctx,
            step.id,
            by,
            "\n".join(f"idée {form} {n}" for n in range(ideas)),
            None,
            None,
            form,
        )
        self.press(work, refused=why_not)

    async def voted(self, step: StepRun) -> frozenset[int]:
        async with self.database.read() as tx:
            return await tx.voters.voted(step.id)

    @rule(by=PEOPLE, option=st.integers(1, 3))
    def put_a_dot(self, by: Actor, option: int) -> None:
        step = self.here()
        if self.state is SessionState.ENDED:
            why_not: str | None = "session.ended"
        elif isinstance(step.plan, Vote) and step.outcome is not None:
            voted = by.user_id in self.run(self.voted(step))
            why_not = "ballot.closed_cast" if voted else "ballot.closed_none"
            if not Outcome.model_validate_json(step.outcome).detailed(secret=True):
                why_not = "ballot.closed"
        elif not step.is_open:
            why_not = "step.not_open"
        elif not isinstance(step.plan, Vote):
            why_not = "ballot.closed"
        else:
            ballot = self.run(voting.ballot(self.room.ctx, step.id, by))
            dots = ballot.content
            assert isinstance(dots, dict)
            if option not in {o.number for o in ballot.options}:
                why_not = "ballot.unknown_option"
            elif dots.get(str(option), 0) == step.plan.cap:
                why_not = "ballot.cap"
            elif left(step.plan, dots) == 0:
                why_not = "ballot.budget"
            else:
                why_not = None

            def marked(held: Ballot) -> Content:
                return move_dot(held.plan, held.content, held.options, option, 1)

            self.press(voting.change(self.room.ctx, step.id, by, marked), refused=why_not)
            if why_not is None:
                self.press(voting.cast(self.room.ctx, step.id, by, self.room.now), refused=None)
            return
        self.press(voting.ballot(self.room.ctx, step.id, by), refused=why_not)

    @rule(seconds=st.sampled_from([1, 30, 60, 200, 4000]))
    def wait(self, seconds: int) -> None:
        self.run(self.room.until(self.room.now + timedelta(seconds=seconds)))
        self.follow()

    @rule(seconds=st.sampled_from([60, 4000]))
    def be_stopped(self, seconds: int) -> None:
        """The program was down: everything due since comes at once."""
        self.room.wait(seconds=seconds)
        self.run(self.room.ring())
        self.follow()

    def follow(self) -> None:
        """Steps made for it may have moved on by themselves, and no other."""
        now_at = self.run(self.room.session()).position
        if self.state is not SessionState.RUNNING or self.paused:
            assert now_at in (self.position, None)
            return
        assert now_at is not None
        for position in range(self.position, now_at):
            assert RECIPE.steps[position].at_end is AtEnd.NEXT
        self.position = now_at

    # What is always true.

    @invariant()
    def everything_holds(self) -> None:
        self.session = self.run(self.room.session())
        self.steps = self.run(self.room.steps())
        self.letters = self.room.letters()
        self.the_rows_say_what_the_model_says()
        self.the_one_open_step_is_where_the_session_is()
        self.timers_are_those_of_the_open_step()
        self.a_story_is_told_once_and_in_order()
        self.cards_are_folded_one_by_one()
        self.keys_live_as_long_as_what_they_hide()
        self.ballots_and_turnout_agree_within_the_rules()
        self.the_wall_is_numbered_without_holes()

    def the_rows_say_what_the_model_says(self) -> None:
        session = self.session
        assert session.state is self.state
        assert session.paused == self.paused
        if self.state is SessionState.RUNNING:
            assert session.position == self.position

    def the_one_open_step_is_where_the_session_is(self) -> None:
        are_open = [step.position for step in self.steps if step.is_open]
        assert are_open == ([self.position] if self.state is SessionState.RUNNING else [])
        for step in self.steps:
            if step.position > self.position or self.state is SessionState.LOBBY:
                counted = self.state is SessionState.ENDED and step.outcome is not None
                assert step.state is (StepState.CLOSED if counted else StepState.WAITING)
            elif step.position < self.position:
                assert step.state in {StepState.CLOSED, StepState.SKIPPED}
            runs = step.is_open and not self.paused
            assert (step.running_since is not None) == runs
            timed = step.outcome is None  # nothing is waited for in a vote that is counted
            assert (step.closes_at is not None) == (runs and timed)
            assert (step.left_seconds is not None) == (step.is_open and self.paused and timed)

    def timers_are_those_of_the_open_step(self) -> None:
        timers = rows(self.path, "SELECT kind, step_id, due_at FROM timers")
        forgetting = [timer for timer in timers if timer[0] == TimerKind.FORGET]
        assert len(forgetting) == (0 if self.session.raw_deleted_at is not None else 1)
        timers = [timer for timer in timers if timer not in forgetting]
        if self.state is not SessionState.RUNNING:
            assert timers == []
            return
        step = self.steps[self.position]
        kinds = [kind for kind, *_ in timers]
        assert len(kinds) == len(set(kinds))
        assert {step_id for _, step_id, _ in timers} <= {step.id}
        if self.paused:
            assert kinds == []
        elif not step.overtime(self.room.now):
            assert (TimerKind.TIME_UP in kinds) == (step.outcome is None)

    def a_story_is_told_once_and_in_order(self) -> None:
        told = [x for x in self.letters if x.startswith("beat")]
        assert told == [f"beat 0 index={n}" for n in range(BEATS)][: len(told)]

    def cards_are_folded_one_by_one(self) -> None:
        """At most one card is live, and it is the card of the step where the session is."""
        live: list[str] = []
        for letter in self.letters:
            kind, *where = letter.split()
            if kind in {"lobby", "card"}:
                live += where or ["lobby"]
            elif kind in {"fold", "fold_lobby"}:
                # What was set aside is folded once more when it is counted at the end.
                assert live in ([], where or ["lobby"])
                live = []
        expected = {SessionState.LOBBY: ["lobby"], SessionState.ENDED: []}
        assert live == expected.get(self.state, [str(self.position)])

    def keys_live_as_long_as_what_they_hide(self) -> None:
        counted = {step.id for step in self.steps if step.outcome is not None}
        alive = self.state is not SessionState.ENDED
        purposes = rows(self.path, "SELECT purpose, ref FROM keys")
        assert (("session", self.room.session_id) in purposes) == alive
        for purpose, ref in purposes:
            assert alive
            assert purpose == "session" or ref not in counted
        voters = rows(self.path, "SELECT step_id, voter FROM ballots")
        for step_id, voter in voters:
            assert (voter is None) == (step_id in counted)
            assert voter is None or ("vote", step_id) in purposes
        if not alive:
            assert scalar(self.path, "SELECT count(author) FROM postits") == 0

    def ballots_and_turnout_agree_within_the_rules(self) -> None:
        for step in self.steps:
            if not isinstance(step.plan, Vote):
                continue
            ballots = [
                json.loads(content)
                for (content,) in rows(
                    self.path, "SELECT content FROM ballots WHERE step_id = ?", step.id
                )
            ]
            sql = "SELECT count(*) FROM turnout WHERE step_id = ?"
            if self.session.raw_deleted_at is None:
                assert len(ballots) == scalar(self.path, sql, step.id)
            for dots in ballots:
                assert 1 <= sum(dots.values()) <= 3
                assert max(dots.values()) <= 2

    def the_wall_is_numbered_without_holes(self) -> None:
        sql = "SELECT number FROM postits WHERE number IS NOT NULL ORDER BY number"
        numbers = [number for (number,) in rows(self.path, sql)]
        assert numbers == list(range(1, len(numbers) + 1))


TestLifeCycle = LifeCycle.TestCase
# Shrinking a failure would take minutes; thirty presses can be read as they are.
TestLifeCycle.settings = settings(
    max_examples=25,
    stateful_step_count=30,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
