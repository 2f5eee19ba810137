"""What a message says, made post-its: one rule for what is new, edited, or caught up.

Each idea goes on with the line of the message that said it (`bot.workshop.postits.following`).
A post-it may be said by several messages of its writer, and in a form: it is withdrawn when the
last of them says it no longer.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.services.context import author_of, leads
from bot.services.postits.collecting import count_in
from bot.services.vote.polls import source_changed, source_gone
from bot.store import Topic, Transaction
from bot.store.rows.postits.messages import Line
from bot.workshop.kinds import Collect
from bot.workshop.postits.following import Said, follow
from bot.workshop.postits.postit import PostIt, Source
from bot.workshop.postits.typed import SAYS_SO, Typed, read_message, says_so
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, StepRun, hides
from bot.workshop.vote.methods import VoteOn

TOO_LONG, TOO_MANY, TOO_LATE = "postit.too_long", "postit.too_many", "postit.closed"


@dataclass(frozen=True, slots=True)
class Message:
    """What someone typed in a channel; `files` are the names of what came along; `at` is when it
    was said, as Discord's clock has it, where that is to tell in which step."""

    id: int
    channel_id: int
    author: Actor
    text: str
    files: tuple[str, ...] = ()
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of a message: how many of its ideas are on record, and why others are not
    (`TOO_LONG`, `TOO_MANY`, `TOO_LATE`); how many post-its it `added`, changed or took away; and
    whether one on record is `unplaced`: without a column, where there are some. `talk` when it is
    what someone who leads says, and no post-it; `told` when they are being told so."""

    kept: int
    refused: frozenset[str]
    added: int = field(default=0, compare=False)
    changed: int = field(default=0, compare=False)
    gone: int = field(default=0, compare=False)
    unplaced: bool = field(default=False, compare=False)
    talk: bool = field(default=False, compare=False)
    told: bool = field(default=False, compare=False)


def ideas_of(
    session: Session, plan: Collect, message: Message, *, leads: bool = False
) -> list[Typed]:
    """Return what a message says, as a step reads it; who `leads` may begin it with a sign that is
    no column's."""
    scenario = session.scenario
    marks = set(plan.marked(session.language))
    return read_message(
        message.text,
        marks=marks | {SAYS_SO} if leads else marks,
        columns={column.name[session.language]: column.mark for column in plan.columns},
        years=scenario.years if scenario is not None and plan.ask_year else (),
        files=message.files,
        limit=plan.max_length,
    )


def said_by(session: Session, plan: Collect, ideas: Sequence[Typed]) -> list[Said]:
    """Return ideas with the names of their columns."""
    columns, only = plan.marked(session.language), plan.only_column(session.language)
    return [
        Said(idea.text, (columns.get(idea.mark) if idea.mark else idea.column) or only, idea.year)
        for idea in ideas
    ]


async def read(
    tx: Transaction,
    session: Session,
    step: StepRun,
    message: Message,
    *,
    in_time: bool = False,
    adopted: bool = False,
    private: bool = False,
) -> Heard:
    """Have the post-its of `message` be what it says; return what became of it.

    `in_time` tells that it was said before the step was left, though it is read after. What those
    who lead say is talk, a list or a question too, unless it begins with “+”, was a post-it
    already, is being `adopted`, which shows it at once, or was said in `private`. Of a masked
    session, in which people write in private alone, no message is remembered.
    """
    if await tx.messages.is_aside(message.id):
        return Heard(0, frozenset())
    plan = step.plan
    assert isinstance(plan, Collect)
    before = await tx.messages.lines(message.id)
    leading = await leads(tx, session, message.author)
    ideas = ideas_of(session, plan, message, leads=leading)
    aloud = not (adopted or private)
    talk = leading and not before and aloud and not says_so(message.text)
    if talk and ideas:
        await tx.messages.is_talk(session.id, message.id)
        return Heard(0, frozenset(), talk=True)
    if not ideas and not before:
        return Heard(0, frozenset())
    await tx.messages.take_back_talk(message.id)
    takes = step.is_open or in_time or adopted
    shown = adopted or not hides(session, plan)
    return await _Reading(tx, session, step, message, plan, takes=takes, shown=shown).done(
        before, ideas
    )


async def let_go(tx: Transaction, session: Session, postit: PostIt) -> bool:
    """A message says a post-it no longer (its lines are gone already): withdraw it, unless others
    say it or it was written in a form too. Return whether it was withdrawn."""
    others = await tx.messages.saying(postit.id)
    if postit.source is Source.FORM:
        return False
    if others:
        if postit.message_id not in others:
            await tx.postits.lead_to(postit.id, others[0])
        return False
    await tx.postits.withdraw(postit.id)
    await source_gone(tx, session.id, VoteOn.POSTITS, postit.id)
    tx.touch(Topic.SESSION, session.id)
    return True


