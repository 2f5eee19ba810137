"""Looking at a database from outside, also beside the bot that runs on it: for `check`."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.store.folder import Folder


@dataclass(frozen=True, slots=True)
class Look:
    """What an operator may have to mend: promises to erase that wait, and files that are missing
    or damaged."""

    erasures: int
    damaged: tuple[Path, ...]


def look(path: Path) -> Look | None:
    """Return what there is to say of the database at `path`; None where it cannot be read.

    Blocks: every recording is read whole.
    """
    folder = Folder.beside(path)
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            ((erasures,),) = database.execute("SELECT count(*) FROM erasures").fetchall()
            digests = [digest for (digest,) in database.execute("SELECT digest FROM media")]
    except sqlite3.Error:
        return None
    damaged = tuple(folder.path / one for one in digests if folder.read(one) is None)
    return Look(erasures, damaged)


def readable_by_others(path: Path) -> list[Path]:
    """Return the files of the database at `path` that other accounts can read or change."""
    folder = Folder.beside(path).path
    ours = [*path.parent.glob(f"{path.name}*"), folder, *folder.glob("*")]
    return [file for file in sorted(ours) if shared(file)]


def shared(path: Path) -> bool:
    """True when other accounts can use what is at `path`."""
    try:
        return bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
    except OSError:
        return False
