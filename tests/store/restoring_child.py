"""Restores a database again and again, each time killed a little later, and says what is left.

The moments are those at which the program asks the system for something: to open, rename, link or
delete a file, or SQLite to open one. Prints what the database says after each kill, then `done`.
"""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import sys
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from bot.store.folder import Folder
from bot.store.restoring import restore, sweep

ASKS = ("open", "os.rename", "os.link", "os.remove", "os.mkdir", "sqlite3.connect", "os.truncate")


def killed_at(moment: int, path: Path, copy: Path) -> bool:
    """Restore in a child that is killed as it asks for the `moment`th time; False when it has
    finished before."""
    child = os.fork()
    if child == 0:
        asked = 0

        def hook(event: str, _arguments: object) -> None:
            nonlocal asked
            if event in ASKS:
                asked += 1
                if asked == moment:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        restore(copy, path, datetime.now(UTC))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.waitstatus_to_exitcode(status) == 0
    return os.WIFSIGNALED(status)


def left(path: Path) -> str:
    """Return what the database says, once it is found whole with its recordings."""
    with closing(sqlite3.connect(path)) as database:
        ((answer,),) = database.execute("PRAGMA integrity_check").fetchall()
        assert answer == "ok"
        for (digest,) in database.execute("SELECT digest FROM media"):
            assert Folder.beside(path).read(digest) is not None, digest
        ((fact,),) = database.execute("SELECT value FROM meta WHERE key = 'fact'").fetchall()
    return str(fact)


def main(path: Path, copy: Path) -> None:
    for moment in range(1, 1000):
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            here = Path(folder) / path.name
            shutil.copyfile(path, here)
            shutil.copytree(Folder.beside(path).path, Folder.beside(here).path)
            ended = not killed_at(moment, here, copy)
            print(left(here), flush=True)
            for place in here.parent.glob(f"{path.name}.replaced-*"):
                if not place.name.endswith(".unfinished"):
                    assert left(place / path.name) == "since", place
            sweep(here)
            if ended:
                print("done", flush=True)
                return


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
