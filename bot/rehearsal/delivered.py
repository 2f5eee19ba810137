"""What the bot posted in a rehearsal, as the room and the coordinators received it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import discord
from simcord import ChannelHandle

from bot.rehearsal.stage import Stage, text_of
from bot.tally.reading import At
from bot.tally.recount import FORMAT, totals

_PICTURE = ".png"
_ARCHIVE = ".zip"
# What documents end with: the room has the same as the coordinators.
_DOCUMENTS = (".md", ".json", ".csv", ".ics", ".blt", ".pdf", _ARCHIVE)
# What a rehearsal wrote into its folder: the next one takes these files away, and no others.
_LIST = ".written"


class Delivered:
    """The files of two channels: the room, and the coordinators' `office`."""

    def __init__(self, made: Stage, room: ChannelHandle, office: ChannelHandle) -> None:
        self._stage = made
        self._room = room
        self._office = office

    def write_to(self, out: Path) -> list[Path]:
        """Write into the folder `out` the coordinators' messages with their files, those of an
        archive beside it, and what the room was given to see and hear; return what was written."""
        out.mkdir(parents=True, exist_ok=True)
        _forget_last(out)
        written: list[Path] = []
        posted: list[tuple[str, discord.Attachment]] = []
        for message in self._with_files():
            stem = Path(message.attachments[0].filename).stem
            written.append(out / f"{stem}.message.md")
            written[-1].write_text(text_of(message) + "\n", encoding="utf-8")
            for file in message.attachments:
                drawn = file.filename.endswith(_PICTURE)
                posted.append((f"{stem}.{file.filename}" if drawn else file.filename, file))
        # What the room saw, in order: the same picture may come twice.
        seen = [
            file
            for told in self._stage.messages(self._room)
            for file in told.attachments
            if not file.filename.endswith(_DOCUMENTS)
        ]
        posted += [(f"{n:02}-{file.filename}", file) for n, file in enumerate(seen, start=1)]
        for name, attachment in posted:
            for held, content in _unpacked(name, self._blob(attachment)):
                written.append(out / held)
                written[-1].write_bytes(content)
        (out / _LIST).write_text("\n".join(file.name for file in written) + "\n", encoding="utf-8")
        return written

    def documents(self) -> list[bytes]:
        """Return the JSON of each summary, in the order of the sessions."""
        return [
            content
            for message in self._stage.messages(self._office)
            for file in message.attachments
            if file.filename.endswith(".json") and _is_session(content := self._blob(file))
        ]

    def _with_files(self) -> list[discord.Message]:
        """Return what coordinators received, but for what they were told in words alone."""
        return [m for m in self._stage.messages(self._office) if m.attachments]

    def _blob(self, attachment: discord.Attachment) -> bytes:
        blob = self._stage.env.backend.cdn.get(attachment.url)
        assert blob is not None
        return blob


def _unpacked(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield a file, then those that it holds."""
    yield name, content
    if name.endswith(_ARCHIVE):
        with zipfile.ZipFile(io.BytesIO(content)) as held:
            yield from ((Path(one).name, held.read(one)) for one in held.namelist())


def _is_session(content: bytes) -> bool:
    return bool(json.loads(content).get("format") == FORMAT)


def totals_of(vote: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what the ballots of a posted vote add up to: it holds that itself where few voted."""
    found: Mapping[str, Any] | None = vote["totals"] or totals(At(vote))
    assert found is not None, f"{vote['method']} has no totals"
    return found


def _forget_last(out: Path) -> None:
    """Delete what the last rehearsal wrote into `out`; it could be taken for this one's."""
    listed = out / _LIST
    if not listed.is_file():
        return
    for name in listed.read_text(encoding="utf-8").splitlines():
        if Path(name).name == name:
            (out / name).unlink(missing_ok=True)
