"""Messages that Discord refuses, and what the bot then says in private."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import discord

from bot.rehearsal.stage import Person, text_of
from tests.discord.acting import Room


@dataclass
class Broken:
    """As much of an HTTP response as discord.py's exceptions look at."""

    status: int = 502
    reason: str = "Bad Gateway"


class NoFiles:
    """While `lacking`, the bot may attach no file: the simulator knows no such right."""

    def __init__(self, hall: Room) -> None:
        self.lacking = True
        self.refused = 0
        http = hall.stage.bot.http
        request = http.request

        async def without(route: Any, **options: Any) -> Any:
            if self.lacking and options.get("files") and route.method == "POST":
                self.refused += 1
                raise discord.Forbidden(
                    Broken(403, "Forbidden"),
                    {"code": 50013, "message": "Missing Permissions"},
                )
            return await request(route, **options)

        http.request = without  # type: ignore[method-assign]


def letters(person: Person) -> list[str]:
    """What a person reads of the bot in private."""
    return [text_of(message) for message in person.member.user.dm_channel.history()]
