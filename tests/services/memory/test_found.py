"""What a search finds, and what it never does."""

from __future__ import annotations

import zlib
from dataclasses import replace

import pytest

from bot.services.context import Context
from bot.services.memory import searching
from bot.services.memory.searching import Asked
from bot.services.sessions import steering
from bot.workshop.memory.passages import About
from bot.workshop.memory.reading import Seen
from bot.workshop.moderation.hiding import What
from bot.workshop.sessions.session import RETENTION, Signing
from bot.workshop.settings.settings import ServerSettings
from tests.builders import ALIX, BACHIR, CHANNEL, NOUR, NOW, SERVER, collect, new_session, recipe
from tests.builders import reveal as reveal_step
from tests.services.memory.room import MANAGER, SEES, ended, found, index, search
from tests.services.room import Room, refused
from tests.store.seeing import every_byte, rows, scrubbed


async def test_a_summary_is_found_by_what_it_tells(ctx: Context) -> None:
    room = await ended(ctx, "Les Tilleuls", "Une légumerie commune", "Des chevaux de trait")
    other = await ended(ctx, "Autre réunion", "Le cheval", channel_id=CHANNEL + 1)
    assert await found(ctx, "LEGUMERIES") == [room.session_id]
    assert await found(ctx, "cheval") == [other.session_id, room.session_id], "the latest first"
    assert await found(ctx, "cheval trait") == [room.session_id], "every word is there"
    assert await found(ctx, "tilleul") == [room.session_id]
    assert await found(ctx, "légum") == [room.session_id], "the beginning of the last word"
    assert await found(ctx, "absinthe") == []
    page = await search(ctx, "cheval")
    assert [passage.text for passage in page.found[1].passages] == ["Des chevaux de trait"]


async def test_what_is_written_in_several_places_is_found_once_in_each(ctx: Context) -> None:
    plan = recipe(collect(), reveal_step())
    room = await Room.open(ctx, new_session(plan, title="La halle"))
    await room.start()
    await room.write(ALIX, "Ouvrir la halle")
    async with ctx.database.write() as tx:
        await tx.actions.add(
            session_id=room.session_id,
            what="Nettoyer la halle",
            owner="Alix",
            owner_id=None,
            due=None,
            first_step=None,
            submission="1",
        )
        await tx.parked.add(room.session_id, "Le toit de la halle", "2")
    await room.next()
    await room.end()
    await index(ctx)
    (one,) = (await search(ctx, "halle")).found
    assert [passage.about for passage in one.passages] == [
        About.ACTION,
        About.PARKED,
        About.POSTIT,
    ]
    assert one.count == 4, "and its title"


async def test_nothing_is_found_before_a_session_is_released(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(collect(), reveal_step())))
    await room.start()
    await room.write(ALIX, "Une légumerie")
    async with ctx.database.write() as tx:
        await tx.memory.remember(room.session_id)
    await index(ctx)
    assert await found(ctx, "légumerie") == []
    assert rows(ctx.database.path, "SELECT * FROM remembered_words") == []


async def test_what_was_hidden_or_withdrawn_is_never_found(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(collect(per_person=9), reveal_step())))
    await room.start()
    await room.write(ALIX, "Une légumerie", "Une injure", "Une erreur")
    await room.next()
    wall = {postit.text: postit for postit in await room.wall()}
    async with ctx.database.write() as tx:
        await tx.moderation.hide(What.POSTIT, wall["Une injure"].id, "")
        await tx.postits.withdraw(wall["Une erreur"].id)
    await room.end()
    await index(ctx)
    assert await found(ctx, "légumerie") == [room.session_id]
    assert await found(ctx, "injure") == await found(ctx, "erreur") == []
    held = every_word(ctx)
    assert "legumeri" in held
    assert not {"injur", "erreur"} & held


@pytest.mark.parametrize("signing", Signing)
async def test_nobody_is_found_by_name_nor_named_beside_what_they_wrote(
    ctx: Context, signing: Signing
) -> None:
    await ended(ctx, "Les Tilleuls", "Une légumerie", signing=signing)
    assert await found(ctx, ALIX.name) == []
    (one,) = (await search(ctx, "légumerie")).found
    assert ALIX.name not in repr(one.passages)
    assert not {"alix", str(ALIX.user_id)} & every_word(ctx)


async def test_what_left_with_the_raw_data_is_found_no_more_and_leaves_the_file(
    ctx: Context,
) -> None:
    room = await ended(ctx, "Les Tilleuls", "Une zorglubette commune")
    await ended(ctx, "Autre", "Un four", channel_id=CHANNEL + 1)
    assert b"zorglubett" in every_byte(ctx.database.path)
    await room.until(NOW + 2 * RETENTION)
    assert await found(ctx, "zorglubette") == [], "at once, before what stays is indexed"
    await index(ctx)
    assert await found(ctx, "zorglubette") == []
    assert await found(ctx, "tilleuls") == [room.session_id], "what stays is found"
    await scrubbed(ctx.database)
    disk = every_byte(ctx.database.path)
    assert b"zorglubett" not in disk
    assert b"orglubett" not in disk


async def test_a_word_that_came_and_went_at_once_leaves_the_file(ctx: Context) -> None:
    room = await ended(ctx, "Les Tilleuls", "Un four")
    async with ctx.database.write() as tx:
        await tx.memory.remember(room.session_id)
        (due,) = await tx.memory.due(1)
        await tx.memory.keep(due, "Les Tilleuls", ["zorglubett"])
        await tx.memory.remember(room.session_id)
    await index(ctx)
    assert b"zorglubett" in every_byte(ctx.database.path)
    await scrubbed(ctx.database)
    assert b"zorglubett" not in every_byte(ctx.database.path)
    assert await found(ctx, "four") == [room.session_id]


