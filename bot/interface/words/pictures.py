"""The pictures that people write about, as the room is shown them: each under its number."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import PurePosixPath

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.sending.drawer import Edited, Post, Posted, Studio, Subject
from bot.interface.showing.layout import Block, Pictures, layout
from bot.services.postits import pictures
from bot.store.outbox import Letter
from bot.store.transaction import Transaction
from bot.workshop.postits.pictures import Picture

Found = Sequence[tuple[Picture, bytes | None]]


class PicturesDrawer(Posted):
    without: str | None = "pictures.follow"

    def timely(self, subject: Subject, now: datetime) -> bool:
        return subject.step.is_open or subject.step.rests(subject.session)

    async def draw(self, subject: Subject, studio: Studio) -> Post | None:
        letter, payload = subject.letter, subject.letter.payload
        found = await pictures.in_numbers(
            studio.ctx, letter.session_id, payload["first"], payload["last"]
        )
        if not found:
            return None
        view, files = gallery(found, subject.t, letter.id)
        return Post(view, files, without=self.without)

    async def noted(
        self, tx: Transaction, letter: Letter, message_id: int | None, now: datetime
    ) -> None:
        await pictures.posted(tx, letter, message_id, now)

    async def files_left(self, tx: Transaction, letter: Letter, now: datetime) -> None:
        await pictures.follow(tx, letter, now)

    async def given_up(self, tx: Transaction, letter: Letter, now: datetime) -> None:
        await pictures.posted(tx, letter, None, now)


class PicturesLaterDrawer(PicturesDrawer):
    """Those whose words went out alone: they come once they may be attached."""

    alone = True
    without = None


class PicturesAgainDrawer(Edited):
    """A message from which a picture was taken away."""

    def message_id(self, subject: Subject) -> int | None:
        return subject.letter.payload["message"]

    async def draw(self, subject: Subject, studio: Studio) -> Post:
        found = await pictures.in_message(studio.ctx, subject.letter.payload["message"])
        view, files = gallery(found, subject.t)
        return Post(view, files, without="pictures.not_attached")


def gallery(
    found: Found, t: Catalogue, letter: int | None = None
) -> tuple[ui.LayoutView, list[discord.File]]:
    """Return a message that shows pictures one under the other, each below its number, with their
    files; that they were taken away where none is left."""
    blocks: list[Block] = []
    files: list[discord.File] = []
    for picture, content in found:
        name = t("pictures.one", n=picture.number)
        if content is None:
            blocks.append(t("pictures.lost", name=name))
            continue
        ending = PurePosixPath(picture.name or "").suffix
        file = discord.File(
            io.BytesIO(content), f"image-{picture.number}{ending}", description=name
        )
        files.append(file)
        blocks += [f"### {name}", Pictures((file,))]
    if not blocks:
        blocks.append(t("pictures.none_left"))
    return layout(*blocks, letter=letter), files
