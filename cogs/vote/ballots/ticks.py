"""Approval: a menu with ticks, page by page."""

from __future__ import annotations

from typing import cast

from bot.interface.pressing.router import custom_id
from bot.interface.showing.layout import PAGE, Block, option, select
from bot.interface.words.vote.ballots import restated
from bot.workshop.vote.ballot import Ticks, least_ticks, marked
from cogs.vote.ballots.sheet import PLACED, Marks, View, label_of, leaf


def draw(view: View) -> Marks:
    """Return the menu of a page, with what is ticked there, and all that is ticked."""
    kept, t, plan = view.kept, view.t, view.plan
    ticked = set(cast(Ticks, kept.content))
    cut = leaf(kept.options, view.page, PAGE, ticked)
    here = {o.name for o in cut.shown}
    elsewhere = len(ticked - here)
    most = plan.max_choices if plan.max_choices is not None else len(kept.options)
    blocks: list[Block] = [restated(kept, t, PLACED) if marked(kept.content) else None]
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
    return Marks(status, blocks, cut.turns(view))
