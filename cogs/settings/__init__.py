"""What a server chooses once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.interface.cog import open_desks
from cogs.settings.commands import Settings
from cogs.settings.documents import DocumentsChoice
from cogs.settings.readers import Readers
from cogs.settings.setup.desk import Setup
from cogs.settings.setup.trying import Trying

if TYPE_CHECKING:
    from bot.client import Gommette


async def setup(bot: Gommette) -> None:
    await open_desks(bot, Settings, Readers, DocumentsChoice, Setup, Trying)
