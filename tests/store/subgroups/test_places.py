"""Rooms and threads that are ours, and who was brought there."""

from __future__ import annotations

import pytest

from bot.services.sessions.places import Places
from bot.store import Database
from bot.store.outbox import Saying
from bot.workshop.errors import Refusal
from bot.workshop.sessions.session import Session
from bot.workshop.subgroups.places import (
    Brought,
    Kept,
    Kind,
    Lacks,
    Place,
    Stand,
    Trouble,
    Why,
    troubles,
)
from tests.builders import CHANNEL, NOW, SERVER
from tests.store.seeing import rows
from tests.store.test_rows import create

HOME, ROOM, THREAD = 41, 42, 43


async def gathered(database: Database) -> Session:
    """Return a session of which group 1 meets in a room and group 2 in a thread."""
    async with database.write() as tx:
        session = await create(tx)
        await tx.gatherings.begin(session.id, SERVER, CHANNEL, HOME)
        for number, kind, channel in ((1, Kind.ROOM, ROOM), (2, Kind.THREAD, THREAD)):
            await tx.gatherings.ask(session.id, number, kind, f"Groupe {number}", 40, NOW)
            await tx.gatherings.stands(session.id, number, kind, channel)
    return session


async def test_a_place_is_kept_from_before_it_is_made_until_it_is_gone(database: Database) -> None:
    async with database.write() as tx:
        session = await create(tx)
        assert await tx.gatherings.kept(session.id) is None
        await tx.gatherings.begin(session.id, SERVER, CHANNEL, HOME)
        await tx.gatherings.ask(session.id, 1, Kind.ROOM, "Groupe 1", 40, NOW)
        (place,) = await tx.gatherings.places(session.id)
        assert (place.name, place.after, place.channel_id) == ("Groupe 1", 40, None)
        await tx.gatherings.stands(session.id, 1, Kind.ROOM, ROOM)
        await tx.gatherings.card_asked(place.id, 7)
        await tx.gatherings.card_stands(ROOM, 6, 98)  # of a step that was left since
        assert await tx.gatherings.card_of(session.id, 1) == []
        await tx.gatherings.card_stands(ROOM, 7, 99)
        await tx.gatherings.status_told(place.id, 7)
        await tx.gatherings.invited(place.id, [3, 4])
        await tx.gatherings.invited(place.id, [4, 5])
        await tx.gatherings.taken_out(place.id, 3)
        await tx.gatherings.idle([place.id], NOW)
        assert await tx.gatherings.card_of(session.id, 1) == [
            Place(
                place.id, 1, Kind.ROOM, "Groupe 1", 40, ROOM, None, 7, 99, 7, NOW, frozenset({4, 5})
            )
        ]
        assert await tx.gatherings.of_channel(ROOM) == session.id
        assert await tx.gatherings.all() == await tx.gatherings.of_server(SERVER) == [session.id]
        await tx.gatherings.drop(session.id, 1, Kind.ROOM)
        assert await tx.gatherings.of_channel(ROOM) is None
        await tx.gatherings.end(session.id)
        assert await tx.gatherings.all() == []


async def test_what_was_to_be_said_in_a_place_goes_with_it(database: Database) -> None:
    session = await gathered(database)
    async with database.write() as tx:
        for channel in (ROOM, ROOM, THREAD, CHANNEL):
            await tx.outbox.add(Saying.REMINDER, session.id, channel, NOW, step=1)
        letter = await tx.outbox.attempt(ROOM, None)
        assert letter is not None
        await tx.outbox.give_up(letter.id, "404 10003", NOW)
        await tx.gatherings.drop(session.id, 1, Kind.ROOM)
        await tx.gatherings.refuse(session.id, 2, Kind.THREAD, Why.DELETED, 7, NOW)
    assert rows(database.path, "SELECT channel_id FROM outbox") == [(CHANNEL,)]


async def test_what_was_refused_is_asked_for_again_when_groups_are_formed_anew(
    database: Database,
) -> None:
    session = await gathered(database)
    async with database.write() as tx:
        await tx.gatherings.refuse(session.id, 3, Kind.ROOM, Why.FULL, 7, NOW)
        for person, state in ((5, Stand.THERE), (6, Stand.REFUSED)):
            await tx.gatherings.brought(session.id, person, Brought(7, 1, state))
        await tx.gatherings.hindered(session.id, Why.HOME, NOW)
        assert await tx.gatherings.troubles(session.id) == (
            Trouble(Lacks.ROOM, Why.FULL, numbers=(3,)),
            Trouble(Lacks.MOVED, Why.REFUSED, people=(6,)),
            Trouble(Lacks.BACK, Why.HOME),
        )
        await tx.gatherings.hindered(session.id, None, NOW)
        await tx.gatherings.forgive(session.id)
        assert await tx.gatherings.troubles(session.id) == ()
        kept = await tx.gatherings.kept(session.id)
    assert kept is not None
    assert kept.people == {5: Brought(7, 1, Stand.THERE)}
    assert [place.number for place in kept.places] == [1, 2]


def test_a_group_without_any_place_is_told_once() -> None:
    def refused(number: int, kind: Kind) -> Place:
        return Place(number * 10, number, kind, "", 0, refusal=Why.RIGHTS)

    threads = [refused(1, Kind.THREAD), refused(2, Kind.THREAD)]
    both = [refused(3, Kind.ROOM), refused(3, Kind.THREAD)]
    beside = [Place(4, 4, Kind.ROOM, "", 0, 42), refused(4, Kind.THREAD)]
    assert set(troubles(Kept(1, SERVER, CHANNEL, HOME, (*threads, *both, *beside)))) == {
        Trouble(Lacks.PLACE, Why.RIGHTS, numbers=(1, 2, 3)),
        Trouble(Lacks.THREAD, Why.RIGHTS, numbers=(4,)),
    }


async def test_a_press_in_the_place_of_a_group_is_of_its_session(database: Database) -> None:
    ours = await gathered(database)
    async with database.write() as tx:
        theirs = await create(tx, channel_id=CHANNEL + 1)
    places = Places(database)
    for here in (CHANNEL, ROOM, THREAD):
        assert await places.check(SERVER, here, [("session", ours.id)]) == ours.id
    for server, channel, session in (
        (SERVER, HOME, ours),
        (SERVER, None, ours),
        (SERVER + 1, ROOM, ours),
        (SERVER, ROOM, theirs),
        (SERVER, THREAD, theirs),
    ):
        with pytest.raises(Refusal, match=r"button\.elsewhere"):
            await places.check(server, channel, [("session", session.id)])
    with pytest.raises(Refusal, match=r"button\.elsewhere"):
        await places.check(SERVER, ROOM, [("session", ours.id), ("session", theirs.id)])
    async with database.write() as tx:
        await tx.gatherings.drop(ours.id, 1, Kind.ROOM)
    with pytest.raises(Refusal, match=r"button\.elsewhere"):
        await places.check(SERVER, ROOM, [("session", ours.id)])
