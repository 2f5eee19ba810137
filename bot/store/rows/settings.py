"""Settings of a server."""

from __future__ import annotations

import json

from bot.store.rows.base import Aggregate, Row
from bot.workshop.language import Language
from bot.workshop.sessions.session import Signing
from bot.workshop.settings.documents import DEFAULT_DOCUMENTS, chosen
from bot.workshop.settings.settings import ServerSettings
from bot.workshop.vote.methods import Ballots

# The fact that the program keeps of the commands last sent to Discord.
COMMANDS = "commands"


class ServerRows(Aggregate):
    async def get(self, server_id: int) -> ServerSettings:
        """Return the settings of a server, empty ones if it chose nothing."""
        row = await self._one("SELECT * FROM servers WHERE server_id = ?", server_id)
        if row is None:
            return ServerSettings(server_id)
        return ServerSettings(
            server_id,
            Language.nearest(row["language"]) if row["language"] else None,
            row["facilitator_role_id"],
            row["coordinators_channel_id"],
            row["timezone"],
            row["coordinators_role_id"],
            DEFAULT_DOCUMENTS if row["documents"] is None else chosen(json.loads(row["documents"])),
            bool(row["review"]),
            bool(row["participants_read"]),
            bool(row["monthly"]),
            Signing(row["signing"]) if row["signing"] else None,
            _ballots(row),
            row["kept_days"],
        )

    async def put(self, settings: ServerSettings) -> None:
        """Keep `settings`, replacing those of the same server."""
        await self._run(
            "INSERT OR REPLACE INTO servers (server_id, language, facilitator_role_id,"
            " coordinators_channel_id, timezone, coordinators_role_id, documents, review,"
            " participants_read, monthly, signing, secret, sealed, kept_days)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            settings.server_id,
            settings.language,
            settings.facilitator_role_id,
            settings.coordinators_channel_id,
            settings.timezone,
            settings.coordinators_role_id,
            None
            if settings.documents == DEFAULT_DOCUMENTS
            else json.dumps(list(settings.documents)),
            int(settings.review),
            int(settings.participants_read),
            int(settings.monthly),
            settings.signing,
            settings.ballots is not Ballots.SIGNED if settings.ballots else None,
            int(settings.ballots is Ballots.SEALED),
            settings.kept_days,
        )

    async def meta(self, key: str) -> str | None:
        """Return a fact the program keeps about itself, e.g. the hash of synced commands."""
        row = await self._one("SELECT value FROM meta WHERE key = ?", key)
        return str(row["value"]) if row else None

    async def set_meta(self, key: str, value: str) -> None:
        """Keep a fact the program needs after a restart."""
        await self._run("INSERT OR REPLACE INTO meta VALUES (?, ?)", key, value)

    async def unset_meta(self, key: str) -> None:
        """Let go of such a fact."""
        await self._run("DELETE FROM meta WHERE key = ?", key)


def _ballots(row: Row) -> Ballots | None:
    if row["secret"] is None:
        return None
    if row["sealed"]:
        return Ballots.SEALED
    return Ballots.SECRET if row["secret"] else Ballots.SIGNED
