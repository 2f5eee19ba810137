"""The report of a session as the template takes it."""

from __future__ import annotations

from typing import Any

from bot.i18n import Catalogue
from bot.reports import phrases
from bot.reports.markdown import context, fiction, parts
from bot.reports.pdf.blocks import blocks, runs, whole
from bot.reports.pdf.figures import figures, placed, poster
from bot.reports.pictures.lettering import lettered
from bot.reports.record import SessionRecord
from bot.workshop.text import shorten

# Of a title at the head of each page.
_RUNNING_HEAD = 70


def report(record: SessionRecord, t: Catalogue) -> dict[str, Any]:
    """Return the whole report as plain data: the parts of the Markdown, with their drawings."""
    language = t.language
    title = record.session.title
    told = [
        {
            "name": part.value,
            "title": t(f"report.part.{part}"),
            "blocks": [
                block
                for one in found
                for block in placed(
                    blocks(one.text, language),
                    figures(part, record, one.step, t) if one.step is not None else [],
                )
            ],
        }
        for part, found in parts(record, t).items()
    ]
    data = {
        "lang": language.value,
        "kicker": t("report_pdf.kicker"),
        "title": lettered(title, language),
        "head": lettered(title, language, _RUNNING_HEAD),
        "day": phrases.days(record, t),
        "about": t("report_pdf.about", title=shorten(title, _RUNNING_HEAD)),
        "facts": runs(context(record, t), language),
        "fiction": blocks(fiction(record, t), language),
        "contents": t("report_pdf.contents"),
        "parts": told,
        "poster": {"title": t("report_pdf.poster"), "blocks": poster(record, t)},
        "partial": "",
    }
    if not whole(data):
        data["partial"] = t("report_pdf.partial")
    return data
