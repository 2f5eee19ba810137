"""Pictures on their way to a message; without them, the message says that they are missing."""

from __future__ import annotations

import asyncio
import io
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import discord

from bot.i18n import Catalogue
from bot.interface.layout import Block, Pictures
from bot.reports.pictures.drawing import Drawing
from bot.reports.pictures.press import CannotDraw, Press

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Illustration:
    """The pictures of one message; `missing` when one at least could not be drawn."""

    files: tuple[discord.File, ...] = ()
    missing: bool = False

    def blocks(self, t: Catalogue) -> tuple[Block, ...]:
        """Return what the message shows of them."""
        return Pictures(self.files), "-# " + t("picture.missing") if self.missing else ""


async def illustrate(press: Press, prepare: Callable[[], Sequence[Drawing]]) -> Illustration:
    """Return what `prepare`, called in a thread, asks to draw; never raises for a drawing."""
    drawings = await asyncio.to_thread(prepare)
    try:
        pictures = await press.draw(drawings)
    except CannotDraw as error:
        log.warning("%d pictures were not drawn: %s", len(drawings), error)
        return Illustration(missing=True)
    files = (
        discord.File(io.BytesIO(picture.png), picture.name, description=picture.alt)
        for picture in pictures
    )
    return Illustration(tuple(files), missing=len(pictures) < len(drawings))
