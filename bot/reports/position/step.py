"""A line that is closed: how people stood on it at first, meanwhile and at the end."""

from __future__ import annotations

from collections.abc import Mapping

from bot.i18n import Catalogue
from bot.reports.position.telling import (
    claim,
    moment,
    moved,
    number,
    place_name,
    sides,
    untold,
)
from bot.reports.record import PositionRecord, SessionRecord
from bot.reports.step import Brief, Part, Section, heading_among, took_place
from bot.reports.writing import bullets, inline, inline_short, paragraphs, table
from bot.workshop.alike import by_name
from bot.workshop.position.movement import few_of
from bot.workshop.sessions.session import StepRun

_CLAIM = 200
# Between the start and the end, of a table that a page holds.
_MOMENTS = 4


class PositionSection(Section):
    raw = "report.raw.positions"

    def leaves(self, record: SessionRecord) -> bool:
        return any(held.told for held in record.lines.closed.values())

    def full(self, record: SessionRecord, step: StepRun, t: Catalogue) -> Mapping[Part, str]:
        held, title = record.lines.closed.get(step.id), heading_among(record, step, t)
        if held is None:
            none = paragraphs(title, t("report.position.none"))
            return {Part.POSITION: none} if took_place(step) else {}
        return {Part.POSITION: paragraphs(title, *_told(held, t))}

    def brief(self, record: SessionRecord, step: StepRun, t: Catalogue) -> Brief | None:
        held = record.lines.closed.get(step.id)
        if held is None:
            return None
        asked, result = inline_short(claim(held.plan, t), _CLAIM), held.result
        lines = [f"**{asked}**", f"{number(result.people, result.in_room, t)}. {untold(held, t)}"]
        if result.start is not None and result.end is not None and result.movement is not None:
            lines.append(t("position.at_start", spread=sides(held.plan, result.start, t)))
        if result.end is not None:
            lines.append(t("position.at_end", spread=sides(held.plan, result.end, t)))
        if result.movement is not None:
            lines.append(moved(held.plan, result.movement, t))
        lines.append(f"_{t('position.no_vote')}_")
        items = (t("report.position.remark", text=inline(text)) for text in held.remarks)
        return Brief(Part.POSITION, "\n".join(line.strip() for line in lines), tuple(items))


def _told(held: PositionRecord, t: Catalogue) -> list[str]:
    result, plan = held.result, held.plan
    told = [
        f"**{inline(claim(plan, t))}**",
        f"{number(result.people, result.in_room, t)}. {untold(held, t)}".strip(),
    ]
    if result.movement is not None:
        told.append(moved(plan, result.movement, t))
    if result.end is not None:
        told.append(_spreads(held, result.end, t))
    told.append(f"_{t('position.no_vote')}_")
    if held.named and held.told:
        told += [t("report.position.names"), _people(held, t)]
    elif held.remarks:
        told += [t("report.position.remarks"), bullets(map(inline, held.remarks))]
    return told


def _spreads(held: PositionRecord, end: tuple[int, ...], t: Catalogue) -> str:
    """Return a table: a row for each place, a column for each moment."""
    result, plan = held.result, held.plan
    columns = [(t("report.position.end"), end)]
    if result.start is not None:
        between = few_of(result.moments, _MOMENTS)
        columns = [
            (t("report.position.start"), result.start),
            *((moment(one.second, t), one.spread) for one in between),
            *columns,
        ]
    head = [t("report.position.place"), *(name for name, _ in columns)]
    rows = [
        [inline(place_name(plan, place, t)), *(str(spread[place]) for _, spread in columns)]
        for place in reversed(plan.scale.places)
    ]
    return table(head, rows)


def _people(held: PositionRecord, t: Catalogue) -> str:
    """Return who began and stood where, with what moved them, as the recipe had it said."""
    head = [t(f"report.position.{column}") for column in ("who", "start", "end", "moved")]
    return table(
        head,
        [
            [
                inline(one.name or ""),
                *(
                    inline(place_name(held.plan, place, t)) if place is not None else ""
                    for place in (one.began, one.place)
                ),
                inline(one.text or ""),
            ]
            for one in sorted(held.told, key=lambda one: by_name(one.name or ""))
        ],
    )
