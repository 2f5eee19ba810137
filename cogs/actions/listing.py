"""The private pages of actions after their session: the list, and one of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.pressing.router import custom_id
from bot.interface.showing.layout import (
    Button,
    button,
    form,
    layout,
    member_field,
    option,
    text_field,
)
from bot.interface.showing.layout import select as menu_of
from bot.interface.words.follow import SAID_MARKS, day_of, todo_in_full, todo_line
from bot.services.actions.following import Listing, Todo
from bot.workshop.actions.action import Action
from bot.workshop.actions.following import Said, Which
from bot.workshop.errors import Refusal

# Actions of a page: with the session that each comes from, they fit in a message.
PER_PAGE = 10
# The first page, by another number than that of the button that turns back to it: no two custom
# ids of a message are the same.
_FIRST = -2
_DATE_LIMIT = 40
_NAME_LIMIT = 80

WHICH = tuple(Which)
SAID = tuple(Said)


def page_of(
    found: Listing, which: Which, page: int, of: int | None, t: Catalogue, head: str = ""
) -> ui.LayoutView:
    """Return the list of open actions, those of one session `of` alone where it is named."""
    last = max(0, (len(found.found) - 1) // PER_PAGE)
    page = min(max(0, page), last)
    shown = found.found[page * PER_PAGE : (page + 1) * PER_PAGE]
    lines = [todo_line(todo, t) for todo in shown]
    title = t("todo.title_session" if of is not None else "todo.title")
    number = WHICH.index(which)
    blocks: list[str | Sequence[Button | ui.Select[ui.LayoutView]]] = [
        head,
        f"### {title}",
        "\n".join(lines) or t(f"todo.none.{which}"),
    ]
    if shown:
        menu = custom_id("todo.pick", which=number, of=of, step=None)
        blocks.append([menu_of(menu, t("todo.choose_one"), choices(shown, t))])
    blocks.append(_tabs(found, which, of, t))
    if last:
        blocks.append(
            [
                button("◀", _at(number, page - 1, of), disabled=page == 0),
                button("▶", _at(number, page + 1, of), disabled=page == last),
            ]
        )
    if of is None:
        blocks.append([_bell(reminded=found.reminded, t=t)])
    return layout(*blocks)


def choices(shown: Sequence[Todo], t: Catalogue) -> list[discord.SelectOption]:
    """Return actions as the choices of a menu."""
    return [action_option(todo.action, t) for todo in shown]


def action_option(action: Action, t: Catalogue) -> discord.SelectOption:
    label = f"{action.owner} · {action.what}"
    return option(label, str(action.id), description=day_of(action, t))


def one_page(
    todo: Todo,
    which: Which,
    of: int | None,
    step: int | None,
    t: Catalogue,
    head: str = "",
    undo: int | None = None,
) -> ui.LayoutView:
    """Return the page of one action: what it is, and what can be said of it; `undo` is the number
    of the change that was just made."""
    rank, back = WHICH.index(which), _back(which, of, step, t)
    told = [f"{head}\n" if head else "", todo_in_full(todo, t)]
    undone = []
    if undo is not None:
        act = custom_id(
            "todo.undo",
            todo=todo.action.id,
            number=undo,
            which=WHICH.index(which),
            of=of,
            step=step,
        )
        undone = [button(t("button.todo_undo"), act, emoji="↩️")]
    if not todo.may:
        return layout(*told, t("todo.who_may"), [*undone, back])
    says = [said for said in SAID if step is not None or said is not Said.GOING_ON]
    if step is None and not todo.action.is_open:
        says = [Said.GOING_ON]
    ways = [
        button(
            t(f"todo.say.{said}" if todo.action.is_open or step else "button.todo_reopen"),
            custom_id(
                "todo.said",
                todo=todo.action.id,
                said=SAID.index(said),
                which=WHICH.index(which),
                of=of,
                step=step,
            ),
            emoji=SAID_MARKS[said],
        )
        for said in says
    ]
    more = [
        button(
            t("button.todo_postpone"),
            custom_id("todo.when", todo=todo.action.id, which=rank, of=of, step=step),
            emoji="📅",
        ),
        button(
            t("button.todo_assign"),
            custom_id("todo.who", todo=todo.action.id, which=rank, of=of, step=step),
            emoji="👤",
        ),
    ]
    return layout(*told, ways, more, [*undone, back])


def when_form(act: str, t: Catalogue, year: int, due: str | None = None) -> ui.Modal:
    """Return the form of another day."""
    return form(
        t("form.todo_when"),
        act,
        text_field(
            "due",
            t("field.due"),
            description=t("field.due.hint"),
            required=False,
            limit=_DATE_LIMIT,
            placeholder=f"15/01/{year}",
            default=due,
        ),
    )


def who_form(act: str, t: Catalogue) -> ui.Modal:
    """Return the form of another owner: a member, or a name."""
    return form(
        t("form.todo_who"),
        act,
        member_field("member", t("field.member"), description=t("field.member.hint")),
        text_field("owner", t("field.owner"), required=False, limit=_NAME_LIMIT),
    )


def either(
    todo: int,
    days: Sequence[date],
    which: Which,
    of: int | None,
    step: int | None,
    t: Catalogue,
) -> list[Button]:
    """Return a button for each day that was perhaps meant."""
    rank = WHICH.index(which)
    return [
        button(
            t.full_day(day),
            custom_id("todo.day", todo=todo, day=day.toordinal(), which=rank, of=of, step=step),
            emoji="📅",
        )
        for day in days
    ]


def full_day(day: int, t: Catalogue) -> str:
    """Return a day as it is written in a form; raise Refusal when it was forged."""
    try:
        return t.full_day(date.fromordinal(day))
    except (ValueError, OverflowError):
        raise Refusal("button.unknown") from None


def _tabs(found: Listing, which: Which, of: int | None, t: Catalogue) -> list[Button]:
    numbers = {Which.MINE: found.mine, Which.OVERDUE: found.overdue, Which.ALL: found.every}
    return [
        button(
            f"{t(f'todo.which.{one}')} · {numbers[one]}",
            custom_id("todo.list", which=rank, page=_FIRST, of=of, step=None),
            style=discord.ButtonStyle.primary if one is which else discord.ButtonStyle.secondary,
            disabled=one is which,
        )
        for rank, one in enumerate(WHICH)
    ]


def _at(which: int, page: int, of: int | None) -> str:
    return custom_id("todo.list", which=which, page=page, of=of, step=None)


def _back(which: Which, of: int | None, step: int | None, t: Catalogue) -> Button:
    act = custom_id("todo.list", which=WHICH.index(which), page=0, of=of, step=step)
    return button(t("button.todo_list"), act, emoji="📋")


def _bell(*, reminded: bool, t: Catalogue) -> Button:
    act = custom_id("todo.remind", on=not reminded)
    label = t("button.todo_remind_off" if reminded else "button.todo_remind_on")
    return button(label, act, emoji="🔕" if reminded else "🔔")
