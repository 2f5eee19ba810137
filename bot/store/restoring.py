"""Putting a copy in the place of a database, while no bot runs on it.

The new database is made beside the old one and takes its name in one step, so that a kill at any
moment leaves one of the two, whole. Before that, what it replaces is kept in a folder of its own,
and the recordings of the copy are put among those that are there: each has the name of what it
contains, so neither database is in the other's way. What a kill leaves goes with `sweep`.

Keys of sealed boxes are in no copy and do not go with what is set aside: beside it they would open
its boxes for as long as it stands. They stay where they are until the bot starts, and those that
the copy does not name are then destroyed. So ballots can be lost for good: not without being asked.

Everything here blocks.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.store.errors import StoreError, remedy_of
from bot.store.folder import Folder, keep
from bot.store.sealing.boxes import Box, boxes
from bot.store.sealing.vault import Vault
from bot.store.sqlite import opening
from bot.store.taking_up import taken_up

_MAGIC = b"SQLite format 3\x00"
# What SQLite keeps beside a database, and would apply to another of its name.
_BESIDE = ("-wal", "-shm", "-journal")
# Until this schema recordings stood in rows.
_FILES_SINCE = 11
_UNFINISHED = (".unfinished", ".deleting", ".new", ".restoring")


class NoCopy(Exception):  # noqa: N818 - an answer to the operator
    """What was given is no copy that can be put back: a sentence."""


@dataclass(frozen=True, slots=True)
class Lost:
    """Sealed votes of which nobody could read the ballots any more: `replaced`, of the database
    that is set aside, once the bot has started on the copy; `copied`, of the copy, whose keys are
    not here."""

    replaced: int = 0
    copied: int = 0


class LosesBallots(Exception):  # noqa: N818 - a question to the operator
    """Ballots of sealed votes would be lost: how many votes, `lost`."""

    def __init__(self, lost: Lost) -> None:
        super().__init__(lost)
        self.lost = lost


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back: as of when, of which `schema`, where what it replaced is (None where there
    was nothing), how many recordings or pictures are `missing`, what is `lost` of sealed votes."""

    made_at: datetime
    schema: int
    replaced: Path | None
    missing: int
    lost: Lost


def restore(source: Path, path: Path, now: datetime, *, loses_ballots: bool = False) -> Restored:
    """Have the copy at `source`, a folder or a file, in the place of the database at `path`.

    Raises LosesBallots unless `loses_ballots`, NoCopy, OSError where the disk does not take it,
    StoreError where the copy cannot serve or the database is in use: the database is then as it
    was.
    """
    path = path.resolve()
    lock = opening.hold(path)
    try:
        copy = _database_in(source, path)
        schema = _checked(copy)
        lost = _lost(copy, path)
        if lost != Lost() and not loses_ballots:
            raise LosesBallots(lost)
        sweep(path)
        staged = _staged(path)
        try:
            missing = _taken(copy, staged, path, schema)
            made_at = taken_up(staged, _old(path), _made_at(copy), now)
            with staged.open("rb+") as file:
                os.fsync(file.fileno())
            replaced = _kept_aside(path, now)
        except BaseException:
            for stale in _with_beside(staged):
                stale.unlink(missing_ok=True)
            raise
        for stale in _with_beside(path)[1:]:
            stale.unlink(missing_ok=True)
        staged.replace(path)
        keep(path.parent)
    finally:
        opening.release(lock)
    return Restored(made_at, schema, replaced, missing, lost)


def sweep(path: Path) -> None:
    """Delete what a kill left of a restoration; the caller holds the database at `path`."""
    for stale in _with_beside(_staged(path)):
        stale.unlink(missing_ok=True)
    for half in path.parent.glob(f"{path.name}.replaced-*.unfinished"):
        shutil.rmtree(half, ignore_errors=True)


def replaced_by(path: Path) -> list[Path]:
    """Return the folders that hold what restorations replaced at `path`."""
    return sorted(place for place in path.parent.glob(f"{path.name}.replaced-*") if place.is_dir())


def _staged(path: Path) -> Path:
    return path.with_name(f"{path.name}.restoring")


def _with_beside(path: Path) -> list[Path]:
    return [path, *(path.with_name(path.name + end) for end in _BESIDE)]


def _database_in(source: Path, path: Path) -> Path:
    """Return the database of a copy."""
    source = source.resolve()
    if not source.exists():
        raise NoCopy(f"There is nothing at {source}.")
    if source.name.endswith(_UNFINISHED):
        raise NoCopy(f"{source} was never finished: take another copy.")
    if source.is_dir():
        found = [one for one in sorted(source.iterdir()) if _is_database(one)]
        if len(found) != 1:
            what = "no database" if not found else "several databases"
            raise NoCopy(f"{source} holds {what}: give the folder that a backup made, or its file.")
        (source,) = found
    elif not _is_database(source):
        raise NoCopy(f"{source} is no database: give the folder that a backup made, or its file.")
    if source == path:
        raise NoCopy(f"{source} is the database itself, and no copy of it.")
    return source


def _is_database(file: Path) -> bool:
    if not file.is_file():
        return False
    with file.open("rb") as opened:
        return opened.read(len(_MAGIC)) == _MAGIC