class _Reading:
    """One message being read: what is counted on the way."""

    def __init__(
        self,
        tx: Transaction,
        session: Session,
        step: StepRun,
        message: Message,
        plan: Collect,
        *,
        takes: bool,
        shown: bool,
    ) -> None:
        self._tx = tx
        self._session = session
        self._step = step
        self._message = message
        self._plan = plan
        self._takes = takes
        self._shown = shown
        self._refused: set[str] = set()
        self._kept = self._added = self._changed = self._gone = 0

    async def done(self, before: Sequence[Line], ideas: Sequence[Typed]) -> Heard:
        tx, session, message = self._tx, self._session, self._message
        author = self._author = await author_of(tx, session, message.author.user_id)
        mine = await tx.postits.of_step_author(self._step.id, author)
        own = {line.postit_id for line in before}
        standing = {postit.id: postit for postit in mine if postit.id in own}
        self._total = len(mine)
        self._written = {
            Said(p.text, p.column, p.year).folded: p for p in mine if p.id not in standing
        }
        said = said_by(session, self._plan, ideas)
        places = follow([Said(line.text, line.column, line.year) for line in before], said)
        after: list[Line] = []
        for idea, words, place in zip(ideas, said, places, strict=True):
            line = before[place] if place is not None else None
            postit = standing.get(line.postit_id) if line and line.postit_id else None
            after.append(await self._line(idea, words, line, postit))
        if after != list(before) and not session.masked:
            await tx.messages.write(session.id, message.id, after)
            for postit in standing.values():
                if postit.id not in {line.postit_id for line in after}:
                    self._gone += await let_go(tx, session, postit)
        if self._added:
            await count_in(tx, session, message.author.user_id, first=not mine)
        placed = [line.column for line in after if line.postit_id is not None]
        unplaced = bool(self._plan.columns and self._kept) and None in placed
        refused = frozenset(self._refused)
        return Heard(self._kept, refused, self._added, self._changed, self._gone, unplaced)

    async def _line(
        self, idea: Typed, said: Said, line: Line | None, postit: PostIt | None
    ) -> Line:
        """Return what is remembered of an idea that goes on with `line`, the line of `postit`."""
        if line is not None and line.postit_id is None and not line.refused:
            return Line(*said)  # withdrawn by hand: it stays so
        if len(said.text) > self._plan.max_length:
            self._refused.add(TOO_LONG)
            # The post-it, if there is one, stays as it was.
            return line if postit is not None and line is not None else Line(*said, refused=True)
        if postit is not None and line is not None:
            was = Said(line.text, line.column, line.year)
            if said.folded.text == was.folded.text or not await self._said_elsewhere(postit):
                await self._edit(postit, was, said, idea)
                self._kept += 1
                return Line(*said, postit_id=postit.id)
        # What came with a file is never what was said before: two files may have one name.
        known = None if idea.files else self._written.get(said.folded)
        if known is not None:
            self._kept += 1
            return Line(*said, postit_id=known.id)
        if not self._takes:
            self._refused.add(TOO_LATE)
        elif self._total >= self._plan.per_person:
            self._refused.add(TOO_MANY)
        else:
            return Line(*said, postit_id=await self._add(idea, said))
        return Line(*said, refused=True)

    async def _said_elsewhere(self, postit: PostIt) -> bool:
        saying = await self._tx.messages.saying(postit.id)
        return postit.source is Source.FORM or saying != [self._message.id]

    async def _edit(self, postit: PostIt, was: Said, said: Said, idea: Typed) -> None:
        """Have a post-it say what its line says now; what changed elsewhere meanwhile stays."""
        text = said.text if said.text != was.text else postit.text
        column = said.column if said.column != was.column else postit.column
        year = said.year if said.year != was.year else postit.year
        files = idea.files if postit.message_id == self._message.id else postit.files
        shown = (text, column, year)
        if (*shown, files) == (postit.text, postit.column, postit.year, postit.files):
            return
        tx, session = self._tx, self._session
        await tx.postits.edit(postit.id, text, postit.dimension, year, column, files, postit.kind)
        await source_changed(tx, session.id, VoteOn.POSTITS, postit.id, text)
        if shown != (postit.text, postit.column, postit.year):
            self._changed += 1
            tx.touch(Topic.SESSION, session.id)  # the picture of the card shows it

    async def _add(self, idea: Typed, said: Said) -> int:
        session, message = self._session, self._message
        new = await self._tx.postits.add(
            session_id=session.id,
            step_id=self._step.id,
            author=self._author,
            author_name=None if session.masked else message.author.name,
            text=said.text,
            dimension=None,
            year=said.year,
            source=Source.FORM if session.masked else Source.TYPED,
            # Masked, it looks like any form: what was said in private is not told apart.
            submission=f"{secrets.token_hex(16)}:0" if session.masked else None,
            message_id=None if session.masked else message.id,
            column=said.column,
            files=idea.files,
            shown=self._shown,
            late=self._step.is_over,
        )
        assert new is not None
        self._kept += 1
        self._total += 1
        self._added += 1
        return new.id
