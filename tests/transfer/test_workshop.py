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


def delivered(out: Path) -> tuple[str, str]:
    """The JSON and the Markdown that coordinators received."""
    (data,) = (file for file in out.glob("*/*.json") if not file.name.startswith("tableau-"))
    (report,) = (file for file in out.glob("*/*.md") if not file.name.endswith(".message.md"))
    return data.read_text(), report.read_text()


async def test_the_reference_workshop_comes_back_the_same(
    database: Database, tmp_path: Path
) -> None:
    assert await perform(plays_named("workshop"), 2, 2032, Language.FRENCH, tmp_path)
    said, report = delivered(tmp_path)
    now = datetime.fromisoformat(held_to_its_schema(said)["session"]["ended_at"])
    done = await bring_in(database, said.encode(), SERVER, CHANNEL, now + timedelta(days=1))
    back = await record(Context(database), done.session_id)
    assert as_json(back) == said
    assert markdown(back, catalogue(Language.FRENCH)) == report
