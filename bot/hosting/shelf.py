"""The folder of daily copies: which stand in it, and which have stood there long enough.

A copy of a day is a folder, `gommette.2026-11-29` for `gommette.db`, and holds a file that says of
which database it is: nothing else in the folder is ever touched. Everything here blocks.
"""

from __future__ import annotations

import re
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.store.copying import DAILY

_DAY = r"(?P<day>\d{4}-\d\d-\d\d)"
# What a kill leaves: a copy that was not finished, one that was being deleted.
_UNFINISHED, _DELETING = r"\.[^.]+\.unfinished", r"\.deleting"


@dataclass(frozen=True, slots=True)
class Shelf:
    """The daily copies, in `folder`, of the database at `path`."""

    folder: Path
    path: Path

    def name(self, day: date) -> Path:
        """Return where the copy of a day stands."""
        return self.folder / f"{self.path.stem}.{day.isoformat()}"

    def copies(self) -> dict[date, Path]:
        """Return the copies that are whole, the oldest first; none where there is no folder."""
        found = {}
        for place, day in self._named(""):
            if self._is_ours(place):
                found[day] = place
        return dict(sorted(found.items()))

    def of_another(self, day: date) -> str | None:
        """Return whose place it is where the copy of a day should go: None where it is free, or
        holds ours."""
        place = self.name(day)
        if not place.exists() or self._is_ours(place):
            return None
        return _says(place) or "something else"

    def expired(self, oldest: date) -> list[Path]:
        """Return the copies from before `oldest`."""
        return [place for day, place in self.copies().items() if day < oldest]

    def clear(self, oldest: date, *, unfinished: bool) -> int:
        """Delete the copies from before `oldest` and, where it is asked for, those that a kill left
        `unfinished`; return how many copies.

        A copy takes another name first: under its own it is always whole.
        """
        expired = self.expired(oldest)
        for place in expired:
            place.rename(place.with_name(f"{place.name}.deleting"))
        for place, _ in self._named(f"({_UNFINISHED}|{_DELETING})" if unfinished else _DELETING):
            shutil.rmtree(place)
        return len(expired)

    def _is_ours(self, place: Path) -> bool:
        return _says(place) == str(self.path)

    def _named(self, end: str) -> list[tuple[Path, date]]:
        if not self.folder.is_dir():
            return []
        pattern = re.compile(re.escape(self.path.stem) + r"\." + _DAY + end)
        found = []
        for place in self.folder.iterdir():
            named = pattern.fullmatch(place.name)
            if named is not None:
                with suppress(ValueError):  # no day of any calendar
                    found.append((place, date.fromisoformat(named["day"])))
        return found


def _says(place: Path) -> str | None:
    """Return of which database a daily copy says that it is; None for any other folder."""
    try:
        return (place / DAILY).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
