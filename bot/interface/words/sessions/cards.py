"""The cards, as letters: of the lobby and of each step, said once, folded when left."""

from __future__ import annotations

from datetime import datetime

from discord import ui

from bot.interface.cards import folded_card, folded_lobby, lobby_card, step_card
from bot.interface.sending.drawer import Edited, Post, Posted, Studio, Subject
from bot.store import Topic, Transaction
from bot.store.outbox import Letter


class LobbyDrawer(Posted):
    async def draw(self, subject: Subject, studio: Studio) -> Post:
        return Post(lobby_card(subject.session, subject.letter.id))

    async def noted(self, tx: Transaction, letter: Letter, message_id: int | None) -> None:
        await tx.sessions.set_lobby_message(letter.session_id, message_id)


class CardDrawer(Posted):
    def timely(self, subject: Subject, now: datetime) -> bool:
        return subject.step.is_open

    async def draw(self, subject: Subject, studio: Studio) -> Post:
        session, step, now = subject.session, subject.step, studio.clock()
        return Post(
            await step_card(studio.ctx, studio.screens, session, step, now, subject.letter.id)
        )

    async def noted(self, tx: Transaction, letter: Letter, message_id: int | None) -> None:
        await tx.sessions.set_card(letter.payload["step"], message_id)
        tx.touch(Topic.CARD, letter.session_id)


class FoldLobbyDrawer(Edited):
    def message_id(self, subject: Subject) -> int | None:
        return subject.session.lobby_message_id

    async def draw(self, subject: Subject, studio: Studio) -> ui.LayoutView:
        return folded_lobby(subject.session)


class FoldDrawer(Edited):
    def message_id(self, subject: Subject) -> int | None:
        return subject.step.card_message_id

    async def draw(self, subject: Subject, studio: Studio) -> ui.LayoutView:
        return await folded_card(studio.ctx, studio.screens, subject.session, subject.step)
