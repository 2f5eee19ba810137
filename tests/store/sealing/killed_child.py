"""Casts sealed ballots and is killed at one act on the files of the keys after the other, each time
on a database of its own: ``python -m tests.store.sealing.killed_child FOLDER STEP``.

Who was confirmed is written beside the database, before the next one votes.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
from pathlib import Path

from bot.store import Database
from tests.store.sealing.boxes import cast

VOTERS = 2
_ACTS = ("open", "os.mkdir", "os.listdir", "os.remove")


def killed_at(last: int) -> None:
    """Have the process kill itself before its `last` act on a key."""
    done = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal done
        if event in _ACTS and ".sealed" in str(arguments[0]):
            done += 1
            if done == last:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


async def main(path: Path, step_id: int, told: int) -> None:
    database = await Database.open(path)
    async with database.read() as tx:
        step = await tx.sessions.step(step_id)
    assert step is not None
    for user in range(VOTERS):
        await cast(database, step, user, [str(user)])
        os.write(told, f"{user}\n".encode())
        await database.scrub(quiet=True)
    await database.close()


def run(folder: Path, step_id: int) -> None:
    for last in range(1, 200):
        shutil.copyfile(folder / "gommette.db", folder / f"{last}.db")
        child = os.fork()
        if not child:
            told = os.open(folder / f"{last}.txt", os.O_CREAT | os.O_WRONLY)
            killed_at(last)
            asyncio.run(main(folder / f"{last}.db", step_id, told))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if os.WIFEXITED(status):  # it went through without meeting its last act
            return


if __name__ == "__main__":
    run(Path(sys.argv[1]), int(sys.argv[2]))
