"""Actions after their session, as they are told: one a line, in lists, on cards and in private."""

from __future__ import annotations

from datetime import datetime

from bot.i18n import Catalogue
from bot.interface.pressing.router import custom_id
from bot.interface.sending.drawer import Post, Posted, Studio, Subject, ToOne
from bot.interface.showing.layout import QUIET, Button, button, layout
from bot.reports.record import SessionRecord
from bot.services.actions.following import Todo
from bot.services.actions.reminding import Week, still_mine, still_overdue, unreached
from bot.store.outbox import Letter
from bot.store.transaction import Transaction
from bot.workshop.actions.action import Action, ActionState
from bot.workshop.actions.following import Said
from bot.workshop.follow.series import Followed
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session
from bot.workshop.text import escape, shorten

_WHAT = 110
_NAME = 40
_TITLE = 60
# Actions of a letter; the list has them all.
_PER_LETTER = 10

_MARKS = {
    ActionState.OPEN: "▫️",
    ActionState.DONE: "✅",
    ActionState.DROPPED: "🚫",
}
SAID_MARKS = {Said.DONE: "✅", Said.GOING_ON: "▶️", Said.DROPPED: "🚫"}


def todo_line(todo: Todo, t: Catalogue) -> str:
    """Return an open action in a line: who, what, by when, and the session that it comes from."""
    mark = "⚠️" if todo.overdue else _MARKS[todo.action.state]
    title = escape(shorten(todo.session.title, _TITLE))
    whence = t("todo.whence", title=title, channel=f"<#{todo.session.channel_id}>")
    return f"{mark} {_told(todo.action, t)}\n-# {whence}"


def todo_in_full(todo: Todo, t: Catalogue) -> str:
    """Return all that is known of an action, and how it stands."""
    action = todo.action
    lines = [f"**{escape(action.owner)}** · {escape(action.what)}", day_of(action, t)]
    if action.first_step:
        lines.append(t("action.first_step", text=escape(action.first_step)))
    title = escape(shorten(todo.session.title, _TITLE))
    lines.append(t("todo.whence", title=title, channel=f"<#{todo.session.channel_id}>"))
    if todo.said is not None:
        lines.append(f"{SAID_MARKS[todo.said]} {t(f'todo.said.{todo.said}')}")
    elif not action.is_open:
        lines.append(f"{_MARKS[action.state]} {t(f'todo.state.{action.state}')}")
    elif todo.overdue:
        lines.append(f"⚠️ {t('todo.overdue')}")
    return "\n".join(lines)


def followed_line(one: Followed, t: Catalogue) -> str:
    """Return an action on the card of the room, with its first step and what was said of it."""
    if one.said is None:
        line = f"{_MARKS[ActionState.OPEN]} {_told(one.action, t)}"
        if one.action.first_step:
            first = escape(shorten(one.action.first_step, _WHAT))
            line += "\n-# " + t("action.first_step", text=first)
        return line
    told = _told(one.action, t) if one.said is Said.GOING_ON else _named(one.action)
    return f"{SAID_MARKS[one.said]} {told} · **{t(f'todo.said.{one.said}')}**"


def day_of(action: Action, t: Catalogue) -> str:
    """Return by when an action is to be done."""
    return t("action.open") if action.due is None else t("action.by", day=t.day(action.due))


def _told(action: Action, t: Catalogue) -> str:
    return f"{_named(action)} · {day_of(action, t)}"


def _named(action: Action) -> str:
    return f"**{escape(shorten(action.owner, _NAME))}** · {escape(shorten(action.what, _WHAT))}"


def to_actions(told: SessionRecord, t: Catalogue) -> list[Button]:
    """Return the way to the actions of a session, from its summary; nothing without any."""
    if not told.actions:
        return []
    listed = custom_id("todo.list", which=2, page=0, of=told.session.id, step=None)
    return [button(t("button.todo_actions"), listed, emoji="📋")]


def take_up(session: Session, t: Catalogue) -> list[Button]:
    """Return the way to what the session before left, for one that continues another."""
    if session.continues is None:
        return []
    act = custom_id("take.open", session=session.id)
    return [button(t("button.take_up"), act, emoji="🧺")]


class MineDrawer(ToOne):
    """Tells one person, who asked for it, of the open actions that are theirs."""

    def person(self, subject: Subject) -> int:
        return subject.letter.payload["person"]

    async def awaited(self, subject: Subject, studio: Studio, actor: Actor) -> bool:
        week = await still_mine(studio.ctx, subject.server_id, actor.user_id, studio.clock())
        return bool(week.found)

    async def draw(self, subject: Subject, studio: Studio) -> Post | None:
        person, t = self.person(subject), subject.t
        week = await still_mine(studio.ctx, subject.server_id, person, studio.clock())
        if not week.found:
            return None
        stop = custom_id("todo.stop", server=subject.server_id)
        return Post(
            layout(
                f"### {t.n('todo.week_mine', len(week.found))}",
                _week(week, t),
                "-# " + t("todo.week_why"),
                [button(t("button.todo_remind_off"), stop, emoji="🔕")],
                letter=subject.letter.id,
            )
        )

    async def given_up(self, tx: Transaction, letter: Letter, now: datetime) -> None:
        await unreached(tx, letter)


class OverdueDrawer(Posted):
    """Tells coordinators what is overdue."""

    async def draw(self, subject: Subject, studio: Studio) -> Post | None:
        week = await still_overdue(studio.ctx, subject.server_id, studio.clock())
        if not week.found:
            return None
        t = subject.t
        listed = custom_id("todo.list", which=1, page=0, of=None, step=None)
        return Post(
            layout(
                t.n("todo.week_overdue", len(week.found)),
                _week(week, t),
                [button(t("button.todo_actions"), listed, emoji="📋")],
                colour=QUIET,
                letter=subject.letter.id,
            )
        )


def _week(week: Week, t: Catalogue) -> str:
    lines = []
    for action, session in week.found[:_PER_LETTER]:
        mark = "⚠️" if action.overdue(week.today) else _MARKS[action.state]
        title = escape(shorten(session.title, _TITLE))
        whence = t("todo.whence", title=title, channel=f"<#{session.channel_id}>")
        lines.append(f"{mark} {_told(action, t)}\n-# {whence}")
    more = len(week.found) - _PER_LETTER
    return "\n".join([*lines, t.n("todo.more", more)] if more > 0 else lines)
