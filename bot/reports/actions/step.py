"""Who does what by when."""

from __future__ import annotations

from collections.abc import Mapping

from bot.i18n import Catalogue
from bot.reports.record import SessionRecord
from bot.reports.review.marking import mark
from bot.reports.step import Brief, Part, Section, last_of_kind, lived
from bot.reports.writing import inline, inline_short, paragraphs, table
from bot.workshop.actions.action import Action
from bot.workshop.sessions.session import StepRun

_WHAT = 140
_NAME = 50
_FIRST = 100


class ActionsSection(Section):
    def full(self, record: SessionRecord, step: StepRun, t: Catalogue) -> Mapping[Part, str]:
        if not last_of_kind(record, step):
            return {}
        if record.actions:
            return {Part.ACTIONS: listed(record, t)}
        none = _hidden(record, t) or t("report.actions.none")
        return {Part.ACTIONS: none} if lived(record, step) else {}

    def brief(self, record: SessionRecord, step: StepRun, t: Catalogue) -> Brief | None:
        if not record.actions or not last_of_kind(record, step):
            return None
        return shortly(record, t)


def listed(record: SessionRecord, t: Catalogue) -> str:
    """Return all actions of a session as a table."""
    columns = ("what", "who", "due", "first_step")
    moved = any(not action.is_open for action in record.actions)
    head = [t(f"report.actions.{column}") for column in (*columns, *(["state"] if moved else []))]
    rows = (
        [
            _what(record, a, t),
            inline(a.owner),
            _due(a, t),
            inline(a.first_step or "—"),
            *([t(f"todo.state.{a.state}")] if moved else []),
        ]
        for a in record.actions
    )
    return paragraphs(table(head, rows), _hidden(record, t))


def shortly(record: SessionRecord, t: Catalogue) -> Brief:
    """Return all actions of a session, one a line."""
    return Brief(Part.ACTIONS, "", tuple(_item(action, t) for action in record.actions))


def _hidden(record: SessionRecord, t: Catalogue) -> str:
    gone = record.hidden.actions
    return t.n("report.hidden.actions", gone) if gone else ""


def _item(action: Action, t: Catalogue) -> str:
    what, owner = inline_short(action.what, _WHAT), inline_short(action.owner, _NAME)
    if not action.is_open:
        state = t(f"todo.state.{action.state}")
        return t("report.actions.settled_item", what=what, owner=owner, state=state)
    if action.due is None:
        told = t("report.actions.open_item", what=what, owner=owner)
    else:
        told = t("report.actions.item", what=what, owner=owner, day=t.day(action.due))
    if action.first_step is None:
        return told
    first = inline_short(action.first_step, _FIRST)
    return f"{told} · {t('report.actions.first', text=first)}"


def _due(action: Action, t: Catalogue) -> str:
    return t.day(action.due) if action.due else t("report.actions.no_date")


def _what(record: SessionRecord, action: Action, t: Catalogue) -> str:
    """Return what will be done, with the milestone that it begins or the theme that it is born
    of."""
    told = inline(action.what) + mark(record, action)
    milestone = next((m for m in record.milestones if m.id == action.milestone_id), None)
    if action.theme is not None:
        born = t("report.actions.theme", theme=inline_short(action.theme, _WHAT))
        return f"{told} — *{born}*"
    if milestone is None:
        return told
    begun = t(
        "report.actions.milestone",
        year=milestone.year,
        statement=inline_short(milestone.statement, _WHAT),
    )
    return f"{told} — *{begun}*"
