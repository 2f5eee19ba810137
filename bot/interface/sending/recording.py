"""The recording or the picture of the story, on its way to the room, and its words beside it.

In a message of components a recording is a file to download: among the limits of the flag
`IS_COMPONENTS_V2`, Discord4J's guide names “no support for audio files”. Discord's clients play the
plain attachment of a message without that flag (brief, discord.md: inline previews). So a recording
goes out in such a message, its words one button away. It has no frame to carry the number of its
letter: the button does. A picture needs none of this: a gallery shows it, with its description.
"""

from __future__ import annotations

import io

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.naming.people import language_of_room
from bot.interface.pressing.router import custom_id
from bot.interface.showing.layout import Button, Pictures, Row, button, layout
from bot.interface.words.story.texts import FICTION, fiction_note, quoted
from bot.store.outbox import Letter
from bot.workshop.sessions.session import Session
from bot.workshop.story.scenario import Media
from bot.workshop.text import shorten

# Discord's limit for the description of a picture.
_ALT = 1024
_TOO_LARGE = 413


async def play(
    channel: discord.abc.Messageable,
    session: Session,
    media: Media,
    content: bytes | None,
    letter: Letter,
    nonce: str,
) -> discord.Message:
    """Post the recording or the picture; its words in its place where `content` is gone, or where
    Discord does not let it be attached."""
    if content is not None:
        try:
            return await _attached(channel, session, media, content, letter, nonce)
        except discord.HTTPException as error:
            if error.status != _TOO_LARGE and not isinstance(error, discord.Forbidden):
                raise
    view = words(media, language_of_room(session), instead=True, letter=letter.id)
    return await channel.send(view=view, nonce=nonce)


def says(message: discord.Message, letter: int) -> bool:
    """True when `message` is the recording that the outbox row `letter` has posted."""
    return any(
        isinstance(part, discord.Button)
        and (part.custom_id or "").startswith("story.words:")
        and (part.custom_id or "").endswith(f":{letter}")
        for row in message.components
        if isinstance(row, discord.ActionRow)
        for part in row.children
    )


def words_button(media: Media, step_id: int, letter: int | None, t: Catalogue) -> Button:
    """Return the button that answers with the words; `letter`, if any, marks the message."""
    label = t("button.transcript" if media.is_audio else "button.described")
    return button(label, custom_id("story.words", step=step_id, letter=letter), emoji="📃")


def words(
    media: Media, t: Catalogue, *, instead: bool = False, letter: int | None = None
) -> ui.LayoutView:
    """Return the words in full, for one person; or for the room, `instead` of the file."""
    return layout(
        f"### {title(media, t)}",
        t("story.not_attached") if instead else "",
        quoted(media.transcript),
        fiction_note(t),
        colour=FICTION,
        letter=letter,
    )


def title(media: Media, t: Catalogue) -> str:
    """Return what announces a recording or a picture."""
    return t("story.recording" if media.is_audio else "story.picture")


def announced(media: Media, t: Catalogue) -> str:
    """Return what is written beside a recording."""
    return f"## {title(media, t)}\n{t('story.listen')}\n{fiction_note(t)}"


def shown(
    media: Media,
    picture: discord.File,
    t: Catalogue,
    row: Row = (),
    letter: int | None = None,
) -> ui.LayoutView:
    """Return the message that shows a picture, with a row of buttons under it."""
    return layout(
        f"## {title(media, t)}",
        Pictures((picture,)),
        row,
        fiction_note(t),
        colour=FICTION,
        letter=letter,
    )


def file_of(media: Media, content: bytes) -> discord.File:
    """Return the file to attach; a picture is described by its words."""
    words_of_picture = None if media.is_audio else shorten(media.transcript, _ALT) or None
    return discord.File(io.BytesIO(content), media.name, description=words_of_picture)


async def _attached(
    channel: discord.abc.Messageable,
    session: Session,
    media: Media,
    content: bytes,
    letter: Letter,
    nonce: str,
) -> discord.Message:
    t = language_of_room(session)
    read = words_button(media, letter.payload["step"], letter.id, t)
    file = file_of(media, content)
    if not media.is_audio:
        view = shown(media, file, t, [read], letter.id)
        return await channel.send(view=view, files=[file], nonce=nonce)
    row = ui.View(timeout=None)
    row.add_item(read)
    row.stop()  # remembers nothing: the router answers the button
    return await channel.send(
        announced(media, t),
        file=file,
        view=row,
        nonce=nonce,
    )
