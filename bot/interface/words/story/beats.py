"""The messages of the story, in the order in which it is told."""

from __future__ import annotations

from dataclasses import dataclass

import discord
from discord import ui

from bot.interface.naming.people import language_of_room
from bot.interface.sending import recording
from bot.interface.sending.drawer import Post, Posted, Sending, Studio, Subject
from bot.interface.sending.illustration import Illustration
from bot.interface.showing.layout import layout
from bot.interface.words.story.texts import (
    FICTION,
    anchor_text,
    award_text,
    fiction_note,
    opening_text,
)
from bot.outbox import Said
from bot.reports.pictures.certificate import certificate
from bot.services.story.telling import recorded
from bot.workshop.sessions.session import Session
from bot.workshop.story.beats import Beat, beat_at
from bot.workshop.story.scenario import Media


@dataclass(frozen=True, slots=True)
class Played:
    """The recording or the picture of the scenario; its words where `content` is gone."""

    media: Media
    content: bytes | None

    async def to(self, channel: discord.abc.Messageable, subject: Subject, nonce: str) -> Said:
        message = await recording.play(
            channel, subject.session, self.media, self.content, subject.letter, nonce
        )
        return Said(message.id)


class BeatDrawer(Posted):
    async def draw(self, subject: Subject, studio: Studio) -> Sending:
        session, letter = subject.session, subject.letter
        index, drawn = letter.payload["index"], Illustration()
        which = beat_at(session.scenario, index)
        if which is Beat.MEDIA:
            assert session.scenario is not None
            assert session.scenario.media is not None
            media = session.scenario.media
            return Played(media, await recorded(studio.ctx, media))
        if which is Beat.AWARD:
            told = await studio.record(subject)
            drawn = await studio.illustrate(told, lambda: certificate(told, subject.t))
        return Post(beat(session, index, drawn, letter.id), drawn.files)

    def stands_in(self, message: discord.Message, letter: int) -> bool:
        return super().stands_in(message, letter) or recording.says(message, letter)


def beat(session: Session, index: int, drawn: Illustration, letter: int) -> ui.LayoutView:
    """Return message `index` of the story: the opening, an anchor, or the award as `drawn`.

    The recording or the picture of a scenario is for `bot.interface.sending.recording`.
    """
    t = language_of_room(session)
    scenario = session.scenario
    assert scenario is not None
    if index == 0:
        text = opening_text(scenario.horizon, scenario.opening)
    elif index <= len(scenario.anchors):
        anchor = scenario.anchors[index - 1]
        text = anchor_text(anchor.year, anchor.title, anchor.text)
    else:
        award = scenario.award
        assert award is not None
        text = award_text(
            award.name,
            award.text,
            scenario.organisation,
            scenario.origin,
            scenario.horizon,
            t,
        )
    return layout(text, *drawn.blocks(t), fiction_note(t), colour=FICTION, letter=letter)
