"""The box of a sealed vote against whoever holds the disk: the file, its log, its unused pages, and
copies of all moments."""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from bot.store import Database
from bot.store.copying import copy_to
from bot.store.rows.vote.sealed import BoxLost
from bot.store.sealing import cipher
from bot.store.sealing.vault import KeyNotWritten, Vault
from bot.workshop.sessions.session import author_reference
from bot.workshop.vote.ballot import Content
from bot.workshop.vote.progress import Shut
from tests.store.sealing.boxes import KEY, cast, copied, inside, keys, opened_vote
from tests.store.seeing import full_disk, opened, rows, scalar, scrubbed

MARK = "bulletin-qui-se-reconnaît"


def marked(n: int) -> Content:
    """A ballot whose content is found in any byte of the disk, were it there."""
    return [f"{MARK}-{n:03}"]


async def test_no_moment_of_the_disk_shows_a_ballot_nor_a_draft(database: Database) -> None:
    step = await opened_vote(database)
    moments = []
    for n in range(12):
        await cast(database, step, 10**17 + n, marked(n))
        moments.append(copied(database.path))
    await scrubbed(database)
    moments.append(copied(database.path))
    for moment in moments:
        assert MARK.encode() not in moment
        assert json.dumps(MARK).strip('"').encode() not in moment
    assert len(await inside(database, step)) == 12


async def test_a_key_found_later_opens_the_box_of_that_moment_alone(database: Database) -> None:
    """Copies of all moments and, at the end, everything: no copy of before opens, so nothing can
    be subtracted."""
    step = await opened_vote(database)
    boxes: list[bytes] = []
    for n in range(8):
        await cast(database, step, n, marked(n))
        await scrubbed(database)
        ((box,),) = rows(database.path, "SELECT content FROM sealed_boxes")
        boxes.append(box)
    found = keys(database.path)
    assert len(found) == 1, "one key is left: that of the box as it is"
    opens = [[cipher.opened(key, box) for key in found.values()] for box in boxes]
    assert [sum(text is not None for text in tried) for tried in opens] == [0] * 7 + [1]
    # The log, and whatever else the disk holds of the boxes of before.
    assert len(set(boxes)) == 8
    for box in boxes[:-1]:
        assert all(cipher.opened(key, box) is None for key in found.values())


async def test_what_is_inside_does_not_tell_the_order_of_casting(database: Database) -> None:
    """The same ballots, in every order, whoever casts which: the same bytes once opened."""
    contents: list[Content] = [["1"], ["2", "3"], ["1"], ["3"]]
    seen = set()
    for n, order in enumerate(itertools.permutations(range(4))):
        step = await opened_vote(database, n + 1)
        async with database.write() as tx:
            for user in order:
                voter = author_reference(user, KEY)
                await tx.presses.seal(step, user, voter, contents[user])
        sql = "SELECT key, content FROM sealed_boxes WHERE step_id = ?"
        ((name, box),) = rows(database.path, sql, step.id)
        seen.add(cipher.opened(keys(database.path)[name], box))
    assert len(seen) == 1


async def test_what_is_counted_does_not_tell_it_either(tmp_path: Path) -> None:
    """Numbers are drawn and rows stand in their order: over many votes, the first to vote is found
    at each place as often as at any other."""
    places: Counter[int] = Counter()
    async with opened(tmp_path / "g.db") as database:
        for n in range(100):
            step = await opened_vote(database, n + 1)
            async with database.write() as tx:
                for user in range(4):
                    await tx.presses.seal(step, user, author_reference(user, KEY), [str(user + 1)])
            async with database.write() as tx:
                await tx.sessions.destroy_key("vote", step.id)
                await tx.ballots.unlink_voters(step.id)
            held = rows(
                database.path, "SELECT content FROM counted_ballots WHERE step_id = ?", step.id
            )
            places[[json.loads(text) for (text,) in held].index(["1"])] += 1
    # Five standard deviations around 25.
    assert all(abs(places[place] - 25) < 5 * 4.4 for place in range(4)), places


async def test_the_box_does_not_grow_with_a_ballot(database: Database) -> None:
    step = await opened_vote(database)
    sizes = set()
    for n in range(30):
        await cast(database, step, n, [str(k) for k in range(n % 7)])
        sizes.add(scalar(database.path, "SELECT length(content) FROM sealed_boxes"))
    assert len(sizes) == 1


async def test_counted_it_leaves_neither_its_box_nor_a_key(database: Database) -> None:
    step = await opened_vote(database)
    for n in range(5):
        await cast(database, step, n, [str(n)])
    async with database.write() as tx:
        await tx.sealed.record(step.id, ["9"], 4)
    async with database.write() as tx:
        assert await tx.ballots.in_room(step.id) == 4
        assert await tx.ballots.recorded(step.id) == 1
        assert len(await tx.ballots.box(step.id)) == 6
        await tx.sessions.destroy_key("vote", step.id)
        await tx.ballots.unlink_voters(step.id)
    await scrubbed(database)
    assert keys(database.path) == {}
    assert rows(database.path, "SELECT * FROM sealed_boxes") == []
    held = rows(database.path, "SELECT content, weight, in_room FROM counted_ballots")
    assert sorted(held) == [*((f'["{n}"]', 1, 0) for n in range(5)), ('["9"]', 4, 1)]


