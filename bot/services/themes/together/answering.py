"""Sorting together as everyone does: a handful of post-its, and what one says of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from random import Random

from bot.services.context import Context, check_open_step
from bot.services.in_room.speaking import Signature, speaker
from bot.services.themes.likening import offered
from bot.store import Topic, Transaction
from bot.store.rows.themes.rounds import Pressed, Sorter, Table
from bot.workshop.errors import Over, Refusal
from bot.workshop.in_room import ROOM
from bot.workshop.kinds import Group
from bot.workshop.postits.postit import PostIt
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, SessionState, StepRun, author_reference
from bot.workshop.themes.sorting import Piece, Sorting, Theme
from bot.workshop.themes.together import (
    HANDFUL,
    HELD_FOR,
    MOST_THEMES,
    Answer,
    Round,
    deal,
    standing,
    verdict,
)


class Nothing(StrEnum):
    """Why someone is given nothing."""

    CLOSED = "closed"  # the facilitators have not started, or they have stopped
    ASIDE = "aside"  # what this person answers was set aside
    SORTED = "sorted"  # nothing is left to sort
    YOURS = "yours"  # they have looked at all that is left
    ELSEWHERE = "elsewhere"  # all that is left is in the hands of others, for now


@dataclass(frozen=True, slots=True)
class Dealt:
    """A post-it in someone's hand, the identifiers of the `themes` in the order in which they are
    offered for it (no more than a menu holds), and what this person said of it before, if
    anything."""

    postit: PostIt
    themes: tuple[int, ...]
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Handful:
    """What one person is given: `why` not, where it is empty.

    `themes` are those of the wall in their order. `answered` once they have answered a handful.
    """

    session: Session
    step: StepRun
    postits: tuple[Dealt, ...] = ()
    themes: tuple[Theme, ...] = ()
    why: Nothing | None = None
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of answers: how many were `kept`, how many their person has given in `all`.

    `gone` answers were for a post-it or a theme that is no longer there; with `late`, the step had
    been left and none was kept. `aside`: they do not count now, nor do anybody's where all is
    `undone`. Of those kept, `settled` are about post-its whose place is the facilitators'. `deals`
    while more is given to whom it is about.
    """

    session: Session
    step: StepRun
    kept: int
    all: int
    gone: int = 0
    late: bool = False
    aside: bool = False
    settled: int = 0
    undone: bool = False
    deals: bool = False


async def take(
    ctx: Context,
    step_id: int,
    actor: Actor,
    now: datetime,
    most: int = HANDFUL,
    room: Signature | None = None,
) -> Handful:
    """Give `actor` what they hold and have not answered, made up to `most` post-its with new ones;
    their own come last, but in a masked session, where nothing depends on who wrote what.

    The people in the `room`, as in `speaker`, sort as one. Raises Refusal when the step is not
    open.
    """
    return await _ordered(ctx, await _taken(ctx, step_id, actor, now, most, room))


async def _taken(
    ctx: Context, step_id: int, actor: Actor, now: datetime, most: int, room: Signature | None
) -> Handful:
    async with ctx.database.write() as tx:
        found, sorter = await _pressed(tx, step_id, actor, room)
        session, step = check_open_step((found.session, found.step))
        if found.round is None or found.sorter is None or not _deals(found.round):
            return Handful(session, step, why=Nothing.CLOSED)
        if found.sorter.aside:
            return Handful(session, step, why=Nothing.ASIDE)
        # Behind a mask, what someone is not given would tell what they wrote.
        author = None if session.masked else author_reference(sorter.user_id, None)
        table = await tx.rounds.table(found, author, now - HELD_FOR)
        hand = _hand(found.round, found.sorter, table, most)
        if isinstance(hand, Nothing):
            answered = bool(found.sorter.answered)
            return Handful(session, step, themes=table.themes, why=hand, answered=answered)
        await tx.rounds.hold(step_id, found.sorter.reference, hand, now)
        return Handful(session, step, await _dealt(tx, hand, table.themes, {}), table.themes)


def _hand(now: Round, sorter: Sorter, table: Table, most: int) -> list[int] | Nothing:
    """Return the post-its that someone is given, or why none is."""
    themes = {theme.id for theme in table.themes}
    if not themes:
        return Nothing.CLOSED
    counted = [one.standing(themes, now.merged) for one in table.candidates]
    mine = {p for p, answer in table.mine.items() if standing((answer,), themes, now.merged)}
    left = [one for one in counted if one.postit not in mine]
    draw = Random(f"{now.seed} {sorter.reference}")
    if hand := deal(left, draw, most, sorter.held):
        return hand
    if any(verdict(one.answers).wanted for one in left):
        return Nothing.ELSEWHERE
    waiting = any(verdict(one.answers).wanted for one in counted)
    return Nothing.YOURS if waiting else Nothing.SORTED


