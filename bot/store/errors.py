"""What the store says when it cannot be used, and when the disk takes nothing more."""

from __future__ import annotations

import errno
import sqlite3

# Primary codes of SQLite: the extended ones add bits above.
_NO_ROOM = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
_NO_ROOM_FOR_FILES = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)

OURS = "DATABASE should be a file of this account, for one Gommette at a time."
_ROOM = "Make room on this disk."
_BACKUP = "Copy a backup back in its place, with its folder of recordings, while no bot runs."
_REMEDIES = {
    sqlite3.SQLITE_FULL: _ROOM,
    sqlite3.SQLITE_CORRUPT: _BACKUP,
    sqlite3.SQLITE_NOTADB: _BACKUP,
    sqlite3.SQLITE_CANTOPEN: OURS,
    sqlite3.SQLITE_READONLY: OURS,
    sqlite3.SQLITE_PERM: OURS,
    sqlite3.SQLITE_BUSY: OURS,
}
_PRIMARY = 0xFF  # the kind of an error; what stands above it is the detail


class StoreError(Exception):
    """The database cannot be used; the message is a sentence for the operator, and `remedy` one
    that says what to do, where the message does not."""

    def __init__(self, sentence: str, remedy: str = "") -> None:
        super().__init__(sentence)
        self.remedy = remedy


class InUseError(StoreError):
    """Another process holds the database."""


class NotWritten(sqlite3.OperationalError):
    """The disk took nothing: what was done together is undone together."""


def disk_refuses(error: BaseException) -> bool:
    """Return whether `error` says that the disk takes nothing now: nothing was written, and the
    same may succeed later."""
    if isinstance(error, NotWritten):
        return True
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", None)
        return code is not None and code & _PRIMARY in _NO_ROOM
    return isinstance(error, OSError) and error.errno in _NO_ROOM_FOR_FILES


def remedy_of(error: sqlite3.Error | OSError) -> str:
    """Return what to do about an error of SQLite or of the system; nothing where nobody knows."""
    if isinstance(error, OSError):
        return _ROOM if error.errno in (errno.ENOSPC, errno.EDQUOT) else OURS
    return _REMEDIES.get(getattr(error, "sqlite_errorcode", 0) & _PRIMARY, "")