async def test_what_changes_while_it_is_indexed_is_indexed_again(ctx: Context) -> None:
    room = await ended(ctx, "Les Tilleuls", "Un four")
    async with ctx.database.write() as tx:
        await tx.memory.remember(room.session_id)
        (due,) = await tx.memory.due(1)
    async with ctx.database.write() as tx:
        await tx.memory.remember(room.session_id)
    async with ctx.database.write() as tx:
        await tx.memory.keep(due, "Ancien", ["ancien"])
    assert await found(ctx, "ancien") == []
    async with ctx.database.read() as tx:
        assert [one.session_id for one in await tx.memory.due(9)] == [room.session_id]
    await index(ctx)
    assert await found(ctx, "four") == [room.session_id]


async def test_a_channel_that_a_person_does_not_see_hides_its_sessions(ctx: Context) -> None:
    room = await ended(ctx, "Bureau", "Une légumerie")
    await ended(ctx, "Halle", "Une légumerie", channel_id=CHANNEL + 1)
    seen = Seen(frozenset({CHANNEL}))
    assert await found(ctx, "légumerie", seen=seen) == [room.session_id]
    ids = await searching.matching(ctx, SERVER, MANAGER, seen, Asked())
    assert ids == [room.session_id]
    with refused("memory.not_found"):
        await searching.told(ctx, SERVER, room.session_id, MANAGER, Seen())
    assert [one for one, *_ in await searching.latest(ctx, SERVER, MANAGER, seen, "")] == ids


async def test_another_server_finds_nothing(ctx: Context) -> None:
    room = await ended(ctx, "Bureau", "Une légumerie")
    assert await found(ctx, "légumerie", server=SERVER + 1) == []
    with refused("memory.not_found"):
        await searching.told(ctx, SERVER + 1, room.session_id, MANAGER, SEES)


async def test_who_led_finds_it_and_who_took_part_where_the_server_allows_it(ctx: Context) -> None:
    room = await ended(ctx, "Bureau", "Une légumerie")
    assert await found(ctx, "légumerie", NOUR) == [room.session_id]
    assert await found(ctx, "légumerie", ALIX) == []
    async with ctx.database.write() as tx:
        await tx.servers.put(ServerSettings(SERVER, participants_read=True))
    assert await found(ctx, "légumerie", ALIX) == [room.session_id]
    assert await found(ctx, "légumerie", BACHIR) == []
    await room.until(NOW + 2 * RETENTION)
    await index(ctx)
    assert await found(ctx, "bureau", NOUR) == await found(ctx, "bureau", ALIX) == []
    assert await found(ctx, "bureau") == [room.session_id]


@pytest.mark.parametrize("was_open", [True, False])
async def test_where_the_channel_is_gone_the_coordinators_read_what_everyone_saw(
    ctx: Context, was_open: bool
) -> None:
    room = await Room.open(ctx, new_session(recipe(collect(), reveal_step()), title="Bureau"))
    await room.start()
    await room.end()
    await index(ctx, is_open=was_open)
    async with ctx.database.write() as tx:
        await tx.servers.put(ServerSettings(SERVER, coordinators_role_id=5))
        await tx.memory.remember(room.session_id)
    await index(ctx, is_open=not was_open)
    coordinates = replace(BACHIR, role_ids=frozenset({5}))
    gone = Seen(gone=frozenset({CHANNEL}))
    expected = [room.session_id] if was_open else []
    assert await found(ctx, "bureau", coordinates, gone) == expected, "as it was at its release"
    assert await found(ctx, "bureau", MANAGER, gone) == [room.session_id]
    assert await found(ctx, "bureau", NOUR, gone) == [room.session_id]


async def test_pages_are_turned_by_who_asked_until_they_ask_for_something_else(
    ctx: Context,
) -> None:
    made = [await ended(ctx, f"Séance {n}", "Un four") for n in range(12)]
    ids = [room.session_id for room in reversed(made)]
    number = await searching.begin(ctx, SERVER, MANAGER, Asked("four"), NOW)
    pages = [
        await searching.page(ctx, SERVER, MANAGER, SEES, number, page) for page in (0, 1, 2, 9)
    ]
    assert [page.pages for page in pages] == [3] * 4
    turned = [[one.session.id for one in page.found] for page in pages]
    assert turned == [ids[:5], ids[5:10], ids[10:], ids[10:]]
    for actor, server in ((BACHIR, SERVER), (MANAGER, SERVER + 1)):
        with refused("memory.search_gone"):
            await searching.page(ctx, server, actor, SEES, number, 0)
    await searching.begin(ctx, SERVER, MANAGER, Asked("autre"), NOW)
    with refused("memory.search_gone"):
        await searching.page(ctx, SERVER, MANAGER, SEES, number, 1)


async def test_a_round_alone_and_a_session_that_never_began_are_not_there(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(collect()), title="Jamais"))
    assert not await steering.end(ctx, room.session_id, NOUR, NOW)
    await index(ctx)
    assert await searching.matching(ctx, SERVER, MANAGER, SEES, Asked()) == []


def every_word(ctx: Context) -> set[str]:
    """All that the index of a database holds, as the file has it."""
    held = rows(ctx.database.path, "SELECT words FROM remembered_words")
    return {word for (blob,) in held for word in zlib.decompress(blob).decode().split()}
