"""What a session that is brought in says of those before it, and of what was put right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.reports.record import SessionRecord
from bot.reports.review.applying import corrected
from bot.services.context import Context
from bot.services.records import record as read_record
from bot.services.transfer.importing import bring_in
from bot.store import Database
from bot.workshop.actions.action import ActionState
from bot.workshop.follow.series import InSeries
from bot.workshop.review.correction import Correction, Corrections, Item, Of
from tests.builders import CHANNEL, SERVER
from tests.exported import as_json
from tests.reports.builders import BRAINSTORM, ENDED, action, postits, record
from tests.transfer.generated import promised

LATER = ENDED + timedelta(days=1)


def meeting(rank: int, title: str = "Le comité du verger") -> SessionRecord:
    """The meeting of a series, with one action that is still open."""
    made = promised(record(BRAINSTORM, title=f"{title} {rank}", actions=[action("Greffer", "Awa")]))
    begun = replace(made.session, created_at=made.session.created_at + timedelta(days=rank))
    before = (f"{title} {rank - 1}", date(2029, 3, rank)) if rank > 1 else (None, None)
    return replace(made, session=begun, series=InSeries(title, rank, *before))


async def brought(database: Database, told: SessionRecord) -> int:
    return (await bring_in(database, as_json(told).encode(), SERVER, CHANNEL, LATER)).session_id


async def test_sessions_of_one_series_are_in_one_again(database: Database) -> None:
    first, second = [await brought(database, meeting(rank)) for rank in (1, 2)]
    other = await brought(database, meeting(1, "La fête"))
    async with database.read() as tx:
        (series,) = await tx.follows.titled(SERVER, "Le comité du verger")
        assert await tx.follows.of_series(series) == [first, second]
        before = await tx.follows.continued_by(second)
        assert before is not None
        assert before.id == first
        assert [a.what for a, _ in await tx.follows.open_before(second)] == ["Greffer"]
        assert await tx.follows.continued_by(other) is None
    told = await read_record(Context(database), second)
    assert as_json(told) == as_json(meeting(2))


async def test_another_series_of_the_same_title_stays_apart(database: Database) -> None:
    await brought(database, meeting(1))
    later = meeting(1)
    later = replace(later, session=replace(later.session, created_at=ENDED - timedelta(hours=5)))
    await brought(database, later)
    async with database.read() as tx:
        assert len(await tx.follows.titled(SERVER, "Le comité du verger")) == 2


async def test_what_follows_an_imported_session_goes_on_counting(database: Database) -> None:
    fourth = await brought(database, meeting(4))
    fifth = await brought(database, replace(meeting(5), series=None))
    async with database.write() as tx:
        former, session = await tx.sessions.get(fourth), await tx.sessions.get(fifth)
        assert former is not None
        assert session is not None
        await tx.follows.continue_from(session, former)
        place = await tx.follows.place(fifth)
        assert place is not None
        assert (place.rank, place.before) == (5, former.title)


@pytest.mark.parametrize("state", list(ActionState))
async def test_an_action_is_as_it_was(database: Database, state: ActionState) -> None:
    made = meeting(1)
    made = replace(made, actions=(replace(made.actions[0], state=state, changed_at=ENDED),))
    done = await read_record(Context(database), await brought(database, made))
    assert [(one.state, one.changed_at) for one in done.actions] == [(state, ENDED)]


async def test_what_was_put_right_leaves_with_what_people_wrote(database: Database) -> None:
    made = promised(record(BRAINSTORM, postits=postits(["Une idée", "Autre"]), actions=()))
    first, second = (Item(Of.POSTIT, one.id) for one in made.postits)
    title = Correction(Item(Of.SESSION, 0), "title", "Un titre")
    said = (Correction(first, "text", "Mieux dit"), Correction(second, ""), title)
    session_id = await brought(database, corrected(made, Corrections(said)))
    told = await read_record(Context(database), session_id)
    assert [one.text for one in told.postits] == ["Mieux dit"]
    assert told.corrections.touched(Of.POSTIT, told.postits[0].id)
    assert told.corrections.gone == {Of.POSTIT: 1}
    async with database.write() as tx:
        await tx.sessions.delete_raw(session_id, LATER)
    told = await read_record(Context(database), session_id)
    assert [one.item.of for one in told.corrections.made] == [Of.SESSION]
