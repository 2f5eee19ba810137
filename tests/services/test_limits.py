"""One person, one session and one server make so much: past it, a sentence says how much."""

from __future__ import annotations

import pytest

from bot.services.actions import actions
from bot.services.context import Context
from bot.services.notes import notes
from bot.services.postits import collecting
from bot.services.sessions import opening
from bot.workshop import limits
from bot.workshop.limits import ACTIONS_PER_PERSON, ACTIONS_PER_SESSION
from tests.builders import ALIX, BACHIR, NOUR, NOW, collect, discuss, new_session, recipe
from tests.services.actions.test_actions import actions_room, add_action
from tests.services.room import Room, delivery, refused


async def test_one_person_proposes_so_many_actions_and_takes_one_back(ctx: Context) -> None:
    room = await actions_room(ctx)
    for n in range(ACTIONS_PER_PERSON):
        await add_action(room, f"Action {n}")
    with refused("action.too_many"):
        await add_action(room, "Une de trop")
    kept = await add_action(room, "Une autre", by=BACHIR)
    assert kept is not None
    with refused("action.not_yours"):
        await actions.remove(ctx, kept.id, ALIX)
    _, mine = await actions.removable(ctx, room.session_id, ALIX)
    assert len(mine) == ACTIONS_PER_PERSON
    await actions.remove(ctx, mine[0].id, ALIX)
    assert await add_action(room, "Et une de plus") is not None


async def test_those_who_lead_write_for_all_as_many_as_a_session_has(ctx: Context) -> None:
    room = await actions_room(ctx)
    for n in range(ACTIONS_PER_SESSION - 1):
        await add_action(room, f"Action {n}", by=NOUR)
    last = delivery()
    assert await add_action(room, "La dernière", by=ALIX, submission=last) is not None
    with refused("action.too_many_here"):
        await add_action(room, "Une de trop", by=NOUR)
    assert await add_action(room, "La dernière", by=ALIX, submission=last) is None
    _, found = await actions.removable(ctx, room.session_id, NOUR)
    await actions.remove(ctx, found[0].id, NOUR)
    assert await add_action(room, "Une de plus", by=NOUR) is not None


async def test_a_session_has_so_many_notes(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notes, "NOTES_PER_SESSION", 3)
    room = await Room.open(ctx, new_session(recipe(discuss(), discuss())))
    await room.start()
    step = await room.step()
    for n in range(3):
        await notes.keep(ctx, step.id, NOUR, f"note {n}", delivery())
    with refused("note.too_many"):
        await notes.keep(ctx, step.id, NOUR, "une de trop", delivery())


async def test_a_server_has_so_many_open_sessions(
    ctx: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "SESSIONS_PER_SERVER", 2)
    for channel, by in ((1, NOUR), (2, ALIX)):
        await opening.create(ctx, new_session(recipe(discuss()), channel_id=channel), by, NOW)
    with refused("session.too_many_here"):
        await opening.create(ctx, new_session(recipe(discuss()), channel_id=3), BACHIR, NOW)


async def test_what_forms_refused_is_kept_to_a_length(ctx: Context) -> None:
    room = await Room.open(ctx, new_session(recipe(collect(), discuss())))
    await room.start()
    step = await room.step()
    for n in range(20):
        await collecting.keep_draft(ctx, step.id, ALIX, f"le texte {n} " + "x" * 3000)
    _, _, draft = await collecting.to_write(ctx, step.id, ALIX)
    assert draft is not None
    assert len(draft.text) <= limits.DRAFT
    assert draft.text.startswith("le texte 19"), "what was written last comes first"
