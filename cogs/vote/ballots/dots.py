"""Dots, put on options and taken back."""

from __future__ import annotations

from typing import cast

from bot.interface.pressing.router import custom_id
from bot.interface.showing.layout import PAGE, Block, option, select
from bot.interface.words.vote.ballots import restated
from bot.workshop.vote.ballot import Dots, left
from cogs.vote.ballots.sheet import ALL, PLACED, Marks, View, label_of, leaf


def draw(view: View) -> Marks:
    """Return the menus from which dots are put and taken, and the dots as they lie."""
    kept, t = view.kept, view.t
    dots = cast(Dots, kept.content)
    lanes = kept.options.lanes
    lane = view.lane if view.lane is not None and 0 <= view.lane < len(lanes) else None
    within = kept.options.standing if lane is None else kept.options.of_lane(lanes[lane])
    cut = leaf(within, view.page, PAGE)
    remaining = left(kept.plan, dots)
    placed = [kept.options.by_name[name] for name in dots]
    blocks: list[Block] = [restated(kept, t, PLACED) if placed else None]
    if remaining and cut.shown:
        put = t("ballot.put", page=cut.page + 1, pages=cut.last + 1)
        choices = [option(label_of(o, t, _held(dots.get(o.name, 0))), o.name) for o in cut.shown]
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
                option(name or t("wall.no_dimension"), str(rank), default=rank == lane)
                for rank, name in enumerate(lanes)
            ),
        ]
        where = custom_id("ballot.lane", step=kept.step.id, in_room=kept.in_room)
        blocks.append([select(where, t(f"ballot.one_of_{what}"), choices)])
    if placed:
        # A menu holds 25: those of the page that is looked at come first.
        placed.sort(key=lambda o: o not in cut.shown)
        choices = [option(label_of(o, t, _held(dots[o.name])), o.name) for o in placed]
        where = custom_id(
            "ballot.take",
            step=kept.step.id,
            page=cut.page,
            lane=lane,
            seen=kept.stamp,
            in_room=kept.in_room,
        )
        blocks.append([select(where, t("ballot.take"), choices)])
    status = t.n("ballot.left", remaining) if remaining else t("ballot.none_left")
    shown = View(kept, t, cut.page, lane)
    return Marks(f"{_shown(kept.plan.budget, remaining)} · {status}", blocks, cut.turns(shown))


def _held(dots: int) -> str:
    return f"{'●' * min(dots, 10)} " if dots else ""


def _shown(budget: int, remaining: int) -> str:
    if budget > 20:
        return f"{budget - remaining}/{budget}"
    return "●" * (budget - remaining) + "○" * remaining
