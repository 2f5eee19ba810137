"""Themes: sorting the wall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.interface.cog import open_desks
from cogs.themes.commands import Themes
from cogs.themes.editing import ThemesDesk
from cogs.themes.handfuls import HandfulDesk
from cogs.themes.names import NamesDesk
from cogs.themes.near import NearDesk
from cogs.themes.rounds import RoundDesk
from cogs.themes.several import SeveralDesk
from cogs.themes.sorters import SortersDesk
from cogs.themes.step import GroupScreen
from cogs.themes.table import SortingDesk
from cogs.themes.talking import TalkDesk

if TYPE_CHECKING:
    from bot.client import Gommette


async def setup(bot: Gommette) -> None:
    bot.screens["group"] = GroupScreen()
    await open_desks(
        bot,
        Themes,
        SortingDesk,
        NearDesk,
        ThemesDesk,
        SeveralDesk,
        RoundDesk,
        HandfulDesk,
        TalkDesk,
        SortersDesk,
        NamesDesk,
    )
