"""The cards, as letters: of the lobby and of each step, said once, folded when left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.interface.sending.drawer import Edited, Post, Posted, Removed, Studio, Subject
from bot.interface.showing.cards import folded_card, folded_lobby, lobby_card, step_card
from bot.interface.showing.layout import layout, with_row
from bot.interface.showing.links import documents_button
from bot.interface.words.consent import DecisionDrawer
from bot.interface.words.sessions.rounds import told as round_told
from bot.interface.words.vote.results import ResultDrawer
from bot.services.sessions.announcing import tell_planner
from bot.services.sessions.card import card_posted, lobby_posted, showing, showing_step
from bot.services.sessions.covered import card_is_back, comes_back
from bot.services.sessions.quick import is_told, tell_all_the_same
from bot.store.outbox import Letter
from bot.store.transaction import Transaction

# What tells what a step decided, by its kind.
OUTCOMES: Mapping[str, Posted] = {"vote": ResultDrawer(), "consent": DecisionDrawer()}


class LobbyDrawer(Posted):
    async def draw(self, subject: Subject, studio: Studio) -> Post | None:
        shown = await showing(studio.ctx, subject.session.id)
        if shown is None:
            return None
        return Post(lobby_card(shown, subject.letter.id))

    async def noted(
        self, tx: Transaction, letter: Letter, message_id: int | None, now: datetime
    ) -> None:
        await lobby_posted(tx, letter, message_id)
        if message_id is not None:
            await tell_planner(tx, letter, now, posted=True)

    async def refused(self, tx: Transaction, letter: Letter, now: datetime) -> None:
        await tell_planner(tx, letter, now, posted=False)


class CardDrawer(Posted):
    def timely(self, subject: Subject, now: datetime) -> bool:
        return subject.step.is_open or subject.step.rests(subject.session)

    async def draw(self, subject: Subject, studio: Studio) -> Post | None:
        shown = await showing_step(studio.ctx, subject.step.id)
        if shown is None or shown.step is None:
            return None
        if not (shown.step.is_open or shown.step.rests(shown.session)):
            return None  # the room has moved on meanwhile
        return Post(step_card(studio.screens, shown, studio.clock(), subject.letter.id))

    async def noted(
        self, tx: Transaction, letter: Letter, message_id: int | None, now: datetime
    ) -> None:
        await card_posted(tx, letter, message_id)


class CardBackDrawer(CardDrawer):
    def timely(self, subject: Subject, now: datetime) -> bool:
        return comes_back(subject.step, subject.letter.payload["message"])

    async def noted(
        self, tx: Transaction, letter: Letter, message_id: int | None, now: datetime
    ) -> None:
        await card_is_back(tx, letter, message_id, now)


class ReplacedDrawer(Removed):
    def message_id(self, subject: Subject) -> int:
        return subject.letter.payload["message"]


class FoldLobbyDrawer(Edited):
    def message_id(self, subject: Subject) -> int | None:
        return subject.session.lobby_message_id

    async def draw(self, subject: Subject, studio: Studio) -> Post:
        return Post(folded_lobby(subject.session))


class FoldDrawer(Edited):
    def message_id(self, subject: Subject) -> int | None:
        return subject.step.card_message_id

    """What a step decided takes the place of its card where it was opened for that alone."""

    async def draw(self, subject: Subject, studio: Studio) -> Post:
        told = OUTCOMES.get(subject.step.plan.kind)
        if told is not None and subject.session.quick and subject.step.outcome is not None:
            found = await told.draw(subject, studio)
            if isinstance(found, Post):
                documents = documents_button(subject.session, subject.t)
                return replace(found, view=with_row(found.view, [documents]))
        if is_told(subject.session, subject.step):
            words = round_told(await studio.record(subject), subject.step, subject.t)
            return Post(layout(words, [documents_button(subject.session, subject.t)]))
        shown = await showing_step(studio.ctx, subject.step.id)
        assert shown is not None
        assert shown.step is not None
        if shown.step.rests(shown.session):  # the room came back to it, and its time closed it
            return Post(step_card(studio.screens, shown, studio.clock()))
        return Post(folded_card(studio.screens, shown))

    async def noted(
        self, tx: Transaction, letter: Letter, message_id: int | None, now: datetime
    ) -> None:
        if message_id is None:
            await tell_all_the_same(tx, letter, now)
