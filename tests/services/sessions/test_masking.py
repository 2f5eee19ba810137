"""What was promised of masked post-its and secret ballots, checked on the bytes of the disk."""

from __future__ import annotations

from bot.services.context import Context
from bot.services.postits import collecting
from bot.services.vote import closing, voting
from bot.services.wall import reacting
from bot.workshop.sessions.session import Signing, author_reference
from bot.workshop.wall.reaction import Reaction
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
    vote,
)
from tests.services.room import Room, delivery
from tests.store.seeing import every_byte, rows, scalar, scrubbed

PEOPLE = (ALIX, BACHIR, CLEO)


def on_disk(ctx: Context, *needles: str | bytes) -> list[str | bytes]:
    """Those of `needles` that stand somewhere on the disk."""
    disk = every_byte(ctx.database.path)
    return [n for n in needles if (n.encode() if isinstance(n, str) else n) in disk]


def key_of(ctx: Context, purpose: str) -> bytes:
    key = scalar(ctx.database.path, "SELECT key FROM keys WHERE purpose = ?", purpose)
    assert isinstance(key, bytes)
    assert len(key) == 32
    return key


# The index of words has none of its own: what it holds lies in others.
_TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"


async def test_after_the_end_nothing_links_a_masked_post_it_to_its_author(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(collect(), reveal()), signing=Signing.MASKED))
    await room.start()
    key = key_of(ctx, "session")
    people = [author_reference(who.user_id, key) for who in PEOPLE]
    forms = [delivery() for _ in range(9)]
    hashed_forms = [author_reference(int(form), key) for form in forms]
    clear = [*(str(who.user_id) for who in PEOPLE), *(who.name for who in PEOPLE), *forms]
    texts = []
    for n, form in enumerate(forms):
        who = PEOPLE[n % 3]
        written = await room.write(who, f"première idée {n}", f"seconde {n}", submission=form)
        texts += [postit.text for postit in written.kept]
    _, (first, *_) = await collecting.mine(ctx, room.session_id, ALIX)
    await collecting.edit(ctx, first.id, ALIX, "une idée changée", None, None)
    too_long = "trop longue " * 30
    assert (await room.write(BACHIR, too_long)).refused  # kept for Bachir as a draft
    assert on_disk(ctx, too_long.strip()) != []
    await room.next()
    answer = delivery()
    clear.append(answer)
    await reacting.react(ctx, first.id, CLEO, Reaction.LOVE, True)
    await reacting.comment(ctx, first.id, BACHIR, "je suis d'accord", answer)

    # While the session lives the link is there, but never in clear.
    assert on_disk(ctx, *clear) == []
    assert set(on_disk(ctx, *people, *hashed_forms)) == {*people, *hashed_forms}
    assert on_disk(ctx, key) == [key]

    await room.end()
    await scrubbed(ctx.database)
    hashed = [*people, *hashed_forms, author_reference(int(answer), key)]
    assert on_disk(ctx, *clear, *hashed, key, too_long.strip()) == []
    kept = [postit.text for postit in await room.wall()]
    assert sorted(kept) == sorted(["une idée changée", *(t for t in texts if t != first.text)])
    link = "SELECT author, author_name, submission, message_id FROM postits"
    assert set(rows(ctx.database.path, link)) == {(None, None, None, None)}


async def test_a_masked_session_given_up_in_the_lobby_leaves_no_key(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(signing=Signing.MASKED))
    key = key_of(ctx, "session")
    await room.end()
    await scrubbed(ctx.database)
    assert on_disk(ctx, key) == []
    assert rows(ctx.database.path, "SELECT * FROM keys") == []


async def test_a_signed_session_shows_its_authors_after_the_end(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(collect())))
    await room.start()
    await room.write(ALIX, "un four")
    await room.end()
    (postit,) = await room.wall()
    assert (postit.author, postit.author_name) == (str(ALIX.user_id), ALIX.name)


