"""The short summary posted when a session ends, and the names of the files that go with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from bot.i18n import Catalogue
from bot.reports import phrases
from bot.reports.record import SessionRecord
from bot.reports.steps import SECTIONS, Brief, Part
from bot.reports.writing import inline_short

# A message shows 4,000 characters of text; the title and the card around need some.
PART_LIMIT = 1000
TOTAL_LIMIT = 3500
_TITLE = 100

_FILE_NAME = 80
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class Summary:
    """A title and paragraphs in Discord's Markdown, all escaped already.

    Each of `parts` has at most `PART_LIMIT` characters, all together at most `TOTAL_LIMIT`.
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
    closing = [_participation(record, t), _notices(record, t)]
    room = TOTAL_LIMIT - sum(len(part) for part in closing)
    parts: list[str] = []
    for part in Part:
        if part in briefs:
            share = min(PART_LIMIT, room // len(briefs))
            parts.append(_fit(t(f"report.part.{part}"), briefs.pop(part), share, t))
            room -= len(parts[-1])
    return Summary(inline_short(record.session.title, _TITLE), (*parts, *closing))


def filename(record: SessionRecord, extension: str) -> str:
    """Return a file name in ASCII from the title and the day, at most 80 characters long."""
    plain = unicodedata.normalize("NFKD", record.session.title.translate(_LIGATURES))
    # Apostrophes part words in French; accents alone vanish.
    ascii_only = plain.replace("’", "'").encode("ascii", "ignore").decode().lower()
    end = f"-{record.day.isoformat()}.{extension}"
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_only)[: _FILE_NAME - len(end)].strip("-")
    return f"{slug or 'gommette'}{end}"


def _fit(title: str, briefs: Sequence[Brief], limit: int, t: Catalogue) -> str:
    """Return heading, leads and items in at most `limit` characters, saying what is left out."""
    lines: list[tuple[str, bool]] = []
    for brief in briefs:
        if brief.lead:
            lines.append((brief.lead, False))
        lines += [(f"- {item}", True) for item in brief.items]
    for kept in range(len(lines), -1, -1):
        left_out = sum(is_item for _, is_item in lines[kept:])
        shown = [f"### {title}", *(text for text, _ in lines[:kept])]
        if kept < len(lines):
            shown.append(t.n("report.cut", left_out) if left_out else t("report.cut_rest"))
        text = "\n".join(shown)
        if len(text) <= limit:
            return text
    raise AssertionError(f"no room for a heading in {limit} characters")


def _participation(record: SessionRecord, t: Catalogue) -> str:
    facts = [
        f"**{phrases.days(record, t)}**",
        phrases.duration(record, t),
        phrases.people(record, t),
        t.n("report.postits.number", len(record.postits)) if record.postits else "",
    ]
    return f"{' · '.join(filter(None, facts))}\n{t('report.attached')}"


def _notices(record: SessionRecord, t: Catalogue) -> str:
    scenario = record.session.scenario
    fiction = t("report.fiction.short", horizon=scenario.horizon) if scenario else ""
    return "\n".join(f"-# {text}" for text in (fiction, phrases.retention(record, t)) if text)
