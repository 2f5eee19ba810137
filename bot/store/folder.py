"""A folder of files named by the SHA-256 of what they contain. Everything here blocks: in a thread.

A file is written under another name, brought to the disk and renamed: under its own name it is
whole, and never changes. So a copy made at any moment is good.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection
from pathlib import Path

from bot.store.sqlite.opening import FOLDER_MODE, create

_OURS = re.compile(r"^[0-9a-f]{64}(\.new)?$")


class Folder:
    """The files at `path`, which is made with the first of them."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def beside(cls, database: Path) -> Folder:
        """The folder of a database: ``gommette.media`` for ``gommette.db``."""
        ours = database.suffix == ".db"
        return cls(database.with_suffix(".media") if ours else Path(f"{database}-media"))

    def put(self, digest: str, content: bytes) -> None:
        """Have `content` on the disk under `digest`, also after a power cut."""
        file = self.path / digest
        if self.read(digest) == content:
            return
        if not self.path.is_dir():
            self.path.mkdir(mode=FOLDER_MODE)
            keep(self.path.parent)
        unfinished = file.with_suffix(".new")
        create(unfinished)
        try:
            with unfinished.open("wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            unfinished.replace(file)
        except BaseException:
            unfinished.unlink(missing_ok=True)  # on a full disk it takes the room that lacks
            raise
        keep(self.path)

    def read(self, digest: str) -> bytes | None:
        """Return what is kept under `digest`; None when it is missing or damaged."""
        try:
            content = (self.path / digest).read_bytes()
        except OSError:
            return None
        return content if hashlib.sha256(content).hexdigest() == digest else None

    def sweep(self, wanted: Collection[str]) -> None:
        """Delete the files that are not `wanted`, and what a kill left unfinished."""
        stale = [name for name in self.names() if name not in wanted]
        for name in stale:
            (self.path / name).unlink(missing_ok=True)
        if stale:
            keep(self.path)

    def names(self) -> list[str]:
        """Return the names of what was written here, finished or not."""
        if not self.path.is_dir():
            return []
        return [file.name for file in self.path.iterdir() if _OURS.match(file.name)]


def keep(folder: Path) -> None:
    """Have what was renamed in a folder, or deleted from it, so after a power cut too."""
    if os.name != "posix":  # pragma: no cover - Windows opens no folder
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
