"""The reference workshop of the demo, taken to another host: its JSON gives the same session."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from bot.i18n import catalogue
from bot.rehearsal.demo import perform, plays_named
from bot.reports.markdown import markdown
from bot.services.context import Context
from bot.services.records import record
from bot.services.transfer.importing import bring_in
from bot.store import Database
from bot.workshop.language import Language
from tests.builders import CHANNEL, SERVER
from tests.exported import as_json, held_to_its_schema


async def test_the_reference_workshop_comes_back_the_same(
    database: Database, tmp_path: Path
) -> None:
    assert await perform(plays_named("workshop"), 6, 2032, Language.FRENCH, tmp_path)
    content, report = _posted(tmp_path)
    told = held_to_its_schema(content.decode())["session"]
    now = _later(told["ended_at"])
    done = await bring_in(database, content, SERVER, CHANNEL, now)
    back = await record(Context(database), done.session_id)
    assert as_json(back) == content.decode()
    assert markdown(back, catalogue(Language.FRENCH)) == report


def _posted(folder: Path) -> tuple[bytes, str]:
    """What the demo wrote of the session: its JSON, and its report as text."""
    (data,) = (one for one in folder.glob("*/*.json") if "trello" not in one.name)
    (report,) = (one for one in folder.glob("*/*.md") if "message" not in one.name)
    return data.read_bytes(), report.read_text()


def _later(moment: str) -> datetime:
    return datetime.fromisoformat(moment) + timedelta(days=1)
