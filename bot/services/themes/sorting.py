"""Sorting post-its into themes: what facilitators do, one transaction each.

Each change names the `seen` revision of the sorting that the person acted on: the same button
pressed twice, or by two facilitators at once, changes it once.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.services.context import Context, open_step, steered
from bot.services.themes.settling import settle
from bot.services.vote.polls import source_back, source_gone
from bot.services.wall.publishing import say_part
from bot.store import Topic, Transaction
from bot.store.outbox import Saying
from bot.workshop.errors import Gone, Outdated, Refusal
from bot.workshop.kinds import Group
from bot.workshop.postits.postit import PostIt
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.text import one_line
from bot.workshop.themes.sorting import (
    Change,
    ChangeKind,
    Hand,
    Sorting,
    change,
    redone,
    undone,
)
from bot.workshop.vote.methods import VoteOn
from bot.workshop.vote.options import Departure
from bot.workshop.wall.shelves import Place

WORD_LIMIT = 60


@dataclass(frozen=True, slots=True)
class Board:
    """What a facilitator sorts: the wall, the themes, what they hold, what can be undone."""

    session: Session
    step: StepRun
    postits: tuple[PostIt, ...]  # revealed, in the order of the wall
    sorting: Sorting
    revision: int
    hand: Hand
    undo: Change | None
    redo: Change | None

    def postit(self, postit_id: int) -> PostIt:
        """Return a post-it of the wall; raise Refusal when it was withdrawn."""
        found = next((p for p in self.postits if p.id == postit_id), None)
        if found is None:
            raise Gone("postit.gone")
        return found

    @property
    def held(self) -> tuple[PostIt, ...]:
        """The post-its in hand, in the order of the wall."""
        return tuple(p for p in self.postits if p.id in self.hand.postits)

    @property
    def undo_takes_out(self) -> int:
        """How many post-its, beside those that the latest change moved, would be left without a
        theme if it were undone."""
        if self.undo is None:
            return 0
        before, after = self.sorting.places, undone(self.sorting, self.undo).places
        own = self.undo.after.places
        return sum(
            1
            for p, place in before.items()
            if place is not None and after[p] is None and p not in own
        )


@dataclass(frozen=True, slots=True)
class Sorted:
    """The board after an act, and the change that it made: None when nothing had to change."""

    board: Board
    made: Change | None


Operation = Callable[[Sorting, int], tuple[ChangeKind, str, Sorting]]


async def board(ctx: Context, step_id: int, actor: Actor) -> Board:
    """Return what `actor` sorts; raise Refusal unless they lead and the step is open."""
    async with ctx.database.read() as tx:
        return await board_of(tx, step_id, actor)


async def create(ctx: Context, step_id: int, actor: Actor, name: str, seen: int) -> Sorted:
    """Make a theme of what `actor` holds, maybe nothing.

    What comes out of one theme, others staying there, is told as a split of it.
    """
    async with ctx.database.write() as tx:
        before = await board_of(tx, step_id, actor, seen)
        held = [postit.id for postit in before.held]

        def operate(sorting: Sorting, new_id: int) -> tuple[ChangeKind, str, Sorting]:
            whence = {sorting.places[postit] for postit in held}
            source = whence.pop() if len(whence) == 1 else None
            if source is not None and len(held) < len(sorting.within(source)):
                after = sorting.split(source, new_id, name, held)
                return ChangeKind.SPLIT, after.theme(new_id).name, after
            after = sorting.create(new_id, name, held)
            return ChangeKind.CREATE, after.theme(new_id).name, after

        return await apply(tx, before, actor, operate, empties=True)


async def move(ctx: Context, step_id: int, actor: Actor, to: int | None, seen: int) -> Sorted:
    """Move what `actor` holds to a theme, or out of every theme."""
    async with ctx.database.write() as tx:
        before = await board_of(tx, step_id, actor, seen)
        if not before.held:
            raise Refusal("theme.empty_hand")
        held = [postit.id for postit in before.held]

        def operate(sorting: Sorting, _: int) -> tuple[ChangeKind, str, Sorting]:
            if to is None:
                return ChangeKind.PUT_BACK, "", sorting.move(held, None)
            return ChangeKind.MOVE, sorting.theme(to).name, sorting.move(held, to)

        stated = await unsaid(tx, before, held) if to is not None else ()
        return await apply(tx, before, actor, operate, empties=True, stated=stated)


async def rename(
    ctx: Context, step_id: int, actor: Actor, theme_id: int, name: str, seen: int
) -> Sorted:
    """Give a theme another name."""
    async with ctx.database.write() as tx:
        before = await board_of(tx, step_id, actor, seen)

        def operate(sorting: Sorting, _: int) -> tuple[ChangeKind, str, Sorting]:
            after = sorting.rename(theme_id, name)
            return ChangeKind.RENAME, after.theme(theme_id).name, after

        return await apply(tx, before, actor, operate)


async def merge(
    ctx: Context, step_id: int, actor: Actor, into: int, others: Iterable[int], seen: int
) -> Sorted:
    """Have themes join `into`, which keeps its name."""
    async with ctx.database.write() as tx:
        before = await board_of(tx, step_id, actor, seen)

        def operate(sorting: Sorting, _: int) -> tuple[ChangeKind, str, Sorting]:
            return ChangeKind.MERGE, sorting.theme(into).name, sorting.merge(into, others)

        return await apply(tx, before, actor, operate)


async def remove(ctx: Context, step_id: int, actor: Actor, theme_id: int, seen: int) -> Sorted:
    """Take a theme away; its post-its become unsorted."""
    async with ctx.database.write() as tx:
        before = await board_of(tx, step_id, actor, seen)

        def operate(sorting: Sorting, _: int) -> tuple[ChangeKind, str, Sorting]:
            return ChangeKind.REMOVE, sorting.theme(theme_id).name, sorting.remove(theme_id)

        return await apply(tx, before, actor, operate)


async def undo(ctx: Context, step_id: int, actor: Actor, seen: int) -> Board:
    """Take the latest change back; raise Refusal when there is none."""
    async with ctx.database.write() as tx:
        before = await board_of(tx, step_id, actor, seen)
        last = await tx.themes.to_undo(before.session.id)
        if last is None:
            raise Refusal("theme.nothing_to_undo")
        return await _travel(tx, before, actor, *last, back=True)


async def redo(ctx: Context, step_id: int, actor: Actor, seen: int) -> Board:
    """Make again the latest change taken back; raise Refusal when there is none."""
    async with ctx.database.write() as tx:
        before = await board_of(tx, step_id, actor, seen)
        last = await tx.themes.to_redo(before.session.id)
        if last is None:
            raise Refusal("theme.nothing_to_redo")
        return await _travel(tx, before, actor, *last, back=False)


async def hold(
    ctx: Context, step_id: int, actor: Actor, shown: Iterable[int], chosen: Iterable[int]
) -> Board:
    """Of the post-its `shown`, have `chosen` in hand and put the others down."""
    async with ctx.database.write() as tx:
        now = await board_of(tx, step_id, actor)
        wall = {postit.id for postit in now.postits}
        kept = [p for p in now.hand.postits if p not in set(shown)]
        wanted = dict.fromkeys([*kept, *(p for p in chosen if p in wall)])
        await tx.themes.hold(now.session.id, actor.user_id, wanted, now.hand.word)
        return await board_of(tx, step_id, actor)


async def let_go(ctx: Context, step_id: int, actor: Actor) -> Board:
    """Put down everything in hand."""
    async with ctx.database.write() as tx:
        now = await board_of(tx, step_id, actor)
        await tx.themes.hold(now.session.id, actor.user_id, (), now.hand.word)
        return await board_of(tx, step_id, actor)


async def look_for(ctx: Context, step_id: int, actor: Actor, word: str) -> Board:
    """Show `actor` only the post-its that have `word`; all of them when it is empty."""
    async with ctx.database.write() as tx:
        now = await board_of(tx, step_id, actor)
        wanted = one_line(word)[:WORD_LIMIT]
        await tx.themes.hold(now.session.id, actor.user_id, now.hand.postits, wanted)
        return await board_of(tx, step_id, actor)


async def place(ctx: Context, channel_id: int, actor: Actor, postit: str, theme: str) -> Sorted:
    """Move the post-it of that number, or the only one with that text, to the theme of that name.

    The theme is made when there is none. Raises Refusal when no session of the channel sorts
    now, and when no post-it, or several, answer.
    """
    async with ctx.database.write() as tx:
        before = await board_of(tx, await sorting_step(tx, channel_id), actor)
        wanted = which(before.postits, postit).id

        def operate(sorting: Sorting, new_id: int) -> tuple[ChangeKind, str, Sorting]:
            known = sorting.named(theme)
            if known is not None:
                return ChangeKind.MOVE, known.name, sorting.move((wanted,), known.id)
            after = sorting.create(new_id, theme, (wanted,))
            return ChangeKind.CREATE, after.theme(new_id).name, after

        stated = await unsaid(tx, before, [wanted])
        return await apply(tx, before, actor, operate, stated=stated)


async def in_channel(ctx: Context, channel_id: int) -> tuple[list[PostIt], Sorting]:
    """Return the wall and the themes of the session under way in a channel, if it sorts now."""
    async with ctx.database.read() as tx:
        try:
            session, _ = await open_step(tx, await sorting_step(tx, channel_id))
        except Refusal:
            return [], Sorting()
        wall = [p for p in await tx.postits.of_session(session.id) if p.number is not None]
        return wall, await tx.themes.sorting(session.id)


async def publish(
    ctx: Context,
    step_id: int,
    actor: Actor,
    seen: int,
    now: datetime,
    theme_id: int | None = None,
) -> Board:
    """Have the wall, by theme, posted in the channel in one message; or one theme alone."""
    async with ctx.database.write() as tx:
        shown = await board_of(tx, step_id, actor, seen)
        if not shown.postits:
            raise Refusal("theme.nothing_to_publish")
        session = shown.session
        if theme_id is not None:
            await say_part(tx, session, Place(theme=theme_id), now)
        else:
            await tx.outbox.add(
                Saying.THEMES, session.id, session.channel_id, now, step=step_id, page=0
            )
        await tx.themes.bump(session.id)  # a second press would post it again
        return await board_of(tx, step_id, actor)


async def sorting_step(tx: Transaction, channel_id: int) -> int:
    """Return the step of the channel's session that sorts now; raise Refusal when none does."""
    session = await tx.sessions.live_in(channel_id)
    if session is None:
        raise Refusal("session.none_here")
    step = await tx.sessions.step_at(session.id, session.position)
    if step is None or not step.is_open or not isinstance(step.plan, Group):
        raise Refusal("theme.closed")
    return step.id


