"""One part of the wall, or its picture, for one person; published by whoever leads."""

from __future__ import annotations

from collections.abc import Sequence

from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, number, on
from bot.interface.sending.illustration import Around, show_privately
from bot.interface.showing.layout import PAGE, Button, Row, button, layout, option, select
from bot.interface.showing.links import read_wall
from bot.interface.words.postits import legend
from bot.interface.words.themes import part_title
from bot.interface.words.wall import part_name, pictured, postit_with_echo
from bot.reports.pictures.drawing import Drawing
from bot.reports.pictures.wall.wall import part_in_full, wall
from bot.reports.record import SessionRecord
from bot.services.records import record
from bot.services.wall.publishing import publish_part, publishable
from bot.workshop.errors import Outdated, Refusal
from bot.workshop.sessions.session import SessionState
from bot.workshop.wall.shelves import Place, Shelf, shelf_at, shelves
from bot.workshop.wall.wall import COUNTS, PRIVATE_POSTITS, sheets

# Chosen in a menu: a theme or a lane, before its number; what stands in none.
_THEME = "theme "
_LANE = "lane "
_NONE = "none"
# Pictures of a message.
_PICTURES = 6


class PartsDesk(Desk):
    """A part is named by its theme, or by its lane; by neither, it is what stands nowhere."""

    @on("wall.choose", "session")
    async def _choose(self, press: Press, session: int) -> None:
        await self._show(press, session, _chosen(press.chosen), 0)

    @on("wall.part", "session", "theme", "lane", "page")
    async def _part(
        self, press: Press, session: int, theme: int | None, lane: int | None, page: int
    ) -> None:
        await self._show(press, session, Place(theme, lane), page)

    @on("wall.picture", "session", "theme", "lane", "whole", "first")
    async def _picture(
        self,
        press: Press,
        session: int,
        theme: int | None,
        lane: int | None,
        whole: bool,
        first: int = 0,
    ) -> None:
        """Draw every post-it of the part, or of the whole wall, for whoever asks, in a message of
        its own: as many pictures as it holds from `first` on, and a button for the next ones."""
        await press.interaction.response.defer(ephemeral=True, thinking=True)
        told, place = await record(self.ctx, session), Place(theme, lane)
        drawn: list[Drawing] = []

        def drawings() -> Sequence[Drawing]:
            drawn[:] = wall(told, press.t) if whole else part_in_full(told, press.t, place)
            return drawn[first : first + _PICTURES]

        def around(shown: int) -> Around:
            last = first + shown
            left = len(drawn) - last
            return Around(
                pictured(drawn, first, last, press.t) if shown else "",
                [picture_button(told, None if whole else place, press.t, last)]
                if shown and left
                else (),
            )

        nothing = press.t("wall.part_empty")
        await show_privately(press.interaction, self.bot.press, drawings, press.t, nothing, around)

    @on("wall.publish", "session", "theme", "lane", "seen")
    async def _publish(
        self, press: Press, session: int, theme: int | None, lane: int | None, seen: int
    ) -> None:
        place = Place(theme, lane)
        try:
            await publish_part(self.ctx, session, press.actor, place, seen, self.bot.clock())
            head = "✅ " + press.t("wall.part_published")
        except Outdated as refusal:
            head = press.t(refusal.key)
        await self._show(press, session, place, 0, head)

    async def _show(
        self, press: Press, session: int, place: Place, page: int, head: str = ""
    ) -> None:
        told = await record(self.ctx, session)
        revision = await publishable(self.ctx, session, press.actor)
        await replace(press.interaction, _page(told, place, page, revision, press.t, head))


def parts_menu(told: SessionRecord, t: Catalogue) -> Row:
    """Return the menu of the parts of a wall; nothing where it has one alone."""
    postits = [p for p in told.postits if p.number is not None]
    found = shelves(told.session, told.sorting, postits)
    if len(found) < 2:
        return []
    options = [
        option(f"{part_name(shelf.name, told, t)} · {len(shelf.postits)}", _word(shelf))
        for shelf in found
    ]
    if len(options) > PAGE:  # the smallest give way to what stands nowhere, the last
        options = [*options[: PAGE - 1], options[-1]]
    return [select(custom_id("wall.choose", session=told.session.id), t("wall.choose"), options)]


def picture_button(
    told: SessionRecord, place: Place | None, t: Catalogue, first: int = 0
) -> Button:
    """Return the button that draws a part, the whole wall for None; from picture `first` on,
    where those before it are shown."""
    at = place or Place()
    where = custom_id(
        "wall.picture",
        session=told.session.id,
        theme=at.theme,
        lane=at.lane,
        whole=place is None,
        first=first,
    )
    if first:
        return button(t("button.next_pages"), where, emoji="▶️")
    return button(t("button.picture"), where, emoji="🖼️")


def _page(
    told: SessionRecord,
    place: Place,
    page: int,
    revision: int | None,
    t: Catalogue,
    head: str,
) -> ui.LayoutView:
    session = told.session
    postits = [p for p in told.postits if p.number is not None]
    shelf = shelf_at(session, told.sorting, postits, place)
    if shelf is None:
        return layout(head, t("wall.part_empty"), [read_wall(session, t("button.whole_wall"))])
    found = sheets(shelf.postits, PRIVATE_POSTITS, COUNTS)
    page = min(max(0, page), len(found) - 1)
    here = found[page]
    react = (
        []
        if session.state is SessionState.ENDED
        else [
            select(
                custom_id("react.pick", page=page, room=False),
                t("react.pick"),
                [option(f"{p.number} · {p.marked}", str(p.id)) for p in here],
            )
        ]
    )
    acts = [picture_button(told, place, t)]
    if revision is not None:
        publish = custom_id(
            "wall.publish",
            session=session.id,
            theme=place.theme,
            lane=place.lane,
            seen=revision,
        )
        acts.append(button(t("button.publish_part"), publish, emoji="📣"))
    acts.append(read_wall(session, t("button.whole_wall")))
    return layout(
        head,
        part_title(told, place, t),
        "\n".join(postit_with_echo(p, told.echoes, session) for p in here),
        legend(here, t),
        react,
        parts_menu(told, t),
        _turns(told, place, page, len(found)),
        acts,
    )


def _turns(told: SessionRecord, place: Place, page: int, pages: int) -> Sequence[Button]:
    def at(wanted: int) -> str:
        return custom_id(
            "wall.part",
            session=told.session.id,
            theme=place.theme,
            lane=place.lane,
            page=wanted,
        )

    if pages == 1:
        return []
    return [
        button("◀", at(page - 1), disabled=page == 0),
        button("▶", at(page + 1), disabled=page == pages - 1),
    ]


def _word(shelf: Shelf) -> str:
    if shelf.place.theme is not None:
        return f"{_THEME}{shelf.place.theme}"
    return _NONE if shelf.place.lane is None else f"{_LANE}{shelf.place.lane}"


def _chosen(word: str) -> Place:
    """Return the part that a choice names; raise Refusal when it was forged."""
    if word == _NONE:
        return Place()
    if word.startswith(_THEME):
        return Place(theme=number(word.removeprefix(_THEME)))
    if word.startswith(_LANE):
        return Place(lane=number(word.removeprefix(_LANE)))
    raise Refusal("button.unknown")
