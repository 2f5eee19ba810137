"""A member of the server, chosen in the menu of a form."""

from __future__ import annotations

from typing import Any

from bot.interface.naming.people import known_as
from bot.interface.pressing.router import Press
from bot.workshop.errors import Refusal


def chosen_member(press: Press, field: str = "member") -> tuple[int, str] | None:
    """Return identifier and name; None when nobody was chosen. Raises Refusal when forged."""
    chosen = press.text(field)
    if not chosen:
        return None
    data: dict[str, Any] = dict(press.interaction.data or {})
    resolved = data.get("resolved", {})
    user = resolved.get("users", {}).get(chosen)
    if user is None:
        raise Refusal("button.unknown")
    member = resolved.get("members", {}).get(chosen, {})
    return int(chosen), known_as(member.get("nick"), user.get("global_name"), user["username"])
