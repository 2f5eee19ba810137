"""A line with everyone on it: as it is while people move, and how it moved once it is closed."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import Catalogue
from bot.reports.pictures.drawing import Drawing, alt_text, file_name
from bot.reports.pictures.lettering import lettered
from bot.reports.position.telling import claim, end_word, moment, moved, number, untold
from bot.reports.record import SessionRecord
from bot.workshop.kinds import Position
from bot.workshop.position.line import HIGHEST, LOWEST
from bot.workshop.position.movement import few_of
from bot.workshop.position.step import Scale
from bot.workshop.sessions.session import StepRun
from bot.workshop.text import shorten

_CLAIM = 170
_WORD = 60
_TITLE = 70
_ALT_TEXT = 90
# Between the start and the end.
_MOMENTS = 3
# More people at one place, or in all, are a bar: dots would be too small to be seen, too many.
_MOST_AT_ONE = {Scale.LINE: 90, Scale.SIDES: 250}
_MOST = 400


def standing(record: SessionRecord, step: StepRun, t: Catalogue) -> Drawing | None:
    """Return people where they stand on a line that is open; None while nothing is told of it. Its
    description says what is drawn: the figures are in the text of the card."""
    plan, now = step.plan, record.lines.open.get(step.id)
    if now is None or now.spread is None:
        return None
    assert isinstance(plan, Position)
    data = _data(record, plan, t) | {
        "kicker": t("position.kicker_live"),
        "number": number(now.people, now.in_room, t),
        "moved": "",
        "rows": [_row("", now.spread, plan)],
    }
    asked = shorten(claim(plan, t), _ALT_TEXT)
    return Drawing(
        "line",
        _sized(data, plan, [now.spread]),
        file_name(record, t, "line", step.position + 1),
        alt_text(t("picture.alt.line", claim=asked)),
    )


def movement(record: SessionRecord, step: StepRun, t: Catalogue) -> list[Drawing]:
    """Return how the line of a step moved; nothing where so few stood on it that it is not told."""
    held = record.lines.closed[step.id]
    result, plan = held.result, held.plan
    if result.end is None:
        return []
    spreads = [(t("report.position.end"), result.end)]
    if result.start is not None:
        spreads = [
            (t("report.position.start"), result.start),
            *((moment(one.second, t), one.spread) for one in few_of(result.moments, _MOMENTS)),
            *spreads,
        ]
    told = untold(held, t) if result.movement is None else moved(plan, result.movement, t)
    data = _data(record, plan, t) | {
        "kicker": t("position.kicker"),
        "number": number(result.people, result.in_room, t),
        "moved": told,
        "rows": [_row(name, spread, plan) for name, spread in spreads],
    }
    asked = shorten(claim(plan, t), _ALT_TEXT)
    key = "picture.alt.movement" if result.start is not None else "picture.alt.line_end"
    return [
        Drawing(
            "line",
            _sized(data, plan, [spread for _, spread in spreads]),
            file_name(record, t, "movement", step.position + 1),
            alt_text(t(key, claim=asked)),
        )
    ]


def _data(record: SessionRecord, plan: Position, t: Catalogue) -> dict[str, object]:
    where = t(
        "picture.result.where",
        title=lettered(record.session.title, t.language, _TITLE)["text"],
        day=t.day(record.day),
    )
    line = plan.scale is Scale.LINE
    return {
        "lang": t.language.value,
        "title": lettered(claim(plan, t), t.language, _CLAIM),
        "places": [
            {
                "name": str(place) if line else "",
                "word": lettered("" if line else end_word(plan, place, t), t.language, _WORD),
                "part": place / HIGHEST,
            }
            for place in plan.scale.places
        ],
        "low": lettered(end_word(plan, LOWEST, t) if line else "", t.language, _WORD),
        "high": lettered(end_word(plan, HIGHEST, t) if line else "", t.language, _WORD),
        "no_vote": t("position.no_vote"),
        "day": where,
    }


def _row(name: str, spread: tuple[int, ...], plan: Position) -> dict[str, object]:
    return {"name": name, "people": [spread[place] for place in plan.scale.places]}


def _sized(
    data: dict[str, object], plan: Position, spreads: Sequence[tuple[int, ...]]
) -> dict[str, object]:
    """Return what is drawn with how many stand at most at one place, and whether each is a dot."""
    most = max(1, *(max(spread) for spread in spreads))
    dots = most <= _MOST_AT_ONE[plan.scale] and max(map(sum, spreads)) <= _MOST
    return data | {"most": most, "dots": dots}
