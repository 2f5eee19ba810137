"""`python -m bot check`: each thing the bot needs, found or not, and what to do."""

from __future__ import annotations

import asyncio
import os
import shlex
import shutil
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from bot.config import ROOT, STATE, Settings
from bot.i18n import catalogue
from bot.interface.sending import voice
from bot.library import Library, LibraryError
from bot.meaning.encoder import installed
from bot.operating import machine
from bot.operating.finding import Finding
from bot.operating.online import discord_findings
from bot.store import Database, StoreError
from bot.store.looking import (
    Left,
    Look,
    Refused,
    look,
    readable_by_others,
    shared,
    upgrade_due,
)
from bot.store.sealing.boxes import Box
from bot.workshop.language import Language

_ROOM = 200 * 1024 * 1024
# Letters that are named, at most.
_LETTERS = 20

_OF_SESSION = "Those who lead can have it said again: /session post."
_OF_SERVER = (
    "Those who manage that server look at the place of coordinators, and choose it again with"
    " /settings coordinators: it is then said there."
)


async def findings(settings: Settings, clock: Callable[[], datetime]) -> AsyncIterator[Finding]:
    """Look at each thing in turn by the machine's `clock`, the local ones first."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    yield Finding(sys.version_info >= (3, 11), f"Python {version}", "Install Python 3.11 or newer.")
    yield Finding(
        sqlite3.sqlite_version_info >= (3, 37),
        f"SQLite {sqlite3.sqlite_version}",
        "Install a Python built with SQLite 3.37 or newer.",
    )
    yield _data()
    yield _likeness()
    yield _voice()
    yield await asyncio.to_thread(machine.fonts)
    async for finding in _database(settings):
        yield finding
    for finding in await asyncio.to_thread(_kept, settings):
        yield finding
    for finding in await asyncio.to_thread(machine.whole, settings.database_path):
        yield finding
    for finding in await asyncio.to_thread(machine.copies, settings, clock()):
        yield finding
    yield _room(settings)
    if settings.discord_token is None:
        yield Finding(
            False, "DISCORD_TOKEN", "Copy .env.example to .env and write the bot's token there."
        )
        return
    async for finding in discord_findings(settings, settings.discord_token, clock):
        yield finding


def _data() -> Finding:
    try:
        library = Library.load()
    except LibraryError as error:
        return Finding(False, "recipes and scenarios", str(error))
    source = catalogue(Language.ENGLISH)
    unfit = [one for one in Language if catalogue(one).unfit]
    told = [source.language_name(one) for one in Language]
    return Finding(
        not unfit,
        f"{len(library.recipes)} recipes, {len(library.scenarios)} scenarios,"
        f" {len(source.sentences)} sentences in {source.listed(told)}",
        "Some sentences cannot be said: `make translations` names them.",
    )


def _likeness() -> Finding:
    if installed():
        return Finding(True, "post-its compared by what they mean, and by their words")
    return Finding(True, "post-its compared by their words (`make likeness` adds what they mean)")


def _voice() -> Finding:
    if voice.installed():
        return Finding(True, "the end of time heard in messages, and in voice channels")
    return Finding(True, "the end of time heard in messages (`make voice` adds voice channels)")


async def _database(settings: Settings) -> AsyncIterator[Finding]:
    path = settings.database_path
    # To open it would upgrade it, and the program that it is from could not go back to it.
    if (due := await asyncio.to_thread(upgrade_due, path)) is not None:
        current, newest = due
        told = (
            f"upgraded from schema {current} to {newest} at the next start, a copy kept beside it"
        )
        yield Finding(True, f"database {path}: {told}")
        return
    try:
        database = await Database.open(path)
    except StoreError as error:
        yield Finding(False, f"database {path}", f"{error} {error.remedy}".rstrip())
        return
    try:
        async with database.read() as tx:
            given_up = await tx.timers.given_up()
    finally:
        await database.close()
    yield Finding(True, f"database {path}")
    for timer in given_up:
        yield Finding(
            False,
            f"timer {timer.id} ({timer.kind} of {timer.owner}): {timer.failure}",
            "Gommette failed to act on it: its log says why. Starting it again tries again.",
        )


def _kept(settings: Settings) -> list[Finding]:
    """What the database holds and promises, and who else may read it; nothing of what this program
    cannot read, as was said before."""
    path = settings.database_path
    found = look(path)
    told = [] if found is None else _promised(found)
    if os.name == "posix" and path.is_file():
        places = [*readable_by_others(path), *filter(shared, _private(path))]
        told.append(
            Finding(
                not places,
                "files of the bot for its own account alone",
                "Other accounts of this machine can read them: chmod go-rwx "
                + " ".join(shlex.quote(str(place)) for place in places),
            )
        )
    return told


def _promised(found: Look) -> list[Finding]:
    """What is to be erased, recordings, copies and letters."""
    return [
        Finding(
            not found.erasures,
            f"{found.erasures} erasures pending",
            "The bot finishes them when it runs and no other program reads the database: start it,"
            " close what has the database open, and look at the bot's log.",
        ),
        Finding(
            not found.damaged,
            f"{len(found.damaged)} recordings or pictures missing or damaged",
            "They are told in words. Copy them back from a backup: "
            + " ".join(map(str, found.damaged)),
        ),
        Finding(
            not found.outlived,
            f"{len(found.outlived)} copies of before an upgrade, or a restoration, hold what was"
            " erased since",
            f"Once all is well: rm {'-r ' if any(map(Path.is_dir, found.outlived)) else ''}"
            + " ".join(shlex.quote(str(copy)) for copy in found.outlived),
        ),
        *_shut(found.shut),
        *_unsaid(found.refused),
        *map(_of_groups, found.left),
    ]


def _shut(votes: Sequence[Box]) -> Iterator[Finding]:
    """Sealed votes of which the box cannot be opened; one word where all can."""
    if not votes:
        yield Finding(True, "the box of each sealed vote that is open has its key")
    for one in votes:
        vote = f"sealed vote of session {one.session} (step {one.step})"
        if one.refusal is None:
            yield Finding(
                False,
                f"{vote}: the key of its box is gone, nobody can read the ballots in it",
                "Was the folder of keys left behind when the database moved? Put it back beside it"
                " before Gommette starts: at a start the vote begins again, which those who had"
                " voted are told. While Gommette runs, whoever leads was told: they have everyone"
                " vote again, or close it uncounted. No backup holds such a key. Nothing else may"
                " write in that folder.",
            )
        else:
            yield Finding(
                False,
                f"{vote}: the key of its box cannot be read: {one.refusal}",
                "Have the account of Gommette read its folder of keys (chown, chmod u+rwX): the"
                " vote then goes on as it was. Until then nobody can vote.",
            )


def _of_groups(left: Left) -> Finding:
    """Rooms and threads of small groups that are still in a server."""
    rooms = ", ".join(map(str, left.channels)) or "none that is known"
    what = (
        f"small groups of session {left.session} (server {left.server}) are not cleared away:"
        f" channels {rooms}"
    )
    if left.refusal is not None:
        what += f"; {left.refusal} since {left.since}"
    return Finding(
        False,
        what,
        "The bot finishes by itself, minutes after everyone is back, as long as it runs and is in"
        " that server. rights: give it Move Members, Manage Channels and Manage Threads. home: the"
        " voice channel of the meeting is gone, and a room goes once everyone has left it.",
    )


def _unsaid(letters: Sequence[Refused]) -> list[Finding]:
    """Each letter that does not get out, and why; one word where all do."""
    if not letters:
        return [Finding(True, "all that was to be said was said, or waits its turn")]
    told = []
    for letter in letters[:_LETTERS]:
        name = f"letter {letter.id} ({letter.kind} of {letter.owner})"
        if letter.failure is not None:
            what = f"{name} was given up: {letter.failure}"
            remedy = _OF_SERVER if letter.of_server else _OF_SESSION
        else:
            what = f"{name} waits since {letter.since}: {letter.refusal}"
            remedy = (
                "It is tried again for a day. 403: give the bot the permissions that it lacks in"
                " the channel. fault: the bot's log says what went wrong."
            )
        told.append(Finding(False, what, remedy))
    if len(letters) > _LETTERS:
        told.append(Finding(False, f"{len(letters) - _LETTERS} more letters do not get out"))
    return told


def _private(path: Path) -> list[Path]:
    """What should be for one account, beside the database: the token, the folder of the state."""
    return [ROOT / ".env", *([STATE] if path.is_relative_to(STATE) else [])]


def _room(settings: Settings) -> Finding:
    folder = settings.database_path.parent
    if not folder.is_dir():
        return Finding(False, f"folder {folder}", "Create it, or set DATABASE to another place.")
    free = shutil.disk_usage(folder).free
    return Finding(
        free > _ROOM, f"{free // 1024**2} MB free beside the database", "Make room on this disk."
    )
