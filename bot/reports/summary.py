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
TOTAL_LIMIT = 3600
_TITLE = 100

_FILE_NAME = 80
_AHEAD = 5  # steps open before the meeting of which it tells


@dataclass(frozen=True, slots=True)
class Summary:
    """A plain title, to be escaped where it is shown, and paragraphs in Discord's Markdown.

    All `parts` together have at most `TOTAL_LIMIT` characters.
    """

    title: str
    parts: tuple[str, ...]


def summary(record: SessionRecord, t: Catalogue) -> Summary:
    """Return what was decided, the roadmap, the actions, who took part and the notices."""
    briefs: dict[Part, list[Brief]] = {}
    for step in record.steps:
        brief = SECTIONS[step.plan.kind].brief(record, step, t)
        if brief is not None:
            briefs.setdefault(brief.part, []).append(brief)
    for brief in whole.brief(record, t):
        briefs.setdefault(brief.part, []).append(brief)
    closing = [_participation(record, t), _notices(record, t)]
    room = TOTAL_LIMIT - sum(len(part) for part in closing)
    titles = {part: t(f"report.part.{part}") for part in Part if part in briefs}
    needs = {part: len(_joined(title, _lines(briefs[part]))) for part, title in titles.items()}
    shares = _shared_out(needs, room)
    parts = [_fit(title, briefs[part], shares[part], t) for part, title in titles.items()]
    return Summary(shorten(record.session.title, _TITLE), (*parts, *closing))


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


def _participation(record: SessionRecord, t: Catalogue) -> str:
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
    lines = [" · ".join(filter(None, facts)), *before[:_AHEAD], t("report.attached")]
    return "\n".join(lines)


def _notices(record: SessionRecord, t: Catalogue) -> str:
    scenario = record.session.scenario
    fiction = t("report.fiction.short", horizon=scenario.horizon) if scenario else ""
    return "\n".join(f"-# {text}" for text in (fiction, retention(record, t)) if text)
