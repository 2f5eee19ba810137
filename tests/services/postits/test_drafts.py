"""What a form refused comes back in the next one, and to nobody else."""

from __future__ import annotations

import pytest

from bot.services.context import Context
from bot.services.postits import collecting
from bot.workshop.postits.draft import FORM_LIMIT
from bot.workshop.sessions.session import Signing
from tests.builders import ALIX, BACHIR, collect, new_session, recipe, scenario
from tests.services.room import Room, delivery
from tests.store.seeing import every_byte, rows, scrubbed

LONG = "x" * 41


async def opened(ctx: Context, signing: Signing = Signing.SIGNED) -> Room:
    plan = collect(per_person=2, max_length=40)
    made = new_session(recipe(plan, plan), told=scenario(), signing=signing)
    room = await Room.open(ctx, made)
    await room.start()
    return room


async def draft(room: Room, by: object = ALIX) -> str | None:
    assert by in (ALIX, BACHIR)
    _, _, found = await collecting.to_write(
        room.ctx, (await room.step()).id, ALIX if by is ALIX else BACHIR
    )
    return found.text if found else None


@pytest.mark.parametrize("signing", list(Signing))
async def test_what_is_refused_is_a_draft_until_it_is_sent_again(
    ctx: Context, signing: Signing
) -> None:
    room = await opened(ctx, signing)
    step = await room.step()
    await collecting.write(
        ctx, step.id, ALIX, f"un\n{LONG}\ndeux\ntrois", "Services", 2030, delivery()
    )
    _, _, found = await collecting.to_write(ctx, step.id, ALIX)
    assert found is not None
    assert (found.text, found.dimension, found.year) == (f"{LONG}\ntrois", "Services", 2030)
    assert await draft(room, BACHIR) is None
    (mine,) = [p for p in await room.wall() if p.text == "un"]
    await collecting.withdraw(ctx, mine.id, ALIX)
    again = await collecting.write(
        ctx, step.id, ALIX, "trois", None, None, delivery(), from_draft=True
    )
    assert [postit.text for postit in again.kept] == ["trois"]
    assert await draft(room) is None


async def test_another_form_does_not_use_a_draft_up(ctx: Context) -> None:
    room = await opened(ctx)
    await room.write(ALIX, "un", LONG)
    await room.write(ALIX, "deux")
    assert await draft(room) == LONG
    await room.write(ALIX, "trois")
    assert await draft(room) == f"trois\n{LONG}"


async def test_what_a_form_cannot_show_waits_for_the_next_one(ctx: Context) -> None:
    room = await opened(ctx)
    step = await room.step()
    lines = [f"{n} {'y' * 60}" for n in range(60)]
    await room.write(ALIX, *lines)
    await room.write(ALIX, *(line.upper() for line in lines[:30]), *lines[30:])
    await collecting.keep_draft(ctx, step.id, ALIX, "\n".join(f"z{line}" for line in lines))
    _, _, found = await collecting.to_write(ctx, step.id, ALIX)
    assert found is not None
    assert len(found.text) > FORM_LIMIT
    await collecting.write(ctx, step.id, ALIX, "court", None, None, delivery(), from_draft=True)
    assert await draft(room) == found.beyond


async def test_a_form_refused_whole_is_kept_while_its_step_is_open(ctx: Context) -> None:
    room = await opened(ctx)
    step = await room.step()
    assert not await collecting.keep_draft(ctx, step.id, ALIX, " - \n")
    assert await collecting.keep_draft(ctx, step.id, ALIX, "un\nun\ndeux")
    assert await draft(room) == "un\ndeux"
    await room.next()
    assert not await collecting.keep_draft(ctx, step.id, ALIX, "trois")
    assert await draft(room) is None, "a draft belongs to its step"


@pytest.mark.parametrize("signing", list(Signing))
async def test_drafts_end_with_the_session_and_leave_no_trace(
    ctx: Context, signing: Signing
) -> None:
    room = await opened(ctx, signing)
    await room.write(ALIX, "un", "brouillon " + LONG)
    (row,) = rows(ctx.database.path, "SELECT author FROM drafts")
    masked = signing is Signing.MASKED
    assert (row[0] == str(ALIX.user_id)) is not masked
    await room.end()
    assert rows(ctx.database.path, "SELECT * FROM drafts") == []
    if masked:
        await scrubbed(ctx.database)
        disk = every_byte(ctx.database.path)
        assert b"brouillon" not in disk
        assert str(row[0]).encode() not in disk
