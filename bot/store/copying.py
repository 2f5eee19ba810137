"""A copy of a database and its recordings, made beside the bot that runs on it.

It holds no key: a session under way that has one, for masked post-its or a secret vote, is left
out of the copy whole, since with its key the copy would tell who wrote and voted what for ever,
and without it the session could not go on. Nothing of a secret reaches the disk on the way: such
a copy is made in memory first. The bot waits for nothing; an erasure that falls due meanwhile is
tried again, as with any other reader.

The copy is a folder, under its own name once it is whole. Everything here blocks.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.store.errors import StoreError
from bot.store.folder import Folder, keep
from bot.store.rows.base import to_text
from bot.store.rows.media import DELETE_UNUSED
from bot.store.sqlite.opening import create, schema_versions

_SECRET_SESSIONS = (
    "SELECT ref FROM keys WHERE purpose = 'session'"
    " UNION SELECT session_id FROM steps JOIN keys ON ref = steps.id WHERE purpose <> 'session'"
)

# The row of `meta`, and the file, that tell a copy from the database, and a daily one from others.
COPIED_AT = "copied_at"
DAILY = ".daily"
# How often a copy looks whether it is given up, in operations of SQLite's machine.
_STRIDE = 100_000

# What SQLite answers where it is the copy that cannot be written: the source was read before.
_NOT_WRITTEN = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)


@dataclass(frozen=True, slots=True)
class Copied:
    """What is not in a copy: sessions under way that hold secrets, and recordings or pictures that
    were missing or damaged already."""

    sessions: int
    missing: int


class GivenUp(Exception):  # noqa: N818 - an answer to whoever gave it up
    """The copy was given up: nothing of it is left."""


def copy_to(
    path: Path,
    target: Path,
    now: datetime | None = None,
    *,
    daily: bool = False,
    given_up: Callable[[], bool] = bool,
) -> Copied:
    """Copy the database at `path` and its recordings to the new folder `target`, as of `now`.

    Raises StoreError where the database cannot be read, FileExistsError where there is a `target`
    already, OSError where it cannot be written, GivenUp once `given_up` is true: nothing of it is
    then left. A `daily` one says so, and of which database it is.
    """
    path = path.resolve()
    if os.path.lexists(target):
        raise FileExistsError(target)
    # A name that nobody has; a kill leaves it, without any secret.
    unfinished = Path(tempfile.mkdtemp(".unfinished", f"{target.name}.", target.parent))
    try:
        copy = unfinished / path.name
        create(copy)  # SQLite fills an empty file, whose mode it keeps
        left_out = _database_to(copy, path, given_up)
        missing = _media_to(copy, path, given_up)
        _note(copy, now)
        if daily:
            create(unfinished / DAILY)
            (unfinished / DAILY).write_text(f"{path}\n", encoding="utf-8")
        with copy.open("rb+") as file:
            os.fsync(file.fileno())  # which SQLite leaves to us
        keep(unfinished)
        unfinished.rename(target)
        keep(target.parent)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    return Copied(left_out, missing)


def _note(copy: Path, now: datetime | None) -> None:
    """Have the copy know when it was made: what was done since is not in it."""
    if now is not None:
        with closing(sqlite3.connect(copy)) as made, made:
            made.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (COPIED_AT, to_text(now)))


def _database_to(copy: Path, path: Path, given_up: Callable[[], bool]) -> int:
    """Have the database at `path` in the empty file `copy`; return how many sessions are not."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as source:
            _check(path, source)
            source.set_progress_handler(given_up, _STRIDE)
            if not _keys(source):
                _vacuum(source, copy)
                with closing(sqlite3.connect(copy)) as made:
                    if not _keys(made):
                        return 0
                # A secret began between the two: the copy is made again, without it.
                copy.write_bytes(bytes(copy.stat().st_size))
                os.truncate(copy, 0)
            with closing(sqlite3.connect(":memory:")) as memory:
                source.backup(memory)
                left_out = _without_secrets(memory)
                _vacuum(memory, copy)
                return left_out
    except sqlite3.Error as error:
        if given_up():
            raise GivenUp from error
        raise StoreError(f"The database {path} cannot be read: {error}.") from error


def _vacuum(source: sqlite3.Connection, copy: Path) -> None:
    try:
        source.execute("VACUUM INTO ?", (str(copy),))
    except sqlite3.Error as error:
        if error.sqlite_errorcode & 0xFF not in _NOT_WRITTEN:
            raise
        raise OSError(0, str(error), str(copy)) from error


def _check(path: Path, source: sqlite3.Connection) -> None:
    ((version,),) = source.execute("PRAGMA user_version").fetchall()
    newest = schema_versions()[-1][0]
    if not version:
        raise StoreError(f"There is no database of Gommette at {path}.")
    if version > newest:
        raise StoreError(
            f"The database {path} has schema {version}, but this Gommette knows {newest} at most:"
            " make the copy with the newer Gommette."
        )


def _keys(database: sqlite3.Connection) -> int:
    ((number,),) = database.execute("SELECT count(*) FROM keys").fetchall()
    return int(number)


def _without_secrets(memory: sqlite3.Connection) -> int:
    """Delete the sessions that hold secrets from a copy in memory; return how many they are."""
    memory.execute("PRAGMA foreign_keys=ON").fetchall()
    with memory:
        memory.execute("BEGIN IMMEDIATE")
        pictures = _their_pictures(memory)
        _without_people_in_groups(memory)
        gone = memory.execute(f"DELETE FROM sessions WHERE id IN ({_SECRET_SESSIONS})").rowcount
        memory.execute("DELETE FROM keys")
        memory.executemany(f"{DELETE_UNUSED} AND digest = ?", pictures)
    return gone


def _without_people_in_groups(memory: sqlite3.Connection) -> None:
    """Delete who was in which small group of sessions with secrets, and what their places are
    called; a room or a thread that still stands keeps its number, to be taken away."""
    if not memory.execute("SELECT 1 FROM sqlite_master WHERE name = 'group_moves'").fetchone():
        return  # a database of before there were small groups
    theirs = f"session_id IN ({_SECRET_SESSIONS})"
    memory.execute(f"DELETE FROM group_moves WHERE {theirs}")
    memory.execute(
        f"DELETE FROM group_guests WHERE place_id IN (SELECT id FROM group_places WHERE {theirs})"
    )
    memory.execute(f"UPDATE group_places SET name = '' WHERE {theirs}")


def _their_pictures(memory: sqlite3.Connection) -> list[tuple[str]]:
    """Return the files of the pictures that sessions with secrets show; none in a database of
    before there were such pictures."""
    if not memory.execute("SELECT 1 FROM sqlite_master WHERE name = 'session_pictures'").fetchone():
        return []
    return memory.execute(
        "SELECT DISTINCT digest FROM session_pictures"
        f" WHERE digest IS NOT NULL AND session_id IN ({_SECRET_SESSIONS})"
    ).fetchall()


def _media_to(copy: Path, path: Path, given_up: Callable[[], bool]) -> int:
    """Copy the recordings and pictures that the copy names; return how many could not be."""
    ours, theirs = Folder.beside(path), Folder.beside(copy)
    with closing(sqlite3.connect(copy)) as made:
        digests = [digest for (digest,) in made.execute("SELECT digest FROM media")]
    missing = 0
    for digest in digests:
        if given_up():
            raise GivenUp
        content = ours.read(digest)
        if content is None:
            missing += 1
        else:
            theirs.put(digest, content)
    return missing
