"""Ranks: option after option, the favourite first; or the whole order, typed by numbers."""

from __future__ import annotations

from collections.abc import Sequence

from bot.interface.pressing.router import Fields, custom_id
from bot.interface.showing.cards import shorten_lines
from bot.interface.showing.layout import PAGE, Block, Field, button, option, select, text_field
from bot.interface.words.vote.ballots import restated
from bot.workshop.vote.ballot import NotMarked, check_ranks, marked
from bot.workshop.vote.filling import rank_typed, written_order
from cogs.vote.ballots.sheet import Filled, Marks, View, label_of, leaf, line_of

# What a form shows above its field: every option, by its number.
_SHOWN = 3500
_LONGEST = 150
_WRITTEN = 450


def draw(view: View) -> Marks:
    """Return the order so far, and the menus that put an option next, or level with the last."""
    kept, t = view.kept, view.t
    ranked = marked(kept.content)
    placed = {int(name) for name in ranked}
    free = kept.as_read([o for o in kept.options.standing if o.number not in placed])
    cut = leaf(free, view.page, PAGE)
    step, page, in_room, seen = kept.step.id, cut.page, kept.in_room, kept.stamp
    blocks: list[Block] = [restated(kept, t, view.room) if ranked else None]
    if free:
        more = t("ballot.page", page=cut.page + 1, pages=cut.last + 1) if cut.last else ""
        choices = [option(label_of(o, t), o.name) for o in cut.shown]
        first = t("ballot.next") if ranked else t("ballot.first")
        following = select(
            custom_id("ballot.next", step=step, page=page, seen=seen, in_room=in_room),
            f"{first} {more}".strip(),
            choices,
        )
        blocks.append([following])
        if ranked and kept.plan.method.ties_ranks:
            level = f"{t('ballot.level')} {more}".strip()
            blocks.append(
                [
                    select(
                        custom_id("ballot.level", step=step, page=page, seen=seen, in_room=in_room),
                        level,
                        choices,
                    )
                ]
            )
    turns = [*cut.turns(view), view.form_button(t("ballot.write_order"), page)]
    if ranked:
        turns.append(
            button(
                t("ballot.undo"),
                custom_id("ballot.undo", step=step, page=page, seen=seen, in_room=in_room),
            )
        )
    unranked = "ballot.unranked" if kept.plan.method.ties_ranks else "seats.unranked"
    status = t.n(unranked, len(free)) if free else t("ballot.all_ranked")
    return Marks(status, blocks, turns)


def fields(view: View, _: int) -> Sequence[Field]:
    """Return the options by their numbers, and a field that holds the order so far."""
    kept, t = view.kept, view.t
    ranked = set(marked(kept.content))
    offered = [o for o in kept.as_read(kept.options.offered) if o.stands or o.name in ranked]
    each = max(20, min(_LONGEST, _SHOWN // max(1, len(offered)) - 10))
    listed = shorten_lines("\n".join(line_of(o, each, t) for o in offered), _SHOWN)
    field = text_field(
        "order",
        t("field.order"),
        description=t("field.order_hint" if kept.plan.method.ties_ranks else "seats.order_hint"),
        long=True,
        required=False,
        limit=_WRITTEN,
        default=written_order(kept.content) or None,
    )
    return [listed or "–", field]


def read(view: View, _: int, filled: Fields) -> Filled:
    """Return the ballot in the order that was typed."""
    written, kept = filled.get("order", ""), view.kept
    if not isinstance(written, str):
        raise NotMarked("ballot.unknown_option")
    content = rank_typed(written, kept.content, kept.options)
    check_ranks(kept.plan, content)
    return Filled(content, view.page)