async def voting_room(ctx: Context) -> tuple[Room, bytes, list[str]]:
    """A vote in which three people have voted, its key, and their names in it."""
    room = await Room.open(ctx, new_session(recipe(collect(), reveal(), vote(), discuss())))
    await room.start()
    await room.write(ALIX, "un", "deux", "trois")
    await room.next()
    await room.next()
    key = key_of(ctx, "vote")
    for n, who in enumerate(PEOPLE):
        await room.put(who, 1, n + 1)
    voters = [author_reference(who.user_id, key) for who in PEOPLE]
    assert set(on_disk(ctx, key, *voters)) == {key, *voters}
    return room, key, voters


async def test_after_the_count_nothing_links_a_ballot_to_its_voter(ctx: Context) -> None:
    room, key, voters = await voting_room(ctx)
    before = rows(ctx.database.path, "SELECT id, voter, content FROM ballots")
    assert sorted(voter for _, voter, _ in before) == sorted(voters)
    await room.next()
    after = rows(ctx.database.path, "SELECT id, voter, content FROM ballots")
    assert {voter for _, voter, _ in after} == {None}
    assert sorted(c for *_, c in after) == sorted(c for *_, c in before)
    assert not {i for i, *_ in before} & {i for i, *_ in after}
    await scrubbed(ctx.database)
    assert on_disk(ctx, key, *voters) == []
    assert rows(ctx.database.path, "SELECT * FROM keys") == []


async def test_a_vote_counted_by_the_end_of_the_session_is_unlinked_too(ctx: Context) -> None:
    room, key, voters = await voting_room(ctx)
    await room.end()
    await scrubbed(ctx.database)
    assert on_disk(ctx, key, *voters) == []
    assert scalar(ctx.database.path, "SELECT count(*) FROM ballots WHERE voter IS NULL") == 3


async def test_a_skipped_vote_is_unlinked_when_the_session_ends(ctx: Context) -> None:
    room, key, voters = await voting_room(ctx)
    await room.skip()
    assert set(on_disk(ctx, key, *voters)) == {key, *voters}  # the room may come back to it
    await room.end()
    await scrubbed(ctx.database)
    assert on_disk(ctx, key, *voters) == []
    assert rows(ctx.database.path, "SELECT * FROM keys") == []
    assert scalar(ctx.database.path, "SELECT count(*) FROM ballots WHERE voter IS NULL") == 3


async def test_a_vote_left_by_going_back_is_unlinked_when_the_session_ends(ctx: Context) -> None:
    room, key, voters = await voting_room(ctx)
    await room.back()
    assert set(on_disk(ctx, key, *voters)) == {key, *voters}  # it will come again
    await room.end()
    await scrubbed(ctx.database)
    assert on_disk(ctx, key, *voters) == []
    assert rows(ctx.database.path, "SELECT * FROM keys") == []
    assert rows(ctx.database.path, "SELECT * FROM ballots WHERE voter IS NOT NULL") == []


async def test_no_table_holds_a_person_beside_a_ballot(ctx: Context) -> None:
    """Whoever owns the file reads all its tables: who voted, and each ballot, stand apart."""
    room, key, _ = await voting_room(ctx)
    step = await room.step()
    await voting.change(ctx, step.id, NOUR, lambda _: {"1": 1}, in_room=True)
    await voting.cast(ctx, step.id, NOUR, room.now, people=2)
    await closing.close(ctx, step.id, NOUR, room.now)
    path = ctx.database.path
    ballots = {i for (i,) in rows(path, "SELECT id FROM ballots")}
    assert len(ballots) == 4
    marks = {str(who.user_id) for who in PEOPLE} | {
        author_reference(who.user_id, key) for who in (*PEOPLE, NOUR)
    }
    naming = set()
    for (table,) in rows(path, _TABLES):
        for row in rows(path, f"SELECT * FROM {table}"):
            said = {str(value) for value in row}
            if said & marks:
                naming.add(table)
                assert not said & {str(i) for i in ballots}, f"{table} links a ballot to a person"
    assert naming == {"participants", "postits", "turnout"}  # post-its are signed here
    turnout = [u for (u,) in rows(path, "SELECT user_id FROM turnout")]
    assert turnout == sorted(turnout), "kept in the order of identifiers, not of time"
