"""The words of a message as people see them: names instead of Discord's identifiers."""

from __future__ import annotations

import re

import discord

_CODE = re.compile(r"<(?:(?P<sign>@[!&]?|#)|a?(?P<emoji>:\w+:))(?P<id>\d{15,20})>")


def spoken(message: discord.Message) -> str:
    """Return what `message` says, its mentions and its server's emoji by their names.

    A post-it holds no identifier of a person; one that has no name here stays as it was typed.
    """
    people = {member.id: member.display_name for member in message.mentions}

    def named(code: re.Match[str]) -> str:
        if code["emoji"]:
            return code["emoji"]
        name: str | None = None
        if code["sign"] in ("@", "@!"):
            name = people.get(int(code["id"]))
        elif message.guild is not None:
            places = message.guild.get_role if "@" in code["sign"] else message.guild.get_channel
            found = places(int(code["id"]))
            name = found.name if found is not None else None
        return code[0] if name is None else code["sign"][0] + name

    return _CODE.sub(named, message.content)
