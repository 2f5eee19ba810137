"""What a server chose, one line for each setting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.i18n import Catalogue
from bot.workshop.settings.settings import ServerSettings, day_in
from cogs.settings.documents import line as documents


def _coordinators(chosen: ServerSettings, t: Catalogue) -> str:
    channel = chosen.coordinators_channel_id
    return t("settings.coordinators", channel=f"<#{channel}>" if channel else t("settings.nothing"))


def _facilitators(chosen: ServerSettings, t: Catalogue) -> str:
    role = chosen.leading_role
    return t("settings.facilitators", role=f"<@&{role}>" if role else t("settings.nothing"))


def _everyone(chosen: ServerSettings, t: Catalogue) -> str:
    return t("settings.everyone_ignored") if chosen.everyone_chosen else ""


def _language(chosen: ServerSettings, t: Catalogue) -> str:
    key = f"language.{chosen.language}" if chosen.language else "settings.language_of_server"
    return t("settings.language", language=t(key))


def _monthly(chosen: ServerSettings, t: Catalogue) -> str:
    return t("settings.monthly") if chosen.monthly else ""


def _readers(chosen: ServerSettings, t: Catalogue) -> str:
    role = chosen.coordinators_role_id
    told = t("settings.readers", role=f"<@&{role}>" if role else t("settings.nothing"))
    key = "settings.readers_took_part" if chosen.participants_read else "settings.readers_led"
    return f"{told}\n-# {t(key)}"


def _review(chosen: ServerSettings, t: Catalogue) -> str:
    return t("settings.review_on" if chosen.review else "settings.review_off")


# One for each setting, in the order of the page; nothing is said where it is empty.
_LINES: tuple[Callable[[ServerSettings, Catalogue], str], ...] = (
    _coordinators,
    _facilitators,
    _everyone,
    _readers,
    _language,
    _monthly,
    _review,
    documents,
)


def lines(chosen: ServerSettings, t: Catalogue, zone: str, now: datetime) -> list[str]:
    """Return what is said of each setting; `zone` is that of servers that chose none."""
    zone = chosen.timezone or zone
    told = [line(chosen, t) for line in _LINES]
    return [*filter(None, told), t("settings.timezone", zone=zone, day=day_in(zone, now))]
