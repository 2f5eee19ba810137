"""How what is deleted leaves the disk.

``secure_delete`` overwrites deleted rows and freed pages, but pages that were split keep copies
that it does not know of, and the log keeps the pages of before until it is truncated. So a
deletion that must leave no copy writes a row to `erasures` in its own transaction: a promise. It
is kept shortly after, once for all that wait, again until it succeeds, after a restart too. Nobody
waits for it, whatever the size of the file:

- **secrets**: keys, ballots in the box and ballots being prepared, and what people answer while
  they sort together or give marks, stand in tables that stay small, since counted ballots move to
  another table under new identifiers, and answers and marks leave with their step; so do the
  tokens with which a server writes to another, which leave with their link. Those tables
  are emptied, which zeroes each of their pages, and written again in one short transaction. The log
  is then truncated, which SQLite refuses as long as another program reads an older state.
- **sealed boxes**: each is closed under a key that stands outside of the database, and opens no
  more once its key is gone. The keys that no row names are destroyed at each turn: the rows are
  the promise.
- **media**: recordings and pictures are files beside the database, deleted once their row is gone.
- **pages**: texts, authors and scenarios may have left copies anywhere, so the whole file is
  rebuilt (`VACUUM`). A small file is at once. A larger one waits until nobody has written for a
  while; it gives way to whoever wants to write meanwhile, and is tried again later. (Copying the
  rebuilt file back is not given up: 0.4 s for a million post-its, measured.)

The index of summaries keeps, in older segments, the words that were taken out of it: it is merged
into one before the file is rebuilt (0.15 s for 10,000 sessions, measured).

Until its turn the text of a deleted post-it may stand in an unused place of the file; the keys that
would tell whose it was are gone with the first kind.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path

from bot.store.sealing.vault import Vault
from bot.store.sqlite.connection import PATIENCE, Connection, connect
from bot.store.sqlite.waiting import to_the_end
from bot.store.writing import Writer

# The tables of secrets. Nothing that a session leaves behind may stand in one of them.
SECRET_TABLES = (
    "keys",
    "cast_ballots",
    "ballot_drafts",
    "sealed_boxes",
    "sorting_answers",
    "sorters_aside",
    "handfuls",
    "rate_marks",
    "rate_in_room",
    "positions",
    "position_in_room",
    "position_moments",
    "network_tokens",
)
# A file that holds no more bytes than this is rebuilt in less than 80 ms (measured: 45 ms, on a
# disk that writes 100 MB/s), less than a person notices.
SMALL = 4 * 2**20
# How often a rebuild looks whether somebody waits, in operations of SQLite's machine.
_STRIDE = 10_000


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """How far the promises were kept.

    `left` are still to be kept. Those among them that fail have a `failure`, in words without any
    content; the others wait until nobody writes.
    """

    left: int = 0
    failure: str | None = None


class Eraser:
    """Keeps the promises of one file.

    `no_reads` holds back our own reads while it lasts; `sweep` deletes the files that no row
    names, and is called once in any case, for what a kill left.
    """

    def __init__(
        self,
        path: Path,
        writer: Writer,
        no_reads: Callable[[], AbstractAsyncContextManager[None]],
        sweep: Callable[[], Awaitable[None]],
        vault: Vault,
    ) -> None:
        self._path = path
        self._writer = writer
        self._no_reads = no_reads
        # The latest promise for which all is done but to truncate the log.
        self._rebuilt = {"secrets": 0, "media": -1, "pages": 0}
        self._sweep = sweep
        self._vault = vault

    async def scrub(self, *, quiet: bool) -> Scrubbed:
        """Keep what can be kept now, as `Database.scrub` says."""
        return await to_the_end(self._scrub(quiet))

    async def _scrub(self, quiet: bool) -> Scrubbed:
        left, failures = 1, []  # unless it can be read that there is nothing to do
        # What fails in one kind holds up no other: a full disk may leave room for the secrets.
        try:
            async with self._writer.alone() as connection:
                promises = await connection.run(_promises, connection)
            left = len(promises)
            latest = dict(promises)  # by what: rows come in the order of their numbers
            for keep in (self._keep_sealed, self._keep_secrets, self._keep_media, self._keep_pages):
                try:
                    await keep(latest, quiet)
                except (sqlite3.Error, OSError) as error:
                    failures.append(str(error))
            left, failure = await self._truncate(latest)
        except sqlite3.Error as error:
            failure = str(error)
        return Scrubbed(left, next(iter([*failures, *filter(None, [failure])]), None))

    async def _keep_sealed(self, latest: Mapping[str, int], quiet: bool) -> None:
        if await asyncio.to_thread(self._vault.names):
            # Alone: a key that no row names yet may be that of a ballot that is being cast.
            async with self._writer.alone() as connection:
                await connection.run(_sweep_keys, connection, self._vault)

    async def _keep_secrets(self, latest: Mapping[str, int], quiet: bool) -> None:
        if self._rebuilt["secrets"] < latest.get("secrets", 0):
            async with self._writer.alone() as connection:
                await connection.run(_rebuild_secrets, connection)
            self._rebuilt["secrets"] = latest["secrets"]

    async def _keep_media(self, latest: Mapping[str, int], quiet: bool) -> None:
        if self._rebuilt["media"] < latest.get("media", 0):
            await self._sweep()
            self._rebuilt["media"] = latest.get("media", 0)

    async def _keep_pages(self, latest: Mapping[str, int], quiet: bool) -> None:
        if self._rebuilt["pages"] >= latest.get("pages", 0):
            return
        async with self._writer.alone() as connection:
            small = await connection.run(_size, connection) <= SMALL
            if not (small or quiet):
                return
            await connection.run(_merge_index, connection)
            if not await self._rebuild_all(gives_way=not small):
                return
        self._rebuilt["pages"] = latest["pages"]
        if not small:
            await self._take_in()

    async def _truncate(self, latest: Mapping[str, int]) -> tuple[int, str | None]:
        """Empty the log, and forget the promises that are kept thereby; return how many are left,
        and what was in the way."""
        kept = {what: min(number, self._rebuilt[what]) for what, number in latest.items()}
        if any(kept.values()):
            async with self._writer.alone() as connection, self._no_reads():
                if not await connection.run(truncate, connection):
                    left = len(await connection.run(_promises, connection))
                    return left, "another program is reading an older state of the file"
                await connection.run(_forget, connection, kept)
        async with self._writer.alone() as connection:
            return len(await connection.run(_promises, connection)), None

    async def _rebuild_all(self, *, gives_way: bool) -> bool:
        """Rebuild the file, in the turn of whoever calls; False when it gave way to a writer."""
        # A connection of its own: to give way never interrupts the statement of a person. Its
        # commit does not go on to bring the whole log into the file.
        other = await connect(
            self._path, "synchronous=FULL", "secure_delete=ON", "wal_autocheckpoint=0"
        )
        try:
            if gives_way:
                await other.run(
                    other.raw.set_progress_handler, lambda: self._writer.waiting, _STRIDE
                )
            await other.ask("VACUUM")
        except sqlite3.OperationalError as error:
            if str(error) != "interrupted":
                raise
            return False
        finally:
            await other.close()
        return True

    async def _take_in(self) -> None:
        """Bring a large log into the file, beside whoever writes: what is left to do is short."""
        other = await connect(self._path)
        try:
            await other.ask("PRAGMA wal_checkpoint(PASSIVE)")
        finally:
            await other.close()


def truncate(connection: Connection) -> bool:
    """Bring the whole log into the file and empty it; False when another program is in the way."""
    raw = connection.raw
    raw.execute("PRAGMA busy_timeout=0").fetchall()
    try:
        ((busy, *_),) = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        raw.execute(f"PRAGMA busy_timeout={PATIENCE}").fetchall()
    return not busy


def _promises(connection: Connection) -> list[tuple[str, int]]:
    rows = connection.raw.execute("SELECT what, id FROM erasures ORDER BY id").fetchall()
    return [(row["what"], row["id"]) for row in rows]


def _size(connection: Connection) -> int:
    """Return how many bytes the file would have, rebuilt."""
    pages, free, size = (
        connection.raw.execute(f"PRAGMA {name}").fetchall()[0][0]
        for name in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * size)


def _sweep_keys(connection: Connection, vault: Vault) -> None:
    rows = connection.raw.execute("SELECT key FROM sealed_boxes").fetchall()
    vault.sweep({row["key"] for row in rows})


def _rebuild_secrets(connection: Connection) -> None:
    """Write the tables of secrets again, on pages of which every byte was overwritten."""
    raw = connection.raw
    raw.execute("BEGIN IMMEDIATE")
    try:
        for table in SECRET_TABLES:
            kept = [tuple(row) for row in raw.execute(f"SELECT * FROM {table}")]
            raw.execute(f"DELETE FROM {table}")
            if kept:
                marks = ", ".join("?" * len(kept[0]))
                raw.executemany(f"INSERT INTO {table} VALUES ({marks})", kept)
        raw.execute("COMMIT")
    except BaseException:
        raw.rollback()
        raise


def _merge_index(connection: Connection) -> None:
    """Write the index of summaries again, without the words that were taken out of it."""
    raw = connection.raw
    # It leaves a single segment as it is, whatever that holds: give it another two.
    for statement in (
        "INSERT INTO memory (rowid, words) VALUES (0, '0')",
        "INSERT INTO memory (memory, rowid, words) VALUES ('delete', 0, '0')",
        "INSERT INTO memory (memory) VALUES ('optimize')",
    ):
        raw.execute("BEGIN IMMEDIATE")
        try:
            raw.execute(statement)
            raw.execute("COMMIT")
        except BaseException:
            raw.rollback()
            raise


def _forget(connection: Connection, kept: Mapping[str, int]) -> None:
    """Delete the promises that were kept: each kind up to a number."""
    raw = connection.raw
    raw.execute("BEGIN IMMEDIATE")
    try:
        raw.executemany("DELETE FROM erasures WHERE what = ? AND id <= ?", kept.items())
        raw.execute("COMMIT")
    except BaseException:
        raw.rollback()
        raise
