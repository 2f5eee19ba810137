"""Rooms and threads of small groups: what people do there, as Discord tells of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.interface.cog import open_desks
from cogs.gathering.whereabouts import Whereabouts

if TYPE_CHECKING:
    from bot.client import Gommette


async def setup(bot: Gommette) -> None:
    await open_desks(bot, Whereabouts)
