"""The roadmap told forward: what the room placed going back, read from the origin to the horizon.

Nothing is added to what people wrote: years in order, and the words “thanks to” and “despite”.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.i18n import Catalogue
from bot.reports import phrases
from bot.reports.record import SessionRecord
from bot.reports.writing import inline, inline_short
from bot.workshop.roadmap.grid import Milestone, told_forward
from bot.workshop.story.scenario import Scenario

# Past this the channel would be flooded: the report has the rest.
PAGES = 3

_ROOM = 3400  # characters of a message, the sentence that tells what is left out beside them
_STATEMENT = 220
_DETAIL = 160
_BEFORE = 60
_BEFORE_WHOLE = 120
_MOST_BEFORE = 3


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    milestone: bool = False


def pages(record: SessionRecord, t: Catalogue) -> list[str]:
    """Return the telling in messages of Discord's Markdown, `PAGES` at most; none without a
    milestone."""
    lines = list(_lines(record, t, short=True))
    if not lines:
        return []
    made = [f"## 🛤️ {t('report.part.forward')}\n{_lead(record, t)}"]
    for rank, line in enumerate(lines):
        if len(made[-1]) + len(line.text) + 1 <= _ROOM:
            made[-1] += "\n" + line.text
        elif len(made) < PAGES:
            made.append(line.text)
        else:
            left = sum(other.milestone for other in lines[rank:])
            rest = t.n("forward.rest", left) if left else t("forward.rest_of_story")
            made[-1] += f"\n-# {rest}"
            break
    return made


def whole(record: SessionRecord, t: Catalogue) -> str:
    """Return the telling for the report, word for word; empty without a milestone."""
    lines = [line.text for line in _lines(record, t, short=False)]
    return "\n\n".join([_lead(record, t), "\n".join(lines)]) if lines else ""


def _lead(record: SessionRecord, t: Catalogue) -> str:
    scenario = record.session.scenario
    assert scenario is not None
    return t("forward.lead", origin=scenario.origin, horizon=scenario.horizon)


def _lines(record: SessionRecord, t: Catalogue, *, short: bool) -> Iterator[_Line]:
    scenario = record.session.scenario
    if scenario is None or not record.milestones:
        return
    placed = dict(told_forward(record.milestones))
    told = {anchor.year for anchor in scenario.anchors}
    by_id = {m.id: m for m in record.milestones}
    here = scenario.origin == record.day.year
    yield _line(scenario.origin, t("forward.here" if here else "forward.origin"))
    for year in sorted(placed.keys() | told):
        yield from _fiction(scenario, year, t)
        for milestone in placed.get(year, ()):
            sentences = [_statement(milestone, short), *_details(milestone, by_id, t, short)]
            yield _line(year, " ".join(sentences), milestone=True)
    yield _line(scenario.horizon, t("forward.horizon"))


def _line(year: int, text: str, *, milestone: bool = False) -> _Line:
    return _Line(f"- **{year}** — {text}", milestone)


def _fiction(scenario: Scenario, year: int, t: Catalogue) -> Iterator[_Line]:
    for anchor in scenario.anchors:
        if anchor.year == year:
            yield _Line("- " + t("forward.anchor", year=year, title=inline(anchor.title)))


def _statement(milestone: Milestone, short: bool) -> str:
    return _sentence(_written(milestone.statement, _STATEMENT, short))


def _details(
    milestone: Milestone, by_id: Mapping[int, Milestone], t: Catalogue, short: bool
) -> Iterator[str]:
    before = [by_id[one] for one in milestone.after if one in by_id]
    before.sort(key=lambda m: (m.year, m.number))
    if before:
        limit = _BEFORE if short else _BEFORE_WHOLE
        named = [
            _named(milestone, limit, t)
            for milestone in (before[:_MOST_BEFORE] if short else before)
        ]
        if len(named) < len(before):
            named.append("…")
        yield _sentence(t("forward.once", text=t("roadmap.then").join(named)))
    for key, text in (
        ("forward.thanks", milestone.enablers),
        ("forward.despite", milestone.obstacles),
        ("forward.who", milestone.who),
    ):
        if text:
            yield _sentence(t(key, text=_written(phrases.listed(text, t), _DETAIL, short)))


def _named(milestone: Milestone, limit: int, t: Catalogue) -> str:
    said = inline_short(milestone.statement.removesuffix("."), limit)
    return t("forward.before", text=said, year=milestone.year)


def _written(text: str, limit: int, short: bool) -> str:
    return inline_short(text, limit) if short else inline(text)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
