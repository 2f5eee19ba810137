"""What is erased is nowhere on the disk, not even in a copy that SQLite made on its own."""

from __future__ import annotations

import random

from bot.store import Database
from bot.workshop.postits.postit import Source
from bot.workshop.sessions.session import Signing, author_reference
from tests.builders import NOW, collect, recipe
from tests.store.seeing import every_byte, opened
from tests.store.test_rows import create


async def test_after_an_erasure_the_disk_holds_no_copy_of_what_was_erased(
    database: Database,
) -> None:
    chance = random.Random(7)
    path = database.path
    keys: dict[int, bytes] = {}
    references: list[str] = []
    texts: list[str] = []
    async with database.write() as tx:
        for n in range(60):
            made = await create(tx, recipe(collect()), channel_id=1000 + n, signing=Signing.MASKED)
            keys[made.id] = chance.randbytes(32)
            await tx.sessions.make_key("session", made.id, keys[made.id])
    busy = list(keys)[:5]
    for _ in range(60):
        # Rows of random identifiers and lengths: pages split and merge, and leave copies.
        async with database.write() as tx:
            for _ in range(15):
                session_id = chance.choice(busy)
                step = await tx.sessions.step_at(session_id, 0)
                assert step is not None
                author = author_reference(chance.randrange(10**18), keys[session_id])
                submission = author_reference(chance.randrange(10**18), keys[session_id])
                text = f"{author[::-1]} " + "x" * chance.randrange(250)
                references += [author, submission]
                texts.append(author[::-1])
                await tx.postits.add(
                    session_id=session_id,
                    step_id=step.id,
                    author=author,
                    author_name=None,
                    text=text,
                    dimension=None,
                    year=None,
                    source=Source.FORM,
                    submission=submission,
                )
    disk = every_byte(path)
    assert references[0].encode() in disk
    for session_id in chance.sample(list(keys), len(keys)):
        async with database.write() as tx:
            await tx.postits.unlink(session_id, masked=True)
            await tx.sessions.destroy_key("session", session_id)
    disk = every_byte(path)
    assert [key for key in keys.values() if key in disk] == []
    assert [reference for reference in references if reference.encode() in disk] == []
    assert [text for text in texts if text.encode() not in disk] == []
    for session_id in busy:
        async with database.write() as tx:
            await tx.sessions.delete_raw(session_id, NOW)
    disk = every_byte(path)
    assert [text for text in texts if text.encode() in disk] == []


async def test_an_erasure_cut_short_by_a_kill_is_finished_when_the_file_is_opened(
    database: Database,
) -> None:
    path = database.path
    copy = path.parent / "after" / path.name
    key = bytes(range(200, 232))
    async with database.write() as tx:
        session = await create(tx, signing=Signing.MASKED)
        await tx.sessions.make_key("session", session.id, key)
    async with database.write() as tx:
        await tx.sessions.destroy_key("session", session.id)
        tx.erased = False  # the kill comes right after the commit
    copy.parent.mkdir()
    for file in path.parent.glob("gommette.db-*"):
        (copy.parent / file.name).write_bytes(file.read_bytes())
    copy.write_bytes(path.read_bytes())
    assert key in every_byte(copy)
    async with opened(copy):
        assert key not in every_byte(copy)
