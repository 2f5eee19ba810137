"""Marks from 1 to 5: one bar for each, side by side."""

from __future__ import annotations

from bot.i18n import Catalogue
from bot.reports.pictures.drawing import Drawing, alt_text, file_name
from bot.reports.pictures.lettering import lettered
from bot.reports.rate.telling import mean, number, question, word
from bot.reports.record import SessionRecord
from bot.workshop.sessions.session import StepRun
from bot.workshop.text import shorten

_QUESTION = 160
_WORD = 60
_TITLE = 70
_ALT_TEXT = 90


def marks(record: SessionRecord, step: StepRun, t: Catalogue) -> list[Drawing]:
    """Return how many gave each mark; nothing where so few did that it is not told. Its
    description says what is drawn: the figures are in the text of the message."""
    held = record.rates[step.id]
    counts, asked = held.result.by_mark, question(held.plan, t)
    if not counts:
        return []
    most = max(counts.values())
    where = t(
        "picture.result.where",
        title=lettered(record.session.title, t.language, _TITLE)["text"],
        day=t.day(record.day),
    )
    data: dict[str, object] = {
        "lang": t.language.value,
        "kicker": t("rate.kicker"),
        "title": lettered(asked, t.language, _QUESTION),
        "number": number(held.result, t),
        "mean": mean(held.result, t),
        "marks": [
            {
                "mark": str(mark),
                "word": lettered(word(held.plan, mark, t), t.language, _WORD),
                "figure": str(people),
                "share": people / most,
            }
            for mark, people in counts.items()
        ],
        "day": where,
    }
    return [
        Drawing(
            "marks",
            data,
            file_name(record, t, "marks", step.position + 1),
            alt_text(t("picture.alt.marks", question=shorten(asked, _ALT_TEXT))),
        )
    ]
