"""Documents as the files of one message, so that what people read stays one press away."""

from __future__ import annotations

import io
from collections.abc import Sequence

import discord

from bot.i18n import Catalogue
from bot.interface.sending.illustration import archive, packed
from bot.reports.documents import Document
from bot.reports.record import SessionRecord
from bot.reports.summary import filename
from bot.workshop.settings.documents import FOR_PROGRAMS

# Of ten files of a message, so many are documents at most beside the pictures of a summary.
BESIDE_PICTURES = 6


def bundled(
    told: SessionRecord, made: Sequence[Document], t: Catalogue, room: int, most: int
) -> list[discord.File]:
    """Return documents as files, `most` of them and `room` bytes at most.

    Too many, those for other programs come in one archive, and what people read stays as it is.
    Too heavy, all come in one; nothing where that is too heavy as well.
    """
    if len(made) > most:
        files = attached([one for one in made if one.kind not in FOR_PROGRAMS])
        rest = attached([one for one in made if one.kind in FOR_PROGRAMS])
        name = f"{t('document.file.data')}-{filename(told, 'zip')}"
        files.append(archive(rest, name))
    else:
        files = attached(made)
    return packed(files, filename(told, "zip"), room)


def attached(made: Sequence[Document]) -> list[discord.File]:
    """Return documents as files of a message."""
    return [discord.File(io.BytesIO(document.content), document.name) for document in made]
