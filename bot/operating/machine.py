"""What `check` looks at on the machine: files that are read, the database's own, copies."""

from __future__ import annotations

import os
import shlex
from datetime import datetime, timedelta
from pathlib import Path

from bot.config import Settings
from bot.hosting.daily import calm_day
from bot.hosting.shelf import Shelf
from bot.operating.finding import Finding
from bot.reports.pictures.glyphs import FONTS
from bot.store.looking import damage, schema_at, shared

_FONT = (b"\x00\x01\x00\x00", b"OTTO", b"true", b"ttcf")
# The least that an installation has: letters, their bold, and emoji.
_NEEDED = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoColorEmoji.ttf")


def fonts(folder: Path = FONTS) -> Finding:
    """Look at the fonts of the pictures and reports."""
    found = [*folder.glob("*.ttf"), *folder.glob("*.otf")]
    broken = [file.name for file in sorted(found) if not _is_font(file)]
    broken += [name for name in _NEEDED if not (folder / name).is_file()]
    return Finding(
        not broken,
        f"{len(found)} fonts for pictures and reports",
        f"Missing or damaged in {folder}: {', '.join(broken)}. Get them again: git checkout"
        " data/fonts",
    )


def _is_font(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            return opened.read(4) in _FONT
    except OSError:
        return False


def whole(path: Path) -> list[Finding]:
    """Look through the database, also beside a bot that runs; nothing of one that is not there, or
    cannot be read, as is said elsewhere. Blocks: it reads the whole file."""
    if not path.is_file() or not schema_at(path):
        return []
    answer = damage(path)
    size = path.stat().st_size / 2**20
    return [
        Finding(
            not answer,
            f"the database whole, schema {schema_at(path)}, {size:.1f} MB",
            f"It is damaged ({answer}): stop the bot, then python -m bot restore FOLDER with the"
            " latest copy.",
        )
    ]


def copies(settings: Settings, now: datetime) -> list[Finding]:
    """Look at the daily copies, where they are asked for."""
    if settings.backups is None:
        return []
    folder = settings.backups.resolve()
    place = folder if folder.exists() else folder.parent
    if not (place.is_dir() and os.access(place, os.W_OK | os.X_OK)):
        told = f"It cannot be written: create {folder} for this account, or set another BACKUPS."
        return [Finding(False, f"daily copies in {folder}", told)]
    made = Shelf(folder, settings.database_path.resolve()).copies()
    if not made:
        return [Finding(True, f"daily copies in {folder}: the first as soon as the bot runs")]
    day, oldest = list(made)[-1], next(iter(made))
    today = calm_day(now, settings.timezone)
    late = today - day > timedelta(days=1)
    old = today - oldest > timedelta(days=settings.backups_kept)
    found = [
        Finding(
            not late,
            f"{len(made)} daily copies in {folder}, the latest of {day.isoformat()}",
            "The bot makes one each day while it runs: start it, and look at its log, which says"
            " why one was not made.",
        )
    ]
    if old:
        gone = made[oldest]
        found.append(
            Finding(
                False,
                f"a daily copy older than {settings.backups_kept} days, of {oldest.isoformat()}",
                "What people have erased since stands in it. The bot deletes it as it runs: start"
                f" it, or rm -r {shlex.quote(str(gone))}",
            )
        )
    if folder.is_dir() and shared(folder):
        found.append(
            Finding(False, f"{folder} for the bot's account alone", f"chmod go-rwx {folder}")
        )
    return found