def which(postits: Iterable[PostIt], written: str) -> PostIt:
    """Return the post-it of that number, of that text, or the only one that has those words.

    Raises Refusal when there is none, or several.
    """
    wanted = one_line(written).casefold()
    known = list(postits)
    number = wanted.lstrip("#").split(" ")[0]
    for found in (
        [p for p in known if str(p.number) == wanted.lstrip("#")],
        [p for p in known if p.text.casefold() == wanted],
        [p for p in known if wanted and wanted in p.text.casefold()],
        [p for p in known if "·" in wanted and str(p.number) == number],
    ):
        if len(found) == 1:
            return found[0]
        if found:
            raise Refusal("theme.several_postits", n=len(found))
    raise Refusal("theme.unknown_postit")


async def board_of(tx: Transaction, step_id: int, actor: Actor, seen: int | None = None) -> Board:
    """Return what `actor` sorts, as `board` does; raise Refusal when it is no longer as `seen`."""
    session, step = await open_step(tx, step_id)
    await steered(tx, session.id, actor)
    if not isinstance(step.plan, Group):
        raise Refusal("step.not_open")
    revision = await tx.themes.revision(session.id)
    if seen is not None and seen != revision:
        raise Outdated("theme.changed")
    last, next_one = await tx.themes.to_undo(session.id), await tx.themes.to_redo(session.id)
    return Board(
        session,
        step,
        tuple(p for p in await tx.postits.of_session(session.id) if p.number is not None),
        await tx.themes.sorting(session.id),
        revision,
        await tx.themes.hand(session.id, actor.user_id),
        last[1] if last else None,
        next_one[1] if next_one else None,
    )


