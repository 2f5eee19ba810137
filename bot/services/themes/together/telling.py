"""How far a room is in sorting, who sorted, what is to be talked about; and settling it by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.services.context import Context
from bot.services.themes.settling import progress_of, room_among
from bot.services.themes.sorting import Board, Sorted, apply, board_of, unsaid
from bot.store import Transaction
from bot.workshop.errors import Outdated, Refusal
from bot.workshop.in_room import ROOM
from bot.workshop.postits.postit import PostIt
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import author_reference
from bot.workshop.text import escape
from bot.workshop.themes.sorting import ChangeKind, Sorting
from bot.workshop.themes.together import (
    Answer,
    Progress,
    Round,
    State,
    chosen,
    contradicted,
    same_two,
    standing,
    verdict,
)
from bot.workshop.vote.ballot import DETAIL_FROM


@dataclass(frozen=True, slots=True)
class Told:
    """A round as those who lead see it; `round` and `progress` are None before it starts."""

    board: Board
    round: Round | None
    progress: Progress | None


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who sorted: how many post-its they answered, and of how many all others agree on
    something else, which is not to be wrong; whether their answers are set aside. `name` is the
    one that they signed a post-it with, if they did; `same_two`, as the rule says, is how many
    rest on them and one other person alone: always 0 in a masked session, and among so few people
    that it could not be otherwise."""

    user_id: int
    answers: int
    contradicted: int
    aside: bool
    name: str | None = None
    same_two: int = 0


@dataclass(frozen=True, slots=True)
class Disputed:
    """A post-it that found no theme: what was said of it, as `chosen` by some, never by how many:
    set someone aside, and numbers would tell what they said. Empty where the facilitators took it
    out of its theme, and where so few sorted that it would tell who answered what."""

    postit: PostIt
    said: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Talk:
    """What is to be talked about: `contested` post-its, on which people differ or that the
    facilitators took out of their theme, and `homeless` ones, which people agree fit no theme."""

    board: Board
    contested: tuple[Disputed, ...]
    homeless: tuple[Disputed, ...]


async def progress(ctx: Context, step_id: int, actor: Actor) -> Told:
    """Return how far the round is; raise Refusal unless `actor` leads and the step is open."""
    async with ctx.database.read() as tx:
        board = await board_of(tx, step_id, actor)
        now = await tx.rounds.under_way(step_id)
        found = await progress_of(tx, board.session.id, now) if now is not None else None
        return Told(board, now, found)


async def people(ctx: Context, step_id: int, actor: Actor) -> tuple[Board, list[Person]]:
    """Return those who sorted, in no order that tells anything; raise as `progress`."""
    async with ctx.database.read() as tx:
        board = await board_of(tx, step_id, actor)
        key = await tx.sessions.key("sorting", step_id)
        now = await tx.rounds.under_way(step_id)
        if key is None or now is None:
            return board, []
        aside, by_hand = await tx.rounds.aside(step_id), await tx.rounds.by_hand(step_id)
        themes = {theme.id for theme in board.sorting.themes}
        counting: list[dict[str, Answer]] = []
        answers: Counter[str] = Counter()
        against: Counter[str] = Counter()
        for postit, given in (await tx.rounds.by_sorter(step_id)).items():
            answers.update(given.keys())
            counted = {
                who: one
                for who, answer in given.items()
                for one in standing((answer,), themes, now.merged)
            }
            against.update(contradicted(counted, aside))
            if postit in board.sorting.places and postit not in by_hand:
                counting.append({w: one for w, one in counted.items() if w not in aside})
        pairs: dict[str, int] = {}
        if not board.session.masked and await _hiding(tx, now) >= DETAIL_FROM:
            pairs = same_two(counting)
        known = {
            author_reference(u, key): u
            for u in {ROOM, *await tx.sessions.participants(board.session.id)}
        }
        signed = {p.author: p.author_name for p in board.postits if p.author_name}
        found = [
            Person(
                known[who],
                count,
                against[who],
                who in aside,
                signed.get(str(known[who])),
                pairs.get(who, 0),
            )
            for who, count in answers.items()
            if who in known
        ]
        found.sort(key=lambda one: one.user_id)
        return board, found


