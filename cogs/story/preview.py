"""The preview: privately, message by message, what the room will read."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

import discord
from discord import ui

from bot.i18n import Catalogue, catalogue
from bot.interface.sending import recording
from bot.interface.sending.illustration import illustrate
from bot.interface.showing.cards import shorten_lines
from bot.interface.showing.layout import layout
from bot.interface.words.story.texts import (
    FICTION,
    anchor_text,
    award_text,
    fiction_note,
    opening_text,
    quoted,
)
from bot.reports.pictures.certificate import certificate_of
from bot.reports.pictures.press import Press
from bot.workshop.language import LONG, SHORT
from bot.workshop.story.prepared import Prepared
from bot.workshop.story.scenario import Media
from bot.workshop.story.sketch import Sketch, SketchAward, SketchMedia
from bot.workshop.text import escape
from cogs.story.bench import back


@dataclass(frozen=True, slots=True)
class Shown:
    """One message of the preview. Discord plays a recording only beside plain `content`."""

    view: ui.LayoutView | None = None
    content: str = ""
    files: tuple[discord.File, ...] = ()

    async def send(self, interaction: discord.Interaction) -> None:
        """Show it to the person alone, after the answer that was deferred."""
        if self.view is not None:
            await interaction.followup.send(view=self.view, files=self.files, ephemeral=True)
        else:
            await interaction.followup.send(self.content, files=self.files, ephemeral=True)


async def preview(
    scenario: Prepared, content: bytes | None, press: Press, t: Catalogue, room_for_files: int
) -> AsyncIterator[Shown]:
    """Yield the messages of a scenario, as far as it is written.

    `room_for_files` are the bytes that a message of files may carry.
    They are in the scenario's language, as the room will read them; `t` is for whoever prepares.
    """
    sketch = scenario.sketch
    room = catalogue(sketch.language)
    note = fiction_note(room)
    yield Shown(layout(f"👁️ {t('backcast.preview')}"))
    if sketch.opening:
        yield Shown(
            layout(opening_text(sketch.horizon, sketch.opening[:LONG]), note, colour=FICTION)
        )
    for anchor in sketch.anchors:
        told = anchor_text(anchor.year or "…", anchor.title, anchor.text[:LONG])
        yield Shown(layout(told, note, colour=FICTION))
    if sketch.media is not None:
        fits = content is not None and len(content) <= room_for_files
        for shown in _media(sketch.media, content if fits else None, room):
            yield shown
    if sketch.award is not None:
        yield await _award(sketch, sketch.award, press, room, room_for_files)
    yield Shown(layout(*_asked(sketch, room), [back(scenario, t)]))


def _media(sketch: SketchMedia, content: bytes | None, room: Catalogue) -> Iterator[Shown]:
    # Its words may still be missing.
    media = Media.model_construct(
        name=sketch.name, digest=sketch.digest or "", transcript=sketch.transcript[:LONG]
    )
    if content is not None:
        file = recording.file_of(media, content)
        if media.is_audio:
            yield Shown(content=recording.announced(media, room), files=(file,))
        else:
            yield Shown(recording.shown(media, file, room), files=(file,))
    if media.transcript:
        # As in the room where the file cannot come along.
        instead = content is None and sketch.digest is not None
        yield Shown(recording.words(media, room, instead=instead))


async def _award(
    sketch: Sketch, award: SketchAward, press: Press, room: Catalogue, room_for_files: int
) -> Shown:
    text = award.text[:LONG]
    drawing = certificate_of(
        award.name,
        text,
        organisation=sketch.organisation,
        origin=sketch.origin,
        horizon=sketch.horizon,
        file=f"{room('picture.file.certificate')}.png",
        t=room,
    )
    drawn = await illustrate(press, lambda: [drawing], room_for_files)
    told = award_text(award.name, text, sketch.organisation, sketch.origin, sketch.horizon, room)
    view = layout(told, *drawn.blocks(room), fiction_note(room), colour=FICTION)
    return Shown(view, files=drawn.files)


def _asked(sketch: Sketch, room: Catalogue) -> list[str]:
    """Return the question and the dimensions, as the step of the post-its asks for them."""
    lines = [
        f"- **{escape(d.name)}**" + (f"\n  -# {escape(d.hint)}" if d.hint else "")
        for d in sketch.dimensions
    ]
    return [
        quoted(sketch.question[:SHORT]),
        f"**{room('field.dimension')}**\n" + shorten_lines("\n".join(lines), 2500) if lines else "",
    ]