async def answers(
    ctx: Context,
    step_id: int,
    actor: Actor,
    given: Mapping[int, Answer],
    now: datetime,
    room: Signature | None = None,
) -> Kept:
    """Keep what `actor` says of some post-its, in place of what they had said of them.

    What two people agree on is filed in the same transaction; those in the `room` agree as one
    with others. The same answers delivered twice are kept once. Raises Refusal when the session
    has ended.
    """
    async with ctx.database.write() as tx:
        found, _ = await _pressed(tx, step_id, actor, room)
        session, step, current = found.session, found.step, found.round
        if session.state is SessionState.ENDED:
            raise Over("session.ended")
        if current is None or found.sorter is None or not step.takes_forms(now):
            return Kept(session, step, 0, 0, late=True)
        themes, places = await tx.rounds.places(session.id, step_id, given)
        known = {
            postit: answer
            for postit, answer in given.items()
            if postit in places and standing((answer,), themes, current.merged)
        }
        counting = themes.union(old for old, new in current.merged.items() if new in themes)
        took_part = actor.user_id if room is None else None
        said, count = await tx.rounds.answer(found, took_part, known, counting, now)
        if not current.is_aside:
            moved: dict[int, int | None] = {}
            for postit, all_said in said.items():
                theme = verdict(standing(all_said, themes, current.merged)).theme
                if not places[postit].by_hand and places[postit].theme != theme:
                    moved[postit] = theme
            if moved:
                await tx.themes.save(session.id, Piece({}, moved))
        if known:
            tx.touch(Topic.SESSION, session.id)
        return Kept(
            session,
            step,
            len(known),
            count,
            len(given) - len(known),
            aside=current.is_aside or found.sorter.aside,
            undone=current.is_aside,
            settled=sum(places[postit].by_hand for postit in known),
            deals=_deals(current) and step.is_open and not found.sorter.aside,
        )


async def last_hand(
    ctx: Context, step_id: int, actor: Actor, room: Signature | None = None
) -> Handful:
    """Return the post-its that `actor` answered last, with what they said, to change it.

    Raises Refusal when the step is not open.
    """
    async with ctx.database.read() as tx:
        found, _ = await _pressed(tx, step_id, actor, room)
        session, step = check_open_step((found.session, found.step))
        if found.round is None or found.sorter is None or not _deals(found.round):
            return Handful(session, step, why=Nothing.CLOSED)
        themes = (await tx.themes.sorting(session.id)).themes
        given = await tx.rounds.given_by(step_id, found.sorter.reference)
        dealt = await _dealt(tx, found.sorter.answered, themes, given)
        why = None if dealt else Nothing.YOURS
        hand = Handful(session, step, dealt, themes, why)
    return await _ordered(ctx, hand)


async def _ordered(ctx: Context, hand: Handful) -> Handful:
    """Return a handful with the themes of each post-it in the order in which they are offered, as
    many as a menu holds. It is read and reckoned beside whoever writes."""
    if not hand.postits:
        return hand
    async with ctx.database.read() as tx:
        texts, places = await tx.themes.wall(hand.session.id)
    sorting = Sorting(hand.themes, places)
    wanted = [one.postit.id for one in hand.postits]
    order = await offered(ctx, hand.session.id, texts, sorting, wanted, MOST_THEMES)
    return replace(
        hand,
        postits=tuple(replace(one, themes=tuple(order[one.postit.id])) for one in hand.postits),
    )


async def _pressed(
    tx: Transaction, step_id: int, actor: Actor, room: Signature | None
) -> tuple[Pressed, Actor]:
    """Return what a press finds, and who sorts: `actor`, or the people in the room as one."""
    who = actor.user_id if room is None else ROOM
    found = await tx.rounds.pressed(step_id, lambda key: author_reference(who, key))
    if found is None:
        raise Refusal("session.gone")
    if not isinstance(found.step.plan, Group):
        raise Refusal("step.not_open")
    return found, await speaker(tx, found.session, actor, room)


async def _dealt(
    tx: Transaction,
    hand: Sequence[int],
    themes: Sequence[Theme],
    given: Mapping[int, Answer],
) -> tuple[Dealt, ...]:
    """Return the post-its of a hand in its order, those withdrawn meanwhile left out."""
    postits = await tx.postits.some(hand)
    order = tuple(theme.id for theme in themes)
    return tuple(Dealt(postits[p], order, given.get(p)) for p in hand if p in postits)


def _deals(now: Round) -> bool:
    return now.is_open and not now.is_aside
