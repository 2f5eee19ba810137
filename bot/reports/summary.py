"""The short summary posted when a session ends, and the names of the files that go with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.i18n import Catalogue
from bot.reports import phrases, whole
from bot.reports.kinds import SECTIONS, Brief, Part
from bot.reports.record import SessionRecord
from bot.reports.retention import retention
from bot.workshop.text import escape, shorten, slug

# A message shows 4,000 characters of text; the title and the lines around them need some.
TOTAL_LIMIT = 3500
_TITLE = 100

_FILE_NAME = 80
_AHEAD = 5  # steps open before the meeting of which it tells


@dataclass(frozen=True, slots=True)
class Summary:
    """A plain title, to be escaped where it is shown, and paragraphs in Discord's Markdown.

    All `parts` together have at most `TOTAL_LIMIT` characters. The first `above` of them stand
    above the picture of the roadmap, where there is one.
    """

    title: str
    parts: tuple[str, ...]
    above: int = 0


def summary(
    record: SessionRecord, t: Catalogue, *, pictured: bool = False, detail: str = "report.attached"
) -> Summary:
    """Return what was decided, the roadmap, the actions, what stayed open, then the rest, who took
    part and the notices. `pictured` where a picture shows the milestones: they are counted then,
    and not told again. `detail` is the key of where the full report is."""
    briefs: dict[Part, list[Brief]] = {}
    for step in record.steps:
        brief = SECTIONS[step.plan.kind].brief(record, step, t)
        if brief is not None:
            briefs.setdefault(brief.part, []).append(brief)
        if left := SECTIONS[step.plan.kind].stayed_open(record, step, t):
            briefs.setdefault(Part.OPEN, []).append(Brief(Part.OPEN, "", left))
    for brief in whole.brief(record, t):
        briefs.setdefault(brief.part, []).append(brief)
    briefs = {part: sorted(found, key=lambda one: one.vain) for part, found in briefs.items()}
    if pictured and Part.ROADMAP in briefs:
        briefs[Part.ROADMAP] = [Brief(Part.ROADMAP, _road(record, t), ())]
    closing = [_participation(record, t(detail), t), _notices(record, t)]
    room = TOTAL_LIMIT - sum(len(part) for part in closing)
    titles = {part: t(f"report.part.{part}") for part in Part if part in briefs}
    needs = {part: len(_joined(title, _lines(briefs[part]))) for part, title in titles.items()}
    shares = _shared_out(needs, room)
    parts = [_fit(title, briefs[part], shares[part], t) for part, title in titles.items()]
    above = sum(part in titles for part in (Part.DECIDED, Part.ROADMAP))
    return Summary(shorten(record.session.title, _TITLE), (*parts, *closing), above)


def _road(record: SessionRecord, t: Catalogue) -> str:
    """Return how many milestones a roadmap has, and over which years."""
    years = [milestone.year for milestone in record.milestones]
    first, last = min(years), max(years)
    if first == last:
        return t.n("summary.roadmap_year", len(years), year=first)
    return t.n("summary.roadmap", len(years), first=first, last=last)


def filename(record: SessionRecord, extension: str) -> str:
    """Return a file name in ASCII from the title and the day, at most 80 characters long."""
    end = f"-{record.day.isoformat()}.{extension}"
    name = slug(record.session.title)[: _FILE_NAME - len(end)].strip("-")
    return f"{name or 'gommette'}{end}"


def _lines(briefs: Sequence[Brief]) -> list[str]:
    """Return the lines of one part, each brief's lead before its items."""
    return [
        line
        for brief in briefs
        for line in (*filter(None, [brief.lead]), *(f"- {item}" for item in brief.items))
    ]


def _joined(title: str, lines: Sequence[str], rest: str = "") -> str:
    return "\n".join([f"### {title}", *lines, *filter(None, [rest])])


def _shared_out(needs: Mapping[Part, int], room: int) -> dict[Part, int]:
    """Return how many characters each part may have: what a short one leaves, long ones get."""
    shares: dict[Part, int] = {}
    for rank, (part, need) in enumerate(sorted(needs.items(), key=lambda item: item[1])):
        shares[part] = min(need, room // (len(needs) - rank))
        room -= shares[part]
    return shares


def _fit(title: str, briefs: Sequence[Brief], limit: int, t: Catalogue) -> str:
    """Return heading, leads and items in at most `limit` characters, saying what is left out.

    Items go first, as many from each: what one vote decided never pushes another off the page.
    """
    longest = max(len(brief.items) for brief in briefs)
    for most in range(longest, -1, -1):
        shown = [replace(brief, items=brief.items[:most]) for brief in briefs]
        text = _joined(title, _lines(shown), _rest(_items(briefs) - _items(shown), t))
        if len(text) <= limit:
            return text
    leads = _lines([replace(brief, items=()) for brief in briefs])
    for kept in range(len(leads), -1, -1):
        text = _joined(title, leads[:kept], f"- {t('report.cut_rest')}")
        if len(text) <= limit:
            return text
    raise AssertionError(f"no room for a heading in {limit} characters")


def _items(briefs: Sequence[Brief]) -> int:
    return sum(len(brief.items) for brief in briefs)


def _rest(left_out: int, t: Catalogue) -> str:
    return f"- {t.n('report.cut', left_out)}" if left_out else ""


def _participation(record: SessionRecord, detail: str, t: Catalogue) -> str:
    facts = [
        f"**{phrases.days(record, t)}**",
        phrases.time(record, t),
        phrases.people(record, t),
        t.n("report.postits.number", len(record.postits)) if record.postits else "",
    ]
    before = [
        f"{escape(shorten(step.plan.title[t.language], _TITLE))} — {said}"
        for step in record.steps
        if (said := phrases.ahead(record, step, t))
    ]
    lines = [" · ".join(filter(None, facts)), *before[:_AHEAD], detail]
    return "\n".join(lines)


def _notices(record: SessionRecord, t: Catalogue) -> str:
    scenario = record.session.scenario
    fiction = t("report.fiction.short", horizon=scenario.horizon) if scenario else ""
    return "\n".join(f"-# {text}" for text in (fiction, retention(record, t)) if text)
