"""The pictures of the public cards: drawn at a calm pace, sent once, kept by the edits between.

A card is edited every few seconds. An edit keeps a picture that is already there by naming its
attachment, number and file name alike; one that names none takes it off. Discord lists an
attachment that a component shows with that component, not with the message.
"""

from __future__ import annotations

import asyncio
import io
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import discord

from bot.interface.naming.people import language_of_room
from bot.interface.showing.layout import Pictures, Shown
from bot.interface.showing.screen import Screens
from bot.reports.pictures.drawing import Drawing, Picture
from bot.reports.pictures.press import CannotDraw, Press
from bot.services.context import Context
from bot.services.records import record
from bot.services.sessions.card import standing
from bot.store.topics import Topic
from bot.worker import Workers

log = logging.getLogger(__name__)

# A picture weighs a hundred times what the text of a card does.
PACE = 30.0
# After a look that led to no drawing.
_LOOK_AGAIN = 5.0


class Kept(discord.Attachment):
    """A file that a message has already: all that Discord asks of it to keep it in an edit."""

    def __init__(self, number: int, filename: str) -> None:
        self.id = number
        self.filename = filename

    def to_dict(self) -> Any:
        return {"id": self.id, "filename": self.filename}


@dataclass
class Hanging:
    """The picture of one card: on its way to it, and then there as `kept`."""

    message_id: int
    drawing: Drawing
    picture: Picture | None
    kept: Kept | None = None

    @property
    def block(self) -> Pictures:
        """What the card shows."""
        return Pictures((Shown(self.drawing.name, self.drawing.alt),))

    @property
    def attachments(self) -> list[discord.File | discord.Attachment]:
        """The file to send, or the one to keep."""
        if self.kept is not None:
            return [self.kept]
        assert self.picture is not None
        png = io.BytesIO(self.picture.png)
        return [discord.File(png, self.drawing.name, description=self.drawing.alt)]


class CardPictures:
    """Draws the pictures of cards after changes; `ready` is told which session has a new one."""

    def __init__(
        self,
        ctx: Context,
        screens: Screens,
        press: Press,
        steady: Callable[[], float],
        ready: Callable[[int], None],
        room: Callable[[int], int],
    ) -> None:
        """`room` gives the bytes that a message of a server may carry; paces follow `steady`, which
        counts seconds from whenever and is never set."""
        self._ctx = ctx
        self._screens = screens
        self._press = press
        self._steady = steady
        self._ready = ready
        self._room = room
        self._workers = Workers("picture", self._turn)
        self._dirty: set[int] = set()
        self._drawn: dict[int, float] = {}
        self._hanging: dict[int, Hanging] = {}
        self._awaited: set[int] = set()
        # One at a time: messages that wait for a picture of their own never queue behind many.
        self._turn_to_draw = asyncio.Lock()
        ctx.listen(self._refresh, Topic.SESSION, Topic.CARD)

    def start(self, session_id: int) -> None:
        """Draw the picture of a card anew, and say ready whether there is one or not: after a
        stop its attachment is not known, and an edit would take it off."""
        self._awaited.add(session_id)
        self._refresh(session_id)

    def of(self, session_id: int, message_id: int) -> Hanging | None:
        """Return the picture that a card should carry now."""
        hanging = self._hanging.get(session_id)
        return hanging if hanging and hanging.message_id == message_id else None

    def arrived(self, session_id: int, hanging: Hanging, message: discord.Message) -> None:
        """Note that `message` was edited and has the picture."""
        if hanging.kept is not None:
            return
        number = _attachment_of(message)
        hanging.picture = None
        if number is not None:
            hanging.kept = Kept(number, hanging.drawing.name)
        else:
            self.refused(session_id)

    def refused(self, session_id: int) -> None:
        """Note that Discord did not take the picture: the card does without until it changes."""
        self._hanging.pop(session_id, None)

    async def close(self) -> None:
        await self._workers.close()

    def _refresh(self, session_id: int) -> None:
        self._dirty.add(session_id)
        self._workers.start(session_id)

    async def _turn(self, session_id: int) -> float | None:
        now = self._steady()
        if session_id not in self._dirty:
            self._drawn = {s: at for s, at in self._drawn.items() if now - at < PACE}
            return None
        left = PACE - (now - self._drawn.get(session_id, now - PACE))
        if left > 0:
            return max(left, _LOOK_AGAIN)
        self._dirty.discard(session_id)
        before = self._hanging.get(session_id)
        try:
            await self._redraw(session_id, now)
        finally:
            if self._hanging.get(session_id) is not before or session_id in self._awaited:
                self._awaited.discard(session_id)
                self._ready(session_id)
        return _LOOK_AGAIN

    async def _redraw(self, session_id: int, now: float) -> None:
        shown = await standing(self._ctx, session_id)
        step = shown.step if shown is not None else None
        if shown is None or step is None or step.card_message_id is None:
            self._hanging.pop(session_id, None)
            return
        screen = self._screens[step.plan.kind]
        drawing: Drawing | None = None
        if screen.pictured(shown.session, step):
            told = await record(self._ctx, session_id)
            t = language_of_room(told.session)
            drawing = await asyncio.to_thread(screen.picture, told, step, t)
        current = self.of(session_id, step.card_message_id)
        if drawing is None:
            self._hanging.pop(session_id, None)
            return
        if current is not None and current.drawing == drawing:
            return
        self._drawn[session_id] = now
        try:
            async with self._turn_to_draw:
                pictures = await self._press.draw([drawing], self._room(shown.session.server_id))
        except CannotDraw as error:
            log.warning("the picture of card %s was not drawn: %s", session_id, error)
            pictures = []
        if pictures:
            self._hanging[session_id] = Hanging(step.card_message_id, drawing, pictures[0])
        else:
            # What it showed may be gone from the wall since: better no picture than an old one.
            self._hanging.pop(session_id, None)


def _attachment_of(message: discord.Message) -> int | None:
    """Return the attachment that the first gallery of a message shows."""
    for frame in message.components:
        if not isinstance(frame, discord.Container):
            continue
        for part in frame.children:
            if isinstance(part, discord.MediaGalleryComponent):
                return part.items[0].media.attachment_id
    return None
