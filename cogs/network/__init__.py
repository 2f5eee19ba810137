"""Summaries that a server shares with another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.interface.cog import open_desks
from cogs.network.answering import NetworkAnswering
from cogs.network.commands import Network
from cogs.network.joining import NetworkJoining
from cogs.network.listing import NetworkList
from cogs.network.sharing import NetworkSharing

if TYPE_CHECKING:
    from bot.client import Gommette


async def setup(bot: Gommette) -> None:
    await open_desks(bot, Network, NetworkJoining, NetworkAnswering, NetworkList, NetworkSharing)
