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
from bot.workshop.themes.together import AGREE, Share

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
            return {Part.THEMES: paragraphs(names, *_rounds(record, t))}
        dots = record.dots_of_postits
        written = [f"### {t('report.themes.sorted')}"]
        for theme, postits in _lanes(record):
            name = inline(theme.name) if theme else t("report.themes.unsorted")
            written.append(f"**{name}** ({len(postits)})")
            written.append(bullets(line(record, p, dots, t, placed=True) for p in postits))
        return {
            Part.THEMES: paragraphs(
                bullets(_counts(record, t)), *_rounds(record, t), bullets(_agreement(record, t))
            ),
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
        return Brief(Part.THEMES, "\n".join([told, *_rounds(record, t)]), ())


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


def _rounds(record: SessionRecord, t: Catalogue) -> list[str]:
    """Return a sentence for each round in which the room sorted, the last of which says what
    remained; where few did, nothing of what they differ on."""
    rounds = [found for step in record.steps for found in record.sorted_together.get(step.id, ())]
    told = []
    for rank, found in enumerate(rounds):
        last = rank == len(rounds) - 1
        if len(rounds) == 1:
            who = t("report.together.who")
        else:
            who = t("report.together.who_then" if rank else "report.together.who_first")
        if found.people < AGREE and not found.filed:
            head = t("report.together.alone", who=who, total=found.pile)
        else:
            people = t.n("count.people", found.people)
            if found.in_room:
                people += f" ({t('together.room_as_one')})"
            head = t.n("report.together", found.filed, who=who, people=people, total=found.pile)
        by_hand = t.n("report.together.by_hand", found.by_hand) if found.by_hand else ""
        apart = t.n("report.together.apart", found.apart) if found.apart and last else ""
        left = found.to_discuss if found.detailed and last else 0
        to_discuss = t.n("report.together.to_discuss", left) if left else ""
        told.append(f"{head}{by_hand}{apart}{to_discuss}.")
    return told


def _agreement(record: SessionRecord, t: Catalogue) -> list[str]:
    """Return how far the room agreed on what it filed in each theme, the most first, over all
    rounds that can be told of."""
    names = {theme.id: theme.name for theme in record.sorting.themes}
    found: dict[int, Share] = {}
    for rounds in record.sorted_together.values():
        for share in (share for told in rounds if told.detailed for share in told.shares):
            known = found.get(share.theme)
            found[share.theme] = known + share if known else share
    return [
        t.n(
            "report.together.agreement",
            share.filed,
            name=inline(names[share.theme]),
            percent=share.percent,
        )
        for share in sorted(found.values(), key=lambda share: -share.percent)
        if share.theme in names
    ]
