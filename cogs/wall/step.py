"""The wall: counts on the card, and its pages read privately."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.replies import replace, sentence
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import Button, button, layout, option, select
from bot.interface.showing.links import my_postits, read_wall, room_reacts, room_writes
from bot.interface.showing.screen import Scene, StepScreen
from bot.interface.words.postits import late_way, legend
from bot.interface.words.themes import wall_by_theme
from bot.interface.words.wall import wall_text
from bot.reports.pictures.drawing import Drawing
from bot.reports.pictures.wall.overview import glance
from bot.reports.record import SessionRecord
from bot.services.postits.adding import joins_wall
from bot.services.records import record
from bot.services.wall.step import Wall
from bot.workshop.kinds import Collect
from bot.workshop.sessions.session import Session, SessionState, StepRun, hides
from bot.workshop.text import escape
from bot.workshop.themes.pages import pages as themed_pages
from bot.workshop.wall.wall import COUNTS, PRIVATE_POSTITS, in_lanes, nowhere, sheets
from cogs.wall.parts import parts_menu, picture_button


class RevealScreen(StepScreen[Wall]):
    def body(self, scene: Scene[Wall]) -> str:
        return "\n".join(filter(None, [self._shown(scene), self._waiting(scene)]))

    def _waiting(self, scene: Scene[Wall]) -> str:
        waiting = scene.found.waiting
        return scene.t.n("wall.waiting", waiting) if waiting else ""

    def _shown(self, scene: Scene[Wall]) -> str:
        t = scene.t
        postits = scene.found.postits
        if not postits:
            return t("wall.empty")
        lanes = Counter(p.lane for p in in_lanes(postits, scene.session))
        lines = [f"🗒️ **{t.n('count.postits', len(postits))}**"]
        if set(lanes) != {None}:
            lines += [
                f"- {escape(name) if name else t(nowhere(scene.session))} · {count}"
                for name, count in lanes.items()
            ]
        return "\n".join(lines)

    def pictured(self, session: Session, step: StepRun) -> bool:
        """A wall that was hidden opens with a message of its own, which has the picture."""
        plans = session.recipe.steps
        return not any(isinstance(plan, Collect) and hides(session, plan) for plan in plans)

    def picture(self, told: SessionRecord, step: StepRun, t: Catalogue) -> Drawing | None:
        return glance(told, t)

    def buttons(self, scene: Scene[Wall]) -> Sequence[Button]:
        return (
            read_wall(scene.session, scene.t("button.wall")),
            my_postits(scene.session, scene.t),
        )

    def lead_notice(self, scene: Scene[Wall]) -> str:
        return late_way(scene.session, scene.step, scene.t)

    def room_buttons(self, scene: Scene[Wall]) -> Sequence[Button]:
        late = joins_wall(scene.session, scene.step)
        read = room_reacts(scene.session, scene.t)
        return (read, *room_writes(scene.session, scene.step, scene.t)) if late else (read,)


class RevealDesk(Desk):
    @on("wall.read", "session", "page", "room")
    async def _read(self, press: Press, session: int, page: int, room: bool = False) -> None:
        told = await record(self.ctx, session)
        shown = in_lanes([p for p in told.postits if p.number is not None], told.session)
        found = sheets(shown, PRIVATE_POSTITS, COUNTS)
        themed = (
            themed_pages(told.sorting, shown, PRIVATE_POSTITS, COUNTS)
            if told.sorting.themes
            else []
        )
        if not found:
            await replace(press.interaction, sentence(press.t("wall.empty")))
            return
        page = min(max(0, page), len(themed or found) - 1)
        if themed:
            here = [postit for stretch in themed[page] for postit in stretch.postits]
            title = press.t("theme.wall", page=page + 1, pages=len(themed))
            text = wall_by_theme(themed[page], press.t, told.echoes)
        else:
            here = found[page]
            before = sum(len(sheet) for sheet in found[:page])
            title = press.t(
                "wall.title", first=before + 1, last=before + len(here), total=len(shown)
            )
            text = wall_text(here, press.t, told.session, told.echoes)
        await replace(
            press.interaction,
            layout(
                title,
                text,
                legend(here, press.t),
                []
                if told.session.state is SessionState.ENDED
                else [
                    select(
                        custom_id("react.pick", page=page, room=room),
                        press.t("react.pick"),
                        [option(f"{p.number} · {p.marked}", str(p.id)) for p in here],
                    )
                ],
                [
                    button(
                        "◀",
                        custom_id("wall.read", session=session, page=page - 1, room=room),
                        disabled=page == 0,
                    ),
                    button(
                        "▶",
                        custom_id("wall.read", session=session, page=page + 1, room=room),
                        disabled=page == len(themed or found) - 1,
                    ),
                ]
                if len(themed or found) > 1
                else None,
                parts_menu(told, press.t),
                [picture_button(told, None, press.t)],
            ),
        )
