"""What becomes of actions after their session: done, going on, dropped, for later, someone else's.

Whoever says something last is right: a state, a day or an owner replaces what stood there, and each
can be undone as long as nothing was said since.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum

from bot.workshop.actions.action import Action, ActionState
from bot.workshop.sessions.permissions import Actor, can_steer
from bot.workshop.settings.settings import ServerSettings


class Said(StrEnum):
    """What is said of an action."""

    DONE = "done"
    GOING_ON = "going_on"
    DROPPED = "dropped"

    @property
    def state(self) -> ActionState:
        return _STATES[self]


_STATES = {
    Said.DONE: ActionState.DONE,
    Said.GOING_ON: ActionState.OPEN,
    Said.DROPPED: ActionState.DROPPED,
}


class Which(StrEnum):
    """Which open actions are listed."""

    MINE = "mine"
    OVERDUE = "overdue"
    ALL = "all"


def is_theirs(actor: Actor, action: Action) -> bool:
    """True for the owner of an action, who was chosen among the members."""
    return action.owner_id == actor.user_id


def may_follow(
    actor: Actor, action: Action, facilitators: frozenset[int], settings: ServerSettings
) -> bool:
    """True for those who may say what becomes of an action: its owner, who led the session, the
    facilitators' and the coordinators' roles, those who manage the server."""
    return (
        is_theirs(actor, action)
        or can_steer(actor, facilitators, settings.leading_role)
        or coordinates(actor, settings)
    )


def coordinates(actor: Actor, settings: ServerSettings) -> bool:
    """True for the coordinators' role, and for those who manage the server."""
    role = settings.coordinators_role_id
    # The role of everyone has the identifier of the server: it tells nobody apart.
    chosen = role is not None and role != settings.server_id and role in actor.role_ids
    return actor.manages or chosen


def settled(action: Action, said: Said, now: datetime) -> Action:
    """Return an action of which that was said."""
    if action.state is said.state:
        return action
    return replace(action, state=said.state, changed_at=now)


def postponed(action: Action, due: date | None) -> Action:
    """Return an action for another day; None for no date yet."""
    return replace(action, due=due)


def assigned(action: Action, owner: str, owner_id: int | None) -> Action:
    """Return an action that is someone else's: a member, or a name alone."""
    return replace(action, owner=owner, owner_id=owner_id)


def in_order(found: Sequence[Action], actor: Actor) -> list[Action]:
    """Return actions with those of `actor` first, then the soonest, those without a date last."""
    return sorted(
        found,
        key=lambda a: (not is_theirs(actor, a), a.due is None, a.due or date.max, a.id),
    )


def listed(found: Sequence[Action], actor: Actor, which: Which, today: date) -> list[Action]:
    """Return the open actions that are asked for, in their order."""
    wanted: Collection[Action] = [a for a in found if a.is_open and a.hidden is None]
    if which is Which.MINE:
        wanted = [a for a in wanted if is_theirs(actor, a)]
    elif which is Which.OVERDUE:
        wanted = [a for a in wanted if a.overdue(today)]
    return in_order(list(wanted), actor)