async def test_a_backup_holds_nothing_of_it(database: Database, tmp_path: Path) -> None:
    step = await opened_vote(database)
    for n in range(3):
        await cast(database, step, n, marked(n))
    copy_to(database.path, tmp_path / "copy")
    with closing(sqlite3.connect(tmp_path / "copy" / database.path.name)) as made:
        assert made.execute("SELECT count(*) FROM sealed_boxes").fetchone() == (0,)
        assert made.execute("SELECT count(*) FROM turnout").fetchone() == (0,)
    assert [file.name for file in (tmp_path / "copy").iterdir() if "sealed" in file.name] == []


async def test_what_is_rolled_back_leaves_the_box_as_it_was(database: Database) -> None:
    step = await opened_vote(database)
    await cast(database, step, 1, ["1"])
    with pytest.raises(ZeroDivisionError):
        async with database.write() as tx:
            await tx.presses.seal(step, 2, author_reference(2, KEY), ["2"])
            raise ZeroDivisionError
    assert len(keys(database.path)) > 1
    assert [one[0] for one in await inside(database, step)] == ['["1"]']
    await scrubbed(database)
    assert len(keys(database.path)) == 1
    assert [one[0] for one in await inside(database, step)] == ['["1"]']


async def test_a_file_that_came_without_its_keys_is_said_to_be_lost(tmp_path: Path) -> None:
    async with opened(tmp_path / "g.db") as database:
        step = await opened_vote(database)
        await cast(database, step, 1, ["1"])
    for name in keys(tmp_path / "g.db"):
        (Vault.beside(tmp_path / "g.db").path / name).unlink()
    async with opened(tmp_path / "g.db") as database, database.read() as tx:
        assert await tx.sealed.lost() == {step.id: Shut.GONE}
        with pytest.raises(BoxLost):
            await tx.sealed.inside(step.id)


async def test_a_draft_ends_with_the_program(tmp_path: Path) -> None:
    voter = author_reference(1, KEY)
    async with opened(tmp_path / "g.db") as database:
        step = await opened_vote(database)
        async with database.write() as tx:
            await tx.presses.keep(step.id, voter, marked(1), None, sealed=True)
        async with database.read() as tx:
            assert (await tx.ballots.in_hand(step.id, voter)).draft == marked(1)
    assert MARK.encode() not in copied(tmp_path / "g.db")
    async with opened(tmp_path / "g.db") as database, database.read() as tx:
        assert (await tx.ballots.in_hand(step.id, voter)).draft is None
        assert await tx.ballots.has_any(step.id)


async def test_votes_together_are_each_in_the_box_once(database: Database) -> None:
    """Those who queue share a commit; one that fails takes none along."""
    step = await opened_vote(database)
    chance = random.Random(3)
    fails = {n for n in range(40) if chance.random() < 0.2}

    async def one(n: int) -> None:
        async with database.write() as tx:
            await tx.presses.seal(step, n, author_reference(n, KEY), [str(n)])
            if n in fails:
                raise ZeroDivisionError

    done = await asyncio.gather(*(one(n) for n in range(40)), return_exceptions=True)
    assert {n for n, error in enumerate(done) if error is not None} == fails
    await scrubbed(database)
    kept = sorted(int(json.loads(one[0])[0]) for one in await inside(database, step))
    assert kept == [n for n in range(40) if n not in fails]
    assert sorted(u for (u,) in rows(database.path, "SELECT user_id FROM turnout")) == kept


async def test_a_key_that_cannot_be_destroyed_holds_up_no_other(database: Database) -> None:
    step = await opened_vote(database)
    await cast(database, step, 1, ["1"])
    ((kept, _),) = keys(database.path).items()
    vault = Vault.beside(database.path)
    stuck = vault.path / ("0" * 32)
    stuck.mkdir()
    orphans = [vault.make()[0] for _ in range(3)]
    assert set(vault.names()) == {kept, stuck.name, *orphans}
    done = await database.scrub(quiet=True)
    assert done.failure is not None
    assert "Is a directory" in done.failure
    assert set(vault.names()) == {kept, stuck.name}
    stuck.rmdir()
    await scrubbed(database)
    assert set(vault.names()) == {kept}


async def test_a_key_that_cannot_be_written_leaves_the_box_as_it_was(database: Database) -> None:
    step = await opened_vote(database)
    await cast(database, step, 1, ["1"])
    before = keys(database.path)
    for user in (2, 3):
        with full_disk(16), pytest.raises(KeyNotWritten):
            async with database.write() as tx:
                await tx.presses.seal(step, user, author_reference(user, KEY), ["2"])
    assert keys(database.path) == before, "nothing half written takes room"
    assert [one[0] for one in await inside(database, step)] == ['["1"]']
    assert rows(database.path, "SELECT user_id FROM turnout") == [(1,)]
    await cast(database, step, 2, ["2"])
    assert [one[0] for one in await inside(database, step)] == ['["1"]', '["2"]']
