"""Settings of a server."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from bot.workshop.errors import Refusal
from bot.workshop.language import Language
from bot.workshop.sessions.session import RETENTION, Signing
from bot.workshop.settings.documents import DEFAULT_DOCUMENTS, DocumentKind
from bot.workshop.vote.methods import Ballots

# Of servers that chose no time zone, where the operator says nothing else.
DEFAULT_ZONE = "Europe/Paris"


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What a server chose; None where it did not.

    `facilitator_role_id` is what was chosen; who leads is asked of `leading_role`.
    """

    server_id: int
    language: Language | None = None
    facilitator_role_id: int | None = None
    coordinators_channel_id: int | None = None
    timezone: str | None = None  # of the IANA database
    coordinators_role_id: int | None = None
    documents: tuple[DocumentKind, ...] = DEFAULT_DOCUMENTS  # that come beside a summary
    review: bool = False  # summaries are read again before they leave
    participants_read: bool = False  # those who took part find the summary of their sessions
    monthly: bool = False  # the digest of each month is posted for coordinators
    signing: Signing | None = None  # of a session that does not say
    ballots: Ballots | None = None  # of a vote that does not say
    kept_days: int | None = None  # for how long what people wrote is kept

    @property
    def retention(self) -> timedelta:
        """How long raw data of a session that ends now is kept."""
        return RETENTION if self.kept_days is None else timedelta(days=self.kept_days)

    @property
    def usual_signing(self) -> Signing:
        """How a session is signed where whoever opens it does not say."""
        return self.signing or Signing.SIGNED

    @property
    def usual_ballots(self) -> Ballots:
        """What becomes of the ballots of a vote where whoever opens it does not say."""
        return self.ballots or Ballots.SECRET

    @property
    def everyone_chosen(self) -> bool:
        """True where @everyone, whose identifier is the server's, was chosen before that was
        refused."""
        return self.facilitator_role_id == self.server_id

    @property
    def leading_role(self) -> int | None:
        """The role whose members lead every session; None for @everyone: nobody would be led."""
        return None if self.everyone_chosen else self.facilitator_role_id


def day_in(zone: str, now: datetime) -> date:
    """Return the day that it is somewhere at `now`."""
    return now.astimezone(ZoneInfo(zone)).date()


def same_hour(moment: datetime, before: str, after: str) -> datetime:
    """Return when it is, in the time zone `after`, the day and the hour that it is at `moment` in
    `before`."""
    there = moment.astimezone(ZoneInfo(before)).replace(tzinfo=ZoneInfo(after))
    return there.astimezone(UTC)


@cache
def _zones() -> dict[str, str]:
    """Return the names of time zones by what people type of them."""
    return {name.lower(): name for name in sorted(available_timezones()) if "/" in name}


def zone_names() -> Iterable[str]:
    """Return the names of all time zones."""
    return _zones().values()


def check_timezone(written: str) -> str:
    """Return a time zone by its name, whatever its capitals; raise Refusal when it is none."""
    name = _zones().get("_".join(written.lower().split()))
    if name is None:
        raise Refusal("settings.unknown_timezone")
    return name


def timezones_like(written: str, most: int) -> list[str]:
    """Return the time zones whose name holds what is written, those of Europe first."""
    wanted = "_".join(written.lower().split())
    found = [name for typed, name in _zones().items() if wanted in typed]
    return sorted(found, key=lambda name: not name.startswith("Europe/"))[:most]
