"""The themes with their counts, then every post-it under its theme."""

from __future__ import annotations

from collections.abc import Mapping

from bot.i18n import Catalogue
from bot.reports.postits.step import line
from bot.reports.record import SessionRecord
from bot.reports.step import Brief, Part, Section, last_of_kind, lived
from bot.reports.writing import bullets, inline, inline_short, paragraphs
from bot.workshop.postits.postit import PostIt
from bot.workshop.sessions.session import StepRun
from bot.workshop.themes.pages import lanes
from bot.workshop.themes.sorting import Theme

_NAME = 50
# The short summary names this many themes.
_SHOWN = 15


class GroupSection(Section):
    def full(self, record: SessionRecord, step: StepRun, t: Catalogue) -> Mapping[Part, str]:
        if not last_of_kind(record, step):
            return {}
        if not record.sorting.themes:
            return {Part.THEMES: t("report.themes.none")} if lived(record, step) else {}
        if record.session.raw_deleted_at is not None:  # nothing tells any more what was in them
            names = bullets(f"**{inline(theme.name)}**" for theme in record.sorting.themes)
            return {Part.THEMES: names}
        dots = record.dots_of_postits
        written = [t("report.themes.sorted")]
        for theme, postits in _lanes(record):
            name = inline(theme.name) if theme else t("report.themes.unsorted")
            written.append(f"**{name}** ({len(postits)})")
            written.append(bullets(line(record, p, dots, t, placed=True) for p in postits))
        return {
            Part.THEMES: bullets(_counts(record, t)),
            Part.POSTITS: paragraphs(*written) if len(written) > 1 else "",
        }

    def brief(self, record: SessionRecord, step: StepRun, t: Catalogue) -> Brief | None:
        if not record.sorting.themes or not last_of_kind(record, step):
            return None
        counted = _counts(record, t, _NAME)
        if record.session.raw_deleted_at is not None:  # nothing tells any more what was in them
            counted = [f"**{inline_short(theme.name, _NAME)}**" for theme in record.sorting.themes]
        told = " · ".join(counted[:_SHOWN])
        if len(counted) > _SHOWN:
            told += " · " + t.n("report.themes.others", len(counted) - _SHOWN)
        return Brief(Part.THEMES, told, ())


def _lanes(record: SessionRecord) -> list[tuple[Theme | None, list[PostIt]]]:
    return lanes(record.sorting, [p for p in record.postits if p.number is not None])


def _counts(record: SessionRecord, t: Catalogue, limit: int | None = None) -> list[str]:
    """Return each theme with its count, empty ones too, then how many stand in none."""
    sizes = record.sorting.sizes
    themes = sorted(record.sorting.themes, key=lambda theme: -sizes[theme.id])
    counted = [
        t(
            "report.themes.item",
            name=inline(theme.name) if limit is None else inline_short(theme.name, limit),
            count=sizes[theme.id],
        )
        for theme in themes
    ]
    left = len(record.sorting.unsorted)
    return [*counted, t.n("report.themes.left", left)] if left else counted
