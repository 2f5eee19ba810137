"""`python -m bot restore FOLDER`: a copy in the place of the database, and what to know of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bot.config import Settings
from bot.store.restoring import LosesBallots, Lost, NoCopy, Restored, restore
from bot.store.sqlite.opening import newest_schema


class CannotRestore(Exception):  # noqa: N818 - an answer to the operator
    """Nothing was put back: a sentence; `later` when the same command may work another time."""

    def __init__(self, sentence: str, *, later: bool = False) -> None:
        super().__init__(sentence)
        self.later = later


def put_back(
    settings: Settings, source: Path, now: datetime, *, loses_ballots: bool = False
) -> list[str]:
    """Have the copy at `source` in the place of the database; return what there is to say of it.

    Raises CannotRestore, also where ballots of sealed votes would be lost unless `loses_ballots`,
    or StoreError where the copy cannot serve or the database is in use.
    """
    path = settings.database_path
    try:
        restored = restore(source, path, now, loses_ballots=loses_ballots)
    except LosesBallots as error:
        raise CannotRestore(
            " ".join(
                [
                    *_sealed(error.lost, "would be"),
                    f"Nothing was put back, and {path} is as it was. To have it all the same:"
                    " python -m bot restore --lose-ballots FOLDER",
                ]
            )
        ) from error
    except NoCopy as error:
        raise CannotRestore(str(error)) from error
    except OSError as error:
        where = f" ({error.strerror}, {error.filename})" if error.filename else f" ({error})"
        raise CannotRestore(
            f"The copy could not be put back{where}: the database {path} is as it was.", later=True
        ) from error
    return list(_told(restored, path))


def _told(restored: Restored, path: Path) -> Iterator[str]:
    made = restored.made_at.astimezone(UTC)
    yield f"The database {path} is now as it was on {made:%Y-%m-%d at %H:%M} UTC."
    if restored.replaced is not None:
        yield (
            f"What it replaces is in {restored.replaced}: delete it once all is well, since what"
            " people wrote stays there."
        )
    yield from _sealed(restored.lost, "are")
    if restored.missing:
        yield (
            f"{restored.missing} recordings or pictures are missing: python -m bot check names"
            " them once the bot has run."
        )
    if restored.schema < (newest := newest_schema()):
        yield (
            f"It is of an older Gommette (schema {restored.schema}): started now, this Gommette"
            f" upgrades it to {newest}. To stay with the older one, install that before you start."
        )
    yield (
        "When the bot starts, it stops the clocks of the sessions that were under way, and tells"
        " their rooms that what was done since is not there. What people had erased since then is"
        " back too: erase it again."
    )


def _sealed(lost: Lost, verb: str) -> Iterator[str]:
    """Tell what is lost of sealed votes: their keys are in no copy."""
    if lost.replaced:
        yield (
            f"The ballots of {lost.replaced} sealed votes under way in the database that is"
            f" replaced {verb} lost for good once the bot has started: their keys stay with no"
            " copy. To have them counted, start the bot first and have whoever leads close them."
        )
    if lost.copied:
        yield (
            f"The ballots of {lost.copied} sealed votes of the copy {verb} lost: their keys are not"
            " here, and no copy has them. Those votes begin again when the bot starts, and their"
            " rooms are told."
        )
