"""Approval: a menu with ticks, page by page; all the pages in one form where there are several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from bot.interface.pressing.router import Fields, custom_id
from bot.interface.showing.layout import PAGE, Block, Field, choices_field, option, select
from bot.interface.words.vote.ballots import restated
from bot.workshop.vote.ballot import Ticks, least_ticks, marked, tick
from cogs.vote.ballots.sheet import (
    Filled,
    Marks,
    View,
    label_of,
    leaf,
    leaves,
    page_label,
    ticked_in,
)


def draw(view: View) -> Marks:
    """Return the menu of a page, with what is ticked there, and all that is ticked."""
    kept, t, plan = view.kept, view.t, view.plan
    ticked = set(cast(Ticks, kept.content))
    cut = leaf(kept.as_read(kept.options), view.page, PAGE, ticked)
    here = {o.name for o in cut.shown}
    elsewhere = len(ticked - here)
    most = _most(view)
    blocks: list[Block] = [restated(kept, t, view.room) if marked(kept.content) else None]
    if cut.shown:
        said = t("ballot.tick_page", page=cut.page + 1, pages=cut.last + 1)
        choices = [option(label_of(o, t), o.name, default=o.name in ticked) for o in cut.shown]
        blocks.append(
            [
                select(
                    custom_id(
                        "ballot.tick",
                        step=kept.step.id,
                        page=cut.page,
                        in_room=kept.in_room,
                        seen=kept.stamp,
                        as_read=True,
                    ),
                    said if cut.last else t("ballot.tick"),
                    choices,
                    least=0,
                    most=max(1, most - elsewhere),
                )
            ]
        )
    if plan.max_choices is not None:
        status = t("ballot.ticked_of", ticked=len(ticked), most=plan.max_choices)
    else:
        status = t.n("ballot.ticked", len(ticked))
    if len(ticked) < (least := least_ticks(plan, kept.options)):
        status += " " + t("ballot.tick_least", least=least)
    turns = cut.turns(view)
    if cut.last:
        turns.append(view.form_button(t("ballot.all_in_form"), cut.page))
    return Marks(status, blocks, turns)


def fields(view: View, _: int) -> Sequence[Field]:
    """Return a menu for each page, with what is ticked there."""
    ticked = set(cast(Ticks, view.kept.content))
    return [
        choices_field(
            str(cut.page),
            page_label(cut, view.t),
            [option(label_of(o, view.t), o.name, default=o.name in ticked) for o in cut.shown],
            placeholder=view.t("ballot.tick"),
            most=_most(view),
        )
        for cut in leaves(view.kept.as_read(view.kept.options), ticked)
    ]


def read(view: View, _: int, filled: Fields) -> Filled:
    """Return the ballot on which exactly what was ticked is."""
    kept = view.kept
    chosen = [one for ticked in ticked_in(filled).values() for one in ticked]
    shown = [o.number for o in kept.options]
    return Filled(tick(kept.plan, kept.content, kept.options, shown, chosen), view.page)


def _most(view: View) -> int:
    most = view.plan.max_choices
    return most if most is not None else len(view.kept.options)
