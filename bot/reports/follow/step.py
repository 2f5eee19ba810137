"""What became of the actions of the sessions before."""

from __future__ import annotations

from collections.abc import Mapping

from bot.i18n import Catalogue
from bot.reports.follow.telling import from_before, told_of
from bot.reports.record import SessionRecord
from bot.reports.step import Brief, Part, Section, last_of_kind
from bot.reports.writing import inline, inline_short, table
from bot.workshop.follow.series import Followed
from bot.workshop.sessions.session import StepRun

_WHAT = 140
_NAME = 50


class FollowSection(Section):
    def full(self, record: SessionRecord, step: StepRun, t: Catalogue) -> Mapping[Part, str]:
        found = from_before(record)
        if not found or not last_of_kind(record, step):
            return {}
        keys = ("actions.what", "actions.who", "actions.due", "followed.whence", "followed.said")
        head = [t(f"report.{key}") for key in keys]
        return {Part.FOLLOWED: table(head, ([*_row(one, t)] for one in found))}

    def brief(self, record: SessionRecord, step: StepRun, t: Catalogue) -> Brief | None:
        found = from_before(record)
        if not found or not last_of_kind(record, step):
            return None
        return Brief(Part.FOLLOWED, told_of(found, t), tuple(_item(one, t) for one in found))


def _item(one: Followed, t: Catalogue) -> str:
    return t(
        "report.actions.settled_item",
        what=inline_short(one.action.what, _WHAT),
        owner=inline_short(one.action.owner, _NAME),
        state=_said(one, t),
    )


def _row(one: Followed, t: Catalogue) -> tuple[str, ...]:
    action = one.action
    return (
        inline(action.what),
        inline(action.owner),
        t.day(action.due) if action.due else t("report.actions.no_date"),
        inline(one.whence),
        _said(one, t),
    )


def _said(one: Followed, t: Catalogue) -> str:
    return t(f"todo.said.{one.said}") if one.said else t("follow.nothing_said")