def _reading(copy: Path) -> sqlite3.Connection:
    """Return a connection to a copy, beside which nothing is made unless a log stands there."""
    log = copy.with_name(f"{copy.name}-wal")
    if log.exists() and log.stat().st_size:
        return sqlite3.connect(f"{copy.as_uri()}?mode=ro", uri=True)
    return opening.looking_at(copy)


def _checked(copy: Path) -> int:
    """Return the schema of a copy that is whole and that this program can read."""
    newest = opening.newest_schema()
    try:
        with closing(_reading(copy)) as database:
            ((schema,),) = database.execute("PRAGMA user_version").fetchall()
            if schema > newest:
                raise StoreError(
                    f"{copy} is from a newer Gommette (schema {schema}, and this one knows"
                    f" {newest} at most): restore it with that Gommette."
                )
            if not schema:
                raise NoCopy(f"{copy} is no database of Gommette.")
            ((answer,), *_) = database.execute("PRAGMA quick_check(1)").fetchall()
            if answer == "ok":
                return int(schema)
    except sqlite3.Error as error:
        raise StoreError(f"{copy} is damaged ({error}): take another copy.") from error
    raise StoreError(f"{copy} is damaged: take another copy.")


def _lost(copy: Path, path: Path) -> Lost:
    """Return what is lost of sealed votes if `copy` takes the place of the database at `path`."""
    vault = Vault.beside(path)
    with closing(_reading(copy)) as database:
        theirs = list(boxes(database, vault))
    ours: list[Box] = []
    if path.exists() and path.stat().st_size:
        with suppress(sqlite3.Error), closing(_reading(path)) as database:
            ours = [one for one in boxes(database, vault) if one.opens]
    named = {one.key for one in theirs}
    return Lost(sum(one.key not in named for one in ours), sum(not one.opens for one in theirs))


def _made_at(copy: Path) -> datetime:
    """Return when a copy that does not say so was written."""
    return datetime.fromtimestamp(copy.stat().st_mtime, UTC)


def _taken(copy: Path, staged: Path, path: Path, schema: int) -> int:
    """Have the copy in the file `staged`, and its recordings among those that are there; return how
    many of these are missing."""
    opening.create(staged)  # SQLite fills an empty file, whose mode it keeps
    try:
        with closing(_reading(copy)) as database:
            database.execute("VACUUM INTO ?", (str(staged),))
        digests = _digests(staged) if schema >= _FILES_SINCE else []
    except sqlite3.Error as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
            raise OSError(0, str(error), str(staged)) from error
        raise StoreError(f"{copy} cannot be read ({error}).", remedy_of(error)) from error
    theirs, ours = Folder.beside(copy), Folder.beside(path)
    missing = 0
    for digest in digests:
        content = theirs.read(digest)
        if content is not None:
            ours.put(digest, content)
        elif ours.read(digest) is None:  # a copy of before an upgrade shares the folder
            missing += 1
    return missing


def _digests(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as made:
        return [digest for (digest,) in made.execute("SELECT digest FROM media")]


def _old(path: Path) -> Path | None:
    """Return the database that is replaced, with its log taken in, where it can be read."""
    if not path.exists() or not path.stat().st_size:
        return None
    try:
        # A connection that may write would delete the log of what it cannot read.
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
            if database.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]:
                return None
        with closing(sqlite3.connect(path, timeout=5)) as database:
            ((busy, *_),) = database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except sqlite3.Error:
        return None
    if busy:
        raise StoreError(f"Another program has {path} open: close it, and restore again.")
    return path


def _kept_aside(path: Path, now: datetime) -> Path | None:
    """Have a copy of what is at `path` in a folder of its own, byte for byte; None where there is
    nothing."""
    if not path.exists() or not path.stat().st_size:
        return None
    place = _free(path.with_name(f"{path.name}.replaced-{now.astimezone(UTC):%Y%m%d-%H%M%S}"))
    half = place.with_name(f"{place.name}.unfinished")
    half.mkdir(mode=opening.FOLDER_MODE)
    try:
        for file in filter(Path.exists, _with_beside(path)):
            _copy(file, half / file.name)
        recordings = Folder.beside(path)
        there = Folder.beside(half / path.name).path
        if names := recordings.names():
            there.mkdir(mode=opening.FOLDER_MODE)
            for name in names:
                _link(recordings.path / name, there / name)
            keep(there)
        keep(half)
        half.rename(place)
        keep(place.parent)
    except BaseException:
        shutil.rmtree(half, ignore_errors=True)
        raise
    return place


def _free(place: Path) -> Path:
    """Return `place`, or the first name after it that nothing has."""
    number, found = 1, place
    while os.path.lexists(found):
        number += 1
        found = place.with_name(f"{place.name}-{number}")
    return found


def _copy(file: Path, target: Path) -> None:
    opening.create(target)
    with file.open("rb") as source, target.open("wb") as out:
        shutil.copyfileobj(source, out, 1024 * 1024)
        out.flush()
        os.fsync(out.fileno())


def _link(file: Path, target: Path) -> None:
    """Have a recording, which never changes, under a second name; copied where that cannot be."""
    try:
        os.link(file, target)
    except OSError:
        with suppress(FileNotFoundError):
            _copy(file, target)
