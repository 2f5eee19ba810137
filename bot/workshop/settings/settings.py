"""Settings of a server."""

from __future__ import annotations

from dataclasses import dataclass

from bot.workshop.language import Language


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What a server chose; None where it did not."""

    server_id: int
    language: Language | None = None
    facilitator_role_id: int | None = None
    coordinators_channel_id: int | None = None
