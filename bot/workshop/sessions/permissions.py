"""Who may steer a session, and who may prepare scenarios."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Actor:
    """The person who acts: identifier, display name, roles in the server.

    `manages` is True for those whom Discord lets manage the server.
    """

    user_id: int
    name: str
    role_ids: frozenset[int] = field(default_factory=frozenset)
    manages: bool = False


def can_steer(actor: Actor, facilitator_ids: frozenset[int], facilitator_role: int | None) -> bool:
    """True for the session's facilitators and for the server's facilitator role.

    A server administrator who is neither cannot: a session belongs to those who lead it.
    """
    if actor.user_id in facilitator_ids:
        return True
    return facilitator_role is not None and facilitator_role in actor.role_ids


def can_prepare(actor: Actor, facilitator_role: int | None) -> bool:
    """True for those who may write scenarios for the server.

    The server's facilitator role and those who manage the server; everyone as long as no role
    was chosen.
    """
    return actor.manages or facilitator_role is None or facilitator_role in actor.role_ids


def can_change(actor: Actor, author: int, facilitator_role: int | None) -> bool:
    """True for those who may change or delete a scenario written by `author`."""
    if actor.manages:
        return True
    if facilitator_role is None:
        return actor.user_id == author
    return facilitator_role in actor.role_ids
