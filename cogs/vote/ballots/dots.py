"""Dots, put on options and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import discord

from bot.interface.pressing.router import Fields, custom_id
from bot.interface.showing.layout import (
    FIELDS,
    PAGE,
    Block,
    Field,
    choices_field,
    option,
    select,
)
from bot.interface.words.vote.ballots import restated
from bot.workshop.vote.ballot import Dots, left, marked
from bot.workshop.vote.filling import put_one_each
from bot.workshop.vote.options import Option
from bot.workshop.wall.wall import nowhere
from cogs.vote.ballots.sheet import (
    ALL,
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
    """Return the menus from which dots are put and taken, and the dots as they lie."""
    kept, t = view.kept, view.t
    dots = cast(Dots, kept.content)
    lanes = kept.options.lanes
    lane = view.lane if view.lane is not None and 0 <= view.lane < len(lanes) else None
    within = kept.options.standing if lane is None else kept.options.of_lane(lanes[lane])
    cut = leaf(kept.as_read(within), view.page, PAGE)
    remaining = left(kept.plan, dots)
    placed = [kept.options.by_name[name] for name in dots]
    blocks: list[Block] = [restated(kept, t, view.room) if placed else None]
    if remaining and cut.shown:
        put = t("ballot.put", page=cut.page + 1, pages=cut.last + 1)
        choices = [_choice(view, o) for o in cut.shown]
        blocks.append(
            [
                select(
                    custom_id(
                        "ballot.put",
                        step=kept.step.id,
                        page=cut.page,
                        lane=lane,
                        seen=kept.stamp,
                        in_room=kept.in_room,
                    ),
                    put if cut.last else t("ballot.put_one_page"),
                    choices,
                    most=remaining,
                )
            ]
        )
    if len(lanes) > 1:
        # A fiction has dimensions; without one, what people sort under is a column.
        what = "columns" if kept.session.scenario is None else "dimensions"
        choices = [
            option(t(f"ballot.all_{what}"), ALL, default=lane is None),
            *(
                option(name or t(nowhere(kept.session)), str(rank), default=rank == lane)
                for rank, name in enumerate(lanes)
            ),
        ]
        where = custom_id("ballot.lane", step=kept.step.id, in_room=kept.in_room)
        blocks.append([select(where, t(f"ballot.one_of_{what}"), choices)])
    if placed:
        # A menu holds 25: those of the page that is looked at come first.
        placed.sort(key=lambda o: o not in cut.shown)
        choices = [_choice(view, o) for o in placed]
        where = custom_id(
            "ballot.take",
            step=kept.step.id,
            page=cut.page,
            lane=lane,
            seen=kept.stamp,
            in_room=kept.in_room,
        )
        blocks.append([select(where, t("ballot.take"), choices)])
    status = t.n("ballot.left", remaining, budget=kept.plan.budget)
    if not remaining:
        status = t("ballot.none_left")
    turns = cut.turns(View(kept, t, cut.page, lane))
    if cut.last and remaining:
        turns.append(view.form_button(t("ballot.all_in_form"), cut.page))
    return Marks(status, blocks, turns)


def fields(view: View, _: int) -> Sequence[Field]:
    """Return a menu for each page: one more dot on what is ticked there."""
    kept, t = view.kept, view.t
    remaining = left(view.plan, kept.content)
    if not remaining:
        return []
    cuts = leaves(kept.as_read(kept.options.standing))
    told = t.n("ballot.form_left", remaining)
    menus = [
        choices_field(
            str(cut.page),
            page_label(cut, t),
            [_choice(view, o) for o in cut.shown],
            description=told,
            placeholder=t("ballot.put_one_page"),
            most=remaining,
        )
        for cut in cuts
    ]
    if not marked(kept.content) or len(menus) == FIELDS:
        return menus
    return [f"{t('ballot.form_placed')}\n{restated(kept, t, view.room)}", *menus]


def read(view: View, _: int, filled: Fields) -> Filled:
    """Return the ballot with one more dot on each option that was ticked."""
    kept = view.kept
    chosen = [one for ticked in ticked_in(filled).values() for one in ticked]
    return Filled(put_one_each(kept.plan, kept.content, kept.options, chosen), view.page)


def _choice(view: View, one: Option) -> discord.SelectOption:
    """Return an option to choose, its words first; how many dots lie there is said below them."""
    held = cast(Dots, view.kept.content).get(one.name, 0)
    said = view.t.n("ballot.dots", held) if held else None
    return option(label_of(one, view.t), one.name, description=said)
