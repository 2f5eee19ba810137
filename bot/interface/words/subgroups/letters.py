"""What small groups are told, and what the room is told of them, as letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import discord

from bot.interface.sending.drawer import Edited, Post, Posted, Studio, Subject
from bot.interface.showing.layout import QUIET, layout
from bot.interface.showing.when import countdown
from bot.interface.words.subgroups.back import brought_message, seen_of
from bot.interface.words.subgroups.card import named
from bot.interface.words.subgroups.group import group_card
from bot.outbox import Said
from bot.services.sessions.card import showing_step
from bot.services.subgroups import telling, view
from bot.store.outbox import Letter
from bot.store.transaction import Transaction
from bot.workshop.text import escape


@dataclass(frozen=True, slots=True)
class Calling(Post):
    """A message that lets those whom it names into the thread where it stands: it is the one way
    to let several in at one request."""

    people: Sequence[int] = ()

    async def to(self, channel: discord.abc.Messageable, subject: Subject, nonce: str) -> Said:
        called = discord.AllowedMentions(
            everyone=False,
            roles=False,
            replied_user=False,
            users=[discord.Object(one) for one in self.people],
        )
        message = await channel.send(view=self.view, nonce=nonce, allowed_mentions=called)
        return Said(message.id)


class GroupCardDrawer(Posted):
    """The card of a group, in its room or its thread: in a thread it calls its people in."""

    async def draw(self, subject: Subject, studio: Studio) -> Post | None:
        payload = subject.letter.payload
        seen = await view.group_card(studio.ctx, payload["step"], payload["group"])
        if seen is None or not seen.step.is_open or seen.back:
            return None  # nobody is called where there is nothing left to do
        if not await telling.meets_in(studio.ctx, subject.session.id, subject.letter.channel_id):
            return None  # the place went away meanwhile
        card = group_card(seen, studio.clock(), subject.letter.id)
        called = seen.group.members if payload.get("mentions") else ()
        return Calling(card, people=called)

    async def noted(
        self, tx: Transaction, letter: Letter, message_id: int | None, now: datetime
    ) -> None:
        await telling.card_stands(tx, letter, message_id)


class GroupCardAgainDrawer(Edited):
    """The card of a group as it is now: its people, its time or its post-its changed elsewhere."""

    def message_id(self, subject: Subject) -> int:
        return subject.letter.payload["message"]

    async def draw(self, subject: Subject, studio: Studio) -> Post | None:
        payload = subject.letter.payload
        seen = await view.group_card(studio.ctx, payload["step"], payload["group"])
        return Post(group_card(seen, studio.clock())) if seen is not None else None


class GroupWarningDrawer(Posted):
    """The end is near, said where a group meets."""

    def timely(self, subject: Subject, now: datetime) -> bool:
        step = subject.step
        if not step.is_open or step.closes_at is None or step.closes_at <= now:
            return False
        return subject.letter.payload["ends"] == int(step.closes_at.timestamp())

    async def draw(self, subject: Subject, studio: Studio) -> Post:
        assert subject.step.closes_at is not None
        title = escape(subject.step.plan.title[subject.session.language])
        ends = countdown(subject.step.closes_at)
        words = subject.t("subgroups.warning", title=title, countdown=ends)
        return Post(layout(words, letter=subject.letter.id))


class GroupNoticeDrawer(Posted):
    """What whoever leads tells all groups, where each meets."""

    def timely(self, subject: Subject, now: datetime) -> bool:
        return subject.step.is_open

    async def draw(self, subject: Subject, studio: Studio) -> Post | None:
        text = await telling.notice(studio.ctx, subject.letter.payload["notice"])
        if text is None:
            return None
        quoted = "\n".join(f"> {line}" for line in escape(text).split("\n"))
        words = f"{subject.t('subgroups.notice')}\n{quoted}"
        return Post(layout(words, letter=subject.letter.id))


class GroupHelpDrawer(Posted):
    """A group calls whoever leads: said in the channel of the meeting, with the way there."""

    def timely(self, subject: Subject, now: datetime) -> bool:
        return subject.step.is_open

    async def draw(self, subject: Subject, studio: Studio) -> Post | None:
        payload, t = subject.letter.payload, subject.t
        seen = await view.group_card(studio.ctx, payload["step"], payload["group"])
        if seen is None or not seen.group.helps:
            return None
        where = f"<#{seen.places[0]}>" if seen.places else t("subgroups.here")
        words = t("subgroups.help_told", name=named(seen.group, t), where=where)
        return Post(layout(words, letter=subject.letter.id))


class GroupsReadyDrawer(Posted):
    """All groups say that they are done."""

    def timely(self, subject: Subject, now: datetime) -> bool:
        return subject.step.is_open

    async def draw(self, subject: Subject, studio: Studio) -> Post:
        words = subject.t("subgroups.ready_told")
        return Post(layout(words, colour=QUIET, letter=subject.letter.id))


class GroupsBackDrawer(Posted):
    """What each group made, once everyone comes back."""

    async def draw(self, subject: Subject, studio: Studio) -> Post | None:
        shown = await showing_step(studio.ctx, subject.step.id)
        if shown is None or not seen_of(shown).peopled:
            return None
        return Post(brought_message(shown, subject.letter.id))
