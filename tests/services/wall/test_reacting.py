"""Reactions and comments on the post-its of the wall."""

from __future__ import annotations

from hypothesis import given

from bot.services.context import Context
from bot.services.postits import collecting
from bot.services.records import record
from bot.services.wall import reacting
from bot.services.wall.reacting import Viewed
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Signing, author_reference
from bot.workshop.text import one_line
from bot.workshop.wall.reaction import COMMENT_LIMIT, COMMENTS_PER_PERSON, Reaction, check_comment
from tests.builders import ALIX, BACHIR, CLEO, collect, new_session, recipe, reveal
from tests.services.room import Room, delivery, refused
from tests.store.seeing import every_byte, rows, scalar, scrubbed
from tests.workshop.hostile import hostile_texts

AGREE, LOVE, ASK = Reaction


async def walled(ctx: Context, signing: Signing = Signing.SIGNED) -> tuple[Room, int]:
    """A session whose one post-it, of Alix, stands on the wall."""
    room = await Room.open(ctx, new_session(recipe(collect(), reveal()), signing=signing))
    await room.start()
    await room.write(ALIX, "un four à pain")
    await room.next()
    (postit,) = await room.wall()
    return room, postit.id


async def comment(ctx: Context, postit: int, who: Actor, text: str) -> Viewed:
    return await reacting.comment(ctx, postit, who, text, delivery())


async def test_people_react_each_once_and_change_their_mind(ctx: Context) -> None:
    _, postit = await walled(ctx)
    for who in (ALIX, BACHIR):
        for _ in range(2):  # the same press delivered twice
            await reacting.react(ctx, postit, who, AGREE, True)
    await reacting.react(ctx, postit, CLEO, ASK, True)
    seen = await reacting.react(ctx, postit, CLEO, LOVE, True)
    assert seen.echo.counts == {AGREE: 2, LOVE: 1, ASK: 1}
    assert seen.mine.keys() == {LOVE, ASK}
    for _ in range(2):
        seen = await reacting.react(ctx, postit, CLEO, LOVE, False)
    assert seen.echo.reactions == "👍 2 ❓ 1"
    assert seen.mine.keys() == {ASK}
    assert (await reacting.view(ctx, postit, ALIX)).mine.keys() == {AGREE}


async def test_a_comment_is_kept_once_on_one_line_and_signed(ctx: Context) -> None:
    room, postit = await walled(ctx)
    sent = delivery()
    for _ in range(2):
        seen = await reacting.comment(ctx, postit, BACHIR, " avec \n la mairie ? ", sent)
    (kept,) = seen.my_comments
    assert (kept.text, kept.author_name) == ("avec la mairie ?", BACHIR.name)
    assert seen.echo.tally == "💬 1"
    assert (await reacting.view(ctx, postit, ALIX)).my_comments == ()
    told = await record(ctx, room.session_id)
    assert told.participants == 2


async def test_a_comment_can_be_withdrawn_by_its_author_alone(ctx: Context) -> None:
    _, postit = await walled(ctx)
    (kept,) = (await comment(ctx, postit, BACHIR, "qui l'allume ?")).my_comments
    with refused("comment.not_yours"):
        await reacting.withdraw_comment(ctx, postit, ALIX, kept.id)
    seen, gone = await reacting.withdraw_comment(ctx, postit, BACHIR, kept.id)
    assert (seen.echo.comments, gone) == ((), kept)
    seen, gone = await reacting.withdraw_comment(ctx, postit, BACHIR, kept.id)
    assert (seen.echo.comments, gone) == ((), None)


async def test_what_cannot_be_kept_is_refused_and_changes_nothing(ctx: Context) -> None:
    _, postit = await walled(ctx)
    with refused("comment.empty"):
        await comment(ctx, postit, BACHIR, " \n\u200b")
    with refused("text.too_long"):
        await comment(ctx, postit, BACHIR, "x" * (COMMENT_LIMIT + 1))
    for number in range(COMMENTS_PER_PERSON):
        await comment(ctx, postit, BACHIR, f"et {number} ?")
    with refused("comment.too_many"):
        await comment(ctx, postit, BACHIR, "et encore ?")
    assert len((await comment(ctx, postit, CLEO, "moi aussi")).echo.comments) == 6


