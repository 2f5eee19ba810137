"""Looking at a database from outside, also beside the bot that runs on it: for `check`."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.store.folder import Folder
from bot.store.restoring import replaced_by
from bot.store.sealing.boxes import Box, boxes
from bot.store.sealing.vault import Vault
from bot.store.sqlite.opening import copies, looking_at, newest_schema


@dataclass(frozen=True, slots=True)
class Refused:
    """A letter that Discord refuses: `failure` says why it is not tried any more."""

    id: int
    kind: str
    owner: str  # “session 4”, “server 12”
    of_server: bool
    since: str
    refusal: str | None
    failure: str | None


@dataclass(frozen=True, slots=True)
class Left:
    """Small groups of which rooms, or threads, are left in a server; `refusal` is what is in the
    way of bringing people back and deleting them, since when, if anything is."""

    session: int
    server: int
    channels: tuple[int, ...]
    refusal: str | None
    since: str | None


@dataclass(frozen=True, slots=True)
class Look:
    """What an operator may have to mend: promises to erase that wait, files that are missing or
    damaged, copies in which stands what was erased since, letters that do not get out, rooms of
    small groups that are left, sealed votes of which the box cannot be opened."""

    erasures: int
    damaged: tuple[Path, ...]
    outlived: tuple[Path, ...]
    refused: tuple[Refused, ...]
    left: tuple[Left, ...]
    shut: tuple[Box, ...] = ()


def look(path: Path) -> Look | None:
    """Return what there is to say of the database at `path`; None where it cannot be read, or is
    of another schema than this program's.

    Blocks: every recording is read whole.
    """
    path = path.resolve()
    folder = Folder.beside(path)
    if schema_at(path) != newest_schema():
        return None
    try:
        with closing(_reading(path)) as database:
            ((erasures,),) = database.execute("SELECT count(*) FROM erasures").fetchall()
            digests = [digest for (digest,) in database.execute("SELECT digest FROM media")]
            refused = tuple(
                Refused(*row)
                for row in database.execute(
                    "SELECT id, kind, coalesce('session ' || session_id, 'server ' || server_id),"
                    " session_id IS NULL, refused_at, refusal, failure FROM outbox"
                    " WHERE refused_at IS NOT NULL ORDER BY id"
                )
            )
            left = tuple(_left(database))
            shut = tuple(one for one in boxes(database, Vault.beside(path)) if not one.opens)
        copied = outlived(path)
    except sqlite3.Error:
        return None
    damaged = tuple(folder.path / one for one in digests if folder.read(one) is None)
    return Look(erasures, damaged, copied, refused, left, shut)


def upgrade_due(path: Path) -> tuple[int, int] | None:
    """Return the schema of a database that is of an older program, and that of this one; None for
    any other."""
    found = schema_at(path)
    return (found, newest_schema()) if found and found < newest_schema() else None


def schema_at(path: Path) -> int | None:
    """Return the schema of the database at `path`; None where it cannot be read."""
    try:
        with closing(_reading(path.resolve())) as database:
            ((number,),) = database.execute("PRAGMA user_version").fetchall()
    except sqlite3.Error:
        return None
    return int(number)


def damage(path: Path) -> str | None:
    """Return what is wrong with the file at `path`, read whole; None where it holds together."""
    try:
        with closing(_reading(path.resolve())) as database:
            ((answer,), *_) = database.execute("PRAGMA quick_check(1)").fetchall()
    except sqlite3.Error as error:
        return str(error)
    return None if answer == "ok" else "it does not hold together"


def outlived(path: Path) -> tuple[Path, ...]:
    """Return the copies beside the database at `path` in which stands what was erased since: those
    of upgrades, and the folders of what was replaced.

    Blocks. Raises sqlite3.Error where the database cannot be read.
    """
    path = path.resolve()
    places = {copy: copy for copy in copies(path)}
    places |= {place: place / path.name for place in replaced_by(path)}
    if not places:
        return ()
    with closing(_reading(path)) as database:
        told = _told(database)
    return tuple(place for place, copy in places.items() if _outlives(copy, told))


def _left(database: sqlite3.Connection) -> Iterator[Left]:
    """Yield the gatherings that something hinders, and those of sessions that are over."""
    for session, server, refusal, since in database.execute(
        "SELECT session_id, server_id, refusal, refused_at FROM gatherings AS g"
        " WHERE refusal IS NOT NULL OR NOT EXISTS"
        " (SELECT 1 FROM sessions AS s WHERE s.id = g.session_id AND s.state <> 'ended')"
        " ORDER BY session_id"
    ).fetchall():
        channels = database.execute(
            "SELECT channel_id FROM group_places WHERE session_id = ? AND channel_id IS NOT NULL",
            (session,),
        )
        yield Left(session, server, tuple(one for (one,) in channels), refusal, since)


def _reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)


def _told(database: sqlite3.Connection) -> set[tuple[object, ...]]:
    """Return what tells of people: keys, and sessions of which the raw data is there."""
    return set(
        database.execute(
            "SELECT purpose, ref FROM keys"
            " UNION ALL SELECT 'raw', id FROM sessions WHERE raw_deleted_at IS NULL"
        )
    )


def _outlives(copy: Path, told: set[tuple[object, ...]]) -> bool:
    """True when `copy` tells of people what the database, which still says `told`, does not."""
    try:
        with closing(looking_at(copy)) as database:
            return not _told(database) <= told
    except sqlite3.Error:
        return True  # nobody knows what is in it, and it serves nobody


def readable_by_others(path: Path) -> list[Path]:
    """Return the files of the database at `path` that other accounts can read or change."""
    path = path.resolve()
    folders = Folder.beside(path).path, Vault.beside(path).path
    inside = [file for folder in folders for file in folder.glob("*")]
    ours = [*path.parent.glob(f"{path.name}*"), *folders, *inside]
    return [file for file in sorted(ours) if shared(file)]


def shared(path: Path) -> bool:
    """True when other accounts can use what is at `path`."""
    try:
        return bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
    except OSError:
        return False
