"""What messages said, in a database that an older Gommette left."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.store.rows.postits.messages import Line
from tests.store.older import older
from tests.store.seeing import opened

BEFORE = 15
SESSION = (
    "INSERT INTO sessions (id, server_id, channel_id, title, language, signing, recipe, state,"
    " created_by, created_at) VALUES (?, 1, ?, 't', 'fr', 'signed', '{}', ?, 1, '')"
)
STEP = (
    "INSERT INTO steps (id, session_id, position, kind, plan, state)"
    " VALUES (?, ?, 0, 'collect', '{}', 'open')"
)
POSTIT = (
    "INSERT INTO postits (id, session_id, step_id, author, text, year, source, message_id,"
    " column_name, submission) VALUES (?, ?, ?, '7', ?, ?, ?, ?, ?, ?)"
)


def test_an_older_database_knows_what_the_messages_of_live_sessions_say(tmp_path: Path) -> None:
    path = tmp_path / "gommette.db"
    older(
        path,
        BEFORE,
        (SESSION, 1, 11, "running"),
        (SESSION, 2, 12, "ended"),
        (STEP, 1, 1),
        (STEP, 2, 2),
        (POSTIT, 100, 1, 1, "un four", 2029, "typed", 900, "Garder", "900:0"),
        (POSTIT, 101, 1, 1, "un vélo", None, "typed", 900, None, "900:2"),
        (POSTIT, 102, 1, 1, "d'un formulaire", None, "form", None, None, "8:0"),
        (POSTIT, 103, 2, 2, "d'avant", None, "typed", 800, None, "800:0"),
        ("INSERT INTO set_aside VALUES (900, 1, 1), (901, -1, 1)",),
    )

    async def look() -> None:
        async with opened(path) as database, database.read() as tx:
            assert await tx.messages.lines(900) == [
                Line("un four", "Garder", 2029, 100),
                Line(""),
                Line("un vélo", postit_id=101),
            ]
            assert await tx.messages.known(1) == {900: False, 901: False}
            assert (await tx.messages.is_aside(901), await tx.messages.is_aside(900)) == (
                True,
                False,
            )
            assert await tx.messages.lines(800) == []

    asyncio.run(look())