@given(hostile_texts)
def test_a_comment_accepted_is_one_clean_line(text: str) -> None:
    cleaned = one_line(text)
    if cleaned and len(cleaned) <= COMMENT_LIMIT:
        assert check_comment(text) == cleaned
        assert "\n" not in cleaned


async def test_only_what_is_on_the_wall_of_a_live_session_is_answered(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(collect(), reveal())))
    await room.start()
    (hidden,) = (await room.write(ALIX, "pas encore lu")).kept
    for who in (ALIX, BACHIR):
        with refused("postit.hidden"):
            await reacting.react(ctx, hidden.id, who, AGREE, True)
        with refused("postit.hidden"):
            await comment(ctx, hidden.id, who, "déjà")
    await room.next()
    await reacting.react(ctx, hidden.id, BACHIR, AGREE, True)
    await comment(ctx, hidden.id, BACHIR, "bien vu")
    await collecting.withdraw(ctx, hidden.id, ALIX)
    with refused("postit.gone"):
        await reacting.react(ctx, hidden.id, BACHIR, AGREE, False)
    path = ctx.database.path
    assert rows(path, "SELECT * FROM reactions") + rows(path, "SELECT * FROM comments") == []


async def test_answers_stop_with_the_session(ctx: Context) -> None:
    room, postit = await walled(ctx)
    await reacting.react(ctx, postit, BACHIR, AGREE, True)
    await room.end()
    with refused("session.ended"):
        await reacting.react(ctx, postit, BACHIR, AGREE, False)
    with refused("session.ended"):
        await comment(ctx, postit, BACHIR, "trop tard")
    told = await record(ctx, room.session_id)
    assert told.echo(told.postits[0]).counts == {AGREE: 1}


async def test_a_masked_session_links_no_answer_to_anyone_once_it_is_over(ctx: Context) -> None:
    room, postit = await walled(ctx, Signing.MASKED)
    path = ctx.database.path
    key = scalar(path, "SELECT key FROM keys")
    people = [author_reference(who.user_id, key) for who in (ALIX, BACHIR, CLEO)]
    for who in (ALIX, BACHIR, CLEO):
        await reacting.react(ctx, postit, who, AGREE, True)
        await reacting.react(ctx, postit, who, ASK, True)
    sent = delivery()
    seen = await reacting.comment(ctx, postit, BACHIR, "masqué", sent)
    assert seen.my_comments[0].author_name is None
    hashed = author_reference(int(sent), key)
    disk = every_byte(path)
    assert [one for one in (*people, hashed) if one.encode() not in disk] == []
    clear = [text for who in (BACHIR, CLEO) for text in (str(who.user_id), who.name)]
    assert [one for one in (*clear, sent) if one.encode() in disk] == []
    await room.end()
    await scrubbed(ctx.database)
    disk = every_byte(path)
    assert [one for one in (*people, hashed, *clear, sent) if one.encode() in disk] == []
    authors = [author for (author,) in rows(path, "SELECT author FROM reactions")]
    assert len(set(authors)) == 6, "two reactions of one person are no longer alike"
    assert rows(path, "SELECT author, author_name, submission FROM comments") == [(None,) * 3]
    told = await record(ctx, room.session_id)
    assert told.echo(told.postits[0]).tally == "👍 3 ❓ 3 💬 1"


async def test_answers_are_deleted_with_the_raw_data(ctx: Context) -> None:
    room, postit = await walled(ctx)
    await comment(ctx, postit, BACHIR, "à oublier un jour")
    await reacting.react(ctx, postit, BACHIR, AGREE, True)
    await room.end()
    until = (await room.session()).raw_until
    assert until is not None
    await room.until(until)
    path = ctx.database.path
    assert rows(path, "SELECT * FROM reactions") + rows(path, "SELECT * FROM comments") == []
    await scrubbed(ctx.database)
    assert "à oublier un jour".encode() not in every_byte(path)
