"""Sorting: the themes on the card, and what the facilitators' private messages share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.pressing.router import custom_id, number
from bot.interface.showing.cards import shorten_lines
from bot.interface.showing.layout import (
    PAGE,
    Button,
    button,
    layout,
    option,
)
from bot.interface.showing.links import read_wall, room_writes
from bot.interface.showing.screen import Scene, StepScreen
from bot.interface.words.postits import late_way
from bot.interface.words.themes import theme_lines
from bot.interface.words.together import card_lines, leaving_text
from bot.reports.pictures.drawing import Drawing
from bot.reports.pictures.wall.overview import glance
from bot.reports.record import SessionRecord
from bot.services.postits.adding import joins_wall
from bot.services.sessions.ahead import Holding, Way
from bot.services.themes.sorting import Board
from bot.services.themes.step import Grouping
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.text import escape
from bot.workshop.themes.sorting import Change, ChangeKind, Sorting

# In a menu of themes, which are chosen by their numbers: what turns it, before the page.
_TURN = "page "

_BODY = 2600


@dataclass(frozen=True, slots=True)
class Filter:
    """Which post-its the table shows: those of a theme, `every` one, else those in no theme."""

    theme: int | None = None
    every: bool = False

    def shows(self, place: int | None) -> bool:
        """Return whether it shows a post-it that stands in the theme `place`, None in no theme."""
        return self.every or place == self.theme


UNSORTED = Filter()
EVERY = Filter(every=True)


class GroupScreen(StepScreen[Grouping]):
    def body(self, scene: Scene[Grouping]) -> str:
        t, found = scene.t, scene.found
        first = last = ""
        current = found.round if found.choosable else None
        if found.round is not None and found.round.is_aside:
            first = t("together.undone")
        elif current is not None and found.progress is not None:
            first = card_lines(found.progress, t, is_open=found.sorts)
        if found.names and not found.sorts:
            last = f"✏️ {t.n('names.proposed', found.names)}"
        room = _BODY - len(first) - len(last)
        themes = self._told(scene, t("theme.none_yet"), room)
        return "\n".join(filter(None, (first, themes, last)))

    def _told(self, scene: Scene[Grouping], none_yet: str, room: int = _BODY) -> str:
        """Return the themes, or what is said while there is none."""
        t = scene.t
        found, told = scene.found.sorting, scene.found.progress
        if not found.places:
            return t("wall.empty")
        left = len(found.unsorted) - (told.apart if told is not None else 0)
        head = f"🗂️ **{t.n('count.themes', len(found.themes))}** · " + (
            t.n("theme.left", left, total=len(found.places)) if left else t("theme.all_sorted")
        )
        lines = theme_lines(found, t) if found.themes else none_yet
        return shorten_lines(f"{head}\n{lines}".rstrip(), room)

    def left_behind(self, scene: Scene[Grouping]) -> str:
        return self._told(scene, "")  # nobody is asked any more

    def leaving(self, holding: Holding, way: Way, session: Session, t: Catalogue) -> str:
        return leaving_text(holding, way, session, t)

    def pictured(self, session: Session, step: StepRun) -> bool:
        return True

    def picture(self, told: SessionRecord, step: StepRun, t: Catalogue) -> Drawing | None:
        return glance(told, t)

    def buttons(self, scene: Scene[Grouping]) -> Sequence[Button]:
        t, step, found = scene.t, scene.step, scene.found
        wall = read_wall(scene.session, t("button.wall"))
        if not found.sorts:
            propose = custom_id("names.propose", step=step.id, room=False)
            seen = custom_id("names.page", step=step.id, page=0, room=False)
            ways = [button(t("button.propose_names"), propose, emoji="✏️")]
            if found.names:
                ways.append(button(t("button.names_seen", n=found.names), seen))
            return (*ways, wall)
        if found.progress is not None and not found.progress.waiting:
            return (wall,)
        label, verb = t("button.sort_handful"), custom_id("together.sort", step=step.id, room=False)
        return (button(label, verb, emoji="🗂️", style=discord.ButtonStyle.primary), wall)

    def lead_notice(self, scene: Scene[Grouping]) -> str:
        found, t = scene.found, scene.t
        lines = [late_way(scene.session, scene.step, t)]
        if found.progress is not None and found.progress.to_discuss:
            lines.insert(0, "💬 " + t.n("together.notice", found.progress.to_discuss))
        return "\n".join(filter(None, lines))

    def room_buttons(self, scene: Scene[Grouping]) -> Sequence[Button]:
        t, step, found = scene.t, scene.step, scene.found
        late = joins_wall(scene.session, step)
        writes = room_writes(scene.session, step, t) if late else ()
        if not found.sorts:
            propose = custom_id("names.propose", step=step.id, room=True)
            return (button(t("button.propose_names"), propose, emoji="✏️"), *writes)
        if found.progress is not None and not found.progress.waiting:
            return writes
        sort = custom_id("together.sort", step=step.id, room=True)
        return (button(t("button.sort_room"), sort, emoji="🗂️"), *writes)

    def lead_buttons(self, scene: Scene[Grouping]) -> Sequence[Button]:
        t, step, found = scene.t, scene.step, scene.found
        sort_together = (
            custom_id("together.start", step=step.id)
            if found.round is None
            else custom_id("together.view", step=step.id)
        )
        buttons = [
            button(
                t("button.sort_together"),
                sort_together,
                emoji="🗂️",
                style=discord.ButtonStyle.primary,
            ),
            button(
                t("button.sort"),
                custom_id("theme.sort", step=step.id, theme=None, page=0, every=False),
            ),
            button(t("button.themes"), custom_id("theme.list", step=step.id, page=0)),
            button(t("button.alike"), custom_id("theme.like", step=step.id), emoji="💡"),
        ]
        if found.names:
            room = custom_id("names.room", step=step.id)
            buttons.append(button(t("button.names_room"), room, emoji="✏️"))
        return buttons


def travels(now: Board, shown: Filter | None, t: Catalogue) -> list[Button]:
    """Return the buttons that undo and redo, and say what.

    They lead back to the table with what is `shown` there; with None, to the list of themes.
    """
    found: list[Button] = []
    step_id, seen, listed = now.step.id, now.revision, shown is None
    theme, every = (None, False) if shown is None else (shown.theme, shown.every)
    if now.undo is not None:
        where = custom_id(
            "theme.undo",
            step=step_id,
            theme=theme,
            seen=seen,
            every=every,
            listed=listed,
            sure=False,
        )
        found.append(button(t("button.undo", what=what(now.undo, t)), where, emoji="↩️"))
    if now.redo is not None:
        where = custom_id(
            "theme.redo", step=step_id, theme=theme, seen=seen, every=every, listed=listed
        )
        found.append(button(t("button.redo", what=what(now.redo, t)), where, emoji="↪️"))
    return found


def ask_undo(now: Board, yes: str, no: str, t: Catalogue) -> ui.LayoutView:
    """Return what undoing takes out of its theme, that was filed there since: asked first."""
    assert now.undo is not None
    asked = t.n("theme.ask_undo", now.undo_takes_out, what=what(now.undo, t, escape))
    act = button(t("button.undo_yes"), yes, style=discord.ButtonStyle.danger)
    return layout(asked, [act, button(t("button.leave_so"), no)])


def theme_options(
    now: Sorting,
    page: int,
    t: Catalogue,
    first: Sequence[discord.SelectOption] = (),
    chosen: int | None = None,
    without: int | None = None,
) -> list[discord.SelectOption]:
    """Return `first`, then a page of themes with their counts, and the turns to other pages."""
    sizes = now.sizes
    themes = [theme for theme in now.themes if theme.id != without]
    room = PAGE - len(first)
    if len(themes) > room:
        room -= 2
    last = max(0, (len(themes) - 1) // room)
    page = min(max(0, page), last)
    options = [
        *first,
        *(
            option(f"{theme.name} · {sizes[theme.id]}", str(theme.id), default=theme.id == chosen)
            for theme in themes[page * room : (page + 1) * room]
        ),
    ]
    if page:
        options.append(option(f"◀ {t('theme.others')}", f"{_TURN}{page - 1}"))
    if page < last:
        options.append(option(f"▶ {t('theme.others')}", f"{_TURN}{page + 1}"))
    return options


def what(made: Change, t: Catalogue, name: Callable[[str], str] = str) -> str:
    """Return a change in a few words, its theme's name passed through `name`."""
    if made.kind is ChangeKind.START:
        return t("theme.started")
    if made.kind is ChangeKind.NAME:
        return t.n("theme.named_several", made.named)
    if made.kind is ChangeKind.TOGETHER:
        return t.n("together.made", made.moved)
    if made.kind is ChangeKind.MOVE:
        return t.n("theme.moved", made.moved, name=name(made.name))
    if made.kind is ChangeKind.PUT_BACK:
        return t.n("theme.put_back", made.moved)
    if made.kind is ChangeKind.APART:
        return t.n("theme.left_apart", made.moved)
    return t(f"theme.made.{made.kind}", name=name(made.name))


def told(made: Change | None, t: Catalogue) -> str:
    """Return what is said of a change once it is kept."""
    if made is None:
        return "✅ " + t("theme.same_as_before")
    return "✅ " + t("theme.done", what=what(made, t, escape))


def turn_of(chosen: str) -> int | None:
    """Return the page that a choice turns to, if it turns; raise Refusal when it was forged."""
    return number(chosen.removeprefix(_TURN)) if chosen.startswith(_TURN) else None
