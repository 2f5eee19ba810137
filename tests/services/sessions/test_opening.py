from __future__ import annotations

import pytest

from bot.services.context import Context
from bot.services.sessions import opening
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import SessionState, Signing
from bot.workshop.settings.settings import ServerSettings
from tests.builders import (
    ALIX,
    CHANNEL,
    NOUR,
    NOW,
    ROLE,
    SERVER,
    new_session,
    recipe,
    scenario,
    story,
)
from tests.services.room import Room, refused
from tests.store.seeing import rows, scalar


async def test_a_new_session_waits_in_the_lobby_with_its_card_to_post(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(title="  Réunion\n des \u202eTilleuls "))
    session = await room.session()
    assert session.title == "Réunion des Tilleuls"
    assert (session.state, session.position, session.paused) == (SessionState.LOBBY, None, False)
    assert (session.created_by, session.created_at) == (NOUR.user_id, NOW)
    assert await room.states() == "www"
    assert room.letters() == ["lobby"]
    assert [kind for (kind,) in rows(ctx.database.path, "SELECT kind FROM timers")] == ["forget"]


@pytest.mark.parametrize(("signing", "keys"), [(Signing.SIGNED, 0), (Signing.MASKED, 1)])
async def test_a_masked_session_alone_has_a_key(ctx: Context, signing: Signing, keys: int) -> None:
    await Room.open(ctx, new_session(signing=signing))
    assert scalar(ctx.database.path, "SELECT count(*) FROM keys WHERE length(key) = 32") == keys


async def test_a_session_needs_a_title_of_a_readable_length(ctx: Context) -> None:
    for title in ("", " \u200b "):
        with refused("session.needs_title"):
            await Room.open(ctx, new_session(title=title))
    with refused("text.too_long"):
        await Room.open(ctx, new_session(title="x" * 101))
    await Room.open(ctx, new_session(title="x" * 100))


async def test_a_recipe_with_a_story_needs_a_scenario(ctx: Context) -> None:
    with refused("session.needs_scenario"):
        await Room.open(ctx, new_session(recipe(story())))
    assert rows(ctx.database.path, "SELECT * FROM sessions") == []
    await Room.open(ctx, new_session(recipe(story()), told=scenario()))


async def test_a_channel_holds_one_session_at_a_time(ctx: Context) -> None:
    first = await Room.open(ctx, new_session())
    with refused("session.channel_yours"):
        await Room.open(ctx, new_session(title="Une autre"))
    await Room.open(ctx, new_session(channel_id=CHANNEL + 1))
    await first.start()
    with refused("session.channel_yours"):
        await Room.open(ctx, new_session(title="Une autre"))
    await first.end()
    await Room.open(ctx, new_session(title="Une autre"))


async def test_who_leads_can_have_someone_else_lead_too(ctx: Context) -> None:
    room = await Room.open(ctx, new_session())
    with refused("session.not_facilitator"):
        await opening.add_facilitator(ctx, room.session_id, ALIX, ALIX.user_id)
    await opening.add_facilitator(ctx, room.session_id, NOUR, ALIX.user_id)
    with refused("session.already_facilitator"):
        await opening.add_facilitator(ctx, room.session_id, ALIX, NOUR.user_id)
    await room.start(by=ALIX)


async def test_the_facilitator_role_of_the_server_can_lead_every_session(ctx: Context) -> None:
    room = await Room.open(ctx, new_session())
    with_role = Actor(ALIX.user_id, ALIX.name, frozenset({ROLE}))
    with refused("session.not_facilitator"):
        await room.start(by=with_role)
    async with ctx.database.write() as tx:
        await tx.servers.put(ServerSettings(SERVER, facilitator_role_id=ROLE))
    await room.start(by=with_role)
    with refused("session.not_facilitator"):
        await room.next(by=ALIX)


async def test_a_session_that_does_not_exist_is_gone(ctx: Context) -> None:
    with refused("session.gone"):
        await Room(ctx, 404, NOW).start()
