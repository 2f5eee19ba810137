"""What a server chose, one line for each setting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.i18n import Catalogue
from bot.workshop.settings.choices import Setting
from bot.workshop.settings.settings import ServerSettings, day_in


def _facilitators(chosen: ServerSettings, t: Catalogue) -> str:
    role = chosen.leading_role
    return t("settings.facilitators", role=f"<@&{role}>" if role else t("settings.nothing"))


def _coordinators(chosen: ServerSettings, t: Catalogue) -> str:
    channel = chosen.coordinators_channel_id
    return t("settings.coordinators", channel=f"<#{channel}>" if channel else t("settings.nothing"))


def _readers(chosen: ServerSettings, t: Catalogue) -> str:
    role = chosen.coordinators_role_id
    return t("settings.readers", role=f"<@&{role}>" if role else t("settings.nothing"))


def _participants(chosen: ServerSettings, t: Catalogue) -> str:
    return t(
        "settings.participants_on" if chosen.participants_read else "settings.participants_off"
    )


def _language(chosen: ServerSettings, t: Catalogue) -> str:
    own = chosen.language
    name = t("settings.language_of_server") if own is None else t.language_name(own)
    return t("settings.language", language=name)


def _signing(chosen: ServerSettings, t: Catalogue) -> str:
    return t(f"settings.signing.{chosen.usual_signing}")


def _secret(chosen: ServerSettings, t: Catalogue) -> str:
    return t(f"settings.votes.{chosen.usual_ballots}")


def _kept(chosen: ServerSettings, t: Catalogue) -> str:
    return t.n("settings.kept", chosen.retention.days)


def documents(chosen: ServerSettings, t: Catalogue) -> str:
    """Return which documents come beside a summary."""
    if not chosen.documents:
        return t("settings.documents_none")
    names = t.listed([t(f"document.{kind}") for kind in chosen.documents])
    return t("settings.documents", names=names)


def _review(chosen: ServerSettings, t: Catalogue) -> str:
    return t("settings.review_on" if chosen.review else "settings.review_off")


def _monthly(chosen: ServerSettings, t: Catalogue) -> str:
    return t("settings.monthly" if chosen.monthly else "settings.monthly_off")


_LINES: Mapping[Setting, Callable[[ServerSettings, Catalogue], str]] = {
    Setting.FACILITATORS: _facilitators,
    Setting.COORDINATORS: _coordinators,
    Setting.READERS: _readers,
    Setting.PARTICIPANTS: _participants,
    Setting.LANGUAGE: _language,
    Setting.SIGNING: _signing,
    Setting.SECRET: _secret,
    Setting.KEPT: _kept,
    Setting.DOCUMENTS: documents,
    Setting.REVIEW: _review,
    Setting.MONTHLY: _monthly,
}


def line(setting: Setting, chosen: ServerSettings, t: Catalogue, zone: str, now: datetime) -> str:
    """Return what holds of a setting; `zone` is that of servers that chose none."""
    if setting is Setting.TIMEZONE:
        zone = chosen.timezone or zone
        return t("settings.timezone", zone=zone, day=day_in(zone, now))
    return _LINES[setting](chosen, t)


def lines(chosen: ServerSettings, t: Catalogue, zone: str, now: datetime) -> list[str]:
    """Return what holds of each setting, with who finds summaries in full."""
    told = []
    for setting in Setting:
        if setting is not Setting.PARTICIPANTS:
            told.append(line(setting, chosen, t, zone, now))
        if setting is Setting.FACILITATORS and chosen.everyone_chosen:
            told.append(t("settings.everyone_ignored"))
        if setting is Setting.READERS:
            told += [f"-# {t('settings.readers_who')}", f"-# {participants(chosen, t)}"]
    return told


def participants(chosen: ServerSettings, t: Catalogue) -> str:
    """Return what those who took part find, and for how long anyone does by having been there."""
    key = "settings.readers_took_part" if chosen.participants_read else "settings.readers_led"
    return t(key, days=chosen.retention.days)
