"""Opening the file: for one process, for its owner alone, upgraded as needed."""

from __future__ import annotations

import logging
import os
import re
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import IO

from bot.store.errors import OURS, InUseError, StoreError, remedy_of
from bot.store.sqlite.connection import Connection

log = logging.getLogger(__name__)

# What the bot keeps is for the account that runs it. SQLite gives its -wal and -shm files the mode
# of the database.
FILE_MODE = 0o600
FOLDER_MODE = 0o700

_MIGRATIONS = Path(__file__).parents[1] / "migrations"
_MIGRATION_NAME = re.compile(r"^(\d{4})_\w+\.sql$")


def hold(path: Path) -> IO[str]:
    """Make the folder of `path` if it is missing; return the lock of the database, held.

    Raises StoreError when they cannot be written or when another process holds the lock.
    """
    try:
        path.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        return _take_lock(path)
    except OSError as error:
        told = f"The database {path} cannot be written: {error.strerror}."
        raise StoreError(told, remedy_of(error)) from error


def prepare(path: Path) -> IO[str]:
    """Make the folder and an empty file at `path` if they are missing; return the lock, held.

    Raises StoreError when they cannot be written or when another process holds the lock.
    """
    lock = hold(path)
    try:
        create(path)
    except OSError as error:
        release(lock)
        told = f"The database {path} cannot be used: {error.strerror}."
        raise StoreError(told, remedy_of(error)) from error
    return lock


def create(path: Path) -> None:
    """Make an empty file for its owner alone, unless there is one."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, FILE_MODE))


def schema_versions() -> list[tuple[int, Path]]:
    """Return the numbered migrations of this program, in order."""
    found = []
    for file in sorted(_MIGRATIONS.iterdir()):
        if match := _MIGRATION_NAME.match(file.name):
            found.append((int(match[1]), file))
    return found


def newest_schema() -> int:
    """Return the schema of this program."""
    return schema_versions()[-1][0]


async def migrate(
    connection: Connection, path: Path, before: Mapping[int, Callable[[sqlite3.Connection], None]]
) -> None:
    """Bring the file to the schema of this program, after a backup; StoreError if it is newer.

    `before` has what must be done before the script of a number, in the thread; a kill between
    the two has it done again.
    """
    ((current,),) = await connection.execute_fetchall("PRAGMA user_version")
    versions = schema_versions()
    newest = versions[-1][0]
    if current > newest:
        raise StoreError(
            f"The database {path} has schema {current}, but this Gommette knows {newest} at most: "
            "install the newer Gommette, or use the backup made before the upgrade."
        )
    pending = [(number, file) for number, file in versions if number > current]
    if not pending:
        return
    copy = path.with_name(f"{path.name}.before-{newest:04}")
    if current:
        await connection.run(_copy_to, copy, connection, current)
    for number, file in pending:
        if number in before and current:
            await connection.run(before[number], connection.raw)
        script = file.read_text(encoding="utf-8")
        # executescript() commits first: the transaction is part of the script.
        await connection.executescript(
            f"BEGIN IMMEDIATE;\n{script}\nPRAGMA user_version={number};\nCOMMIT;"
        )
    if current:
        log.info(
            "the database was upgraded from schema %d to %d; as it was before, it is in %s: delete"
            " that once all is well",
            current,
            newest,
            copy,
        )


def copies(path: Path) -> list[Path]:
    """Return the copies that upgrades left beside the database at `path`, finished or not."""
    return sorted(path.parent.glob(f"{path.name}.before-*"))


def looking_at(copy: Path) -> sqlite3.Connection:
    """Return a connection to a file that nobody writes: nothing is made beside it."""
    return sqlite3.connect(f"{copy.resolve().as_uri()}?immutable=1", uri=True)


def _copy_to(copy: Path, connection: Connection, current: int) -> None:
    """Have the file of `connection`, whose schema is `current`, in `copy`, on the disk and whole.

    A copy whose schema is older was made by this very upgrade, which was then cut short between
    two migrations: that one is from before.
    """
    if 0 < _schema_of(copy) < current:
        return
    unfinished = copy.with_name(copy.name + ".new")
    journal = copy.with_name(unfinished.name + "-journal")  # SQLite would apply it to the next
    for stale in (copy, unfinished, journal):
        stale.unlink(missing_ok=True)
    create(unfinished)  # SQLite fills an empty file, whose mode it keeps
    try:
        connection.raw.execute("VACUUM INTO ?", (str(unfinished),))
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())  # which SQLite leaves to us
        unfinished.replace(copy)
    except BaseException:
        for stale in (unfinished, journal):  # on a full disk they take the room that lacks
            stale.unlink(missing_ok=True)
        raise


def _schema_of(copy: Path) -> int:
    """Return the schema of a copy; 0 when there is none."""
    if not copy.exists():
        return 0
    try:
        with closing(looking_at(copy)) as database:
            ((number,),) = database.execute("PRAGMA user_version").fetchall()
    except sqlite3.Error:
        return 0
    return int(number)


def release(lock: IO[str]) -> None:
    """Let another process use the file."""
    lock.close()  # closing drops the flock; the file stays, or another process could lose a race


def _take_lock(path: Path) -> IO[str]:
    """Hold `path`.lock, so that two processes never act twice on the same rows."""
    named = path.with_name(path.name + ".lock")
    create(named)
    file = named.open("a")
    try:
        import fcntl
    except ImportError:  # pragma: no cover - Windows has no flock; one process is up to the host
        return file
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        if isinstance(error, BlockingIOError):
            raise InUseError(f"Another Gommette is already running on {path}.", OURS) from error
        raise
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file
