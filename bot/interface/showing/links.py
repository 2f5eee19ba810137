"""Buttons that several step kinds offer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import discord

from bot.i18n import Catalogue
from bot.interface.pressing.router import custom_id
from bot.interface.showing.layout import PAGE, Button, button
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.wall.shelves import Place

Item = TypeVar("Item")


def my_postits(session: Session, t: Catalogue) -> Button:
    """Return the button that opens one's own post-its."""
    return button(
        t("button.mine"),
        custom_id("postit.mine", session=session.id, page=0, room=False),
        emoji="📝",
    )


def room_postits(session: Session, t: Catalogue) -> Button:
    """Return the button that opens the post-its of people in the room, for those who lead."""
    listed = custom_id("postit.mine", session=session.id, page=0, room=True)
    return button(t("button.in_room_mine"), listed, emoji="📝")


def room_page(session: Session, t: Catalogue) -> Button:
    """Return the button back to what is done for people in the room."""
    return button(t("button.in_room"), custom_id("in_room.open", session=session.id), emoji="👥")


def room_writes(session: Session, step: StepRun, t: Catalogue) -> tuple[Button, ...]:
    """Return the buttons by which those who lead write post-its for people in the room, and see
    what these wrote."""
    written = button(
        t("button.in_room_write"),
        custom_id("postit.add", step=step.id, room=True),
        emoji="🗒️",
        style=discord.ButtonStyle.primary,
    )
    return written, room_postits(session, t)


def read_wall(session: Session, label: str) -> Button:
    """Return the button that opens the wall, page by page."""
    return button(label, custom_id("wall.read", session=session.id, page=0, room=False), emoji="🧱")


def room_reacts(session: Session, t: Catalogue) -> Button:
    """Return the button by which those who lead react to the wall for people in the room."""
    where = custom_id("wall.read", session=session.id, page=0, room=True)
    return button(t("button.wall_room"), where, emoji="🧱")


def where_button(step: StepRun, t: Catalogue) -> Button:
    """Return the button that asks where one's post-its go that have no column."""
    where = custom_id("postit.where", step=step.id, page=0)
    return button(t("button.where_column"), where, emoji="❔")


def documents_button(session: Session, t: Catalogue, letter: int | None = None) -> Button:
    """Return the button that gives the documents of a session to who led it; `letter`, if any,
    marks the message."""
    act = custom_id("session.documents", session=session.id, letter=letter)
    return button(t("button.documents"), act, emoji="📄")


def files_button(session: Session, t: Catalogue) -> Button:
    """Return the button that opens the page of all documents of a session."""
    act = custom_id("files.open", told=session.id)
    return button(t("button.files"), act, emoji="📎")


def read_part(session: Session, place: Place, label: str) -> Button:
    """Return the button that opens one part of the wall, page by page."""
    where = custom_id("wall.part", session=session.id, theme=place.theme, lane=place.lane, page=0)
    return button(label, where, emoji="🧱")


def page_of(
    items: Sequence[Item], page: int, at: Callable[[int], str]
) -> tuple[Sequence[Item], list[Button]]:
    """Return what a menu shows on `page`, from 0, and the buttons that turn it, if any.

    `at` gives the custom id of a page; one out of bounds is the nearest.
    """
    last = max(0, (len(items) - 1) // PAGE)
    page = min(max(0, page), last)
    shown = items[page * PAGE : (page + 1) * PAGE]
    if not last:
        return shown, []
    return shown, [
        button("◀", at(page - 1), disabled=page == 0),
        button("▶", at(page + 1), disabled=page == last),
    ]
