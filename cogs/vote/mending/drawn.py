"""The screens of a vote that is mended."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import ui

from bot.i18n import Catalogue, catalogue
from bot.interface.pressing.router import custom_id
from bot.interface.showing.layout import (
    Block,
    Button,
    button,
    form,
    layout,
    option,
    select,
    text_field,
)
from bot.interface.showing.links import page_of
from bot.interface.words.vote.mending import preview_text
from bot.reports.vote.budget.money import cost_of, money
from bot.reports.vote.dates import typed
from bot.reports.vote.naming import naming
from bot.services.vote.mending.looking import Mendable, Preview
from bot.workshop.text import escape
from bot.workshop.vote.asking import QUESTION_LIMIT
from bot.workshop.vote.dates.reading import Reader, read_dates
from bot.workshop.vote.electors import Electorate
from bot.workshop.vote.mending.change import Mend, Thing, has_options, thing_of, writes_options
from bot.workshop.vote.methods import ClosesWhen
from bot.workshop.vote.step import OPTION_LIMIT, Vote

# What forms ask, by the number that buttons give it: a new one goes last.
KINDS = (
    Mend.ADDED,
    Mend.CORRECTED,
    Mend.ASKED,
    Mend.VOTERS,
    Mend.PEOPLE,
    Mend.QUORUM,
    Mend.END,
    Mend.MONEY,
)
_FIGURES = 20
_LINE = OPTION_LIMIT + 30  # a project with its cost


def page_of_vote(
    now: Mendable, roles: Sequence[discord.Role], page: int, t: Catalogue, head: str = ""
) -> ui.LayoutView:
    """Return what can be changed of a vote."""
    step_id, plan, held = now.step.id, now.open.plan, now.open
    shown, turns = page_of(
        held.standing, page, lambda to: custom_id("vote.mend", step=step_id, page=to)
    )
    thing, menus = thing_of(plan), list[Block]()
    one = t("mend.one_option" if thing is Thing.OPTION else f"mend.one_option.{thing}")
    if has_options(plan) and shown:
        choices = [option(f"{o.number} · {naming(o, t)}", o.name) for o in shown]
        menus.append(
            [
                select(
                    custom_id("vote.mend_option", step=step_id),
                    one,
                    choices,
                )
            ]
        )
        menus.append(list(turns))
    closes = [
        option(t(f"mend.closes.{one}"), one.value, default=one is plan.closes) for one in ClosesWhen
    ]
    menus.append([select(custom_id("vote.mend_closes", step=step_id), t("mend.closes"), closes)])
    of_role = plan.electors.who is Electorate.ROLE and not plan.electors.gone
    others = [role for role in roles if role.id not in plan.electors.places][:25]
    if of_role and others:
        named = [option(f"@{role.name}", str(role.id)) for role in others]
        menus.append([select(custom_id("vote.mend_role", step=step_id), t("mend.role"), named)])
    cast = t.n("mend.cast_now", held.voted) if held.voted else t("mend.no_ballot_yet")
    back = button(t("button.panel"), custom_id("lead.panel", session=now.session.id))
    return layout(head, f"{t('mend.title')}\n{cast}", *menus, *_buttons(now, t), [back])


def _buttons(now: Mendable, t: Catalogue) -> list[list[Button]]:
    """Return what is voted on, then how."""
    plan = now.open.plan
    what = [Mend.ADDED] if writes_options(plan) else []
    if thing_of(plan) is Thing.PROJECT:
        what.append(Mend.MONEY)
    what.append(Mend.ASKED)
    kinds = []
    if plan.electors.who is not Electorate.VOICE and not plan.electors.gone:
        kinds.append(Mend.VOTERS)
    if plan.people_of(now.open.size) is not None:
        kinds.append(Mend.PEOPLE)
    kinds += [Mend.QUORUM, Mend.END]
    return [[_opens(now, kind, None, t) for kind in row] for row in (what, kinds)]


def _opens(now: Mendable, kind: Mend, number: int | None, t: Catalogue) -> Button:
    opens = custom_id("vote.mend_form", step=now.step.id, what=KINDS.index(kind), number=number)
    return button(_words("button", now.open.plan, kind, t), opens, emoji="✏️")


def one_option(now: Mendable, number: int, t: Catalogue) -> ui.LayoutView:
    """Return what can be done with one option."""
    chosen, plan = now.open.option(number), now.open.plan
    acts = [_opens(now, Mend.CORRECTED, number, t)] if writes_options(plan) else []
    take = custom_id("vote.mend_take", step=now.step.id, number=number)
    acts.append(button(_words("button", plan, Mend.TAKEN_OUT, t), take, emoji="➖"))
    back = button(t("mend.button.back"), custom_id("vote.mend", step=now.step.id, page=0))
    return layout(f"`{chosen.number}` {escape(naming(chosen, t, 300))}", [*acts, back])


def asked(now: Mendable, kind: Mend, number: int | None, t: Catalogue) -> ui.Modal:
    """Return the form of a change."""
    plan, held = now.open.plan, now.open
    default, limit, required = None, _FIGURES, True
    hint = _words("hint", plan, kind, t)
    if kind is Mend.ADDED:
        limit = _LINE
    elif kind is Mend.CORRECTED:
        default, limit = _as_written(now, number, t), _LINE
    elif kind is Mend.MONEY:
        default = money(plan.money or 0, plan.currency, t)
    elif kind is Mend.ASKED:
        default, limit = plan.asked(held.language), QUESTION_LIMIT
    elif kind is Mend.VOTERS:
        default = str(plan.electors.size) if plan.electors.size is not None else None
    elif kind is Mend.PEOPLE:
        people = plan.people_of(held.size)
        default = str(people) if people is not None else None
    elif kind is Mend.QUORUM:
        default, required = plan.quorum, False
    return form(
        _words("button", plan, kind, t),
        custom_id("vote.mend_written", step=now.step.id, what=KINDS.index(kind), number=number),
        text_field(
            "words",
            _words("field", plan, kind, t),
            description=hint,
            required=required,
            limit=limit,
            default=default,
        ),
    )


def previewed(shown: Preview, t: Catalogue, head: str = "") -> ui.LayoutView:
    """Return a change with all that it does, and the one press that does it."""
    step_id = shown.step.id
    yes = custom_id("vote.mend_yes", step=step_id, draft=shown.draft, seen=shown.seen)
    return layout(
        head,
        preview_text(shown, t),
        [
            button(t("mend.yes"), yes, emoji="✏️", style=discord.ButtonStyle.primary),
            button(t("mend.no"), custom_id("vote.mend", step=step_id, page=0)),
        ],
    )


def _words(part: str, plan: Vote, kind: Mend, t: Catalogue) -> str:
    """Return a part of a form, which says what the options of the vote are."""
    thing = thing_of(plan)
    if kind.of_option and thing is not Thing.OPTION:
        return t(f"mend.{part}.{kind}.{thing}")
    return t(f"mend.{part}.{kind}")


def _as_written(now: Mendable, number: int | None, t: Catalogue) -> str | None:
    """Return an option as its form shows it, to be corrected: what is not touched is read again as
    it is; None for a date that cannot be written so."""
    held = now.open
    option, zone = held.option(number), held.plan.zone
    if option.cost is not None:
        return t("mend.priced", name=option.label, cost=cost_of(option, t))
    if option.slot is None or zone is None:
        return option.label
    by = Reader(held.at, zone, held.language)
    words = typed(option.slot, zone, catalogue(held.language))
    found = read_dates(words, by)
    return words if [one.slot for one in found.read] == [option.slot] else None
