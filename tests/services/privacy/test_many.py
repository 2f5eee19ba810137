"""A person who has been everywhere: what leads to them is found and deleted whole, at once."""

from __future__ import annotations

import json

from bot.i18n import catalogue
from bot.reports.privacy.personal import as_json, as_text
from bot.services.context import Context
from bot.services.privacy.erasing import erase
from bot.services.privacy.known import known
from bot.workshop.language import Language
from bot.workshop.privacy.known import What
from bot.workshop.sessions.permissions import Actor
from tests.builders import NOUR, collect, new_session, recipe
from tests.services.room import Room
from tests.store.seeing import rows

SESSIONS = 200
AWA = Actor(777_000_111_222_333_444, "Awa")


async def test_two_hundred_sessions_are_one_answer_and_one_deletion(ctx: Context) -> None:
    for rank in range(SESSIONS):
        new = new_session(recipe(collect()), channel_id=5000 + rank, title=f"Séance {rank}")
        room = await Room.open(ctx, new)
        await room.start()
        await room.write(AWA, f"une idée du jour {rank}")
        await room.write(NOUR, f"une autre du jour {rank}")
        await room.end()
    found = await known(ctx, AWA.user_id, None)
    assert len(found.sessions) == SESSIONS
    assert found.counts[What.POSTITS] == SESSIONS
    told = json.loads(as_json(found, room.now))
    assert len(told["sessions"]) == SESSIONS
    text = as_text(found, catalogue(Language.FRENCH), room.now)
    assert text.count("une idée du jour") == SESSIONS
    assert "une autre" not in text
    await erase(ctx, AWA.user_id, None, room.now, remove=True)
    assert not (await known(ctx, AWA.user_id, None)).anything
    (left,) = rows(ctx.database.path, "SELECT count(*) FROM postits")
    assert left[0] == SESSIONS, "what others wrote is there"
    assert not rows(ctx.database.path, "SELECT 1 FROM postits WHERE author = ?", str(AWA.user_id))