async def talk(ctx: Context, step_id: int, actor: Actor) -> Talk:
    """Return what is to be talked about, in the order of the wall; raise as `progress`."""
    async with ctx.database.read() as tx:
        board = await board_of(tx, step_id, actor)
        now = await tx.rounds.under_way(step_id)
        if now is None:
            return Talk(board, (), ())
        answers, by_hand = await tx.rounds.answers(now), await tx.rounds.by_hand(step_id)
        apart = await tx.rounds.apart(step_id)
        detailed = await _hiding(tx, now) >= DETAIL_FROM
        themes = [theme.id for theme in board.sorting.themes]
        contested, homeless = [], []
        for postit in board.postits:
            if board.sorting.places.get(postit.id) is not None or postit.id in apart:
                continue
            if postit.id in by_hand:
                contested.append(Disputed(postit))
                continue
            given = standing(answers.get(postit.id, ()), themes, now.merged)
            told = Disputed(postit, chosen(given, themes) if detailed else ())
            state = verdict(given).state
            if state is State.CONTESTED:
                contested.append(told)
            elif state is State.HOMELESS:
                homeless.append(told)
        return Talk(board, tuple(contested), tuple(homeless))


async def place(
    ctx: Context,
    step_id: int,
    actor: Actor,
    postits: Iterable[int],
    to: int | None,
    *,
    free: bool = False,
) -> Sorted:
    """Put post-its in a theme, or out of all: the word of whoever leads. Raises Refusal as
    `sorting.move`; where they were shown as `free`, when one was put in another theme since."""
    wanted = list(postits)
    async with ctx.database.write() as tx:
        before = await board_of(tx, step_id, actor)
        if free:
            _check_free(before, wanted, to)

        def operate(sorting: Sorting, _: int) -> tuple[ChangeKind, str, Sorting]:
            if to is None:
                return ChangeKind.PUT_BACK, "", sorting.move(wanted, None)
            return ChangeKind.MOVE, sorting.theme(to).name, sorting.move(wanted, to)

        stated = await unsaid(tx, before, wanted) if to is not None else ()
        return await apply(tx, before, actor, operate, stated=stated)


async def leave_apart(ctx: Context, step_id: int, actor: Actor, postits: Iterable[int]) -> Sorted:
    """Say of post-its that they stay without a theme: there is nothing more to talk about.

    Raises Refusal as `place` does, and when no round is under way.
    """
    wanted = frozenset(postits)
    async with ctx.database.write() as tx:
        before = await board_of(tx, step_id, actor)
        if await tx.rounds.under_way(step_id) is None:
            raise Refusal("together.not_started")

        def operate(sorting: Sorting, _: int) -> tuple[ChangeKind, str, Sorting]:
            return ChangeKind.APART, "", sorting.move(wanted, None)

        stated = wanted - await tx.rounds.apart(step_id)
        return await apply(tx, before, actor, operate, stated=stated)


async def make_theme(
    ctx: Context, step_id: int, actor: Actor, name: str, postits: Iterable[int]
) -> Sorted:
    """Make a theme of post-its that people agree fit none. Raises Refusal as `sorting.create`,
    and when one was put in a theme meanwhile."""
    wanted = list(postits)
    async with ctx.database.write() as tx:
        before = await board_of(tx, step_id, actor)
        if not wanted:
            raise Refusal("theme.empty_hand")
        _check_free(before, wanted)

        def operate(sorting: Sorting, new_id: int) -> tuple[ChangeKind, str, Sorting]:
            after = sorting.create(new_id, name, wanted)
            return ChangeKind.CREATE, after.theme(new_id).name, after

        return await apply(tx, before, actor, operate)


async def _hiding(tx: Transaction, now: Round) -> int:
    """Return how many people sorted who hide each other: those who lead know what the people in
    the room answered."""
    return await tx.rounds.people(now) - await room_among(tx, now)


def _check_free(now: Board, postits: Sequence[int], to: int | None = None) -> None:
    """Raise Refusal when one of `postits` stands in another theme than `to`: it was put there
    since it was shown as one that stands in none."""
    for postit in now.postits:
        place = now.sorting.places.get(postit.id)
        if postit.id in postits and place is not None and place != to:
            name = escape(now.sorting.theme(place).name)
            raise Outdated("together.placed_already", number=postit.number, name=name)
