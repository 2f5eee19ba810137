"""Votes: opening them, marking and casting a ballot, closing them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.interface.cog import open_desks
from cogs.vote.adjusting import AdjustDesk
from cogs.vote.box import BoxDesk
from cogs.vote.commands import Votes
from cogs.vote.electors import ElectorsDesk
from cogs.vote.filling import FillDesk
from cogs.vote.leading import VoteLeadDesk
from cogs.vote.marking import MarkDesk
from cogs.vote.meeting import MeetingDesk
from cogs.vote.meeting_plan import MeetingPlanDesk
from cogs.vote.mending.desk import MendDesk
from cogs.vote.reasons import ReasonDesk
from cogs.vote.room import RoomDesk
from cogs.vote.step import VoteScreen
from cogs.vote.workbench.desk import WorkbenchDesk

if TYPE_CHECKING:
    from bot.client import Gommette


async def setup(bot: Gommette) -> None:
    bot.screens["vote"] = VoteScreen()
    await open_desks(bot, Votes, WorkbenchDesk)
    await open_desks(bot, MarkDesk, FillDesk, BoxDesk, ReasonDesk, RoomDesk)
    await open_desks(bot, VoteLeadDesk, AdjustDesk, ElectorsDesk, MendDesk)
    await open_desks(bot, MeetingDesk, MeetingPlanDesk)
