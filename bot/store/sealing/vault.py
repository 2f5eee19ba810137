"""The keys of sealed boxes: files beside the database, never in it, nor in its log or its copies.

A box is written again whole at each ballot, under a key of its own. A key is on the disk before
the row that names it commits, and leaves after the row has named another: its bytes are
overwritten first. What the database keeps of boxes of before, in its log, its unused pages or a
copy, then opens for nobody. What a kill leaves without a row goes with the next sweep.

Everything here blocks.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from bot.store.folder import keep
from bot.store.sealing.cipher import KEY
from bot.store.sqlite.opening import FOLDER_MODE, create

_OURS = re.compile(r"^[0-9a-f]{32}$")


class KeyNotWritten(Exception):  # noqa: N818 - what it means is said by who catches it
    """The disk takes no new key: what was to be closed under it was not, the key before holds."""


class Vault:
    """The keys in the folder `path`, which is made with the first of them.

    `passing` is the key of what need not outlive the program: ballots being prepared. It is in
    memory alone.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.passing = secrets.token_bytes(KEY)

    @classmethod
    def beside(cls, database: Path) -> Vault:
        """The keys of a database: ``gommette.sealed`` for ``gommette.db``."""
        ours = database.suffix == ".db"
        return cls(database.with_suffix(".sealed") if ours else Path(f"{database}-sealed"))

    def make(self) -> tuple[str, bytes]:
        """Have a new key on the disk, also after a power cut; return its name and itself.

        Raises KeyNotWritten where the disk does not take it.
        """
        name, key = secrets.token_hex(16), secrets.token_bytes(KEY)
        file = self.path / name
        try:
            if not self.path.is_dir():
                self.path.mkdir(mode=FOLDER_MODE)
                keep(self.path.parent)
            create(file)
            with file.open("r+b") as out:
                out.write(key)
                out.flush()
                os.fsync(out.fileno())
            keep(self.path)
        except OSError as error:
            with suppress(OSError):
                file.unlink()  # on a full disk it takes the room that lacks
            raise KeyNotWritten(error.strerror) from error
        return name, key

    def key(self, name: str) -> bytes | None:
        """Return a key; None when it is missing or was never whole. Raises OSError where it is
        there and cannot be read now."""
        try:
            key = (self.path / name).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        return key if len(key) == KEY else None

    def sweep(self, wanted: Collection[str]) -> None:
        """Destroy the keys that are not `wanted`: their bytes first, then their files.

        One that resists holds up no other; raises its OSError in the end.
        """
        stale = [self.path / name for name in self.names() if name not in wanted]
        resists: OSError | None = None
        for file in stale:
            try:
                with file.open("r+b") as out:
                    out.write(secrets.token_bytes(KEY))
                    out.flush()
                    os.fsync(out.fileno())
                file.unlink(missing_ok=True)
            except OSError as error:
                resists = error
        if stale:
            keep(self.path)
        if resists is not None:
            raise resists

    def names(self) -> list[str]:
        """Return the names of the keys that are there."""
        if not self.path.is_dir():
            return []
        return [file.name for file in self.path.iterdir() if _OURS.match(file.name)]
