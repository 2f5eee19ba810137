"""For how long raw data is kept, as rows tell it."""

from __future__ import annotations

from pathlib import Path

from bot.store import Database
from tests.store.older import older
from tests.store.seeing import rows


async def test_sessions_of_before_servers_could_choose_are_kept_as_was_said(
    tmp_path: Path,
) -> None:
    path = tmp_path / "gommette.db"
    older(
        path,
        63,
        (
            "INSERT INTO sessions (id, server_id, channel_id, title, language, signing, recipe,"
            " state, created_by, created_at, ended_at) VALUES (1, 7, 8, 't', 'fr', 'signed',"
            """ '{"title": {"fr": "r", "en": "r"}, "steps": []}', 'ended', 9,"""
            " '2030-01-01T00:00:00.000+00:00', '2030-01-01T02:00:00.000+00:00')",
        ),
    )
    database = await Database.open(path)
    await database.close()
    assert rows(path, "SELECT kept_days FROM sessions") == [(90,)]
