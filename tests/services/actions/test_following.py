"""What is said last of an action is what it is, whatever was said and undone before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.services.actions import following
from bot.services.actions.seeing import Reader
from bot.services.context import Context
from bot.store import Database
from bot.workshop.actions.action import Action, ActionState
from bot.workshop.actions.following import Said, Which, assigned, listed, postponed, settled
from bot.workshop.errors import Outdated
from bot.workshop.memory.reading import Seen
from bot.workshop.sessions.session import SessionState
from tests.builders import ALIX, NOW
from tests.store.test_rows import create

NAMES = st.sampled_from(["Awa", "Ben", "Chloé"])
DAYS = st.one_of(st.none(), st.dates(NOW.date(), NOW.date() + timedelta(days=400)))
WORDS = st.one_of(
    st.tuples(st.just("say"), st.sampled_from(list(Said))),
    st.tuples(st.just("postpone"), DAYS),
    st.tuples(st.just("assign"), NAMES),
    st.tuples(st.just("undo"), st.none()),
)


def _sees(channel: int) -> Seen:
    return Seen(frozenset({channel}))


@dataclass
class Told:
    """What an action should be: its state, its day, its owner."""

    state: ActionState = ActionState.OPEN
    due: date | None = None
    owner: str = "Awa"


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(words=st.lists(WORDS, max_size=12))
async def test_any_sequence_ends_as_its_last_words_say(
    database: Database, words: list[tuple[str, object]]
) -> None:
    ctx = Context(database)
    async with database.write() as tx:
        for old in await tx.sessions.live():
            await tx.sessions.save(replace(old, state=SessionState.ENDED))
        session = await create(tx)
        await tx.sessions.set_released(session.id, NOW)
        action = await tx.actions.add(
            session_id=session.id,
            what="Trouver un four",
            owner="Awa",
            owner_id=None,
            due=None,
            first_step=None,
            submission=f"s{session.id}",
        )
        assert action is not None
    lead = Reader(session.server_id, replace(ALIX, manages=True), _sees(session.channel_id))
    told, before, number = Told(), Told(), None
    for how, word in words:
        if how == "undo":
            if number is None:
                continue
            await following.undo(ctx, lead, action.id, number, NOW, None)
            told, number = before, None
            continue
        held = Told(told.state, told.due, told.owner)
        if isinstance(word, Said):
            change = await following.settle(ctx, lead, action.id, word, NOW, None)
            told = Told(word.state, told.due, told.owner)
        elif how == "postpone":
            due = word.isoformat() if isinstance(word, date) else ""
            change = await following.postpone(ctx, lead, action.id, due, NOW, None)
            day = word if isinstance(word, date) else None
            told = Told(ActionState.OPEN, day, told.owner)
        else:
            change = await following.assign(ctx, lead, action.id, str(word), None, NOW, None)
            told = Told(told.state, told.due, str(word))
        before, number = held, change.number
    async with database.read() as tx:
        kept = await tx.actions.get(action.id)
    assert kept is not None
    assert Told(kept.state, kept.due, kept.owner) == told
    if number is not None:
        await following.undo(ctx, lead, action.id, number, NOW, None)
        try:
            await following.undo(ctx, lead, action.id, number, NOW, None)
        except Outdated:
            return
        raise AssertionError("undone twice")


@given(st.lists(st.tuples(st.sampled_from(list(Said)), DAYS, NAMES), max_size=8))
def test_a_rule_never_touches_what_it_does_not_say(
    words: list[tuple[Said, date | None, str]],
) -> None:
    action = Action(1, 1, "Trouver un four", "Awa", None, first_step="appeler")
    for said, due, owner in words:
        action = assigned(postponed(settled(action, said, NOW), due), owner, None)
        assert (action.state, action.due, action.owner) == (said.state, due, owner)
        assert (action.what, action.first_step) == ("Trouver un four", "appeler")


def test_theirs_come_first_then_the_soonest() -> None:
    today = NOW.date()
    mine = Action(1, 1, "a", "Alix", None, owner_id=ALIX.user_id)
    soon = Action(2, 1, "b", "Ben", today)
    late = Action(3, 1, "c", "Ben", today - timedelta(days=1))
    done = Action(4, 1, "d", "Ben", today, state=ActionState.DONE)
    every = [soon, done, late, mine]
    assert listed(every, ALIX, Which.ALL, today) == [mine, late, soon]
    assert listed(every, ALIX, Which.MINE, today) == [mine]
    assert listed(every, ALIX, Which.OVERDUE, today) == [late]
