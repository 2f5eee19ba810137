"""What the store says when it cannot be used, and when the disk takes nothing more."""

from __future__ import annotations

import errno
import sqlite3

# Primary codes of SQLite: the extended ones add bits above.
_NO_ROOM = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
_NO_ROOM_FOR_FILES = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


class StoreError(Exception):
    """The database cannot be used; the message is a sentence for the operator."""


class NotWritten(sqlite3.OperationalError):
    """The disk took nothing: what was done together is undone together."""


def disk_refuses(error: BaseException) -> bool:
    """Return whether `error` says that the disk takes nothing now: nothing was written, and the
    same may succeed later."""
    if isinstance(error, NotWritten):
        return True
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", None)
        return code is not None and code & 0xFF in _NO_ROOM
    return isinstance(error, OSError) and error.errno in _NO_ROOM_FOR_FILES
