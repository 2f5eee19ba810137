"""What post-its mean: read as they arrive by the encoder that is there, erased with their words."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

import pytest

from bot.meaning.reader import Reader
from bot.services.context import Context
from bot.services.postits import collecting
from bot.services.themes import likening
from bot.services.themes.reading import read_some
from bot.store import Database, Topic
from bot.workshop.sessions.session import Signing
from bot.workshop.themes.likeness import key
from bot.workshop.themes.meaning import SIZE, packed
from bot.workshop.themes.sorting import Sorting, Theme
from tests.builders import ALIX, collect, group, new_session, recipe, reveal
from tests.services.room import Room
from tests.store.seeing import rows

IDEAS = ("Réparer son vélo", "Un bus le dimanche", "Une soupe commune", "Des paniers de légumes")
FIELDS = ("velo bus trajet", "soupe legume repa manger", "fete bal")
NAMES = ("Manger ensemble", "Nos trajets")


class SmallEncoder:
    """Knows a few words, and what they are about."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, texts: Sequence[str]) -> list[bytes]:
        self.read += texts
        return [packed(self._numbers(text)) for text in texts]

    @staticmethod
    def _numbers(text: str) -> list[float]:
        words = set(key(text).split())
        found = [float(len(words & set(field.split()))) for field in FIELDS]
        return [*found, 0.5, *[0.0] * (SIZE - len(found) - 1)]


@pytest.fixture
async def read(database: Database) -> AsyncIterator[tuple[Room, SmallEncoder, Reader]]:
    """A masked session in which four ideas were read."""
    encoder = SmallEncoder()
    ctx = Context(database, Random(1), encoder=encoder)
    reader = Reader(ctx)
    new = new_session(recipe(collect(), reveal(), group()), signing=Signing.MASKED)
    room = await Room.open(ctx, new)
    await room.start()
    async with told(ctx):
        await room.write(ALIX, *IDEAS)
    yield room, encoder, reader
    await reader.close()


@asynccontextmanager
async def told(ctx: Context) -> AsyncIterator[None]:
    """Wait, after the block, until meanings were kept."""
    done = asyncio.Event()
    ctx.listen(lambda _: done.set(), Topic.MEANINGS)
    yield
    await asyncio.wait_for(done.wait(), 60)


def kept(path: Path) -> int:
    return len(rows(path, "SELECT * FROM postit_meanings"))


async def test_post_its_are_read_once_as_they_arrive(
    read: tuple[Room, SmallEncoder, Reader],
) -> None:
    room, encoder, _ = read
    assert sorted(encoder.read) == sorted(IDEAS)
    assert kept(room.ctx.database.path) == len(IDEAS)
    assert not await read_some(room.ctx, room.session_id), "nothing is left to read"


async def test_a_meaning_leaves_with_the_words_that_it_is_of(
    read: tuple[Room, SmallEncoder, Reader],
) -> None:
    room, encoder, reader = read
    await reader.close()
    path = room.ctx.database.path
    postits = {p.text: p for p in await room.wall()}
    await collecting.withdraw(room.ctx, postits[IDEAS[0]].id, ALIX)
    assert kept(path) == len(IDEAS) - 1
    changed = postits[IDEAS[1]]
    await collecting.edit(room.ctx, changed.id, ALIX, "Un bal", None, None)
    assert kept(path) == len(IDEAS) - 2
    async with room.ctx.database.write() as tx:  # the encoder was still reading the old words
        old = {changed.id: changed.text}
        await tx.meanings.keep(room.session_id, old, dict.fromkeys(old, encoder([changed.text])[0]))
    assert kept(path) == len(IDEAS) - 2
    again = Reader(room.ctx)
    async with told(room.ctx):
        await again.start()
    await again.close()
    assert encoder.read[-1] == "Un bal"
    assert kept(path) == len(IDEAS) - 1


async def test_no_meaning_outlives_its_session(read: tuple[Room, SmallEncoder, Reader]) -> None:
    room, encoder, _ = read
    postits = {p.id: p.text for p in await room.wall()}
    await room.end()
    assert kept(room.ctx.database.path) == 0
    async with room.ctx.database.write() as tx:
        found = dict(zip(postits, encoder(list(postits.values())), strict=True))
        await tx.meanings.keep(room.session_id, postits, found)
    assert kept(room.ctx.database.path) == 0, "what was being read comes too late"


async def test_a_theme_is_found_by_what_is_meant_where_no_word_is_shared(
    read: tuple[Room, SmallEncoder, Reader],
) -> None:
    room, _, _ = read
    postits = await room.wall()
    ids = {p.text: p.id for p in postits}
    places: dict[int, int | None] = dict.fromkeys(ids.values())
    sorting = Sorting((Theme(1, NAMES[0]), Theme(2, NAMES[1])), places)
    found = await likening.likeliest(room.ctx, room.session_id, postits, sorting, ids.values())
    assert [found[ids[text]][0] for text in IDEAS] == [2, 2, 1, 1]
    words_alone = Context(room.ctx.database, Random(1))
    found = await likening.likeliest(words_alone, room.session_id, postits, sorting, ids.values())
    assert [found[ids[text]][0] for text in IDEAS] == [1, 1, 1, 1], "in their own order"
    near = await likening.nearest(room.ctx, room.session_id, postits, ids[IDEAS[2]], 3)
    assert near == [ids[IDEAS[3]]]