async def unsaid(tx: Transaction, before: Board, wanted: Iterable[int]) -> frozenset[int]:
    """Return those of `wanted` whose place is the room's while it sorts together: putting one
    where it stands already makes that place the facilitators'."""
    if await tx.rounds.under_way(before.step.id) is None:
        return frozenset()
    return frozenset(wanted) - (await tx.rounds.by_hand(before.step.id)).keys()


async def apply(
    tx: Transaction,
    before: Board,
    actor: Actor,
    operate: Operation,
    *,
    empties: bool = False,
    stated: Container[int] = (),
) -> Sorted:
    """Do what `operate` says to the sorting, and keep it for undo, with what is `stated` of
    post-its that stay where they are; `empties` the hand."""
    session = before.session
    kind, name, after = operate(before.sorting, await tx.themes.next_id())
    made = change(kind, name, before.sorting, after, stated)
    if made is not None:
        await save(tx, session.id, made)
        await tx.themes.remember(session.id, made)
        await settle(tx, session.id)
        await tx.themes.bump(session.id)
        tx.touch(Topic.SESSION, session.id)
    if empties:
        await tx.themes.hold(session.id, actor.user_id, (), before.hand.word)
    return Sorted(await board_of(tx, before.step.id, actor), made)


async def save(tx: Transaction, session_id: int, made: Change, *, back: bool = False) -> None:
    """Write what a change made, `back` when it takes another back, and tell votes on themes which
    are gone, or there again."""
    await tx.themes.save(session_id, made.after)
    merged = made.kind is ChangeKind.MERGE and not back
    for theme_id, name in made.after.themes.items():
        if name is None:
            why = Departure.MERGED if merged else Departure.WITHDRAWN
            await source_gone(tx, session_id, VoteOn.THEMES, theme_id, why)
        else:
            await source_back(tx, session_id, VoteOn.THEMES, theme_id)


async def _travel(
    tx: Transaction, before: Board, actor: Actor, change_id: int, last: Change, *, back: bool
) -> Board:
    session = before.session
    after = undone(before.sorting, last) if back else redone(before.sorting, last)
    made = change(last.kind, last.name, before.sorting, after)
    if made is not None:
        await save(tx, session.id, made, back=back)
    await tx.themes.mark(change_id, back)
    await settle(tx, session.id)
    await tx.themes.bump(session.id)
    tx.touch(Topic.SESSION, session.id)
    return await board_of(tx, before.step.id, actor)
