"""What lies on the table of each group: what it made, what it took over, what it brings back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.workshop.kinds import Collect, Reveal, Subgroups, Vote
from bot.workshop.kinds import Group as Sorting
from bot.workshop.postits.postit import PostIt
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.subgroups.group import Group
from bot.workshop.subgroups.step import Follows, Scribe
from bot.workshop.wall.masked import COMPANY

# Groups of each step; post-its of each step, by the number of the group that wrote them.
Groups = Mapping[int, Sequence[Group]]
Wrote = Mapping[int, Mapping[int, Collection[int]]]


@dataclass(frozen=True, slots=True)
class Table:
    """What one group has before it. `kept` are those of `taken` that it chose, if it was asked;
    `told` as `told_groups` says."""

    group: Group
    made: tuple[PostIt, ...] = ()
    taken: tuple[PostIt, ...] = ()
    kept: tuple[PostIt, ...] = ()
    told: bool = True

    @property
    def output(self) -> tuple[PostIt, ...]:
        """What the group brings back: what it made, and of what it took over what it chose;
        nothing is lost of a group that chose nothing."""
        return self.made + (self.kept or self.taken)


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables of a session: the steps that it went through in their order, its groups, what
    they wrote, and the post-its that stand (none that is hidden)."""

    session: Session
    steps: Sequence[StepRun]
    groups: Groups
    wrote: Wrote
    postits: Sequence[PostIt]

    def before(self, step: StepRun) -> StepRun | None:
        """Return the step whose groups a step goes on from; None where it makes new ones."""
        if not isinstance(step.plan, Subgroups) or step.plan.follows is Follows.NEW:
            return None
        return next((one for one in self._earlier(step) if any(self._of(one))), None)

    def of_step(self, step: StepRun) -> tuple[Table, ...]:
        """Return the tables of a step, by the numbers of its groups."""
        known = {postit.id: postit for postit in self.postits}
        wrote = self.wrote.get(step.id, {})
        source = self.before(step)
        former = {} if source is None else {one.group.number: one for one in self.of_step(source)}
        told, found = told_groups(self.session, self._of(step)), []
        for group in self._of(step):
            made = tuple(known[one] for one in sorted(wrote.get(group.number, ())) if one in known)
            if source is not None:
                joined = [former[number].output for number in group.merged if number in former]
                over = tuple(dict.fromkeys(postit for output in joined for postit in output))
            else:
                over = self._own(step, group)
            chosen = set(group.kept)
            kept = tuple(postit for postit in over if postit.id in chosen)
            found.append(Table(group, made, over, kept, group.number in told))
        return tuple(found)

    def _of(self, step: StepRun) -> Sequence[Group]:
        return self.groups.get(step.id, ())

    def _earlier(self, step: StepRun) -> list[StepRun]:
        lived = [one for one in self.steps if one.position < step.position and not one.is_to_come]
        return sorted(lived, key=lambda one: -one.position)

    def _own(self, step: StepRun, group: Group) -> tuple[PostIt, ...]:
        """Return what the members wrote alone just before, unless the wall was opened since.

        In a masked session nothing tells who wrote: a first round then begins with nothing.
        """
        if self.session.masked:
            return ()
        for one in self._earlier(step):
            if isinstance(one.plan, Subgroups | Reveal | Sorting | Vote):
                return ()
            if isinstance(one.plan, Collect):
                authors = {str(member) for member in group.members}
                own = [p for p in self.postits if p.step_id == one.id and p.author in authors]
                return tuple(sorted(own, key=lambda postit: postit.id))
        return ()


def shows_own(session: Session, plan: Subgroups) -> bool:
    """True where a group sees what it writes as it is written. In a masked session in which all
    write, what comes up as somebody types would name them: it is seen once all are back."""
    return not session.masked or plan.scribe is Scribe.ONE


def shows_taken(session: Session, taken: Sequence[PostIt]) -> bool:
    """True where a group may read what it takes over: in a masked session, by three people at
    least, or written for their group by those who held the pen."""
    if not session.masked or all(postit.alone for postit in taken):
        return True
    return len({postit.author for postit in taken}) >= COMPANY


def brought(session: Session, table: Table) -> tuple[PostIt, ...]:
    """Return what the room may read as what one group brings back: all of it but in a masked
    session, in which it is on the wall first, and is of a group that may be told."""
    if not session.masked:
        return table.output
    if not table.told:
        return ()
    made = set(table.made)
    return tuple(
        postit
        for postit in table.output
        if postit.on_the_wall and (postit.group is not None or postit not in made)
    )


def loose(session: Session, tables: Sequence[Table]) -> tuple[PostIt, ...]:
    """Return what groups bring back that may not be told to be of one of them, in the order of the
    wall."""
    told = {postit.id for table in tables for postit in brought(session, table)}
    rest = {
        postit.id: postit
        for table in tables
        for postit in table.output
        if postit.on_the_wall and postit.id not in told
    }
    return tuple(sorted(rest.values(), key=lambda postit: postit.number or 0))


def tells_group(session: Session, group: Group) -> bool:
    """True where a group is of so many people that what it chose does not name one of them: in a
    masked session, of three at least. Once nobody is known to have been in it, what would is gone
    as well."""
    return not session.masked or not group.members or len(group.members) >= COMPANY


def told_groups(session: Session, groups: Sequence[Group]) -> frozenset[int]:
    """Return the numbers of the groups of a step of which post-its may be told to be.

    In a masked session, not of those of fewer than three people: it would all but name who wrote.
    Where these are fewer than three all together, what is told of no group would be theirs: the
    smallest of the others hides with them.
    """
    told = [group for group in groups if tells_group(session, group)]
    hidden = sum(len(group.members) for group in groups if group not in told)
    peopled = [group for group in told if group.members]
    if 0 < hidden < COMPANY and peopled:
        told.remove(min(peopled, key=lambda group: (len(group.members), group.number)))
    return frozenset(group.number for group in told)
