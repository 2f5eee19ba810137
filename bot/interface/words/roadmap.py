"""The roadmap, as the room leaves it and told forward at the end."""

from __future__ import annotations

from datetime import datetime

from discord import ui

from bot.interface.naming.people import language_of_room
from bot.interface.pressing.router import custom_id
from bot.interface.sending.drawer import Post, Posted, Studio, Subject
from bot.interface.sending.illustration import Illustration
from bot.interface.showing.layout import button, layout
from bot.reports.pictures.roadmap import roadmap as pictures
from bot.reports.record import SessionRecord
from bot.reports.roadmap.forward import pages as forward_pages
from bot.workshop.sessions.session import SessionState


class RoadmapDrawer(Posted):
    def timely(self, subject: Subject, now: datetime) -> bool:
        return subject.session.state is not SessionState.ENDED  # the summary has it

    async def draw(self, subject: Subject, studio: Studio) -> Post:
        told = await studio.record(subject)
        drawn = await studio.illustrate(told, lambda: pictures.glance(told, subject.t))
        return Post(roadmap(told, drawn, subject.letter.id), drawn.files)


class ForwardDrawer(Posted):
    async def draw(self, subject: Subject, studio: Studio) -> Post | None:
        told = await studio.record(subject)
        view = forward(told, subject.letter.payload["page"], subject.letter.id)
        return Post(view) if view is not None else None


def roadmap(told: SessionRecord, drawn: Illustration, letter: int) -> ui.LayoutView:
    """Return the roadmap as the room leaves it; the card of the step keeps its text."""
    t = language_of_room(told.session)
    placed = t.n("roadmap.left", len(told.milestones))
    full = button(
        t("button.whole_roadmap"), custom_id("road.picture", session=told.session.id), emoji="🖼️"
    )
    return layout(f"## {t('roadmap.title')}\n{placed}", *drawn.blocks(t), [full], letter=letter)


def forward(told: SessionRecord, page: int, letter: int) -> ui.LayoutView | None:
    """Return one page, from 0, of the roadmap told forward; None past the last."""
    pages = forward_pages(told, language_of_room(told.session))
    return layout(pages[page], letter=letter) if page < len(pages) else None
