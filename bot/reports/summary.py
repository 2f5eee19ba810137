"""The short summary posted when a session ends, and the names of the files that go with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.i18n import Catalogue
from bot.reports import phrases
from bot.reports.record import SessionRecord
from bot.reports.steps import SECTIONS, Brief, Part
from bot.workshop.text import shorten

# A message shows 4,000 characters of text; the title and the lines around them need some.
TOTAL_LIMIT = 3600
_TITLE = 100

_FILE_NAME = 80
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae", "ß": "ss"})


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
    closing = [_participation(record, t), _notices(record, t)]
    room = TOTAL_LIMIT - sum(len(part) for part in closing)
    written = {
        part: (t(f"report.part.{part}"), _lines(briefs[part])) for part in Part if part in briefs
    }
    shares = _shared_out({p: len(_joined(*written[p])) for p in written}, room)
    parts = [_fit(*written[part], shares[part], t) for part in written]
    return Summary(shorten(record.session.title, _TITLE), (*parts, *closing))


def filename(record: SessionRecord, extension: str) -> str:
    """Return a file name in ASCII from the title and the day, at most 80 characters long."""
    plain = unicodedata.normalize("NFKD", record.session.title.translate(_LIGATURES))
    # Apostrophes part words in French; accents alone vanish.
    ascii_only = plain.replace("’", "'").encode("ascii", "ignore").decode().lower()
    end = f"-{record.day.isoformat()}.{extension}"
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_only)[: _FILE_NAME - len(end)].strip("-")
    return f"{slug or 'gommette'}{end}"


def _lines(briefs: Sequence[Brief]) -> list[tuple[str, bool]]:
    """Return the lines of one part, each with whether it is an item of a list."""
    lines: list[tuple[str, bool]] = []
    for brief in briefs:
        if brief.lead:
            lines.append((brief.lead, False))
        lines += [(f"- {item}", True) for item in brief.items]
    return lines


def _joined(title: str, lines: Sequence[tuple[str, bool]], rest: str = "") -> str:
    return "\n".join([f"### {title}", *(text for text, _ in lines), *filter(None, [rest])])


def _shared_out(needs: Mapping[Part, int], room: int) -> dict[Part, int]:
    """Return how many characters each part may have: what a short one leaves, long ones get."""
    shares: dict[Part, int] = {}
    for rank, (part, need) in enumerate(sorted(needs.items(), key=lambda item: item[1])):
        shares[part] = min(need, room // (len(needs) - rank))
        room -= shares[part]
    return shares


def _fit(title: str, lines: Sequence[tuple[str, bool]], limit: int, t: Catalogue) -> str:
    """Return heading, leads and items in at most `limit` characters, saying what is left out."""
    for kept in range(len(lines), -1, -1):
        left_out = sum(is_item for _, is_item in lines[kept:])
        rest = ""
        if kept < len(lines):
            rest = "- " + (t.n("report.cut", left_out) if left_out else t("report.cut_rest"))
        text = _joined(title, lines[:kept], rest)
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
