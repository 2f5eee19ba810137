"""The wall: counts on the card, and its pages read privately."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.interface.announcements import wall_text
from bot.interface.cog import Desk
from bot.interface.layout import Button, button, layout
from bot.interface.replies import replace, sentence
from bot.interface.router import Press, custom_id, on
from bot.interface.screen import Scene, StepScreen
from bot.services.records import record
from bot.workshop.text import escape
from bot.workshop.wall import pages
from cogs.steps.links import my_postits, read_wall


class RevealScreen(StepScreen):
    async def body(self, scene: Scene) -> str:
        t = scene.t
        async with scene.ctx.database.read() as tx:
            postits = [p for p in await tx.postits.of_session(scene.session.id) if p.number]
        if not postits:
            return t("wall.empty")
        lanes = Counter(p.dimension for p in postits)
        lines = [f"🗒️ **{t.n('count.postits', len(postits))}**"]
        if set(lanes) != {None}:
            lines += [
                f"- {escape(name) if name else t('wall.no_dimension')} · {count}"
                for name, count in lanes.items()
            ]
        return "\n".join(lines)

    def buttons(self, scene: Scene) -> Sequence[Button]:
        return (
            read_wall(scene.session, scene.t("button.wall")),
            my_postits(scene.session, scene.t),
        )


class RevealDesk(Desk):
    @on("wall.read", 2)
    async def _read(self, press: Press) -> None:
        session_id, page = press.args
        told = await record(self.ctx, session_id)
        shown = [p for p in told.postits if p.number is not None]
        found = pages(shown)
        if not found:
            await replace(press.interaction, sentence(press.t("wall.empty")))
            return
        page = min(max(0, page), len(found) - 1)
        first, last = found[page]
        await replace(
            press.interaction,
            layout(
                press.t("wall.title", first=first, last=last, total=len(shown)),
                wall_text([p for p in shown if first <= (p.number or 0) <= last], press.t),
                [
                    button("◀", custom_id("wall.read", session_id, page - 1), disabled=page == 0),
                    button(
                        "▶",
                        custom_id("wall.read", session_id, page + 1),
                        disabled=page == len(found) - 1,
                    ),
                ]
                if len(found) > 1
                else None,
            ),
        )
