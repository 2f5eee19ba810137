"""`python -m bot import FILE…`: sessions that were exported come into a database, beside a bot that
runs or not.

One process holds a database. With no bot on it, the command opens it itself. Beside one that runs,
it puts the file in a folder of the database, whole and at once, and waits for the answer that the
bot writes there (`bot.intake`). Killed at any moment, either begins again: the same file is one
session.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.config import Settings
from bot.services.transfer.importing import bring_in
from bot.services.transfer.reading import LARGEST, CannotImport, read
from bot.store import Database
from bot.store.errors import InUseError, disk_refuses
from bot.store.letterbox import Answered, Asked, Letterbox

log = logging.getLogger(__name__)

# How often one looks whether the bot has answered, or has stopped.
_LOOK = 0.2
# How long a bot that runs is given to take a file up; one that is under way is waited for.
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is said of one file, and whether it is in."""

    sentence: str
    fine: bool


async def imported(
    settings: Settings,
    files: Sequence[Path],
    server_id: int,
    channel_id: int | None,
    clock: Callable[[], datetime],
) -> AsyncIterator[Outcome]:
    """Bring each file in, one after the other; those that cannot be are told, the others come."""
    for file in files:
        try:
            content = await asyncio.to_thread(_content, file)
            await asyncio.to_thread(read, content)  # refused here, it bothers nobody
            answer = await _bring(
                settings.database_path, Asked(server_id, channel_id, content), clock
            )
        except CannotImport as error:
            answer = Answered(str(error), fine=False)
        yield Outcome(f"{file}: {answer.sentence}", answer.fine)


async def answer_to(database: Database, asked: Asked, now: datetime) -> Answered:
    """Bring one file into an open database; return what there is to say of it, after its name.

    Whatever goes wrong is an answer: who asked waits for one, and so do those who come after.
    """
    try:
        done = await bring_in(database, asked.content, asked.server_id, asked.channel_id, now)
    except CannotImport as error:
        return Answered(str(error), fine=False)
    except Exception as error:  # noqa: BLE001
        # Not what it says: that may be what people wrote.
        log.error("a session was not brought in: %s", type(error).__name__)
        if disk_refuses(error):
            return Answered(
                "was not brought in: the disk of the database takes nothing. Make room on it, and"
                " try again.",
                fine=False,
            )
        return Answered(
            f"was not brought in, by a fault of Gommette ({type(error).__name__}): please report"
            " it. Nothing of it is here.",
            fine=False,
        )
    if done.already:
        return Answered(f"is here already, as session {done.session_id}: nothing changed.")
    told = f"is here, as session {done.session_id}: it can be found from now on."
    if done.aged:
        told += (
            " What people wrote had reached its age and was not brought in; decisions, roadmap and"
            " actions were."
        )
    return Answered(told)


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST + 1)
    except OSError as error:
        raise CannotImport(f"cannot be read ({error.strerror}).") from error


async def _bring(path: Path, asked: Asked, clock: Callable[[], datetime]) -> Answered:
    """Have a file brought in, by whichever process holds the database."""
    box = await asyncio.to_thread(lambda: Letterbox.beside(path.resolve()))
    name = secrets.token_hex(8)
    left = _PATIENCE
    try:
        while True:
            try:
                database = await Database.open(path)
            except InUseError:
                await _handed_over(box, name, asked)
            else:
                try:
                    return await answer_to(database, asked, clock())
                finally:
                    await database.close()
            for _ in range(10):
                if (answer := await asyncio.to_thread(box.answer, name)) is not None:
                    return answer
                await asyncio.sleep(_LOOK)
                left -= _LOOK
            if left <= 0 and await asyncio.to_thread(box.withdraw, name):
                raise CannotImport(
                    "was not taken up by the Gommette that runs: it may be an older one, or still"
                    " starting. Nothing was brought in; try again."
                )
    finally:
        await asyncio.to_thread(box.forget, name)


async def _handed_over(box: Letterbox, name: str, asked: Asked) -> None:
    try:
        await asyncio.to_thread(box.ask, name, asked)
    except OSError as error:
        raise CannotImport(
            f"could not be handed to the Gommette that runs ({box.path}: {error.strerror})."
            " Nothing was brought in."
        ) from error
