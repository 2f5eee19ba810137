"""A folder beside a database, in which another process of the same account asks something of the
one that holds it. Everything here blocks: in a thread.

A request is a file that appears whole under its name; whoever takes it up renames it, and leaves an
answer before deleting it: killed in between, it is taken up again.
"""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.store.folder import keep
from bot.store.sqlite.opening import FOLDER_MODE, create

_REQUEST = re.compile(r"^([0-9a-f]{16})\.(asked|taken)$")
_OURS = re.compile(r"^[0-9a-f]{16}\.(asked|taken|answer)(\.new)?$")


@dataclass(frozen=True, slots=True)
class Asked:
    """A session's file to bring into a server, under a channel or the coordinators' one."""

    server_id: int
    channel_id: int | None
    content: bytes


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of it, in a sentence that follows the file's name."""

    sentence: str
    fine: bool = True


class Letterbox:
    """The requests in the folder at `path`, which is made with the first of them."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def beside(cls, database: Path) -> Letterbox:
        """The folder of a database: ``gommette.imports`` for ``gommette.db``."""
        ours = database.suffix == ".db"
        return cls(database.with_suffix(".imports") if ours else Path(f"{database}-imports"))

    # Who asks.

    def ask(self, name: str, asked: Asked) -> None:
        """Have a request there under `name`; one that is there, taken up or answered stays."""
        if any(self._file(name, state).exists() for state in ("asked", "taken", "answer")):
            return
        head = json.dumps({"server": asked.server_id, "channel": asked.channel_id}).encode()
        self._put(self._file(name, "asked"), head + b"\n" + asked.content)

    def answer(self, name: str) -> Answered | None:
        """Return the answer to a request, once there is one."""
        try:
            return Answered(**json.loads(self._file(name, "answer").read_bytes()))
        except FileNotFoundError:
            return None

    def withdraw(self, name: str) -> bool:
        """Take a request back; False when somebody has taken it up."""
        try:
            self._file(name, "asked").unlink()
        except FileNotFoundError:
            return False
        return True

    def forget(self, name: str) -> None:
        """Leave nothing of a request, unless it is being answered."""
        for state in ("asked", "answer"):
            with suppress(OSError):  # where nothing could be put, nothing is
                self._file(name, state).unlink()

    # Who answers.

    def waiting(self) -> list[str]:
        """Return the requests to answer, those that a stop interrupted among them."""
        if not self.path.is_dir():
            return []
        found = (_REQUEST.match(file.name) for file in self.path.iterdir())
        return sorted({match[1] for match in found if match})

    def take(self, name: str) -> Asked | None:
        """Take a request up; None when it was withdrawn."""
        taken = self._file(name, "taken")
        try:
            if not taken.exists():
                self._file(name, "asked").rename(taken)
            head, _, content = taken.read_bytes().partition(b"\n")
            told = json.loads(head)
            return Asked(int(told["server"]), told["channel"], content)
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError):
            taken.unlink(missing_ok=True)  # not of ours: nobody waits for it
            return None

    def reply(self, name: str, answered: Answered) -> None:
        """Leave the answer to a request, and then the request no more."""
        self._put(self._file(name, "answer"), json.dumps(asdict(answered)).encode())
        self._file(name, "taken").unlink(missing_ok=True)

    def sweep(self) -> None:
        """Delete the answers that nobody read before the last stop, and what was left unfinished.

        A request stays: it is answered now, whoever asked.
        """
        if self.path.is_dir():
            for file in self.path.iterdir():
                if _OURS.match(file.name) and not _REQUEST.match(file.name):
                    file.unlink(missing_ok=True)

    def _file(self, name: str, state: str) -> Path:
        return self.path / f"{name}.{state}"

    def _put(self, file: Path, content: bytes) -> None:
        if not self.path.is_dir():
            self.path.mkdir(mode=FOLDER_MODE, exist_ok=True)
            keep(self.path.parent)
        unfinished = file.with_name(file.name + ".new")
        create(unfinished)
        try:
            with unfinished.open("wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            unfinished.replace(file)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
        keep(self.path)
