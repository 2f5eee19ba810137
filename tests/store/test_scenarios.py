"""Scenarios of a server, and the files that they refer to."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.store import Database, Transaction
from bot.workshop.story.media import check_content
from bot.workshop.story.prepared import Prepared
from bot.workshop.story.scenario import Media
from bot.workshop.story.sketch import Sketch, SketchMedia
from tests.builders import NOUR, NOW, SERVER, recipe, scenario
from tests.services.room import refused
from tests.store.seeing import every_byte, rows, scrubbed
from tests.store.test_rows import create

SKETCH = Sketch.of(scenario())
SOUND = b"OggS" + b"la nuit de la crue, racontee" * 400
OTHER = b"OggS" + b"un autre enregistrement" * 400


async def added(
    tx: Transaction, sketch: Sketch = SKETCH, *, slug: str = "tilleuls", submission: str = "1"
) -> Prepared:
    return await tx.scenarios.add(SERVER, slug, sketch, NOUR.user_id, submission, NOW)


def with_media(digest: str) -> Sketch:
    return SKETCH.illustrated(SketchMedia(name="nuit.ogg", digest=digest, transcript="La nuit."))


async def kept(database: Database, content: bytes) -> str:
    """Put a file on the disk, with its row; return its digest."""
    async with database.media.kept(content) as digest, database.write() as tx:
        await tx.media.add(digest, len(content))
    return digest


async def test_what_goes_in_comes_out(database: Database) -> None:
    async with database.write() as tx:
        made = await added(tx)
    assert (made.sketch, made.saved, made.revision, dict(made.stamps)) == (SKETCH, None, 0, {})
    assert (made.server_id, made.slug, made.created_by) == (SERVER, "tilleuls", NOUR.user_id)
    assert made.pending
    async with database.read() as tx:
        assert await tx.scenarios.get(made.id) == made
        assert await tx.scenarios.of_server(SERVER) == [made]
        assert await tx.scenarios.of_server(SERVER + 1) == []
        assert await tx.scenarios.get(made.id + 1) is None


async def test_a_change_is_stamped_with_its_revision(database: Database) -> None:
    later = NOW + timedelta(minutes=1)
    async with database.write() as tx:
        made = await added(tx)
        await tx.scenarios.change(made, "story", SKETCH.told("Un", "Deux"), later)
        changed = await tx.scenarios.get(made.id)
        assert changed is not None
        await tx.scenarios.change(changed, "award", changed.sketch.awarded("", ""), later)
        changed = await tx.scenarios.get(made.id)
    assert changed is not None
    assert (changed.sketch.opening, changed.sketch.award) == ("Un", None)
    assert changed.revision == 2
    assert changed.stamps == {"story": 1, "award": 2}
    assert changed.updated_at == later


async def test_saved_or_changed_since(database: Database) -> None:
    async with database.write() as tx:
        made = await added(tx)
        await tx.scenarios.save(made.id, scenario(), NOW)
        saved = await tx.scenarios.get(made.id)
        assert saved is not None
        assert saved.saved == scenario()
        assert not saved.pending
        await tx.scenarios.change(saved, "story", SKETCH.told("Un", "Deux"), NOW)
        changed = await tx.scenarios.get(made.id)
        assert changed is not None
        assert changed.pending
        await tx.scenarios.change(changed, "story", SKETCH, NOW)
        back = await tx.scenarios.get(made.id)
    assert back is not None
    assert not back.pending, "what was undone by hand is as it was saved"


async def test_the_same_delivery_is_one_scenario(database: Database) -> None:
    async with database.write() as tx:
        first = await added(tx)
        again = await added(tx, slug="tilleuls-2")
        other = await added(tx, slug="tilleuls-2", submission="2")
    assert again == first
    assert other.id != first.id


async def test_a_file_is_kept_once_by_what_it_contains(database: Database) -> None:
    digest = await kept(database, SOUND)
    assert await kept(database, SOUND) == digest
    assert await database.media.content(digest) == SOUND
    assert await database.media.content("0" * 64) is None
    with refused("media.not_what_it_says"):
        check_content("a.png", SOUND)
    assert len(rows(database.path, "SELECT * FROM media")) == 1
    Media(name="a.ogg", digest=digest, transcript="x")


@pytest.mark.parametrize("used_by", ["sketch", "saved", "session", "nobody"])
async def test_a_file_stays_as_long_as_something_refers_to_it(
    database: Database, used_by: str
) -> None:
    digest = await kept(database, SOUND)
    async with database.write() as tx:
        whole = with_media(digest).whole()
        plain = await added(tx, with_media(digest) if used_by == "sketch" else SKETCH)
        if used_by == "saved":
            await tx.scenarios.save(plain.id, whole, NOW)
        if used_by == "session":
            await create(tx, recipe(), told=whole)
        await tx.media.delete_unused()
    await scrubbed(database)
    found = await database.media.content(digest)
    assert (found is not None) is (digest in database.media.folder.names())
    assert (found is not None) is (used_by != "nobody")


async def test_a_recording_that_is_deleted_leaves_no_trace_on_the_disk(database: Database) -> None:
    digest, other = await kept(database, SOUND), await kept(database, OTHER)
    async with database.write() as tx:
        made = await added(tx, with_media(digest))
        await added(tx, with_media(other), slug="autre", submission="2")
    assert b"la nuit de la crue" in every_byte(database.path)
    async with database.write() as tx:
        await tx.scenarios.delete(made.id)
        await tx.media.delete_unused()
    await scrubbed(database)
    disk = every_byte(database.path)
    assert b"la nuit de la crue" not in disk
    assert b"un autre enregistrement" in disk


async def test_the_latest_changed_comes_first(database: Database) -> None:
    async with database.write() as tx:
        first = await added(tx)
        await added(tx, slug="deux", submission="2")
        await tx.scenarios.change(first, "story", SKETCH.told("a", "b"), NOW + timedelta(days=1))
        found = await tx.scenarios.of_server(SERVER)
    assert [one.slug for one in found] == ["tilleuls", "deux"]
