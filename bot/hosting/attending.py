"""What attends to a bot on its machine, by the machine's own clock, folders and sockets."""

from __future__ import annotations

from datetime import datetime

from bot.client import Gommette
from bot.config import Settings
from bot.hosting.daily import DailyCopies
from bot.hosting.endpoint import Endpoint
from bot.hosting.gateway import Hearing
from bot.hosting.vitals import Vitals
from bot.intake import Intake
from bot.store import Database


class Attendants:
    """The intake of imports, the daily copies and the health endpoint: those that are asked for."""

    def __init__(self, settings: Settings, database: Database, bot: Gommette) -> None:
        self._port = settings.health_port
        self._intake = Intake(database, bot.clock)
        self._daily: DailyCopies | None = None
        if settings.backups is not None:
            folder, kept = settings.backups.resolve(), settings.backups_kept
            zone = settings.timezone
            self._daily = DailyCopies(database.path, folder, kept, zone, bot.clock)
        vitals = Vitals(Hearing(bot), bot.health, self._last_copy, bot.clock)
        self._endpoint = Endpoint(vitals)

    async def start(self) -> None:
        """Raises OSError where the port of the endpoint cannot be listened on."""
        if self._port is not None:
            await self._endpoint.start(self._port)
        self._intake.start()
        if self._daily is not None:
            self._daily.start()

    async def close(self) -> None:
        """Before the bot, which closes the database."""
        await self._endpoint.close()
        if self._daily is not None:
            await self._daily.close()
        await self._intake.close()

    async def _last_copy(self) -> tuple[datetime | None, bool] | None:
        return None if self._daily is None else await self._daily.last()
