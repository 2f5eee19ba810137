"""`python -m bot backup TARGET`: a copy of what the bot keeps, and what is not in it."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from bot.config import Settings
from bot.store.copying import Copied, copy_to

# What stays wrong until the command, or the folder, is another; the rest may pass (a full disk).
_TO_MEND = (errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.ENAMETOOLONG, errno.EROFS, errno.EINVAL)


class CannotCopy(Exception):  # noqa: N818 - an answer to the operator
    """There is no copy: a sentence; `later` when the same command may work another time."""

    def __init__(self, sentence: str, *, later: bool = False) -> None:
        super().__init__(sentence)
        self.later = later


def backup(settings: Settings, target: Path, now: datetime) -> list[str]:
    """Copy what the bot keeps to the new folder `target`; return what there is to say of it.

    Works while the bot runs. Raises CannotCopy, or StoreError where the database cannot be read.
    """
    path = settings.database_path
    if not path.exists():
        raise CannotCopy(f"There is no database at {path}: is DATABASE right?")
    try:
        copied = copy_to(path, target, now)
    except FileExistsError as error:
        raise CannotCopy(f"{target} exists already: give the copy a name of its own.") from error
    except OSError as error:
        raise cannot_write(target, error) from error
    return list(_told(copied, target))


def cannot_write(target: Path, error: OSError) -> CannotCopy:
    """Return what there is to say where a copy could not be written to `target`."""
    if isinstance(error, FileNotFoundError):
        return CannotCopy(f"The folder {target.parent} does not exist: create it.")
    return CannotCopy(
        f"{target} cannot be written ({error.strerror}): nothing of the copy was left.",
        later=error.errno not in _TO_MEND,
    )


def _told(copied: Copied, target: Path) -> Iterator[str]:
    yield f"The copy is in {target}, for this account alone."
    if copied.sessions:
        yield (
            f"Not in it: {copied.sessions} sessions under way with masked post-its or a secret"
            " vote, since a copy of their keys would tell who wrote and voted what for ever. Make"
            " another copy once they are over."
        )
    if copied.missing:
        yield (
            f"Not in it: {copied.missing} recordings or pictures that are missing or damaged:"
            " python -m bot check names them."
        )
