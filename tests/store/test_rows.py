"""What goes into the rows comes out of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store import Database, Topic, Transaction
from bot.store.outbox import Saying
from bot.store.rows.base import time_of, to_text, to_time
from bot.store.rows.sessions import ChannelTaken
from bot.store.rows.vote.ballots import InHand
from bot.store.timers import TimerKind
from bot.workshop.language import Language
from bot.workshop.postits.postit import PostIt, Source
from bot.workshop.sessions.recipe import Recipe
from bot.workshop.sessions.session import Session, SessionState, Signing, StepState
from bot.workshop.settings.settings import ServerSettings
from bot.workshop.story.scenario import Scenario
from bot.workshop.vote.options import Departure, Option
from tests.builders import (
    ALIX,
    CHANNEL,
    COORDINATORS,
    NOUR,
    NOW,
    ROLE,
    SERVER,
    actions,
    collect,
    discuss,
    recipe,
    reveal,
    roadmap,
    scenario,
    story,
    vote,
)
from tests.store.seeing import rows

MOMENTS = st.datetimes(
    min_value=datetime(1, 1, 3),  # noqa: DTZ001 - Hypothesis adds the zone
    max_value=datetime(9999, 12, 29),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=14)), timezone(timedelta(hours=-9))]),
)


@given(MOMENTS)
def test_a_time_comes_back_in_utc_to_the_millisecond(moment: datetime) -> None:
    text = to_text(moment)
    assert text is not None
    kept = time_of(text)
    assert kept.utcoffset() == timedelta()
    assert timedelta() <= moment - kept < timedelta(milliseconds=1)
    assert to_time(text) == kept
    assert to_text(kept) == text


@given(MOMENTS, MOMENTS)
def test_times_sort_as_text(one: datetime, other: datetime) -> None:
    first, second = to_text(one), to_text(other)
    assert first is not None
    assert second is not None
    if first < second:
        assert one < other


async def create(
    tx: Transaction,
    made_of: Recipe | None = None,
    *,
    channel_id: int = CHANNEL,
    signing: Signing = Signing.SIGNED,
    told: Scenario | None = None,
) -> Session:
    return await tx.sessions.create(
        server_id=SERVER,
        channel_id=channel_id,
        title="Réunion des Tilleuls",
        language=Language.ENGLISH,
        signing=signing,
        recipe=made_of or recipe(),
        scenario=told or scenario(),
        created_by=NOUR.user_id,
        now=NOW,
    )


async def write_postit(
    tx: Transaction, session: Session, text: str, *, author: str = "1", submission: str = "s"
) -> PostIt | None:
    step = await tx.sessions.step_at(session.id, 0)
    assert step is not None
    return await tx.postits.add(
        session_id=session.id,
        step_id=step.id,
        author=author,
        author_name=None,
        text=text,
        dimension=None,
        year=None,
        source=Source.FORM,
        submission=submission,
    )


async def test_a_session_keeps_its_recipe_and_scenario_whole(database: Database) -> None:
    plans = (
        story(),
        collect(typed=True, silent=False),
        reveal(),
        vote(cap=2),
        discuss(),
        roadmap(),
        actions(),
    )
    async with database.write() as tx:
        created = await create(tx, recipe(*plans), signing=Signing.MASKED)
    async with database.read() as tx:
        session = await tx.sessions.get(created.id)
        steps = await tx.sessions.steps(created.id)
    assert session == created
    assert session.recipe == recipe(*plans)
    assert session.scenario == scenario()
    assert (session.language, session.signing) == (Language.ENGLISH, Signing.MASKED)
    assert tuple(step.plan for step in steps) == plans
    assert [step.position for step in steps] == list(range(7))
    assert {step.state for step in steps} == {StepState.WAITING}


async def test_the_life_of_a_session_and_of_a_step_is_kept(database: Database) -> None:
    async with database.write() as tx:
        session = await create(tx)
        step = await tx.sessions.step_at(session.id, 0)
        assert step is not None
        live = replace(session, state=SessionState.RUNNING, position=0, paused=True, started_at=NOW)
        held = step.opened(NOW).paused(NOW + timedelta(seconds=61))
        await tx.sessions.save(live)
        await tx.sessions.save_step(held)
        await tx.sessions.set_card(step.id, 5)
        await tx.sessions.set_outcome(step.id, "{}")
        await tx.sessions.set_lobby_message(session.id, 6)
    async with database.read() as tx:
        assert await tx.sessions.get(session.id) == replace(live, lobby_message_id=6)
        assert await tx.sessions.step(step.id) == replace(
            held, card_message_id=5, since_message_id=5, outcome="{}"
        )
        assert await tx.sessions.step_at(session.id, 9) is None
        assert await tx.sessions.step_at(session.id, None) is None


async def test_a_channel_has_one_live_session(database: Database) -> None:
    async with database.write() as tx:
        first = await create(tx)
    with pytest.raises(ChannelTaken):
        async with database.write() as tx:
            await create(tx)
    async with database.write() as tx:
        other = await create(tx, channel_id=CHANNEL + 1)
        assert await tx.sessions.live_in(CHANNEL) == first
        assert {s.id for s in await tx.sessions.live()} == {first.id, other.id}
        await tx.sessions.save(replace(first, state=SessionState.ENDED, ended_at=NOW))
        assert await tx.sessions.live_in(CHANNEL) is None
        again = await create(tx)
        assert {s.id for s in await tx.sessions.live()} == {other.id, again.id}


async def test_post_its_are_numbered_after_those_already_on_the_wall(database: Database) -> None:
    async with database.write() as tx:
        session = await create(tx)
        for n in range(3):
            await write_postit(tx, session, f"idea {n}", submission=str(n))
        first = await tx.postits.hidden(session.id)
        await tx.postits.reveal(session.id, first)
        late = await write_postit(tx, session, "late", submission="late")
        assert late is not None
        assert await tx.postits.hidden(session.id) == [late.id]
        await tx.postits.reveal(session.id, [first[0], late.id])
        wall = await tx.postits.of_session(session.id)
    assert [(p.id, p.number) for p in wall[:3]] == [(i, n) for n, i in enumerate(first, start=1)]
    assert (wall[3].id, wall[3].number) == (late.id, 5)


async def test_the_same_submission_is_kept_once(database: Database) -> None:
    async with database.write() as tx:
        session = await create(tx)
        assert await write_postit(tx, session, "once") is not None
        assert await write_postit(tx, session, "twice") is None
        step_id = (await tx.sessions.steps(session.id))[0].id
        assert await tx.notes.add(session.id, step_id, "once", "1")
        assert not await tx.notes.add(session.id, step_id, "twice", "1")
        assert [note.text for note in await tx.notes.of_session(session.id)] == ["once"]
        assert await tx.postits.counts(step_id) == (1, 1)


async def test_identifiers_of_post_its_do_not_tell_who_came_first(database: Database) -> None:
    async with database.write() as tx:
        session = await create(tx)
        written = [await write_postit(tx, session, "x", submission=str(n)) for n in range(40)]
    ids = [postit.id for postit in written if postit is not None]
    assert len(set(ids)) == 40
    assert ids != sorted(ids)


async def voting_step(tx: Transaction) -> int:
    session = await create(tx)
    return (await tx.sessions.steps(session.id))[2].id


async def test_a_ballot_is_replaced_and_withdrawn(database: Database) -> None:
    async with database.write() as tx:
        step_id = await voting_step(tx)
        options = [Option(2, "b", 20), Option(1, "a", 10, "Services", 2030), Option(3, "c")]
        await tx.ballots.set_options(step_id, options)
        assert await tx.ballots.options(step_id) == options, "in the order in which they were given"
        await tx.ballots.cast(step_id, "v", {"1": 2})
        await tx.ballots.cast(step_id, "v", {"1": 1, "2": 1})
        await tx.ballots.cast(step_id, "w", {"1": 5}, "Alix")
        assert await tx.ballots.in_hand(step_id, "v") == InHand(cast={"1": 1, "2": 1})
        assert {one.name for one in await tx.ballots.all(step_id)} == {None, "Alix"}
        assert await tx.ballots.withdraw(step_id, "w")
        assert not await tx.ballots.withdraw(step_id, "w")
        assert [one.content for one in await tx.ballots.all(step_id)] == [{"1": 1, "2": 1}]
        for voted, people in ((True, 1), (True, 1), (False, 0), (False, 0)):
            await tx.voters.mark_turnout(step_id, ALIX.user_id, voted)
            assert await tx.voters.turnout(step_id) == people


async def test_ballots_of_people_in_the_room_are_counted_by_their_weight(
    database: Database,
) -> None:
    async with database.write() as tx:
        step_id = await voting_step(tx)
        await tx.ballots.cast(step_id, "v", ["1"])
        await tx.ballots.record(step_id, ["2"], 7)
        await tx.ballots.record(step_id, ["1", "2"], 2)
        assert await tx.ballots.in_room(step_id) == 9
        mine, *recorded = sorted(await tx.ballots.all(step_id), key=lambda one: one.in_room)
        assert not await tx.ballots.unrecord(step_id, mine.id), "a voter's own ballot"
        for one in recorded:
            assert await tx.ballots.unrecord(step_id, one.id)
        assert await tx.ballots.in_room(step_id) == 0


async def test_an_option_leaves_a_vote_in_which_nobody_has_voted(database: Database) -> None:
    async with database.write() as tx:
        step_id = await voting_step(tx)
        session_id = 1
        await tx.ballots.set_options(step_id, [Option(1, "secret words", 10), Option(2, "b", 20)])
        await tx.ballots.keep_draft(step_id, "w", {"1": 3, "2": 1})
        assert not await tx.ballots.has_cast(step_id)
        (found,) = await tx.ballots.frozen_on(session_id, 10)
        assert (found.step_id, found.number, found.about) == (step_id, 1, "postits")
        await tx.ballots.remove_option(step_id, 1)
        assert await tx.ballots.frozen_on(session_id, 10) == []
        assert await tx.ballots.in_hand(step_id, "w") == InHand(draft={"2": 1})
        first, second = await tx.ballots.options(step_id)
        assert (first.removed, first.label, second.removed) == (True, "", False)


async def test_an_option_withdrawn_once_people_vote_stays_with_what_ballots_say(
    database: Database,
) -> None:
    async with database.write() as tx:
        step_id = await voting_step(tx)
        await tx.ballots.set_options(step_id, [Option(1, "a", 10, place="Essayer"), Option(2, "b")])
        await tx.ballots.cast(step_id, "v", {"1": 2}, now=NOW)
        assert await tx.ballots.has_cast(step_id)
        for gone in (Departure.WITHDRAWN, None):
            await tx.ballots.set_gone(step_id, 1, gone)
            first = (await tx.ballots.options(step_id))[0]
            assert (first.gone, first.stands) == (gone, gone is None)
            assert first.said() == "Essayer · a"
            (found,) = await tx.ballots.frozen_on(1, 10)
            assert found.number == 1, "it can be there again"
        assert await tx.ballots.in_hand(step_id, "v") == InHand(None, {"1": 2}, NOW)


async def test_ballots_taken_from_their_voters_say_the_same_and_get_new_identifiers(
    database: Database,
) -> None:
    async with database.write() as tx:
        step_id = await voting_step(tx)
        for n in range(30):
            await tx.ballots.cast(step_id, f"voter {n}", {"1": n + 1}, f"name {n}")
        await tx.ballots.record(step_id, {"1": 31}, 4)
        await tx.ballots.keep_draft(step_id, "voter 31", {"1": 99})
    said = "SELECT content, weight, in_room FROM ballots ORDER BY content"
    before = rows(database.path, said)
    ids = {i for (i,) in rows(database.path, "SELECT id FROM ballots")}
    async with database.write() as tx:
        await tx.ballots.unlink_voters(step_id)
    assert rows(database.path, said) == before
    kept = rows(database.path, "SELECT id, voter, voter_name FROM ballots")
    assert {(voter, name) for _, voter, name in kept} == {(None, None)}
    assert not {i for i, _, _ in kept} & ids
    assert rows(database.path, "SELECT * FROM ballot_drafts") == []


async def test_a_step_put_among_others_moves_those_behind_it(database: Database) -> None:
    async with database.write() as tx:
        session = await create(tx)
        before = await tx.sessions.steps(session.id)
        changed = await tx.sessions.insert_step(session, 1, before[0].plan)
        after = await tx.sessions.steps(session.id)
    assert [step.position for step in after] == list(range(len(before) + 1))
    assert [after[0].id, *(step.id for step in after[2:])] == [step.id for step in before]
    assert changed.recipe.steps == tuple(step.plan for step in after)
    async with database.read() as tx:
        assert await tx.sessions.get(session.id) == changed


async def test_timers_fall_due_in_order_and_once(database: Database) -> None:
    async with database.write() as tx:
        session = await create(tx)
        assert await tx.timers.next_due() is None
        step_id = (await tx.sessions.steps(session.id))[0].id
        for seconds in (30, 10, 20):
            await tx.timers.set(
                TimerKind.BEAT,
                session.id,
                NOW + timedelta(seconds=seconds),
                step_id=step_id,
                payload={"index": seconds},
            )
        assert await tx.timers.next_due() == NOW + timedelta(seconds=10)
        assert await tx.timers.take_due(NOW + timedelta(seconds=9.999)) is None
        late = NOW + timedelta(seconds=20)
        taken = [await tx.timers.take_due(late) for _ in range(3)]
    assert [timer and timer.payload["index"] for timer in taken] == [10, 20, None]
    async with database.read() as tx:
        assert [timer.payload for timer in await tx.timers.of_step(step_id)] == [{"index": 30}]


async def test_a_timer_taken_in_a_transaction_that_fails_is_still_to_be_done(
    database: Database,
) -> None:
    async with database.write() as tx:
        session = await create(tx)
        await tx.timers.set(TimerKind.FORGET, session.id, NOW)
    with pytest.raises(ZeroDivisionError):
        async with database.write() as tx:
            assert await tx.timers.take_due(NOW) is not None
            raise ZeroDivisionError
    async with database.write() as tx:
        assert await tx.timers.take_due(NOW) is not None
        assert await tx.timers.take_due(NOW) is None


async def test_cancelling_timers_spares_other_kinds_and_other_steps(database: Database) -> None:
    async with database.write() as tx:
        session = await create(tx)
        one, two, _ = [step.id for step in await tx.sessions.steps(session.id)]
        for step_id in (one, two):
            for kind in (TimerKind.WARNING, TimerKind.TIME_UP, TimerKind.BEAT):
                await tx.timers.set(kind, session.id, NOW, step_id=step_id)
        await tx.timers.cancel(one, TimerKind.WARNING, TimerKind.TIME_UP)
        assert [timer.kind for timer in await tx.timers.of_step(one)] == [TimerKind.BEAT]
        await tx.timers.cancel(one)
        assert await tx.timers.of_step(one) == []
        assert len(await tx.timers.of_step(two)) == 3
    assert (Topic.TIMERS, 0) in tx.touched


async def test_a_letter_stays_first_until_it_is_said_or_given_up(database: Database) -> None:
    other = CHANNEL + 1
    async with database.write() as tx:
        session = await create(tx)
        for index in range(3):
            await tx.outbox.add(Saying.BEAT, session.id, CHANNEL, NOW, step=1, index=index)
        await tx.outbox.add(Saying.LOBBY, session.id, other, NOW)
        assert sorted(await tx.outbox.pending_channels()) == [CHANNEL, other]
    assert {(Topic.OUTBOX, CHANNEL), (Topic.OUTBOX, other)} <= tx.touched
    async with database.write() as tx:
        first = await tx.outbox.attempt(CHANNEL, 70)
        again = await tx.outbox.attempt(CHANNEL, 80)
        assert first is not None
        assert again is not None
        assert (first.id, first.attempts, first.unfinished) == (again.id, 0, 0)
        assert (again.attempts, again.unfinished) == (1, 1)
        assert again.after == 70, "what was the last message before the first attempt"
        assert first.payload == {"step": 1, "index": 0}
        await tx.outbox.said(first)
        second = await tx.outbox.attempt(CHANNEL, 90)
        assert second is not None
        assert second.payload["index"] == 1
        await tx.outbox.give_up(second.id, "no such channel", NOW)
        third = await tx.outbox.attempt(CHANNEL, 90)
        assert third is not None
        assert third.payload["index"] == 2
        await tx.outbox.said(third)
        assert await tx.outbox.attempt(CHANNEL, 90) is None
        assert await tx.outbox.pending_channels() == [other]


async def test_settings_of_a_server_are_what_it_chose_last(database: Database) -> None:
    async with database.write() as tx:
        assert await tx.servers.get(SERVER) == ServerSettings(SERVER)
        chosen = ServerSettings(SERVER, Language.FRENCH, ROLE, COORDINATORS)
        await tx.servers.put(chosen)
        assert await tx.servers.get(SERVER) == chosen
        await tx.servers.put(ServerSettings(SERVER, None, None, COORDINATORS))
        assert await tx.servers.get(SERVER) == ServerSettings(SERVER, None, None, COORDINATORS)
        assert await tx.servers.meta("commands") is None
        await tx.servers.set_meta("commands", "a")
        await tx.servers.set_meta("commands", "b")
        assert await tx.servers.meta("commands") == "b"


@pytest.mark.parametrize(
    "text",
    ["'); DROP TABLE postits; --", "=cmd|'/c calc'!A0", "#set page()", "{name} %s \\", "é" * 1000],
)
async def test_what_people_write_is_data(database: Database, text: str) -> None:
    async with database.write() as tx:
        session = await create(tx)
        postit = await write_postit(tx, session, text, author=text, submission=text)
        assert postit is not None
        await tx.postits.edit(postit.id, text[::-1], text, None)
        (kept,) = await tx.postits.of_author(session.id, text)
    assert (kept.text, kept.dimension) == (text[::-1], text)
