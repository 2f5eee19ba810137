"""What finding summaries again costs, in years of them; and how much room the index takes.

Texts are drawn from words that are said as often as those of a language are (the rank of a word is
inverse to how often it is said), so that some stand in every session and most in few.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
import zlib
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing
from itertools import accumulate
from pathlib import Path
from random import Random

from bot.i18n import catalogue
from bot.reports.passages import passages
from bot.reports.summary import summary
from bot.services.context import Context
from bot.services.memory import reading, searching
from bot.services.memory.remembering import remember_some
from bot.services.memory.searching import Asked
from bot.services.records import record
from bot.store import Database
from bot.store.rows.memory import ADD, KEEP, server_word
from bot.workshop.language import Language
from bot.workshop.memory.passages import About
from bot.workshop.memory.reading import Seen
from bot.workshop.memory.words import folded, words_of
from bot.workshop.sessions.permissions import Actor
from tests.bench.figures import Figure, middle, percentile
from tests.bench.growth import lived, multiply
from tests.bench.large import roomy
from tests.builders import NOW, SERVER

_ASKED = 100.0  # milliseconds, for each
_TIMES = 20
_ANEW = 200  # sessions that the program itself indexes, of those that are measured
_WORDS, _EACH = 30_000, 8  # of the language, and of a post-it
_SYLLABLES = (
    *("ba", "co", "di", "fu", "ga", "le", "mi", "no", "pa", "ri", "so", "tu"),
    *("ver", "lan", "tion", "ment", "eur", "ade", "oir", "ice"),
)
_WRITTEN = "'postits', 'actions', 'notes', 'parked', 'themes', 'milestones'"
_READER = Actor(1, "Inès", manages=True)


async def memory(sessions: int, postits: int, rounds: int) -> list[Figure]:
    """Return the figures of a database of `sessions`, with `postits` in all."""
    with roomy() as folder:
        path = folder / "memory.db"
        await lived(path, max(1, postits // sessions))
        await asyncio.to_thread(multiply, path, sessions)
        said = await asyncio.to_thread(_written, path)
        database = await Database.open(path)
        try:
            ctx = Context(database)
            await asyncio.to_thread(_indexed, path, await _beside_postits(ctx))
            each = await _again(ctx, path)
            figures = await _found(ctx, path, said, rounds)
        finally:
            await database.close()
        return [*figures, *await asyncio.to_thread(_sizes, path, said, each)]


async def _found(ctx: Context, path: Path, said: Counter[str], rounds: int) -> list[Figure]:
    with closing(sqlite3.connect(path)) as bare:
        last = bare.execute("SELECT max(session_id) FROM remembered").fetchone()[0]
        often = [word for word, _ in said.most_common(12)]
        rare = min(said, key=lambda word: (said[word], word))

        async def sees() -> Seen:
            """Who asks sees all channels; where the sessions were is read each time."""
            spots = await reading.spots(ctx, SERVER)
            return Seen(frozenset(spot.channel_id for spot in spots))

        among = len((await sees()).channels)

        async def listed(words: str) -> None:
            seen = await sees()
            number = await searching.begin(ctx, SERVER, _READER, Asked(words), NOW)
            await searching.page(ctx, SERVER, _READER, seen, number, 0)

        async def shown() -> None:
            spot = await reading.spot(ctx, last)
            seen = Seen(frozenset(one.channel_id for one in spot))
            told = await searching.told(ctx, SERVER, last, _READER, seen)
            summary(told, catalogue(Language.FRENCH))

        def search(words: str) -> Callable[[], Awaitable[None]]:
            return lambda: listed(words)

        texts = "SELECT text FROM postits WHERE session_id = ? ORDER BY id"
        latest = "SELECT * FROM remembered WHERE server_id = ? ORDER BY ended_at DESC LIMIT 10"
        match = "SELECT rowid FROM memory WHERE memory MATCH ? ORDER BY rowid DESC"
        asked: Sequence[tuple[str, Callable[[], Awaitable[None]], str, object]] = (
            ("a rare word is searched", search(rare), match, folded(rare)),
            ("a common word is searched", search(often[0]), match, folded(often[0])),
            (
                "two words are searched",
                search(f"{often[3]} {often[11]}"),
                match,
                f"{folded(often[3])} AND {folded(often[11])}",
            ),
            ("sessions are listed", search(""), latest, SERVER),
            ("a summary is shown", shown, texts, last),
        )
        found = []
        for name, ours, sql, value in asked:

            async def least(sql: str = sql, value: object = value) -> None:
                bare.execute(sql, (value,)).fetchall()

            both = [(await _spent(ours), await _spent(least)) for _ in range(rounds)]
            told = f"{name} among {among:,} sessions, and in bare SQLite"
            for rank, (of, limit) in enumerate((("", _ASKED), (": processor", None))):
                spent = [mine[rank] for mine, _ in both]
                found.append(
                    middle(told + of, "ms", spent, [floor[rank] for _, floor in both], limit=limit)
                )
        return found


async def _spent(act: Callable[[], Awaitable[None]]) -> tuple[float, float]:
    """Return the milliseconds that an act takes, by the clock and of the processor: other work on
    the machine is in the first alone."""
    clock, processor = [], []
    for _ in range(_TIMES):
        began, worked = time.perf_counter(), time.process_time()
        await act()
        clock.append(1000 * (time.perf_counter() - began))
        processor.append(1000 * (time.process_time() - worked))
    return percentile(clock, 50), percentile(processor, 50)


def _written(path: Path) -> Counter[str]:
    """Have every post-it say something else; return how often each word of a sample is said."""
    chance = Random(1)
    words = sorted(
        {"".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(_WORDS)}
    )
    chance.shuffle(words)
    weights = list(accumulate(1 / (rank + 8) for rank in range(len(words))))
    said: Counter[str] = Counter()
    with closing(sqlite3.connect(path)) as connection, connection:
        ids = connection.execute("SELECT id FROM postits").fetchall()
        texts: list[tuple[str, int]] = []
        for (postit,) in ids:
            text = chance.choices(words, cum_weights=weights, k=_EACH)
            if len(texts) < 100_000:
                said.update(text)
            texts.append((" ".join(text), postit))
        connection.executemany("UPDATE postits SET text = ? WHERE id = ?", texts)
    return said


async def _beside_postits(ctx: Context) -> frozenset[str]:
    """Return the words that a session has beside its post-its: the same in all of them."""
    told = passages(await record(ctx, 1))
    texts = [passage.text for passage in told if passage.about is not About.POSTIT]
    return frozenset(word for text in texts for word in words_of(text))


def _indexed(path: Path, beside: frozenset[str]) -> None:
    """Have the index hold all sessions at once, as the program has it hold one after the other."""
    texts = "SELECT text FROM postits WHERE session_id = ?"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("BEGIN")
        for session, server in connection.execute(
            "SELECT session_id, server_id FROM remembered WHERE due = 1 ORDER BY session_id DESC"
        ).fetchall():
            words = set(beside)
            for (text,) in connection.execute(texts, (session,)):
                words.update(words_of(text))
            held = " ".join([server_word(server), *sorted(words)])
            connection.execute(ADD, (session, held))
            connection.execute(KEEP, (session, zlib.compress(held.encode(), 9)))
        connection.execute("UPDATE remembered SET due = 0")
        connection.execute("COMMIT")


async def _again(ctx: Context, path: Path) -> float:
    """Have the program index some of the sessions anew; return the milliseconds of each. What it
    finds is what it would have left: else the figures are of something else."""
    kept = "SELECT session_id, words FROM remembered_words ORDER BY session_id DESC LIMIT ?"
    with closing(sqlite3.connect(path)) as connection:
        before = connection.execute(kept, (_ANEW,)).fetchall()
        with connection:
            connection.executemany(
                "UPDATE remembered SET due = 1 WHERE session_id = ?", [(one,) for one, _ in before]
            )
        started = time.perf_counter()
        while await remember_some(ctx, lambda server, channel: None):
            pass
        each = 1000 * (time.perf_counter() - started) / _ANEW
        assert connection.execute(kept, (_ANEW,)).fetchall() == before
    return each


def _sizes(path: Path, said: Counter[str], each: float) -> list[Figure]:
    """Return how large the index is beside the tables whose texts it finds, without the indexes
    that those have; and how long a session takes to be indexed, of which nothing is asked."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO memory (memory) VALUES ('optimize')")
        connection.commit()
        connection.execute("VACUUM")

        def megabytes(which: str) -> float:
            (size,) = connection.execute(f"SELECT sum(pgsize) FROM dbstat WHERE {which}").fetchone()
            return float(size or 0) / 1e6

        index = megabytes("name LIKE 'memory%' OR name LIKE 'remembered%'")
        written = megabytes(f"name IN ({_WRITTEN})")
        (text,) = connection.execute("SELECT sum(length(text)) / 1e6 FROM postits").fetchone()
    return [
        middle(
            "size of the index, and of the tables of what it finds", "MB",
            [index], [written], limit=0.25, limited="ratio",
        ),
        middle("size of the index, and of the bare words of post-its", "MB", [index], [text]),
        middle("a session is indexed, and nothing", "ms", [each], [each]),
    ]  # fmt: skip
