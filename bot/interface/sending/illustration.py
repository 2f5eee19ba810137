"""Pictures on their way to a message; without them, the message says that they are missing."""

from __future__ import annotations

import asyncio
import io
import logging
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import discord

from bot.i18n import Catalogue
from bot.interface.showing.layout import Block, Button, Pictures, layout
from bot.reports.pictures.drawing import Drawing
from bot.reports.pictures.press import AROUND, MESSAGE_BYTES, CannotDraw, Press

log = logging.getLogger(__name__)


def message_bytes(client: discord.Client, server_id: int) -> int:
    """Return how many bytes of files a message of a server may carry.

    A server that takes more gets no more: people look at pictures on phones.
    """
    server = client.get_guild(server_id)
    if server is None:
        return MESSAGE_BYTES
    return max(0, min(MESSAGE_BYTES, server.filesize_limit - AROUND))


def weight(file: discord.File) -> int:
    """Return the bytes of a file."""
    size = file.fp.seek(0, io.SEEK_END)
    file.reset()
    return size


def packed(documents: Sequence[discord.File], name: str, room: int) -> list[discord.File]:
    """Return `documents` as they are, or in one archive where they weigh more than `room` bytes;
    nothing when the archive does too."""
    if sum(map(weight, documents)) <= room:
        return list(documents)
    found = archive(documents, name)
    return [found] if weight(found) <= room else []


def archive(documents: Sequence[discord.File], name: str) -> discord.File:
    """Return files as one."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as held:
        for document in documents:
            held.writestr(document.filename, document.fp.read())
            document.reset()
    return discord.File(io.BytesIO(written.getvalue()), name)


@dataclass(frozen=True, slots=True)
class Illustration:
    """The pictures of one message; `missing` when one at least could not be drawn."""

    files: tuple[discord.File, ...] = ()
    missing: bool = False

    def blocks(self, t: Catalogue) -> tuple[Block, ...]:
        """Return what the message shows of them."""
        return Pictures(self.files), "-# " + t("picture.missing") if self.missing else ""


@dataclass(frozen=True, slots=True)
class Around:
    """What is said above pictures, and the buttons below them."""

    head: str = ""
    buttons: Sequence[Button] = ()


async def illustrate(
    press: Press, prepare: Callable[[], Sequence[Drawing]], room: int = MESSAGE_BYTES
) -> Illustration:
    """Return what `prepare`, called in a thread, asks to draw, in `room` bytes together; never
    raises for a drawing."""
    drawings = await asyncio.to_thread(prepare)
    try:
        pictures = await press.draw(drawings, room)
    except CannotDraw as error:
        log.warning("%d pictures were not drawn: %s", len(drawings), error)
        return Illustration(missing=True)
    files = (
        discord.File(io.BytesIO(picture.png), picture.name, description=picture.alt)
        for picture in pictures
    )
    return Illustration(tuple(files), missing=len(pictures) < len(drawings))


async def show_privately(
    interaction: discord.Interaction,
    press: Press,
    prepare: Callable[[], Sequence[Drawing]],
    t: Catalogue,
    nothing: str,
    around: Callable[[int], Around] = lambda _: Around(),
) -> None:
    """Show the person alone what `prepare` asks to draw, in a message of its own, after an answer
    that was deferred; `nothing` is what they read where there is nothing to draw. `around` gives
    what stands with so many pictures as could be shown."""
    server = interaction.guild_id or 0
    drawn = await illustrate(press, prepare, message_bytes(interaction.client, server))
    shown = around(len(drawn.files))
    # What did not fit beside the first pictures is not missing where a button brings it.
    missing = drawn.missing and not (drawn.files and shown.buttons)
    drawn = Illustration(drawn.files, missing)
    blocks = drawn.blocks(t) if drawn.files or drawn.missing else (nothing,)
    view = layout(shown.head, *blocks, shown.buttons)
    await interaction.followup.send(view=view, files=[*drawn.files], ephemeral=True)
