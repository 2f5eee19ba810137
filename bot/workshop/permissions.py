"""Who may steer a session."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Actor:
    """The person who acts: identifier, display name, roles in the server."""

    user_id: int
    name: str
    role_ids: frozenset[int] = field(default_factory=frozenset)


def can_steer(actor: Actor, facilitator_ids: frozenset[int], facilitator_role: int | None) -> bool:
    """True for the session's facilitators and for the server's facilitator role.

    A server administrator who is neither cannot: a session belongs to those who lead it.
    """
    if actor.user_id in facilitator_ids:
        return True
    return facilitator_role is not None and facilitator_role in actor.role_ids
