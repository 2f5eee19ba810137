"""What keeps a live session from letting go of a person just now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Hindrance(StrEnum):
    """Why a session is left as it is: it says what to do first. The first that holds is told."""

    LEADS_ALONE = "leads_alone"  # nobody else could steer it
    SPEAKING = "speaking"  # they have the floor
    IN_GROUP = "in_group"  # their group is at work


@dataclass(frozen=True, slots=True)
class Part:
    """What a person has a part in, in a session that is not over."""

    leads: bool = False
    others_lead: bool = False
    speaks: bool = False
    grouped: bool = False

    @property
    def hindrance(self) -> Hindrance | None:
        """Return why the session cannot let go of them; None where it can."""
        if self.leads and not self.others_lead:
            return Hindrance.LEADS_ALONE
        if self.speaks:
            return Hindrance.SPEAKING
        return Hindrance.IN_GROUP if self.grouped else None
