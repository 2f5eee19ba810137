"""What the card, the panel, the card of a group and its members see of small groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.services.context import Context
from bot.store import Transaction
from bot.store.rows.subgroups.groups import Round
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Subgroups
from bot.workshop.postits.postit import PostIt
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.subgroups.bringing import LEAST_IN_ROOM
from bot.workshop.subgroups.group import Group
from bot.workshop.subgroups.output import Table, Tables, brought, loose, shows_own, shows_taken
from bot.workshop.subgroups.places import Stand
from bot.workshop.subgroups.step import Deal, Follows, Where
from bot.workshop.wall.masked import COMPANY


@dataclass(frozen=True, slots=True)
class Seen:
    """The groups of a step as its card and its panel tell them.

    `groups` is empty before they are made, and holds those without members too, where people
    still choose (`doors`, `most` in each, None for no limit) or a group that wrote was dissolved.
    `output` is what each brings back, by its number, as far as the room may read it: in a masked
    session, once it is on the wall, and of a group that does not all but name who wrote; the rest
    of it that the wall shows is `loose`. `wrote` is how many post-its each made. In a masked
    session in which all write, they are `unseen` until everyone is back. `places` are the channels
    of each group. `following` is what the next step does with these groups, None where everyone
    comes back. `themes` are what groups are made for. So many people `joined` the session and did
    not say that they are not there; those who said that they are there are `here`, those who said
    that they are not after all `declined`. `moved` is how many are in their room, of how many who
    are to be, None where nobody is moved. Groups are asked to choose the `best` ones of what they
    took over, None where they are not.
    """

    groups: tuple[Group, ...] = ()
    output: Mapping[int, tuple[PostIt, ...]] = field(default_factory=dict)
    loose: tuple[PostIt, ...] = ()
    wrote: Mapping[int, int] = field(default_factory=dict)
    stays: frozenset[int] = frozenset()
    places: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    home: int | None = None
    formed: bool = False
    doors: bool = False
    most: int | None = None
    back: bool = False
    leaders: tuple[int, ...] = ()
    following: Follows | None = None
    themes: tuple[str, ...] = ()
    unseen: bool = False
    joined: int = 0
    here: frozenset[int] = frozenset()
    declined: frozenset[int] = frozenset()
    moved: tuple[int, int] | None = None
    best: int | None = None

    @property
    def people(self) -> int:
        """How many people are in groups and have not left."""
        return sum(len(group.present) for group in self.groups)

    @property
    def peopled(self) -> tuple[Group, ...]:
        """The groups that have members."""
        return tuple(group for group in self.groups if group.members)

    @property
    def done(self) -> int:
        """How many groups are done; one that all have left is waited for by nobody."""
        return sum(group.done or not group.present for group in self.peopled)

    @property
    def asking(self) -> tuple[Group, ...]:
        """The groups that ask whoever leads to come."""
        return tuple(group for group in self.groups if group.helps)


@dataclass(frozen=True, slots=True)
class GroupSeen:
    """One group as its own card tells it: its `own` post-its, as far as it may read them (`unseen`
    where it may not), and how many it `wrote`; those that it has `taken` over, and how many of them
    it may not read (`hidden_taken`). After a form, `added` are
    what was kept of it, `refused` (text, reason) what was not, `known` what was there already."""

    session: Session
    step: StepRun
    plan: Subgroups
    group: Group
    own: tuple[PostIt, ...]
    taken: tuple[PostIt, ...]
    wrote: int
    hidden_taken: int
    unseen: bool
    places: tuple[int, ...]
    notices: tuple[str, ...]
    back: bool
    few: bool = False  # masked, so few have written in the step that they are easy to guess
    rotates: bool = False  # at the next step all move on, but who hosts
    added: tuple[PostIt, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    known: tuple[str, ...] = ()

    @property
    def kept(self) -> tuple[PostIt, ...]:
        """What the group chose of what it took over."""
        return tuple(postit for postit in self.taken if postit.id in set(self.group.kept))


@dataclass(frozen=True, slots=True)
class Mine:
    """The groups of a step as one person sees them: theirs, None where they are in none; whether
    they `stay` where they are rather than be moved, and whether they lead."""

    session: Session
    step: StepRun
    seen: Seen
    group: Group | None
    stays: bool

    @property
    def groups(self) -> tuple[Group, ...]:
        return self.seen.groups

    @property
    def places(self) -> tuple[int, ...]:
        """Where their group meets."""
        return self.seen.places.get(self.group.number, ()) if self.group is not None else ()


async def seen(tx: Transaction, session: Session, step: StepRun) -> Seen:
    """Return the groups of a step as its card tells them."""
    plan = step.plan
    assert isinstance(plan, Subgroups)
    leaders = tuple(sorted(await tx.sessions.facilitators(session.id)))
    themes: tuple[str, ...] = ()
    if plan.deal is Deal.THEME:
        themes = tuple(theme.name for theme in (await tx.themes.sorting(session.id)).themes)
    following = await followed_by(tx, session, step)
    here, declined = await tx.calls.of(step.id)
    joined = len(await tx.sessions.participants(session.id) - declined)
    round_, stays = await tx.groups.round(step.id), await tx.groups.stays(session.id)
    if round_ is None:
        return Seen(
            stays=stays,
            leaders=leaders,
            following=following,
            themes=themes,
            joined=joined,
            here=here,
            declined=declined,
        )
    tables = await tables_of(tx, session, step)
    unseen = not shows_own(session, plan)
    return Seen(
        groups=tuple(table.group for table in tables),
        output={t.group.number: brought(session, t) for t in tables},
        loose=loose(session, tables),
        wrote={t.group.number: len(t.made) for t in tables},
        stays=stays,
        places=await tx.groups.places(session.id),
        home=round_.home,
        formed=True,
        doors=round_.doors,
        most=round_.most,
        back=round_.back,
        leaders=leaders,
        following=following,
        themes=themes,
        unseen=unseen,
        joined=joined,
        here=here,
        declined=declined,
        best=plan.best,
        moved=await _moved(tx, session, step, round_, tables, stays),
    )


async def _moved(
    tx: Transaction,
    session: Session,
    step: StepRun,
    round_: Round,
    tables: tuple[Table, ...],
    stays: frozenset[int],
) -> tuple[int, int] | None:
    """Return how many people are in the room of their group, of how many who are to be."""
    assert isinstance(step.plan, Subgroups)
    kept = await tx.gatherings.kept(session.id)
    voiced = step.plan.where is Where.AUTO and round_.home is not None
    if kept is None or not voiced or round_.doors or round_.back:
        return None
    due: dict[int, int] = {}
    for group in (table.group for table in tables):
        goes = [one for one in group.present if one not in stays]
        if len(goes) >= LEAST_IN_ROOM:  # fewer meet in the thread of their group
            due |= dict.fromkeys(goes, group.number)
    there = sum(
        (been := kept.people.get(one)) is not None
        and been.state is Stand.THERE
        and (been.step_id, been.number) == (step.id, number)
        for one, number in due.items()
    )
    return there, len(due)


async def group_card(ctx: Context, step_id: int, number: int) -> GroupSeen | None:
    """Return one group as its card tells it, whatever became of its step; None when it is gone."""
    async with ctx.database.read() as tx:
        found = await tx.sessions.step_in_session(step_id)
        return None if found is None else await one_group(tx, *found, number)


async def one_group(
    tx: Transaction, session: Session, step: StepRun, number: int
) -> GroupSeen | None:
    """Do what `group_card` says inside a transaction."""
    plan, round_ = step.plan, await tx.groups.round(step.id)
    if not isinstance(plan, Subgroups) or round_ is None:
        return None
    tables = await tables_of(tx, session, step)
    table = next((one for one in tables if one.group.number == number), None)
    if table is None:
        return None
    unseen, taken = not shows_own(session, plan), _readable(session, table)
    places = await tx.groups.places(session.id)
    own = table.made
    if unseen:
        own = tuple(postit for postit in brought(session, table) if postit in table.made)
    return GroupSeen(
        session=session,
        step=step,
        plan=plan,
        group=table.group,
        own=own,
        taken=taken,
        wrote=len(table.made),
        hidden_taken=len(table.taken) - len(taken),
        unseen=unseen and bool(table.made) and not own,
        places=places.get(number, ()),
        notices=await tx.groups.notices(step.id),
        back=round_.back,
        few=not shows_own(session, plan) and (await tx.postits.counts(step.id))[1] < COMPANY,
        rotates=await followed_by(tx, session, step) is Follows.ROTATE,
    )


async def mine(ctx: Context, step_id: int, actor: Actor) -> Mine:
    """Return the groups of a step as `actor` sees them; raise Refusal when it is gone."""
    async with ctx.database.read() as tx:
        found = await tx.sessions.step_in_session(step_id)
        if found is None or not isinstance(found[1].plan, Subgroups):
            raise Refusal("session.gone")
        return await as_seen_by(tx, *found, actor)


async def as_seen_by(tx: Transaction, session: Session, step: StepRun, actor: Actor) -> Mine:
    """Do what `mine` says inside a transaction."""
    all_of_them = await seen(tx, session, step)
    group = next((one for one in all_of_them.groups if actor.user_id in one.members), None)
    return Mine(session, step, all_of_them, group, actor.user_id in all_of_them.stays)


async def tables_of(tx: Transaction, session: Session, step: StepRun) -> tuple[Table, ...]:
    """Return what lies on the tables of a step."""
    return (await all_tables(tx, session)).of_step(step)


async def all_tables(tx: Transaction, session: Session) -> Tables:
    """Return what the tables of a session are told from."""
    groups = await tx.groups.of_session(session.id)
    wrote = {step_id: await tx.groups.wrote(step_id) for step_id in groups}
    steps = await tx.sessions.every_step(session.id)
    return Tables(session, steps, groups, wrote, await tx.postits.of_session(session.id))


async def followed_by(tx: Transaction, session: Session, step: StepRun) -> Follows | None:
    """Return what the next step does with the groups of this one; None where it does nothing."""
    following = await tx.sessions.step_at(session.id, step.position + 1)
    plan = following.plan if following is not None else None
    if not isinstance(plan, Subgroups) or plan.follows is Follows.NEW:
        return None
    return plan.follows


async def hosts_stay(tx: Transaction, session: Session, step: StepRun) -> bool:
    """Return whether the groups of a step are tables, at which a host stays once others move on."""
    plan = step.plan
    moved_on = isinstance(plan, Subgroups) and plan.follows is Follows.ROTATE
    return moved_on or await followed_by(tx, session, step) is Follows.ROTATE


def is_out(round_: Round | None) -> bool:
    """True once groups were made and sent off, and not brought back."""
    return round_ is not None and not round_.doors and not round_.back


def _readable(session: Session, table: Table) -> tuple[PostIt, ...]:
    return table.taken if shows_taken(session, table.taken) else ()
