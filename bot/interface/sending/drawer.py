"""How the letters of one kind are said: what every drawer has, and what it draws with.

A drawer stands beside the words of its capability, in `bot.interface.words`, and is registered for
its `Saying` in `bot.interface.letters`. It reads the rows again: a letter holds numbers only.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Protocol

import discord
from discord import ui

from bot.i18n import Catalogue, catalogue
from bot.interface.sending.illustration import Illustration, illustrate, weight
from bot.interface.showing.layout import marked_with, without_files
from bot.interface.showing.screen import Screens
from bot.outbox import Said
from bot.reports.pictures.drawing import Drawing
from bot.reports.pictures.press import Press
from bot.reports.record import SessionRecord
from bot.services import records
from bot.services.context import Context
from bot.store.outbox import Letter
from bot.store.transaction import Transaction
from bot.workshop.language import Language
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, StepRun


@dataclass(frozen=True, slots=True)
class Subject:
    """A letter with what it is about, as the rows are now; `language` is that of the room, or of
    the server that a letter of no session is for."""

    letter: Letter
    held: Session | None
    found: StepRun | None
    language: Language
    server_id: int

    @property
    def session(self) -> Session:
        """The session that the letter is about. Raises LookupError for a letter of a server."""
        if self.held is None:
            raise LookupError(f"letter {self.letter.id} ({self.letter.kind}) is about no session")
        return self.held

    @property
    def step(self) -> StepRun:
        """The step that the letter names. Raises LookupError when it names none."""
        if self.found is None:
            raise LookupError(f"letter {self.letter.id} ({self.letter.kind}) names no step")
        return self.found

    @property
    def t(self) -> Catalogue:
        """The language of the room, or of the server."""
        return catalogue(self.language)


@dataclass(frozen=True, slots=True)
class Studio:
    """What drawers draw with. `room` gives how many bytes of files a message of a server holds;
    `words_alone` where a drawing may have ended the program before."""

    ctx: Context
    screens: Screens
    press: Press
    clock: Callable[[], datetime]
    room: Callable[[int], int]
    words_alone: bool = False

    def cautious(self) -> Studio:
        """Return a studio that draws no picture."""
        return replace(self, words_alone=True)

    async def record(self, subject: Subject) -> SessionRecord:
        """Return everything about the session."""
        return await records.record(self.ctx, subject.session.id)

    async def illustrate(
        self,
        told: SessionRecord,
        prepare: Callable[[], Sequence[Drawing]],
        beside: Sequence[discord.File] = (),
    ) -> Illustration:
        """Return what `prepare` asks to draw, in the room that the files `beside` leave."""
        if self.words_alone:
            return Illustration(missing=True)
        room = self.room(told.session.server_id) - sum(map(weight, beside))
        return await illustrate(self.press, prepare, max(0, room))


class Sending(Protocol):
    """A message that is ready to leave."""

    async def to(self, channel: discord.abc.Messageable, subject: Subject, nonce: str) -> Said:
        """Post it. Discord drops a second copy with the same `nonce`, sent within minutes."""
        ...


_TOO_LARGE = 413


@dataclass(frozen=True, slots=True)
class Post:
    """A message of components with its files; without the right to attach, its words alone, with
    the sentence `without`; nothing where that is None. It mentions nobody but the person whom it
    `pings`, who asked for it."""

    view: ui.LayoutView
    files: Sequence[discord.File] = ()
    without: str | None = "error.no_files"
    pings: int | None = None

    async def to(self, channel: discord.abc.Messageable, subject: Subject, nonce: str) -> Said:
        try:
            message = await channel.send(
                view=self.view,
                files=[*self.files],
                nonce=nonce,
                allowed_mentions=_mentioning(self.pings),
            )
        except discord.HTTPException as error:
            if not (heavy(error) and self.files and self.without):
                raise
            # Perhaps the right to attach is all that lacks: the words go out.
            view = without_files(self.view, f"-# {subject.t(self.without)}")
            message = await channel.send(view=view, nonce=nonce)
            return Said(message.id, files_left=True)
        return Said(message.id)

    async def onto(self, message: discord.PartialMessage, subject: Subject) -> Said:
        """Have `message` show this in the place of what it did."""
        try:
            await message.edit(view=self.view, attachments=[*self.files])
        except discord.HTTPException as error:
            if not (heavy(error) and self.files):
                raise
            sentence = f"-# {subject.t(self.without)}" if self.without else ""
            await message.edit(view=without_files(self.view, sentence), attachments=[])
        return Said(message.id)


def _mentioning(person: int | None) -> discord.AllowedMentions:
    """Return that nobody is mentioned, or one person alone."""
    if person is None:
        return discord.AllowedMentions.none()
    return discord.AllowedMentions(
        everyone=False, roles=False, replied_user=False, users=[discord.Object(person)]
    )


def heavy(error: discord.HTTPException) -> bool:
    """True for a refusal that the files of a message may be the reason of."""
    return error.status == _TOO_LARGE or isinstance(error, discord.Forbidden)


class Drawer:
    """What is known of every kind of letter."""

    # True where Discord may refuse it while it takes all others of the channel.
    alone: ClassVar[bool] = False

    def timely(self, subject: Subject, now: datetime) -> bool:
        """False when the room has moved on since, and the letter would only confuse: it is
        dropped, unsaid."""
        return True

    async def noted(
        self, tx: Transaction, letter: Letter, message_id: int | None, now: datetime
    ) -> None:
        """The letter was said as `message_id`, or dropped: keep what later acts need of it."""

    async def files_left(self, tx: Transaction, letter: Letter, now: datetime) -> None:
        """The letter was said without its files: do what has them follow."""

    async def refused(self, tx: Transaction, letter: Letter, now: datetime) -> None:
        """The letter waits for a right that lacks: have those told who can do something."""

    async def given_up(self, tx: Transaction, letter: Letter, now: datetime) -> None:
        """The letter is not tried any more: do what stands in for it."""


class Posted(Drawer, ABC):
    """A letter that is a new message in its channel."""

    @abstractmethod
    async def draw(self, subject: Subject, studio: Studio) -> Sending | None:
        """Return the message, marked with the number of the letter; None when there is nothing
        to say."""

    def stands_in(self, message: discord.Message, letter: int) -> bool:
        """True when one of our own messages is the letter: it was sent, and not noted."""
        return marked_with(message, letter)


class ToOne(Posted):
    """A letter to one person, in private."""

    @abstractmethod
    def person(self, subject: Subject) -> int:
        """Return whom it is for."""

    @abstractmethod
    async def awaited(self, subject: Subject, studio: Studio, actor: Actor) -> bool:
        """Return whether it still concerns them, as the server knows them now."""


class Through(Drawer, ABC):
    """A letter to another server, through its webhook: the drawer carries it itself, in the lane
    of its link. Discord gives no way to look for a message there: what may stand twice after a
    crash is said beside each."""

    @abstractmethod
    async def carry(self, subject: Subject, studio: Studio, client: discord.Client) -> Said:
        """Say it, or drop what is out of date."""


class Removed(Drawer, ABC):
    """A letter that takes a message of ours away."""

    @abstractmethod
    def message_id(self, subject: Subject) -> int:
        """Return the message."""


class Retagged(Drawer):
    """A letter that changes the tags of a session's post."""


class Edited(Drawer, ABC):
    """A letter that changes a message which stands."""

    @abstractmethod
    def message_id(self, subject: Subject) -> int | None:
        """Return the message; None when it was never said."""

    @abstractmethod
    async def draw(self, subject: Subject, studio: Studio) -> Post | None:
        """Return what it shows from now on; None where it stays as it is."""
