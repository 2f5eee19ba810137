"""Files on their way in and out: recordings, pictures, scenarios as TOML. Each is read once."""

from __future__ import annotations

import io

import discord

from bot.i18n import Catalogue
from bot.interface.naming.attached import read_attached
from bot.interface.pressing.faults import file_lines
from bot.interface.showing.layout import QUIET, Block, layout
from bot.services.story.scenarios import Upload
from bot.workshop.errors import DataError, Refusal
from bot.workshop.story.media import check_kind, check_size, safe_name
from bot.workshop.story.prepared import Prepared
from bot.workshop.story.scenario import Scenario
from bot.workshop.story.scenario_file import FILE_LIMIT, write_scenario
from bot.workshop.text import escape, shorten
from cogs.story.bench import back


async def read_media(attachment: discord.Attachment) -> Upload:
    """Return a recording or picture, its size and kind checked before it is read."""
    check_kind(attachment.filename)
    check_size(attachment.size)
    return Upload(safe_name(attachment.filename), await read_attached(attachment))


async def read_file(attachment: discord.Attachment) -> bytes:
    """Return the content of a scenario's file, its size checked before it is read."""
    if attachment.size > FILE_LIMIT:
        raise Refusal("import.too_large", limit=FILE_LIMIT // 1024)
    return await read_attached(attachment)


def refused_file(name: str, error: DataError, t: Catalogue) -> discord.ui.LayoutView:
    """Return what is wrong with an imported file: nothing of it was kept."""
    return layout(
        t.n("import.wrong", len(error.faults), name=escape(shorten(name, 80))),
        file_lines(error.faults, t),
        t("import.again"),
        colour=QUIET,
    )


def export(
    scenario: Prepared, whole: Scenario, content: bytes | None, t: Catalogue
) -> tuple[discord.ui.LayoutView, list[discord.File]]:
    """Return the message that gives a scenario as a file, with its recording or picture."""
    files = [discord.File(io.BytesIO(write_scenario(whole).encode()), f"{scenario.slug}.toml")]
    if whole.media is not None and content is not None:
        files.append(discord.File(io.BytesIO(content), whole.media.name))
    key = "backcast.exported_with_media" if len(files) > 1 else "backcast.exported"
    blocks: list[Block] = [t(key), *files, [back(scenario, t)]]
    return layout(*blocks), files
