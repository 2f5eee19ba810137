"""The certificate of the scenario's award, plainly marked as fiction."""

from __future__ import annotations

from bot.i18n import Catalogue
from bot.reports.pictures.drawing import Drawing, alt_text, file_name
from bot.reports.pictures.lettering import lettered
from bot.reports.record import SessionRecord

_CITATION = 700
_NAME = 160


def certificate(record: SessionRecord, t: Catalogue) -> list[Drawing]:
    """Return the certificate; nothing without a scenario that has an award."""
    scenario = record.session.scenario
    if scenario is None or scenario.award is None:
        return []
    return [
        certificate_of(
            scenario.award.name,
            scenario.award.text,
            organisation=scenario.organisation,
            origin=scenario.origin,
            horizon=scenario.horizon,
            file=file_name(record, t, "certificate"),
            t=t,
        )
    ]


def certificate_of(
    name: str,
    text: str,
    *,
    organisation: str,
    origin: int,
    horizon: int,
    file: str,
    t: Catalogue,
) -> Drawing:
    """Return the certificate of an award, of a session or not; `file` is the picture's name."""
    language = t.language
    awarded_to = organisation[:1].upper() + organisation[1:]
    return Drawing(
        "certificate",
        {
            "lang": language.value,
            "kicker": t("picture.certificate.title"),
            "fiction": t("picture.fiction"),
            "name": lettered(name, language, _NAME),
            "awarded": t("picture.certificate.awarded"),
            "organisation": lettered(awarded_to, language),
            "years": t("picture.certificate.years", origin=origin, horizon=horizon),
            "horizon": horizon,
            "text": lettered(text, language, _CITATION),
            "notice": t("picture.certificate.notice"),
        },
        file,
        alt_text(
            t(
                "picture.alt.certificate",
                name=name,
                organisation=organisation,
                origin=origin,
                horizon=horizon,
            )
        ),
    )
