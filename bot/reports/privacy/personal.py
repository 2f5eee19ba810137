"""What is kept of one person, for themselves: whole as JSON, and to be read as Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.i18n import Catalogue
from bot.reports.writing import inline
from bot.workshop.privacy.known import Found, InSession, Known, What, counted
from bot.workshop.sessions.session import Session

# What is to be read of a row: the first of these that it has.
_WORDS = ("text", "what", "statement", "reason", "remark", "asked", "title", "name", "content")


def as_json(known: Known, now: datetime) -> str:
    """Return all that is kept of a person, row by row, under the names that the tables have."""
    told = {
        "format": "gommette.personal-data",
        "version": 1,
        "made_at": now.isoformat(timespec="seconds"),
        "person": known.person,
        "server": known.server_id,
        "sessions": [_session(one) for one in known.sessions],
        "elsewhere": _rows(known.elsewhere),
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def as_text(known: Known, t: Catalogue, now: datetime) -> str:
    """Return the same to be read: what they wrote and chose, by session."""
    where = "privacy.file.server" if known.server_id is not None else "privacy.file.everywhere"
    parts = [f"# {t('privacy.file.title')}", t(where, day=t.day(now.date()))]
    for one in known.sessions:
        session = one.session
        parts.append(f"## {inline(session.title)}")
        parts.append(f"{link_to(session)}\n\n{until(session, t)}")
        parts += _listed(one.found, t)
        if one.about.theirs:
            parts.append(f"### {t('privacy.file.messages')}")
            parts.append("\n".join(f"- {link_to(session, ref)}" for ref in one.about.theirs))
    if known.elsewhere:
        parts.append(f"## {t('privacy.file.elsewhere')}")
        parts += _listed(known.elsewhere, t)
    if not known.anything:
        parts.append(t("privacy.nothing"))
    parts.append(f"## {t('privacy.file.not_here')}")
    parts.append("\n".join(f"- {t(key)}" for key in NOT_HERE))
    return "\n\n".join(parts) + "\n"


# What no file can hold, and no deletion reach.
NOT_HERE = ("privacy.gone", "privacy.unlinked", "privacy.posted")


def until(session: Session, t: Catalogue) -> str:
    """Return until when what a session keeps of people is kept."""
    if session.raw_until is None:
        return t("privacy.until_live")
    return t("privacy.until_day", day=t.day(session.raw_until.date()))


def link_to(session: Session, message_id: int | None = None) -> str:
    """Return the address of the channel of a session, or of a message there."""
    address = f"https://discord.com/channels/{session.server_id}/{session.channel_id}"
    return f"{address}/{message_id}" if message_id is not None else address


def _session(one: InSession) -> dict[str, object]:
    session = one.session
    return {
        "title": session.title,
        "server": session.server_id,
        "channel": link_to(session),
        "opened_at": session.created_at.isoformat(),
        "ended_at": session.ended_at.isoformat() if session.ended_at else None,
        "kept_until": session.raw_until.isoformat() if session.raw_until else None,
        "your_messages": [link_to(session, ref) for ref in one.about.theirs],
        "messages_of_the_bot": [link_to(session, ref) for ref in one.about.shown],
        "kept": _rows(one.found),
    }


def _rows(found: Iterable[Found]) -> list[dict[str, object]]:
    return [
        {
            "what": one.what.value,
            "table": one.table,
            **({"elsewhere_in_your_words": True} if one.copy else {}),
            "row": dict(one.row),
        }
        for one in found
    ]


def _listed(found: Iterable[Found], t: Catalogue) -> Iterator[str]:
    held = list(found)
    for what, number in counted(held).items():
        yield f"### {t.n(f'privacy.what.{what}', number)}"
        lines = [line for one in held if one.what is what for line in _line(one, what)]
        if lines:
            yield "\n".join(lines)


def _line(one: Found, what: What) -> Iterator[str]:
    if one.copy:
        return
    options = one.row.get("options")
    if isinstance(options, dict) and options:
        yield f"- {inline(', '.join(map(str, options.values())))} · {inline(_first(one))}"
    elif said := _first(one):
        yield f"- {inline(said)}"


def _first(one: Found) -> str:
    return next((str(one.row[name]) for name in _WORDS if one.row.get(name)), "")
