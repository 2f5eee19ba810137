"""Where one's post-its go that were typed without a column: asked in private, one menu each."""

from __future__ import annotations

from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.sending.marks import Mark
from bot.interface.showing.layout import Block, button, layout, option, select
from bot.interface.showing.links import my_postits
from bot.services.postits import columns
from bot.services.postits.columns import Unplaced
from bot.workshop.text import escape, shorten

# A message holds 40 components; each post-it takes three.
_EACH = 8
_TEXT = 300


class ColumnsDesk(Desk):
    @on("postit.where", "step", "page")
    async def _where(self, press: Press, step: int, page: int) -> None:
        found = await columns.unplaced(self.ctx, step, press.actor)
        await replace(press.interaction, _asked(found, page, press.t))

    @on("postit.into", "postit", "page")
    async def _into(self, press: Press, postit: int, page: int) -> None:
        placed, left = await columns.place(self.ctx, postit, press.actor, press.number())
        said = f"✅ {press.t('column.placed', column=escape(placed.column or ''))}"
        await replace(press.interaction, _asked(left, page, press.t, said))
        if placed.message_id is not None and all(
            one.message_id != placed.message_id for one in left.postits
        ):
            channel = left.session.channel_id
            self.bot.marks.put(channel, placed.message_id, Mark.KEPT, [Mark.UNPLACED])


def _asked(found: Unplaced, page: int, t: Catalogue, said: str = "") -> ui.LayoutView:
    """Return one's post-its without a column, on `page`, from 0, each with its menu."""
    postits = found.postits
    if not postits:
        told = t("column.all_placed" if found.wrote else "column.none")
        return layout(said, told, [my_postits(found.session, t)])
    last = (len(postits) - 1) // _EACH
    page = min(max(0, page), last)
    blocks: list[Block] = [said, t.n("column.ask", len(postits))]
    for postit in postits[page * _EACH : (page + 1) * _EACH]:
        choices = [option(name, str(rank)) for rank, name in enumerate(found.columns)]
        into = custom_id("postit.into", postit=postit.id, page=page)
        blocks.append(f"> {escape(shorten(postit.text, _TEXT))}")
        blocks.append([select(into, t("column.choose"), choices)])
    if last:
        where = [
            custom_id("postit.where", step=found.step.id, page=to) for to in (page - 1, page + 1)
        ]
        blocks.append(
            [
                button("◀", where[0], disabled=page == 0),
                button("▶", where[1], disabled=page == last),
            ]
        )
    return layout(*blocks)
