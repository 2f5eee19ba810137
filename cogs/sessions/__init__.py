"""Sessions: opening them, leading them from the panel, finding one's way; what becomes of them
when their place goes away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.interface.cog import open_desks
from cogs.sessions.before.ahead import AheadDesk
from cogs.sessions.before.planning import PlanningDesk
from cogs.sessions.before.private import PrivateDesk
from cogs.sessions.commands import Sessions
from cogs.sessions.covered import Covered
from cogs.sessions.departures import Departures, Rights
from cogs.sessions.documents import Documents
from cogs.sessions.fitting import Fitting
from cogs.sessions.leading import Leading
from cogs.sessions.leaving import Leaving
from cogs.sessions.opening.later import Later
from cogs.sessions.opening.page import OpeningPage
from cogs.sessions.opening.steps import OpenedSteps, Rounds
from cogs.sessions.opening.voice import VoicePage
from cogs.sessions.plan.desk import Planning
from cogs.sessions.posting import Posting
from cogs.sessions.readiness import ReadyDesk
from cogs.sessions.takeover import TakingOver
from cogs.sessions.time import Time

if TYPE_CHECKING:
    from bot.client import Gommette


async def setup(bot: Gommette) -> None:
    await open_desks(bot, Sessions, Leading, Leaving, TakingOver, Posting, ReadyDesk, Planning)
    await open_desks(bot, AheadDesk, PrivateDesk, PlanningDesk)
    await open_desks(bot, Time, Fitting)
    await open_desks(bot, Departures, Rights, Covered, Documents)
    await open_desks(bot, OpeningPage, VoicePage, OpenedSteps, Later, Rounds)
