"""What the message that was pressed shows, as Discord says it: it came with the press."""

from __future__ import annotations

from typing import Any

import discord


def carries(message: discord.Message | None, custom_id: str) -> bool:
    """Return whether a message has the button or menu that was pressed: whoever pressed saw it
    there. A press that somebody forged names what no message of theirs has."""
    return message is not None and any(_has(part, custom_id) for part in message.components)


def _has(part: Any, custom_id: str) -> bool:
    inner = getattr(part, "children", ())
    return getattr(part, "custom_id", None) == custom_id or any(_has(o, custom_id) for o in inner)
