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
    language, award = record.session.language, scenario.award
    organisation = scenario.organisation[:1].upper() + scenario.organisation[1:]
    years = t("picture.certificate.years", origin=scenario.origin, horizon=scenario.horizon)
    return [
        Drawing(
            "certificate",
            {
                "lang": language.value,
                "kicker": t("picture.certificate.title"),
                "fiction": t("picture.fiction"),
                "name": lettered(award.name, language, _NAME),
                "awarded": t("picture.certificate.awarded"),
                "organisation": lettered(organisation, language),
                "years": years,
                "horizon": scenario.horizon,
                "text": lettered(award.text, language, _CITATION),
                "notice": t("picture.certificate.notice"),
            },
            file_name(record, t, "certificate"),
            alt_text(
                t(
                    "picture.alt.certificate",
                    name=award.name,
                    organisation=scenario.organisation,
                    origin=scenario.origin,
                    horizon=scenario.horizon,
                ),
                [award.text],
                t,
            ),
        )
    ]
