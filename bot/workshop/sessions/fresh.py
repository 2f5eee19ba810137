"""A step of a kind as it is before anyone sets anything: what a facilitator adds to a plan."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from bot.workshop.kinds import AnyStep, Kinds
from bot.workshop.language import Bilingual, Title

_STEP: TypeAdapter[Kinds] = TypeAdapter(AnyStep)

# Minutes of each kind, where nobody says how long.
USUAL: dict[str, float] = {
    "story": 5,
    "collect": 5,
    "reveal": 5,
    "group": 8,
    "vote": 5,
    "consent": 15,
    "election": 20,
    "discuss": 10,
    "turns": 15,
    "position": 20,
    "subgroups": 10,
    "roadmap": 15,
    "actions": 10,
    "follow": 5,
    "rate": 3,
}
# What a kind cannot do without, beside its words.
_NEEDS: dict[str, dict[str, Any]] = {
    "vote": {"method": "dots", "on": "postits"},
    "subgroups": {"size": 4},
}


def fresh(kind: str, title: Title, invite: Bilingual, minutes: float | None = None) -> Kinds:
    """Return a step of `kind` with its usual settings, and its usual length unless `minutes`.

    Raises KeyError for a kind that is not registered, ValueError for `minutes` out of bounds.
    """
    plan = {
        "kind": kind,
        "title": title,
        "invite": invite,
        "minutes": USUAL[kind] if minutes is None else minutes,
    }
    return _STEP.validate_python({**plan, **_NEEDS.get(kind, {})})
