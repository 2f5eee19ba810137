"""What a server chooses, each thing as one number: what a button or a menu can hold, and undo.

None is what holds where nothing was chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Any
from zlib import crc32

from bot.workshop.errors import Refusal
from bot.workshop.language import Language
from bot.workshop.sessions.session import Signing
from bot.workshop.settings.documents import DEFAULT_DOCUMENTS, DocumentKind
from bot.workshop.settings.settings import ServerSettings, zone_names
from bot.workshop.vote.methods import Ballots

LEAST_KEPT, MOST_KEPT = 7, 365  # days
_MOST_DIGITS = 4


class Setting(StrEnum):
    """The settings, in the order in which they are shown: `setup.<setting>.…` words them."""

    FACILITATORS = "facilitators"
    COORDINATORS = "coordinators"
    READERS = "readers"
    PARTICIPANTS = "participants"
    LANGUAGE = "language"
    SIGNING = "signing"
    SECRET = "secret"
    KEPT = "kept"
    TIMEZONE = "timezone"
    DOCUMENTS = "documents"
    REVIEW = "review"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True)
class _Field:
    """Where a setting is kept, how it is read as a number, and what a number stands for; None
    where it stands for nothing."""

    name: str
    number: Callable[[ServerSettings], int | None]
    meant: Callable[[int], Any]


def number_of(settings: ServerSettings, setting: Setting) -> int | None:
    """Return what was chosen; None where nothing was, or what holds then."""
    return _FIELDS[setting].number(settings)


def chosen(settings: ServerSettings, setting: Setting, number: int | None) -> ServerSettings:
    """Return `settings` with another choice, None being none. Raises Refusal for a number that
    stands for nothing, and for days that are too few or too many."""
    field = _FIELDS[setting]
    if number is None:
        usual: Any = getattr(ServerSettings(settings.server_id), field.name)
        return replace(settings, **{field.name: usual})
    meant: Any = field.meant(number)
    if meant is None:
        raise Refusal("button.unknown")
    return replace(settings, **{field.name: meant})


def number_named(name: str) -> int:
    """Return what stands for a language or a time zone, whatever others there are."""
    return crc32(name.encode())


def number_of_documents(kinds: Iterable[DocumentKind]) -> int:
    wanted = set(kinds)
    return sum(1 << rank for rank, kind in enumerate(DocumentKind) if kind in wanted)


def check_kept_days(days: int) -> int:
    """Return for how many days what people wrote is kept; raise Refusal when that is too short or
    too long."""
    if not LEAST_KEPT <= days <= MOST_KEPT:
        raise Refusal("settings.kept_range", least=LEAST_KEPT, most=MOST_KEPT)
    return days


def read_kept_days(written: str) -> int:
    """Return the days that are written, with or without the word; raise Refusal as
    `check_kept_days`."""
    digits = written.strip().split(maxsplit=1)[:1]
    if not digits or not digits[0].isdecimal() or len(digits[0]) > _MOST_DIGITS:
        raise Refusal("settings.kept_range", least=LEAST_KEPT, most=MOST_KEPT)
    return check_kept_days(int(digits[0]))


def _signing(number: int) -> Signing | None:
    return dict(enumerate(Signing)).get(number)


def _signing_number(settings: ServerSettings) -> int | None:
    return None if settings.signing is None else list(Signing).index(settings.signing)


# The first two numbers stood for signed and secret before ballots could be sealed.
_BALLOTS = {0: Ballots.SIGNED, 1: Ballots.SECRET, 2: Ballots.SEALED}


def _ballots_number(settings: ServerSettings) -> int | None:
    return next((n for n, one in _BALLOTS.items() if one is settings.ballots), None)


def _flag(number: int) -> bool | None:
    return {0: False, 1: True}.get(number)


def _language_number(settings: ServerSettings) -> int | None:
    return None if settings.language is None else number_named(settings.language)


def _language(number: int) -> Language | None:
    return {number_named(one): one for one in Language}.get(number)


@cache
def _zones() -> Mapping[int, str]:
    return {number_named(name): name for name in zone_names()}


def _zone_number(settings: ServerSettings) -> int | None:
    return None if settings.timezone is None else number_named(settings.timezone)


def _documents_number(settings: ServerSettings) -> int | None:
    kinds = settings.documents
    return None if kinds == DEFAULT_DOCUMENTS else number_of_documents(kinds)


def _documents(number: int) -> tuple[DocumentKind, ...] | None:
    if not 0 <= number < 1 << len(DocumentKind):
        return None
    return tuple(kind for rank, kind in enumerate(DocumentKind) if number >> rank & 1)


_FIELDS: Mapping[Setting, _Field] = {
    Setting.FACILITATORS: _Field(
        "facilitator_role_id", lambda one: one.facilitator_role_id, lambda number: number
    ),
    Setting.COORDINATORS: _Field(
        "coordinators_channel_id", lambda one: one.coordinators_channel_id, lambda number: number
    ),
    Setting.READERS: _Field(
        "coordinators_role_id", lambda one: one.coordinators_role_id, lambda number: number
    ),
    Setting.PARTICIPANTS: _Field(
        "participants_read", lambda one: int(one.participants_read) or None, _flag
    ),
    Setting.LANGUAGE: _Field("language", _language_number, _language),
    Setting.SIGNING: _Field("signing", _signing_number, _signing),
    Setting.SECRET: _Field("ballots", _ballots_number, _BALLOTS.get),
    Setting.KEPT: _Field("kept_days", lambda one: one.kept_days, check_kept_days),
    Setting.TIMEZONE: _Field("timezone", _zone_number, lambda number: _zones().get(number)),
    Setting.DOCUMENTS: _Field("documents", _documents_number, _documents),
    Setting.REVIEW: _Field("review", lambda one: int(one.review) or None, _flag),
    Setting.MONTHLY: _Field("monthly", lambda one: int(one.monthly) or None, _flag),
}
