"""A session that is brought in is the same session: its JSON and its report say so."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings

from bot.i18n import catalogue
from bot.reports.markdown import markdown
from bot.reports.record import SessionRecord
from bot.services.context import Context
from bot.services.records import record as read_record
from bot.services.transfer.importing import Brought, bring_in
from bot.services.transfer.reading import CannotImport
from bot.store import Database
from tests.builders import CHANNEL, SERVER
from tests.exported import as_json
from tests.reports.builders import BRAINSTORM, ENDED, postits, record, without_raw
from tests.reports.test_data import full
from tests.transfer.generated import promised, sessions

LATER = ENDED + timedelta(days=1)


async def brought(database: Database, of: str) -> Brought:
    return await bring_in(database, of.encode(), SERVER, CHANNEL, LATER)


async def same(database: Database, told: SessionRecord) -> None:
    text = as_json(told)
    back = await read_record(Context(database), (await brought(database, text)).session_id)
    assert as_json(back) == text
    t = catalogue(told.session.language)
    assert markdown(back, t) == markdown(told, t)


@given(sessions())
@settings(max_examples=15)
async def test_any_session_comes_back_the_same(told: SessionRecord) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = await Database.open(Path(folder) / "gommette.db")
        try:
            await same(database, told)
        finally:
            await database.close()


async def test_it_is_over_found_from_now_on_and_names_nobody(database: Database) -> None:
    done = await brought(database, as_json(promised(full())))
    async with database.read() as tx:
        session = await tx.sessions.get(done.session_id)
        assert session is not None
        assert (session.released_at, session.created_by) == (LATER, 0)
        assert (session.server_id, session.channel_id) == (SERVER, CHANNEL)
        assert await tx.sessions.facilitators(session.id) == frozenset()
        assert await tx.timers.next_due() == session.raw_until


async def test_the_same_file_twice_is_one_session(database: Database) -> None:
    text = as_json(promised(full()))
    first = await brought(database, text)
    again = await brought(database, json.dumps(json.loads(text)))
    assert again == Brought(first.session_id, first.title, already=True)
    # Exported another time, it says more; it is the same session all the same.
    more = json.loads(text)
    more["notes"].append({"step": 6, "text": "Une note de plus"})
    assert (await brought(database, json.dumps(more))).already
    elsewhere = await bring_in(database, text.encode(), SERVER + 1, CHANNEL + 1, LATER)
    assert not elsewhere.already


async def test_what_has_reached_its_age_is_not_brought_in(database: Database) -> None:
    late = ENDED + timedelta(days=91)
    done = await bring_in(database, as_json(promised(full())).encode(), SERVER, CHANNEL, late)
    assert done.aged
    told = await read_record(Context(database), done.session_id)
    assert (told.postits, dict(told.notes)) == ((), {})
    assert told.session.raw_deleted_at == late
    assert told.actions
    assert json.loads(as_json(told))["votes"][0]["ballots_withheld"] == "deleted"


async def test_without_a_channel_it_goes_to_the_coordinators(database: Database) -> None:
    text = as_json(promised(record(BRAINSTORM)))
    with pytest.raises(CannotImport, match="no coordinators' channel"):
        await bring_in(database, text.encode(), SERVER, None, LATER)
    async with database.write() as tx:
        settings_of = await tx.servers.get(SERVER)
        await tx.servers.put(replace(settings_of, coordinators_channel_id=77))
    done = await bring_in(database, text.encode(), SERVER, None, LATER)
    async with database.read() as tx:
        session = await tx.sessions.get(done.session_id)
        assert session is not None
        assert session.channel_id == 77


def changed(**parts: object) -> str:
    return json.dumps({**json.loads(as_json(promised(full()))), **parts})


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("", "is no JSON"),
        ("[" * 100_000, "is no JSON"),
        (as_json(promised(full()))[:-40], "is no JSON"),
        ("[]", "is not a session"),
        ('{"kanban": []}', "is not a session"),
        ('{"format": NaN}', "is no JSON"),
        (changed(format="gommette/session/1"), "older Gommette"),
        (changed(format="gommette/session/3"), "newer Gommette"),
        (changed(mood="warm"), "not a whole session: mood"),
        (changed(participants="24"), "not a whole session: participants"),
        (changed(participants=10**30), "not a whole session: participants"),
        (changed(participants=23), ""),
        (changed(steps=[]), "contradicts itself"),
        (changed(themes=[{"name": "A", "postits": [99]}]), "says something at themes"),
        (changed(notes=[{"step": 99, "text": "x"}]), "contradicts itself"),
        (as_json(record(BRAINSTORM, ended=False)), "has not ended"),
    ],
)
async def test_a_file_that_is_no_whole_session_leaves_nothing(
    database: Database, text: str, because: str
) -> None:
    if not because:
        assert not (await brought(database, text)).already
        return
    with pytest.raises(CannotImport, match=because) as refused:
        await brought(database, text)
    assert "\n" not in str(refused.value)
    async with database.read() as tx:
        assert await tx.sessions.get(1) is None


async def test_a_result_that_its_ballots_do_not_give_is_refused(database: Database) -> None:
    document = json.loads(as_json(promised(full())))
    document["votes"][0]["result"]["winners"] = ["4"]
    with pytest.raises(CannotImport, match=r"at votes\.0\.result"):
        await brought(database, json.dumps(document))


async def test_after_its_raw_data_left_it_comes_back_as_it_is(database: Database) -> None:
    told = without_raw(promised(record(BRAINSTORM, postits=postits(["Une idée"]))))
    await same(database, told)
