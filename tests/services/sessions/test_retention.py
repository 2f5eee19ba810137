from __future__ import annotations

from datetime import timedelta

from bot.services.actions import actions
from bot.services.context import Context
from bot.services.notes import notes
from bot.services.records import record
from bot.services.roadmap import placing
from bot.services.sessions import opening
from bot.services.wall import reacting
from bot.workshop.sessions.session import LOBBY_KEPT, RETENTION, SessionState
from bot.workshop.wall.reaction import Reaction
from tests.builders import (
    ALIX,
    BACHIR,
    CLEO,
    NOUR,
    NOW,
    collect,
    discuss,
    new_session,
    recipe,
    reveal,
    roadmap,
    scenario,
    vote,
)
from tests.builders import actions as act
from tests.services.room import Room, delivery
from tests.store.seeing import every_byte, rows, scrubbed

PEOPLE = (ALIX, BACHIR, CLEO)


async def lived(ctx: Context) -> Room:
    """A whole session, ended ten minutes after it began."""
    steps = recipe(collect(), reveal(), vote(), roadmap(), discuss(), act())
    room = await Room.open(ctx, new_session(steps, told=scenario()))
    await room.start()
    for who in PEOPLE:
        await room.write(who, f"une idée bien à moi, signée {who.name}")
    await room.write(ALIX, "trop longue " * 30)  # sent back: a draft
    await room.next()
    first, *_ = await room.wall()
    await reacting.react(ctx, first.id, BACHIR, Reaction.LOVE, True)
    await reacting.comment(ctx, first.id, BACHIR, "je suis d'accord", delivery())
    await room.next()
    for who in PEOPLE:
        await room.put(who, 1)
    await room.next()
    await placing.place(
        ctx,
        (await room.step()).id,
        NOUR,
        statement="Le four est bâti.",
        year="2030",
        dimension="Services",
        who="la coopérative",
        obstacles="",
        postit_id=None,
        submission=delivery(),
    )
    await room.next()
    await notes.keep(ctx, (await room.step()).id, NOUR, "une note de séance", delivery())
    await room.next()
    await actions.add(
        ctx,
        (await room.step()).id,
        ALIX,
        what="Écrire la charte",
        owner="Le bureau",
        owner_id=CLEO.user_id,
        due="15/04/2030",
        first_step="",
        submission=delivery(),
        now=NOW,
    )
    room.wait(minutes=10)
    await room.end()
    return room


async def test_raw_data_is_deleted_when_it_was_said_to_be_and_decisions_stay(
    ctx: Context,
) -> None:
    room = await lived(ctx)
    before = await record(ctx, room.session_id)
    room.wait(minutes=RETENTION.total_seconds() / 60, seconds=-1)
    await room.ring()  # what is open is looked at each week
    assert await record(ctx, room.session_id) == before
    room.wait(seconds=1)
    assert await room.ring() == 1
    after = await record(ctx, room.session_id)

    assert after.session.raw_deleted_at == room.now == NOW + RETENTION + timedelta(minutes=10)
    assert (after.postits, after.notes) == ((), {})
    assert after.session.created_by == 0
    assert after.participants == before.participants == 3
    assert after.steps == before.steps
    assert after.milestones == before.milestones
    assert [(a.what, a.owner, a.due) for a in after.actions] == [
        (a.what, a.owner, a.due) for a in before.actions
    ]
    assert [a.owner_id for a in after.actions] == [None]
    (step_id,) = after.votes
    assert after.votes[step_id].outcome == before.votes[step_id].outcome
    assert after.votes[step_id].outcome.turnout == 3
    assert after.votes[step_id].ballots == ()
    chosen = [o for o in before.votes[step_id].options if o.number == 1]
    assert list(after.votes[step_id].options) == chosen  # what got dots is a result


# The columns that can name a person, whatever their table.
NAMING = {"user_id", "author", "author_name", "owner_id", "voter", "created_by"}


async def test_after_that_day_no_identifier_of_a_person_is_left(ctx: Context) -> None:
    room = await lived(ctx)
    path = ctx.database.path
    columns = rows(
        path,
        "SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c"
        " WHERE t.type = 'table'",
    )

    def naming_someone() -> set[str]:
        return {
            table
            for table, column in columns
            if column in NAMING
            and rows(path, f"SELECT 1 FROM {table} WHERE coalesce({column}, 0) <> 0 LIMIT 1")
        }

    filled = {"sessions", "facilitators", "participants", "postits", "turnout", "actions"}
    assert filled | {"reactions", "comments"} <= naming_someone()
    await room.until(room.now + RETENTION)
    assert naming_someone() == set()
    await scrubbed(ctx.database)
    disk = every_byte(path)
    for who in (*PEOPLE, NOUR):
        assert str(who.user_id).encode() not in disk
        assert who.user_id.to_bytes(8, "big") not in disk
    for said in ("une note de séance", "je suis d'accord", "trop longue"):
        assert said.encode() not in disk


async def test_another_session_keeps_what_is_its_own(ctx: Context) -> None:
    room = await lived(ctx)
    other = await Room.open(ctx, new_session(recipe(collect())), now=room.now + timedelta(days=2))
    await other.start()
    await other.write(ALIX, "une idée de la séance suivante")
    before = await record(ctx, other.session_id)
    await room.until(room.now + RETENTION - timedelta(days=1))
    async with ctx.database.read() as tx:
        kept = await tx.postits.of_session(room.session_id)
    assert len(kept) == 3
    await room.until(room.now + timedelta(days=1))
    after = await record(ctx, other.session_id)
    assert after.postits == before.postits
    assert after.participants == 1
    assert (await room.session()).raw_deleted_at is not None


async def test_a_session_given_up_in_the_lobby_is_forgotten_too(ctx: Context) -> None:
    room = await Room.open(ctx, new_session())
    await room.end()
    await room.until(room.now + RETENTION)
    assert (await room.session()).raw_deleted_at == room.now
    assert rows(ctx.database.path, "SELECT * FROM facilitators") == []


async def test_a_session_that_nobody_ends_is_forgotten_too(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(collect())))
    await room.start()
    await room.write(ALIX, "une idée laissée là")
    await room.until(NOW + RETENTION - timedelta(days=1))
    assert len(await room.wall()) == 1
    await room.until(NOW + RETENTION)
    session = await room.session()
    assert session.state is SessionState.ENDED
    assert session.raw_until == NOW + 2 * RETENTION
    assert len(await room.wall()) == 1, "its summary is out, and says until when it is kept"
    await room.until(NOW + 2 * RETENTION)
    assert (await room.session()).raw_deleted_at is not None
    assert await room.wall() == []


async def test_a_session_that_nobody_starts_is_let_go_of(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(collect())))
    await room.until(NOW + LOBBY_KEPT - timedelta(days=1))
    assert (await room.session()).state is SessionState.LOBBY
    with room.says("fold_lobby"):
        await room.until(NOW + LOBBY_KEPT)
    assert (await room.session()).state is SessionState.ENDED
    await opening.create(ctx, new_session(recipe(collect())), ALIX, room.now)
