"""Ranks: option after option, the favourite first."""

from __future__ import annotations

from bot.interface.pressing.router import custom_id
from bot.interface.showing.layout import PAGE, Block, button, option, select
from bot.interface.words.vote.ballots import restated
from bot.workshop.vote.ballot import marked
from cogs.vote.ballots.sheet import PLACED, Marks, View, label_of, leaf


def draw(view: View) -> Marks:
    """Return the order so far, and the menus that put an option next, or level with the last."""
    kept, t = view.kept, view.t
    ranked = marked(kept.content)
    placed = {int(name) for name in ranked}
    free = [o for o in kept.options.standing if o.number not in placed]
    cut = leaf(free, view.page, PAGE)
    step, page, in_room, seen = kept.step.id, cut.page, kept.in_room, kept.stamp
    blocks: list[Block] = [restated(kept, t, PLACED) if ranked else None]
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
        if ranked:
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
    turns = cut.turns(view)
    if ranked:
        turns.append(
            button(
                t("ballot.undo"),
                custom_id("ballot.undo", step=step, page=page, seen=seen, in_room=in_room),
            )
        )
    status = t.n("ballot.unranked", len(free)) if free else t("ballot.all_ranked")
    return Marks(status, blocks, turns)
