"""A digest as text: every sentence of it comes from the summaries of its sessions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from bot.i18n import Catalogue
from bot.reports import phrases, whole
from bot.reports.digest.digest import Digest, Promise, titled
from bot.reports.kinds import SECTIONS, Brief, Part
from bot.reports.pdf.blocks import blocks, runs
from bot.reports.pdf.blocks import whole as all_there
from bot.reports.pictures.lettering import lettered
from bot.reports.record import SessionRecord
from bot.reports.writing import bullets, inline, inline_short, paragraphs, table
from bot.workshop.actions.action import ActionState

# Of a message: Discord takes 4,000 characters of text, and a few lines stand around.
MESSAGE = 3500
# What a message tells of one session, at most.
_LEAD = 500
_TITLE = 90
_WHAT = 140
# Actions that it names; the others are counted.
_NAMED = 10
# The last line of a quote, before words of ours: in a document they would be quoted too.
_QUOTED = re.compile(r"^(>.*)\n(?!>)", re.MULTILINE)


def markdown(digest: Digest, today: date, t: Catalogue) -> str:
    """Return the whole digest as Markdown: decisions, actions by what became of them, what stayed
    open, then the sessions. What people wrote is escaped."""
    written = paragraphs(
        f"# {inline(heading(digest, t))}",
        counts(digest, t),
        *(paragraphs(f"## {_part(name, t)}", body) for name, body in _parts(digest, today, t)),
        t("digest.nature"),
    )
    return f"{written}\n"


def typeset(digest: Digest, today: date, t: Catalogue) -> dict[str, Any]:
    """Return the same as the template of reports takes it (`bot.reports.pdf.report`)."""
    language, title = t.language, heading(digest, t)
    data = {
        "lang": language.value,
        "kicker": t("digest.kicker"),
        "title": lettered(title, language),
        "head": lettered(title, language, _TITLE),
        "day": t.day(today),
        "about": t("digest.about", period=titled(digest.about, t)),
        "facts": runs(counts(digest, t), language),
        "fiction": [],
        "contents": t("digest.contents"),
        "parts": [
            {"name": name, "title": _part(name, t), "blocks": blocks(body, language)}
            for name, body in _parts(digest, today, t)
        ],
        "poster": {"title": "", "blocks": []},
        "partial": "",
    }
    return data if all_there(data) else data | {"partial": t("report_pdf.partial")}


def _parts(digest: Digest, today: date, t: Catalogue) -> list[tuple[str, str]]:
    """Return the parts that hold something, by name, as Markdown."""
    told = (
        ("decided", _decided(digest, t)),
        ("actions", _actions(digest, today, t)),
        ("left", _left(digest, t)),
        ("sessions", _sessions(digest, t) if digest.records else ""),
    )
    return [(name, body) for name, body in told if body]


def heading(digest: Digest, t: Catalogue) -> str:
    """Return the title of a digest: “Bilan · novembre 2026”."""
    return t("digest.title", period=titled(digest.about, t))


def counts(digest: Digest, t: Catalogue) -> str:
    """Return how many sessions there were, and what became of what was promised in them."""
    if digest.is_empty:
        return t("digest.nothing")
    told = [t.n("digest.sessions", len(digest.records))]
    for state in ActionState:
        number = len(digest.promises(state))
        if number:
            told.append(t.n(f"digest.actions.{state}", number))
    if not digest.whole:
        told.append(t("digest.cut"))
    return " · ".join(told)


def message(digest: Digest, today: date, t: Catalogue) -> list[str]:
    """Return what a message shows of a digest, `MESSAGE` characters at most: what was decided in
    each session, then what is still to be done; it says what it leaves to the document."""
    told = [counts(digest, t)]
    decided = [*filter(None, (_shortly(record, t) for record in digest.records))]
    still = [_line(promise, today, t) for promise in digest.promises(ActionState.OPEN)]
    for name, items in (("decided", decided), ("open", still[:_NAMED])):
        if not items:
            continue
        room = MESSAGE - sum(map(len, told)) - len(_part(name, t)) - 100
        kept = _fitting(items, room if name == "open" else room * 3 // 4)
        all_of_them = len(items) if name == "decided" else len(still)
        rest = all_of_them - len(kept)
        more = f"\n-# {t.n('digest.more', rest)}" if rest else ""
        told.append(f"### {_part(name, t)}\n" + "\n".join(kept) + more)
    return [*told, _also(digest, MESSAGE - sum(map(len, told)) - 100, t)]


def _also(digest: Digest, room: int, t: Catalogue) -> str:
    """Return which sessions decided nothing, as many as fit; nothing where there is none."""
    others = [one for one in digest.records if not _briefs(one, Part.DECIDED, t)]
    titles = [f"{inline_short(one.session.title, _TITLE)} ({t.day(one.day)})" for one in others]
    kept = _fitting(titles, room)
    rest = [t.n("digest.others", len(titles) - len(kept))] if len(kept) < len(titles) else []
    return t("digest.also", sessions=t.listed([*kept, *rest])) if titles else ""


def _shortly(record: SessionRecord, t: Catalogue) -> str:
    """Return what a session decided in a few lines; nothing where it decided nothing."""
    leads = [brief.lead for brief in _briefs(record, Part.DECIDED, t)]
    kept = _fitting(leads, _LEAD)
    if not kept:
        return ""
    title = f"**{inline_short(record.session.title, _TITLE)}** — {t.day(record.day)}"
    more = ["…"] if len(kept) < len(leads) else []
    return "\n".join([title, *kept, *more])


def _fitting(items: Iterable[str], room: int) -> list[str]:
    kept: list[str] = []
    for item in items:
        room -= len(item) + 1
        if room < 0:
            break
        kept.append(item)
    return kept


def _decided(digest: Digest, t: Catalogue) -> str:
    told = []
    for record in digest.records:
        lines = [
            paragraphs(_QUOTED.sub("\\1\n\n", brief.lead), bullets(brief.items))
            for brief in _briefs(record, Part.DECIDED, t)
        ]
        if lines:
            told.append(paragraphs(_session(record, t), *lines))
    return paragraphs(*told)


def _actions(digest: Digest, today: date, t: Catalogue) -> str:
    head = [t(f"report.actions.{column}") for column in ("what", "who", "due")]
    told = []
    for state in (ActionState.OPEN, ActionState.DONE, ActionState.DROPPED):
        promises = digest.promises(state)
        if not promises:
            continue
        rows = (
            [inline(one.action.what), inline(one.action.owner), _due(one, today, t), _named(one)]
            for one in promises
        )
        told += [
            f"### {t(f'digest.state.{state}')}",
            table([*head, t("digest.column.session")], rows),
        ]
    return paragraphs(*told)


def _left(digest: Digest, t: Catalogue) -> str:
    told = []
    for record in digest.records:
        if items := _stayed_open(record, t):
            told.append(paragraphs(_session(record, t), bullets(items)))
    return paragraphs(*told)


def _stayed_open(record: SessionRecord, t: Catalogue) -> list[str]:
    """Return what a session left open, as its summary says it."""
    kinds = ((SECTIONS[step.plan.kind], step) for step in record.steps)
    stayed = [item for section, step in kinds for item in section.stayed_open(record, step, t)]
    return [*stayed, *(item for brief in _briefs(record, Part.OPEN, t) for item in brief.items)]


def _sessions(digest: Digest, t: Catalogue) -> str:
    head = [t(f"digest.column.{column}") for column in ("day", "session", "people", "time")]
    return table(
        head,
        (
            [
                phrases.days(record, t),
                inline(record.session.title),
                phrases.people(record, t),
                phrases.duration(record, t),
            ]
            for record in digest.records
        ),
    )


def _part(name: str, t: Catalogue) -> str:
    """Return the heading of a part: that of the summaries where they have the same."""
    return t("report.part.decided") if name == "decided" else t(f"digest.part.{name}")


def _briefs(record: SessionRecord, part: Part, t: Catalogue) -> list[Brief]:
    """Return what the summary of a session says in a part."""
    found = (SECTIONS[step.plan.kind].brief(record, step, t) for step in record.steps)
    every = [*filter(None, found), *whole.brief(record, t)]
    return [brief for brief in every if brief.part is part and not brief.vain]


def _session(record: SessionRecord, t: Catalogue) -> str:
    return f"### {inline(record.session.title)} — {phrases.days(record, t)}"


def _named(promise: Promise) -> str:
    return inline_short(promise.record.session.title, _TITLE)


def _due(promise: Promise, today: date, t: Catalogue) -> str:
    action = promise.action
    if action.due is None:
        return t("report.actions.no_date")
    late = action.state is ActionState.OPEN and action.due < today
    return t("digest.overdue", day=t.day(action.due)) if late else t.day(action.due)


def _line(promise: Promise, today: date, t: Catalogue) -> str:
    what = inline_short(promise.action.what, _WHAT)
    owner = inline_short(promise.action.owner, _TITLE)
    return f"- {t('digest.action', what=what, owner=owner, due=_due(promise, today, t))}"
