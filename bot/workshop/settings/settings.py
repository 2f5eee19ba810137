"""Settings of a server."""

from __future__ import annotations

from dataclasses import dataclass

from bot.workshop.language import Language


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What a server chose; None where it did not.

    `facilitator_role_id` is what was chosen; who leads is asked of `leading_role`.
    """

    server_id: int
    language: Language | None = None
    facilitator_role_id: int | None = None
    coordinators_channel_id: int | None = None

    @property
    def everyone_chosen(self) -> bool:
        """True where @everyone, whose identifier is the server's, was chosen before that was
        refused."""
        return self.facilitator_role_id == self.server_id

    @property
    def leading_role(self) -> int | None:
        """The role whose members lead every session; None for @everyone: nobody would be led."""
        return None if self.everyone_chosen else self.facilitator_role_id
